/** Draws thumbnails from the catalog's digits in the colours of the terrain. */

import { surfaceEntry } from "./catalog.js";

const SHADES = 8;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {string | null} name  of a surface of the catalog; none leaves it blank
 */
export function drawThumbnail(canvas, name) {
  const context = canvas.getContext("2d");
  if (!context) {
    return;
  }
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!name) {
    return;
  }
  const entry = surfaceEntry(name);
  const tokens = getComputedStyle(document.documentElement);
  if (entry.variables.length === 1) {
    drawCurve(context, entry.thumbnail.split(" "), tokens.getPropertyValue("--terrain-1"));
  } else {
    const colours = Array.from({ length: SHADES }, (_, shade) => tokens.getPropertyValue(`--terrain-${shade + 1}`));
    drawMap(context, entry.thumbnail, colours);
  }
}

/** Draws all thumbnails of the chooser. */
export function drawThumbnails() {
  for (const canvas of /** @type {NodeListOf<HTMLCanvasElement>} */ (document.querySelectorAll("[data-thumbnail]"))) {
    drawThumbnail(canvas, canvas.dataset.thumbnail ?? null);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} digits
 * @param {string[]} colours
 */
function drawMap(context, digits, colours) {
  const side = Math.sqrt(digits.length);
  const cell = context.canvas.width / side;
  [...digits].forEach((digit, index) => {
    if (digit !== "-") {
      context.fillStyle = colours[Number(digit)];
      context.fillRect((index % side) * cell, Math.floor(index / side) * cell, cell + 0.5, cell + 0.5);
    }
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string[]} heights
 * @param {string} colour
 */
function drawCurve(context, heights, colour) {
  const { width, height } = context.canvas;
  const margin = height / 8;
  context.strokeStyle = colour;
  context.lineWidth = width / 24;
  context.beginPath();
  heights.forEach((digits, index) => {
    if (digits !== "--") {
      context.lineTo((index / (heights.length - 1)) * width, height - margin - (Number(digits) / 99) * (height - 2 * margin));
    }
  });
  context.stroke();
}
