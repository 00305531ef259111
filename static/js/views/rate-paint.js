/** What every learning rate comes to, painted along a slider's track: told apart by colour, by pattern and by a word. */

import { drawText } from "./draw.js";
import { channels, readTheme } from "./theme.js";

/** @typedef {import("./theme.js").Theme} Theme */

/**
 * @typedef {{ from: number, to: number, status: string, other: number, effort: number }} Band
 *   places along the track from 0 to 1; other: 0 for the first minimum, 1 for the next …; effort: 0 for the fewest steps, 1 for the most
 *
 * @typedef {Object} PaintModel
 * @property {[number, number]} range  the rates at its ends
 * @property {Band[]} bands       in order, without gaps
 * @property {number[]} notches   where the minimum changes
 * @property {{ at: number, text: string }[]} words   the first matter most
 * @property {{ at: number, texts: string[] } | null} readout  instead of the words: the first that fits
 * @property {boolean} old        about another run than the present one
 * @property {string} theme
 */

/** The track goes between the middles of the knob at both ends. */
const END = 10;
const TOP = 6;
const HEIGHT = 12;
const WORDS_AT = 33;
const WORD_GAP = 8;
const FARTHEST = 24;
const WORD_SIZE = 12;

/** Minima that have a hue of their own. */
const HUES = 4;

/** What is not at rest yet, and what rests where it should not, is a thin line. */
const THIN = 4;

/**
 * Where something is along a slider or what is painted for it, from 0 to 1.
 * @param {HTMLElement} track
 * @param {number} clientX
 */
export function shareOf(track, clientX) {
  const { left, width } = track.getBoundingClientRect();
  return clamp((clientX - left - END) / (width - 2 * END), 0, 1);
}

/** @param {HTMLCanvasElement} canvas */
export function createRatePaint(canvas) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** @type {PaintModel | null} */
  let model = null;
  let theme = readTheme();
  let themeName = "";
  let drawn = "";

  function draw() {
    const ratio = globalThis.devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!model || !width) {
      return;
    }
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const x = (/** @type {number} */ at) => Math.round((END + at * (width - 2 * END)) * ratio) / ratio;
    const cells = model.bands.map((band) => ({ band, left: band.from <= 0 ? 0 : x(band.from), right: band.to >= 1 ? width : x(band.to) }));
    drawCells(context, cells, theme);
    drawNotches(context, model.notches.map(x), theme);
    drawWords(context, model, x, width, theme);
  }

  new ResizeObserver(() => draw()).observe(canvas);
  return {
    /** @param {PaintModel} next */
    render(next) {
      model = next;
      canvas.dataset.old = String(next.old);
      const { old, ...seen } = next;
      const key = JSON.stringify(seen);
      if (key === drawn) {
        return;  // under a drag the old paint only fades
      }
      drawn = key;
      if (next.theme !== themeName) {
        themeName = next.theme;
        theme = readTheme();
      }
      canvas.dataset.painted = [...new Set(next.bands.map(({ status }) => status))].join(" ");
      canvas.dataset.range = JSON.stringify(next.range);
      canvas.dataset.notches = String(next.notches.length);
      draw();
    },
  };
}

/** @typedef {{ band: Band, left: number, right: number }} Cell */

/** How each status is drawn over its colour. @type {Record<string, (context: CanvasRenderingContext2D, theme: Theme, width: number) => void>} */
const PATTERNS = {
  bouncing: drawZigzag,
  diverged: drawCrosses,
  stalled: drawGaps,
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Cell[]} cells
 * @param {Theme} theme
 */
function drawCells(context, cells, theme) {
  const width = Math.max(...cells.map(({ right }) => right));
  for (const { band, left, right } of cells) {
    const thin = band.status === "running" || band.status === "stalled";
    context.fillStyle = colorOf(band, theme);
    context.fillRect(left, thin ? TOP + (HEIGHT - THIN) / 2 : TOP, right - left, thin ? THIN : HEIGHT);
  }
  for (const [status, pattern] of Object.entries(PATTERNS)) {
    inside(context, cells.filter(({ band }) => band.status === status), () => pattern(context, theme, width));
  }
  for (const slant of [1, -1]) {
    const others = cells.filter(({ band: { status, other } }) => status === "converged" && other > 0 && (other % 2 === 1) === (slant === 1));
    inside(context, others, () => drawHatch(context, theme, width, slant));
  }
}

