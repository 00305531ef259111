/** What rests on the map: the first picture, the field of the way down, known points, labels; or fog. */

import { levelLines, STRONG_EVERY } from "./contour-lines.js";
import { drawLine, drawMark, drawText } from "./draw.js";
import { placeLevelLabels, placeMarkLabels } from "./labels.js";
import { createBrush } from "./layers/brush.js";
import { drawDirections } from "./layers/directions.js";
import { drawFog } from "./layers/fog.js";
import { paintShade } from "./raster.js";
import { createRoom, SOFT } from "./room.js";
import { clipTo, wipe } from "./stage.js";
import { inside } from "./start.js";
import { CONTOUR } from "./terrain-figure.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./models.js").SurfaceModel} SurfaceModel */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {CanvasRenderingContext2D} Context */

const LABEL_SIZE = 12;
const LEVEL_SIZE = 11;

/**
 * The whole resting layer.
 * @param {Context} context
 * @param {SurfaceModel} model
 * @param {Grid} grid
 * @param {Axes} axes
 * @param {Theme} theme
 * @param {{ plotted: boolean, handle: import("./room.js").Box[], paths: number[][][], ball: number[] | null }} around
 */
export function drawResting(context, model, grid, axes, theme, { plotted, handle, paths, ball }) {
  wipe(context);
  const at = (/** @type {number[]} */ [x, y]) => /** @type {const} */ ([axes.x(x), axes.y(y)]);
  const unclip = clipTo(context, axes);
  if (!plotted) {
    drawFirstPicture(context, grid, axes, theme);
  }
  const room = createRoom(axes);
  let arrows = null;
  if (model.layers?.fog) {
    drawFog(context, axes, theme, ball && at(ball));
    unclip();
    return { labels: [], arrows };
  }
  if (model.layers?.field) {
    arrows = drawDirections(createBrush(context, { axes, theme, room, at, flat: true, tip: mapTip(axes) }), model);
  }
  unclip();
  context.font = `italic ${LABEL_SIZE}px ${theme.font}`;
  drawAxisNames(context, model.axes, axes, theme, room);
  handle.forEach((box) => room.take(box));
  for (const path of paths) {
    room.takeLine(path.flatMap((point) => [...at(point)]), SOFT);
  }
  for (const mark of model.marks) {
    if (inside(at(mark.at), axes)) {
      drawMark(context, at(mark.at), mark, theme);
    }
  }
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  const names = placeMarkLabels(model.marks, axes, room, (text) => context.measureText(text).width);
  for (const { text, at: middle } of names) {
    drawText(context, text, middle, { color: theme.ink, halo: theme.paper });
  }
  context.font = `${LEVEL_SIZE}px ${theme.font}`;
  const levels = placeLevelLabels(grid, axes, room, (text) => context.measureText(text).width);
  for (const { text, at: middle, angle } of levels) {
    drawText(context, text, middle, { color: theme.secondInk, halo: theme.paper, angle });
  }
  return { labels: [...names, ...levels], arrows };
}

/**
 * Where an arrow from a point of the map ends.
 * @param {Axes} axes
 * @returns {(point: number[], vector: (number | null)[]) => readonly [number, number]}
 */
export const mapTip = (axes) => ([x, y], [u, v]) => [axes.x(x + (u ?? NaN)), axes.y(y + (v ?? NaN))];

/**
 * Names inside the far corners, out of the way of the ticks.
 * @param {Context} context
 * @param {string[]} names
 * @param {Axes} axes
 * @param {Theme} theme
 * @param {import("./room.js").Room} [room]
 */
export function drawAxisNames(context, [nameX, nameY], { left, top, width, height }, theme, room) {
  /** @type {[string, number, number][]} */
  const places = [[nameX, left + width - 6, top + height - 10], [nameY, left + 6, top + 10]];
  for (const [name, x, y] of places) {
    room?.take({ x, y, width: 16, height: 16 });
    drawText(context, name, [x, y], { color: theme.ink, halo: theme.paper, align: x < left + width / 2 ? "left" : "right" });
  }
}

/**
 * @param {Context} context
 * @param {Grid} grid
 * @param {Axes} axes
 * @param {Theme} theme
 */
function drawFirstPicture(context, grid, axes, theme) {
  const [x0, x1] = [grid.x[0], grid.x[grid.nx - 1]];
  const [y0, y1] = [grid.y[0], grid.y[grid.ny - 1]];
  const halfX = (axes.x(x1) - axes.x(x0)) / (grid.nx - 1) / 2;
  const halfY = (axes.y(y0) - axes.y(y1)) / (grid.ny - 1) / 2;
  context.imageSmoothingQuality = "high";
  context.drawImage(paintShade(grid, theme), axes.x(x0) - halfX, axes.y(y1) - halfY,
    axes.x(x1) - axes.x(x0) + 2 * halfX, axes.y(y0) - axes.y(y1) + 2 * halfY);
  levelLines(grid).forEach((level, index) => {
    const strong = index % STRONG_EVERY === 0;
    const lines = new Path2D();
    for (const line of level) {
      lines.moveTo(axes.x(line[0]), axes.y(line[1]));
      for (let i = 2; i < line.length; i += 2) {
        lines.lineTo(axes.x(line[i]), axes.y(line[i + 1]));
      }
    }
    drawLine(context, lines, {
      color: theme.ink,
      width: strong ? CONTOUR.strongWidth : CONTOUR.fineWidth,
      opacity: strong ? CONTOUR.strong : CONTOUR.fine,
    });
  });
}
