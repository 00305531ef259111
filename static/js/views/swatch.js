/** A run's sign in small: a piece of its line with its marker. */

import { dashOf, markerPath } from "./markers.js";
import { readTheme } from "./theme.js";

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{ color: string, dash?: string, marker?: string, hollow: boolean, faint: boolean }} looks
 * @param {string} themeName  drawn again when it is another one
 */
export function drawSwatch(canvas, looks, themeName) {
  const key = JSON.stringify([looks, themeName]);
  if (canvas.dataset.drawn === key) {
    return;
  }
  canvas.dataset.drawn = key;
  const ratio = 2;
  const width = 44;
  const height = 20;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const theme = readTheme();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.strokeStyle = context.fillStyle = theme.color(looks.color);
  context.globalAlpha = looks.faint || looks.hollow ? 0.5 : 1;
  context.lineWidth = 2.25;
  context.setLineDash(dashOf(looks.dash).pixels);
  context.beginPath();
  context.moveTo(1, height / 2);
  context.lineTo(width - 1, height / 2);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
  const marker = markerPath(looks.marker, [width / 2, height / 2], 5);
  context.strokeStyle = theme.paper;
  context.lineWidth = 3;
  context.stroke(marker);
  if (looks.hollow) {
    context.fillStyle = theme.paper;
    context.strokeStyle = theme.color(looks.color);
    context.lineWidth = 1.5;
    context.fill(marker);
    context.stroke(marker);
  } else {
    context.fill(marker);
  }
}
