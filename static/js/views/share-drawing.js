/** How shares against the learning rate are drawn: stacked, and above them a lane for each valley with its two borders. */

import { paintCells, paletteOf } from "./cell-paint.js";
import { drawLine, drawText } from "./draw.js";
import { clipTo } from "./stage.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./cell-paint.js").CellLook} CellLook */
/** @typedef {import("./share-chart.js").SharesModel} SharesModel */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {import("./share-chart.js").Valley} Valley */
/** @typedef {{ rest: number, gone: number }} Bar */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Words  where something is written */

/** Rows of the picture that the stacked shares are drawn from. */
const ROWS = 240;

const LANE = 14;
const BAR = 6;
const GAP = 6;
const BESIDE = 8;
const SHORTEST = 4;
/** An upright line stays so far from words. */
const CLEAR = 3;

/** The part of the frame under the lanes. @param {SharesModel} shown @param {Axes} axes */
function areaOf({ valleys }, axes) {
  const lanes = valleys.length ? (valleys.length + 1) * LANE + GAP : 0;
  return { left: axes.left, top: axes.top + lanes, width: axes.width, height: Math.max(20, axes.height - lanes) };
}

/**
 * @param {Context} context
 * @param {SharesModel} shown
 * @param {Axes} axes
 * @param {Theme} theme
 * @param {number} ratio  pixels of the screen for one of the page
 * @returns {Words[]} what is written above the shares
 */
export function drawShares(context, shown, axes, theme, ratio) {
  context.font = `12px ${theme.font}`;
  const { rates, layers, valleys, texts } = shown;
  const area = areaOf(shown, axes);
  if (!layers.length) {
    drawText(context, texts.waiting, [area.left + area.width / 2, area.top + area.height / 2], { color: theme.secondInk, halo: theme.paper });
    return [];
  }
  const half = Math.log10(rates[1] / rates[0]) / 2;
  const [from, to] = [axes.x(Math.log10(rates[0]) - half), axes.x(Math.log10(rates[rates.length - 1]) + half)];
  const looks = layers.map(({ look }) => look);
  paintCells(context, { nx: rates.length, ny: ROWS, cells: stacked(layers, rates.length), looks }, paletteOf(looks, theme), {
    box: { ...area, left: from, width: to - from }, frame: area, ratio, dims: () => false,
  });
  drawLine(context, rectangle(area), { color: theme.line, width: 1 });
  for (const part of [0, 0.5, 1]) {
    const y = area.top + (1 - part) * area.height;
    drawText(context, `${100 * part}\u00a0%`, [axes.left - 6, y], { color: theme.secondInk, halo: theme.paper, align: "right" });
  }
  if (valleys.length) {
    drawText(context, texts.borders, [axes.left + BESIDE / 2, axes.top + LANE / 2], { color: theme.secondInk, halo: theme.paper, align: "left" });
  }
  const unclip = clipTo(context, axes);
  const bars = valleys.map((valley) => barOf(valley, axes));
  const named = bars.every((bar, index) => placeOf(context, valleys[index].says, bar, axes));
  const labels = valleys.map((valley, index) => drawValley(context, valley, {
    axes, y: axes.top + (index + 1.5) * LANE, area, theme, ratio, bar: bars[index], label: named ? valley.says : valley.short,
  }));
  unclip();
  drawText(context, texts.rate, [axes.left - 20, axes.top + axes.height + 13], { color: theme.secondInk, halo: theme.paper, align: "right" });
  return valleys.length ? [wordsAt(context, texts.borders, [axes.left + BESIDE / 2, axes.top + LANE / 2]), ...labels] : [];
}

/** @param {Context} context @param {string} text @param {[number, number]} at  where it begins @returns {Words} */
const wordsAt = (context, text, [x, y]) => ({ left: x, right: x + context.measureText(text).width, top: y - LANE / 2, bottom: y + LANE / 2 });

/**
 * The pieces of an upright line that leave words free.
 * @param {number} x
 * @param {[number, number]} ends
 * @param {Words[]} words  from above
 * @returns {[number, number][]}
 */
