/** Plain lines over one axis, with balls, uprights and names: the charts of what a gradient is. */

import { drawBall, drawLine } from "./draw.js";
import { lineFigure } from "./line-figure.js";
import { along, anywhere, around, farther, placeName } from "./naming.js";
import { listenForPicks } from "./picking.js";
import { createRoom, HARD, SOFT } from "./room.js";
import { clipTo, createStage, differ, wipe } from "./stage.js";

/** @typedef {import("./chart-models.js").LineModel} LineModel */
/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./theme.js").Theme} Theme */

const LABEL_SIZE = 12;

/**
 * @param {HTMLElement} element
 * @param {{ onPick?: (x: number) => void, says?: (x: number) => string | null }} [handlers]  a click takes a place of the x axis
 */
export function createLineChart(element, { onPick, says = () => null } = {}) {
  /** @type {LineModel | null} */
  let model = null;
  /** @type {unknown[]} */
  let figureParts = [];
  const stage = createStage(element, { onChange: redraw });
  if (onPick) {
    element.dataset.picks = "true";
    listenForPicks(stage, { onPick, says });
  }

  function redraw() {
    const axes = stage.axes();
    wipe(stage.moving);
    if (axes && model && stage.plotted()) {
      drawLines(stage.moving, model, axes, stage.theme());
    }
    element.dataset.empty = String(!model?.lines.length);
  }

  return {
    /** @param {LineModel} next */
    render(next) {
      model = next;
      const themed = stage.useTheme(next.theme ?? "");
      const parts = [...next.lines.flatMap(({ x, y }) => [x, y]), ...(next.x ?? []), ...(next.y ?? []), next.texts.label, next.logX,
        next.logY];
      if (differ(parts, figureParts) || themed) {
        figureParts = parts;
        stage.show(lineFigure(next, stage.theme(), stage.size()));
      }
      redraw();
    },
    resize: stage.resize,
    destroy: stage.destroy,
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LineModel} model
 * @param {Axes} axes
 * @param {Theme} theme
 */
function drawLines(context, model, axes, theme) {
  const { lines, balls = [], uprights = [] } = model;
  const room = createRoom(axes);
  const unclip = clipTo(context, axes);
  for (const { at, color } of uprights) {
    const line = new Path2D();
    line.moveTo(axes.x(at), axes.top);
    line.lineTo(axes.x(at), axes.top + axes.height);
    drawLine(context, line, { color: theme.color(color), width: 1, dash: [3, 3] });
    room.takeLine([axes.x(at), axes.top, axes.x(at), axes.top + axes.height], SOFT);
  }
  const drawn = lines.map((line) => ({ line, pixels: pixelsOf(line, axes) }));
  for (const { line, pixels } of drawn) {
    drawLine(context, pathOf(pixels), { color: theme.color(line.color), width: line.width ?? 1.75, dash: line.dash ?? [] });
    drawAlone(context, pixels, theme.color(line.color));
    room.takeLine(pixels, SOFT);
  }
  unclip();
  for (const { at, color, small } of balls) {
    const place = /** @type {[number, number]} */ ([axes.x(at[0]), axes.y(at[1])]);
    drawBall(context, place, theme.color(color), theme, { radius: small ? 3.5 : 5 });
    room.take({ x: place[0], y: place[1], width: 14, height: 14 }, HARD);
  }
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  nameAxes(context, model, room, axes, theme);
  for (const { at, color, name } of balls) {
    const point = /** @type {[number, number]} */ ([axes.x(at[0]), axes.y(at[1])]);
    placeAnyhow(context, name ?? "", [...around(point), ...farther(point)], room, theme.color(color), theme);
  }
  for (const { at, color, name } of uprights) {
    placeAnyhow(context, name ?? "", [0.08, 0.2, 0.85, 0.5, 0.33, 0.66].flatMap((part) =>
      [5, -5].map((side) => /** @type {[number, number]} */ ([axes.x(at) + side, axes.top + part * axes.height]))), room,
    theme.color(color), theme);
  }
  for (const { line, pixels } of drawn) {
    placeName(context, line.name ?? "", [...along(inside(pixels, axes)), ...anywhere(axes)], room, theme.color(line.color), theme);
  }
}

/**
 * A name that lies over a line, with its halo, rather than be missing.
 * @param {CanvasRenderingContext2D} context
 * @param {string} name
 * @param {[number, number][]} places
 * @param {import("./room.js").Room} room
 * @param {string} color
 * @param {Theme} theme
 */
function placeAnyhow(context, name, places, room, color, theme) {
  if (name && !placeName(context, name, places, room, color, theme)) {
    placeName(context, name, places, room, color, theme, undefined, HARD);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LineModel} model
 * @param {import("./room.js").Room} room
 * @param {Axes} axes
 * @param {Theme} theme
 */
function nameAxes(context, { texts, lines }, room, axes, theme) {
  const [right, bottom] = [axes.left + axes.width, axes.top + axes.height];
  if (!lines.length) {
    placeName(context, texts.empty, [[axes.left + axes.width / 2, axes.top + axes.height / 2]], room, theme.secondInk, theme);
    return;
  }
  const middle = axes.left + axes.width / 2;
  placeName(context, texts.x, [[right - 4, bottom - 9], [right - 4, axes.top + 9], [middle, bottom - 9], [middle, axes.top + 9],
    ...anywhere(axes)], room, theme.secondInk, theme);
  placeName(context, texts.y, [[axes.left + 6, axes.top + 9], [axes.left + 6, bottom - 9], [axes.left + 6, axes.top + 24],
    [middle, axes.top + 9], ...anywhere(axes)], room, theme.secondInk, theme);
}

/** @param {import("./chart-models.js").Line} line @param {Axes} axes */
function pixelsOf({ x, y }, axes) {
  return Array.from(x).flatMap((value, index) => {
    const loss = y[index];
    return [value === null ? NaN : axes.x(value), loss === null ? NaN : axes.y(loss)];
  });
}

/** @param {number[]} pixels */
function pathOf(pixels) {
  const path = new Path2D();
  let joined = false;
  for (let i = 0; i < pixels.length; i += 2) {
    if (!Number.isFinite(pixels[i]) || !Number.isFinite(pixels[i + 1])) {
      joined = false;
    } else if (joined) {
      path.lineTo(pixels[i], pixels[i + 1]);
    } else {
      path.moveTo(pixels[i], pixels[i + 1]);
      joined = true;
    }
  }
  return path;
}

/** A point between two gaps, which no line reaches. @param {CanvasRenderingContext2D} context @param {number[]} pixels @param {string} color */
function drawAlone(context, pixels, color) {
  const there = (/** @type {number} */ i) => Number.isFinite(pixels[i]) && Number.isFinite(pixels[i + 1]);
  context.fillStyle = color;
  for (let i = 0; i < pixels.length; i += 2) {
    if (there(i) && !there(i - 2) && !there(i + 2)) {
      context.fillRect(pixels[i] - 1, pixels[i + 1] - 1, 2, 2);
    }
  }
}

/** The part of a line that can be seen, so that its name stands beside that. @param {number[]} pixels @param {Axes} axes */
function inside(pixels, { left, top, width, height }) {
  const seen = [];
  for (let i = 0; i < pixels.length; i += 2) {
    if (pixels[i] >= left && pixels[i] <= left + width && pixels[i + 1] >= top && pixels[i + 1] <= top + height) {
      seen.push(pixels[i], pixels[i + 1]);
    }
  }
  return seen.length >= 4 ? seen : pixels.slice(0, 4);
}
