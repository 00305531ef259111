/** Cells as a small picture, one pixel a cell, and the patterns that are laid over some of them. */

import { channels } from "./theme.js";

/** @typedef {import("./theme.js").Theme} Theme */

/**
 * How a kind of cell looks: a token, mixed with the ink (quick) or the paper (slow), and a pattern (0 is none).
 * @typedef {{ color: string, quick?: number, slow?: number, pattern?: number }} Look
 *
 * @typedef {Object} Cells
 * @property {number[]} x     middles of the columns, as the axis has them
 * @property {number[]} y     middles of the rows
 * @property {Uint8Array} looks   (ny, nx), indices into the looks
 */

export const TILE = 8;
export const PATTERN_OPACITY = 0.6;

/** @param {Look} look @param {Theme} theme @returns {[number, number, number]} */
export function colorOf({ color, quick = 0, slow = 0 }, theme) {
  const base = channels(theme.color(color));
  const [ink, paper] = [channels(theme.ink), channels(theme.paper)];
  const mixed = base.map((value, index) => value + quick * (ink[index] - value) + slow * (paper[index] - value));
  return /** @type {[number, number, number]} */ (mixed.map(Math.round));
}

/**
 * One pixel a cell, the highest row first.
 * @param {Cells} cells
 * @param {Look[]} looks
 * @param {(look: Look) => readonly [number, number, number, number]} paint
 */
function raster({ x, y, looks: kinds }, looks, paint) {
  const [nx, ny] = [x.length, y.length];
  const canvas = document.createElement("canvas");
  canvas.width = nx;
  canvas.height = ny;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(nx, ny);
  const painted = looks.map(paint);
  for (let row = 0; row < ny; row += 1) {
    for (let column = 0; column < nx; column += 1) {
      image.data.set(painted[kinds[row * nx + column]], 4 * ((ny - 1 - row) * nx + column));
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/**
 * The colours of the cells, and one mask for every pattern that occurs.
 * @param {Cells} cells
 * @param {Look[]} looks
 * @param {Theme} theme
 */
export function paintCells(cells, looks, theme) {
  const patterns = [...new Set(looks.map(({ pattern = 0 }) => pattern))].filter(Boolean);
  return {
    colors: raster(cells, looks, (look) => [...colorOf(look, theme), 255]),
    masks: patterns.map((pattern) => ({
      pattern,
      mask: raster(cells, looks, (look) => [0, 0, 0, look.pattern === pattern ? 255 : 0]),
    })),
  };
}

/** Patterns for what is not at rest in a minimum; those of minima come before them. */
export const STATUS_PATTERNS = Object.freeze({ bouncing: 5, diverged: 6, stalled: 7, running: 8 });

/**
 * A tile of strokes: leaning hatch, dots, level lines, hatch that leans the other way; zigzag, crosses, dashes, sparse dots.
 * @param {number} pattern  from 1
 * @param {string} color
 */
export function patternTile(pattern, color) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = TILE;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.globalAlpha = PATTERN_OPACITY;
  context.strokeStyle = context.fillStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  if (pattern === 2) {
    context.arc(2, 2, 1, 0, 2 * Math.PI);
    context.arc(6, 6, 1, 0, 2 * Math.PI);
    context.fill();
  } else if (pattern === 3) {
    context.rect(0, 2, TILE, 1);
    context.rect(0, 6, TILE, 1);
    context.fill();
  } else if (pattern > 4) {
    strokeStatus(context, pattern);
  } else {
    for (const shift of [-TILE, 0, TILE]) {
      context.moveTo(shift, pattern === 1 ? TILE : 0);
      context.lineTo(shift + TILE, pattern === 1 ? 0 : TILE);
    }
    context.stroke();
  }
  return canvas;
}

/** @param {CanvasRenderingContext2D} context @param {number} pattern */
function strokeStatus(context, pattern) {
  if (pattern === STATUS_PATTERNS.bouncing) {
    [[-1, 7], [4, 2], [9, 7]].forEach(([x, y]) => context.lineTo(x, y));
    context.lineWidth = 1.25;
    context.stroke();
  } else if (pattern === STATUS_PATTERNS.diverged) {
    for (const slant of [1, -1]) {
      context.moveTo(2, 4 - 2 * slant);
      context.lineTo(6, 4 + 2 * slant);
    }
    context.stroke();
  } else {
    const [width, height] = pattern === STATUS_PATTERNS.stalled ? [5, 1.5] : [1.5, 1.5];
    context.fillRect(1.5, 3, width, height);
  }
}

/**
 * A swatch of a legend.
 * @param {HTMLCanvasElement} canvas
 * @param {Look[]} looks  from left to right
 * @param {Theme} theme
 */
export function drawLooks(canvas, looks, theme) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const width = canvas.width / looks.length;
  looks.forEach((look, index) => {
    context.fillStyle = `rgb(${colorOf(look, theme).join(",")})`;
    context.fillRect(index * width, 0, Math.ceil(width), canvas.height);
    if (look.pattern) {
      context.fillStyle = /** @type {CanvasPattern} */ (context.createPattern(patternTile(look.pattern, theme.paper), "repeat"));
      context.fillRect(index * width, 0, Math.ceil(width), canvas.height);
    }
  });
}
