/** The shaded map as a small picture, for the time before Plotly has drawn it. */

import { channels } from "./theme.js";

/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./theme.js").Theme} Theme */

/**
 * The colour of a shade on the terrain scale.
 * @param {[number, number, number][]} stops
 * @param {number} shade
 * @returns {[number, number, number]}
 */
function between(stops, shade) {
  const at = Math.min(Math.max(shade, 0), 1) * (stops.length - 1);
  const low = Math.min(Math.floor(at), stops.length - 2);
  const mix = at - low;
  const [a, b] = [stops[low], stops[low + 1]];
  return [a[0] + mix * (b[0] - a[0]), a[1] + mix * (b[1] - a[1]), a[2] + mix * (b[2] - a[2])];
}

/**
 * One pixel per node, the highest y first.
 * @param {Grid} grid
 * @param {Theme} theme
 */
export function paintShade({ shade, nx, ny }, theme) {
  const canvas = document.createElement("canvas");
  canvas.width = nx;
  canvas.height = ny;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(nx, ny);
  const stops = theme.terrain.map(channels);
  for (let row = 0; row < ny; row += 1) {
    for (let column = 0; column < nx; column += 1) {
      const value = shade[row * nx + column];
      const at = 4 * ((ny - 1 - row) * nx + column);
      if (!Number.isNaN(value)) {
        image.data.set([...between(stops, value), 255], at);
      }
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
