/** Axes of the relief that stand on its block: ticks along the two near edges of the floor, true losses up one corner. */

import { strongLevels } from "./contour-lines.js";
import { drawLine, drawText } from "./draw.js";
import { figure, roundValues } from "./figures.js";
import { FLOOR } from "./relief-figure.js";

/** @typedef {import("./scene.js").Projection} Projection */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {[number, number]} Pixels */

const LABEL_SIZE = 12;
const TICK = 5;
const LABEL_DISTANCE = 15;
const TICKS = 4;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./models.js").SurfaceModel} model
 * @param {import("./grid.js").Grid} grid
 * @param {Projection} projection
 * @param {Theme} theme
 */
export function drawBlockAxes(context, model, grid, projection, theme) {
  const [[x0, x1], [y0, y1]] = model.window;
  const corners = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
  const floor = corners.map(([x, y]) => projection.toPixels(x, y, FLOOR));
  if (floor.some(([x]) => Number.isNaN(x))) {
    return;
  }
  const near = indexOfMost(floor, ([, y]) => y);
  const middle = /** @type {Pixels} */ ([0, 1].map((axis) => floor.reduce((sum, corner) => sum + corner[axis], 0) / 4));
  const edges = new Path2D();
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  for (const other of [(near + 1) % 4, (near + 3) % 4]) {
    edges.moveTo(...floor[near]);
    edges.lineTo(...floor[other]);
    const along = corners[near][0] === corners[other][0] ? 1 : 0;
    const ends = [floor[near], floor[other]];
    const out = outward(/** @type {[Pixels, Pixels]} */ (ends), middle);
    for (const value of roundValues(along ? [y0, y1] : [x0, x1], TICKS)) {
      const at = along ? projection.toPixels(corners[near][0], value, FLOOR) : projection.toPixels(value, corners[near][1], FLOOR);
      edges.moveTo(...at);
      edges.lineTo(at[0] + out[0] * TICK, at[1] + out[1] * TICK);
      if (distance(at, floor[near]) > 18) {
        drawText(context, figure(value), [at[0] + out[0] * LABEL_DISTANCE, at[1] + out[1] * LABEL_DISTANCE],
          { color: theme.secondInk, halo: theme.paper });
      }
    }
    context.font = `italic ${LABEL_SIZE}px ${theme.font}`;
    const half = [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2];
    drawText(context, model.axes[along], [half[0] + out[0] * 34, half[1] + out[1] * 34], { color: theme.ink, halo: theme.paper });
    context.font = `${LABEL_SIZE}px ${theme.font}`;
  }
  const left = indexOfMost(floor, ([x]) => -x);
  const [x, y] = corners[left];
  edges.moveTo(...floor[left]);
  edges.lineTo(...projection.toPixels(x, y, 1));
  for (const { shade, loss } of strongLevels(grid.levels)) {
    const at = projection.toPixels(x, y, shade);
    edges.moveTo(...at);
    edges.lineTo(at[0] - TICK, at[1]);
    const said = figure(loss, 2);
    drawText(context, said, [Math.max(at[0] - TICK - 4, context.measureText(said).width + 2), at[1]], { color: theme.secondInk, halo: theme.paper, align: "right" });
  }
  const top = projection.toPixels(x, y, 1);
  drawText(context, model.texts.loss ?? "", [top[0], top[1] - 18], { color: theme.ink, halo: theme.paper });
  drawLine(context, edges, { color: theme.secondInk, width: 1, opacity: 0.8 });
}

/**
 * @param {Pixels[]} pixels
 * @param {(pixel: Pixels) => number} score
 */
function indexOfMost(pixels, score) {
  return pixels.reduce((best, pixel, index) => (score(pixel) > score(pixels[best]) ? index : best), 0);
}

/** @param {Pixels} a @param {Pixels} b */
function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/**
 * The unit vector at right angles to an edge that points away from the middle.
 * @param {[Pixels, Pixels]} edge
 * @param {Pixels} middle
 */
function outward([a, b], middle) {
  const length = distance(a, b) || 1;
  const normal = [(b[1] - a[1]) / length, (a[0] - b[0]) / length];
  const away = normal[0] * (a[0] - middle[0]) + normal[1] * (a[1] - middle[1]) > 0 ? 1 : -1;
  return [normal[0] * away, normal[1] * away];
}