export function piecesBeside(x, [top, bottom], words) {
  /** @type {[number, number][]} */
  const pieces = [];
  let from = top;
  for (const { top: begin, bottom: end } of words.filter(({ left, right }) => left - CLEAR < x && x < right + CLEAR)) {
    pieces.push([from, begin]);
    from = end;
  }
  return [...pieces, /** @type {[number, number]} */ ([from, bottom])].filter(([begin, end]) => begin < end);
}

/** Which valley's lane is at a height, null for none. @param {SharesModel} shown @param {Axes} axes @param {number} y */
export function laneAt({ valleys }, axes, y) {
  const lane = Math.floor((y - axes.top) / LANE) - 1;
  return lane >= 0 && lane < valleys.length ? lane : null;
}

/**
 * From where on nothing rests in a valley, and from where on balls leave it, in pixels within the frame.
 * @param {Valley} valley
 * @param {Axes} axes
 */
function barOf({ limit, stays, leaves }, axes) {
  const right = axes.left + axes.width;
  const at = (/** @type {number | null} */ rate) => (rate === null ? right : Math.min(right, Math.max(axes.left, axes.x(Math.log10(rate)))));
  const gone = at(stays === null && leaves === null ? limit : leaves);
  return { rest: limit === null ? gone : at(limit), gone };
}

/** Where there is room for a label: before the bar, else after it. @param {Context} context @param {string} label @param {Bar} bar @param {Axes} axes */
function placeOf(context, label, { rest, gone }, axes) {
  const wide = context.measureText(label).width + 1.5 * BESIDE;
  return wide < rest - axes.left - SHORTEST ? { x: axes.left + BESIDE / 2, begin: axes.left + wide }
    : wide < axes.left + axes.width - gone ? { x: gone + BESIDE, begin: axes.left } : null;
}

/**
 * A bar in the look of a valley up to where nothing rests any more, in that of bouncing on to where balls leave; its borders beside it.
 * @param {Context} context
 * @param {Valley} valley
 * @param {{ axes: Axes, y: number, area: { top: number, height: number }, theme: Theme, ratio: number, bar: Bar, label: string }} where
 */
function drawValley(context, { rests, circles, limit, leaves }, { axes, y, area, theme, ratio, bar, label }) {
  const { rest, gone } = bar;
  const right = axes.left + axes.width;
  const { x: beside, begin } = placeOf(context, label, bar, axes) ?? { x: axes.left + BESIDE / 2, begin: axes.left };
  for (const [look, from, to] of /** @type {[CellLook, number, number][]} */ ([[rests, begin, rest], [circles, rest, gone]])) {
    const box = { left: from, top: y - BAR / 2, width: to - from, height: BAR };
    paintCells(context, { nx: 1, ny: 1, cells: Uint16Array.of(0), looks: [look] }, paletteOf([look], theme), { box, frame: axes, ratio, dims: () => false });
  }
  for (const [x, rate, dash] of /** @type {[number, number | null, number[]][]} */ ([[rest, limit, []], [gone, leaves, [2, 3]]])) {
    if (rate !== null && x > axes.left && x < right) {
      const tick = new Path2D(`M${x} ${y - BAR}V${y + BAR}`);
      drawLine(context, tick, { color: theme.ink, width: 1.5 });
      drawLine(context, new Path2D(`M${x} ${area.top}V${area.top + area.height}`), { color: theme.ink, width: 1, opacity: 0.55, dash });
    }
  }
  drawText(context, label, [beside, y], { color: theme.ink, halo: theme.paper, align: "left" });
  return wordsAt(context, label, [beside, y]);
}

/** A picture of the layers one on the other, the lowest row first. @param {import("./share-chart.js").Layer[]} layers @param {number} columns */
function stacked(layers, columns) {
  const cells = new Uint16Array(columns * ROWS);
  for (let column = 0; column < columns; column += 1) {
    let sum = 0;
    layers.forEach(({ shares }, look) => {
      const first = Math.round(sum * ROWS);
      sum += shares[column];
      for (let row = first; row < Math.min(ROWS, Math.round(sum * ROWS)); row += 1) {
        cells[row * columns + column] = look;
      }
    });
  }
  return cells;
}

/** @param {import("./cell-paint.js").Box} box */
function rectangle({ left, top, width, height }) {
  const path = new Path2D();
  path.rect(left, top, width, height);
  return path;
}
