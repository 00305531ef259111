/** How shares against the learning rate are drawn: stacked, and above them a lane for each valley with its two borders. */

import { paintCells, paletteOf } from "./cell-paint.js";
import { drawLine, drawText } from "./draw.js";
import { clipTo } from "./stage.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./cell-paint.js").CellLook} CellLook */
/** @typedef {import("./share-chart.js").SharesModel} SharesModel */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {CanvasRenderingContext2D} Context */

/** Rows of the picture that the stacked shares are drawn from. */
const ROWS = 240;

const LANE = 14;
const BAR = 6;
const GAP = 6;
const BESIDE = 8;
const SHORTEST = 16;

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
 */
export function drawShares(context, shown, axes, theme, ratio) {
  context.font = `12px ${theme.font}`;
  const { rates, layers, valleys, texts } = shown;
  const area = areaOf(shown, axes);
  if (!layers.length) {
    drawText(context, texts.waiting, [area.left + area.width / 2, area.top + area.height / 2], { color: theme.secondInk, halo: theme.paper });
    return;
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
    drawText(context, `${100 * part} %`, [axes.left - 6, y], { color: theme.secondInk, halo: theme.paper, align: "right" });
  }
  if (valleys.length) {
    drawText(context, texts.borders, [axes.left + BESIDE / 2, axes.top + LANE / 2], { color: theme.secondInk, halo: theme.paper, align: "left" });
  }
  const unclip = clipTo(context, axes);
  valleys.forEach((valley, index) => drawValley(context, valley, { axes, y: axes.top + (index + 1.5) * LANE, area, theme, ratio }));
  drawText(context, texts.rate, [axes.left + axes.width - 6, axes.top + axes.height - 10], { color: theme.ink, halo: theme.paper, align: "right" });
  unclip();
}

/**
 * A bar in the look of a valley up to where nothing rests any more, in that of bouncing on to where balls leave; its borders beside it.
 * @param {Context} context
 * @param {import("./share-chart.js").Valley} valley
 * @param {{ axes: Axes, y: number, area: { top: number, height: number }, theme: Theme, ratio: number }} where
 */
function drawValley(context, { rests, circles, limit, leaves, says }, { axes, y, area, theme, ratio }) {
  const right = axes.left + axes.width;
  const at = (/** @type {number | null} */ rate) => (rate === null ? right : Math.min(right, Math.max(axes.left, axes.x(Math.log10(rate)))));
  const [rest, gone] = [limit === null ? at(leaves) : at(limit), at(leaves)];
  const wide = context.measureText(says).width + 2 * BESIDE;
  const after = wide < right - gone;
  const before = !after && wide < rest - axes.left - SHORTEST;
  const begin = axes.left + (before ? wide : 0);
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
  if (after || before) {
    drawText(context, says, [after ? gone + BESIDE : axes.left + BESIDE / 2, y], { color: theme.ink, halo: theme.paper, align: "left" });
  }
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
