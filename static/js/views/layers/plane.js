/** The tangent plane at the ball, as a patch laid over the relief. */

import { drawLine } from "../draw.js";

/** @typedef {import("../grid.js").Grid} Grid */
/** @typedef {import("../scene.js").Projection} Projection */

/** Half the side of the patch, as a part of the map, and its lines. */
const REACH = 0.16;
const LINES = 5;
const PIECES = 12;

/** The patch is drawn this far above and below the block. */
const OVER = 0.12;

/** @type {WeakMap<Grid, (loss: number) => number>} */
const scales = new WeakMap();

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("../models.js").Inspection} inspection
 * @param {Grid} grid
 * @param {Projection} projection
 * @param {import("../theme.js").Theme} theme
 * @returns {number} how many lines of the patch are drawn
 */
export function drawPlane(context, { point, tangent }, grid, projection, theme) {
  const shadeOf = scales.get(grid) ?? scaleOf(grid);
  scales.set(grid, shadeOf);
  const reach = [grid.x[grid.nx - 1] - grid.x[0], grid.y[grid.ny - 1] - grid.y[0]].map((side) => REACH * side);
  const lines = new Path2D();
  let drawn = 0;
  for (const axis of [0, 1]) {
    for (let line = 0; line < LINES; line += 1) {
      let pen = false;
      for (let piece = 0; piece <= PIECES; piece += 1) {
        const along = (2 * piece) / PIECES - 1;
        const across = (2 * line) / (LINES - 1) - 1;
        const at = axis === 0 ? [point[0] + along * reach[0], point[1] + across * reach[1]]
          : [point[0] + across * reach[0], point[1] + along * reach[1]];
        const shade = shadeOf(tangent.constant + at[0] * tangent.slopes[0] + at[1] * tangent.slopes[1]);
        const seen = shade > -OVER && shade < 1 + OVER;
        if (seen) {
          const [x, y] = projection.toPixels(at[0], at[1], shade);
          pen ? lines.lineTo(x, y) : lines.moveTo(x, y);
          drawn += Number(!pen);
        }
        pen = seen;
      }
    }
  }
  drawLine(context, lines, { color: theme.paper, width: 3.5, opacity: 0.6 });
  drawLine(context, lines, { color: theme.accent, width: 1.25 });
  return drawn;
}

/**
 * The height of a loss in the relief, read off the nodes of the grid; straight on beyond them.
 * @param {Grid} grid
 */
function scaleOf({ loss, shade }) {
  const nodes = Array.from(loss.keys()).filter((node) => Number.isFinite(loss[node])).sort((a, b) => loss[a] - loss[b]);
  const losses = nodes.map((node) => loss[node]);
  const shades = nodes.map((node) => shade[node]);
  return (/** @type {number} */ value) => {
    let [low, high] = [0, losses.length - 1];
    if (value <= losses[0] || value >= losses[high]) {
      const end = value <= losses[0] ? 0 : high;
      return shades[end] + ((value - losses[end]) / (losses[high] - losses[0] || 1)) * 2;
    }
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      losses[middle] <= value ? (low = middle) : (high = middle);
    }
    return shades[low] + ((value - losses[low]) / (losses[high] - losses[low] || 1)) * (shades[high] - shades[low]);
  };
}