/** @param {Band} band @param {Theme} theme */
function colorOf({ status, other, effort }, theme) {
  if (status !== "converged") {
    return theme.color(`--rate-${status}`);
  }
  const color = theme.color(`--minimum-${1 + (other % HUES)}`);
  return effort < 0.5 ? mixed(color, theme.ink, 0.4 - 0.8 * effort) : mixed(color, theme.paper, 0.9 * (effort - 0.5));
}

/** @param {string} first @param {string} second @param {number} share  of the second */
function mixed(first, second, share) {
  const [from, to] = [channels(first), channels(second)];
  return `rgb(${from.map((value, place) => Math.round(value + (to[place] - value) * share)).join(",")})`;
}

/**
 * Draws within some cells only.
 * @param {CanvasRenderingContext2D} context
 * @param {Cell[]} cells
 * @param {() => void} draw
 */
function inside(context, cells, draw) {
  if (!cells.length) {
    return;
  }
  context.save();
  context.beginPath();
  cells.forEach(({ left, right }) => context.rect(left, TOP, right - left, HEIGHT));
  context.clip();
  draw();
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Theme} theme @param {number} width */
function drawZigzag(context, theme, width) {
  context.beginPath();
  for (let x = 0, up = true; x <= width + 4; x += 4, up = !up) {
    context.lineTo(x, TOP + HEIGHT / 2 + (up ? -3.5 : 3.5));
  }
  stroke(context, theme.paper, 1.5);
}

/** @param {CanvasRenderingContext2D} context @param {Theme} theme @param {number} width */
function drawCrosses(context, theme, width) {
  context.beginPath();
  for (let x = 6; x <= width; x += 10) {
    for (const slant of [1, -1]) {
      context.moveTo(x - 2.5, TOP + HEIGHT / 2 - 2.5 * slant);
      context.lineTo(x + 2.5, TOP + HEIGHT / 2 + 2.5 * slant);
    }
  }
  stroke(context, theme.paper, 1.5);
}

/** @param {CanvasRenderingContext2D} context @param {Theme} theme @param {number} width */
function drawGaps(context, theme, width) {
  context.fillStyle = theme.paper;
  for (let x = 4; x <= width; x += 7) {
    context.fillRect(x, TOP, 3, HEIGHT);
  }
}

/** @param {CanvasRenderingContext2D} context @param {Theme} theme @param {number} width @param {number} slant */
function drawHatch(context, theme, width, slant) {
  context.beginPath();
  for (let x = -HEIGHT; x <= width + HEIGHT; x += 5) {
    context.moveTo(x - slant * (HEIGHT / 2), TOP + HEIGHT);
    context.lineTo(x + slant * (HEIGHT / 2), TOP);
  }
  stroke(context, theme.paper, 1.25);
}

/** @param {CanvasRenderingContext2D} context @param {number[]} places @param {Theme} theme */
function drawNotches(context, places, theme) {
  context.fillStyle = theme.paper;
  for (const x of places) {
    context.beginPath();
    context.moveTo(x - 3.5, TOP);
    context.lineTo(x + 3.5, TOP);
    context.lineTo(x, TOP + 5);
    context.fill();
    context.fillRect(x - 0.75, TOP, 1.5, HEIGHT);
  }
}

/** @param {CanvasRenderingContext2D} context @param {string} color @param {number} width */
function stroke(context, color, width) {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
}

/**
 * Each word under its band, or a little beside where another stands; or else the readout alone.
 * @param {CanvasRenderingContext2D} context
 * @param {PaintModel} model
 * @param {(at: number) => number} x
 * @param {number} width
 * @param {Theme} theme
 */
function drawWords(context, { words, readout }, x, width, theme) {
  context.font = `${WORD_SIZE}px ${theme.font}`;
  /** @type {[number, number][]} */
  const taken = [];
  /** @param {string} text */
  const half = (text) => context.measureText(text).width / 2;
  const said = readout && { at: readout.at, text: readout.texts.find((text) => 2 * half(text) <= width) ?? "" };
  for (const { at, text } of said ? [said] : words) {
    placeWord(text, x(at), half(text));
  }

  /** @param {string} text @param {number} wished @param {number} half */
  function placeWord(text, wished, half) {
    const wanted = clamp(wished, half, width - half);
    const middle = [0, ...Array.from({ length: FARTHEST }, (_, i) => [i + 1, -i - 1]).flat()].map((shift) => wanted + shift)
      .find((place) => place >= half && place <= width - half
        && taken.every(([left, right]) => place + half + WORD_GAP <= left || place - half - WORD_GAP >= right));
    if (middle !== undefined) {
      taken.push([middle - half, middle + half]);
      drawText(context, text, [middle, WORDS_AT], { color: readout ? theme.ink : theme.secondInk, halo: theme.paper });
    }
  }
}

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
