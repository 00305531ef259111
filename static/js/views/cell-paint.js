/**
 * Cells as pixels of the screen: one pass that looks up for every pixel its cell, and for the cell the colour of its look,
 * with the strokes of its pattern in the screen's own size.
 */

import { PATTERN_OPACITY, TILE, colorOf, patternTile } from "./outcome-raster.js";
import { channels } from "./theme.js";

/** @typedef {import("./theme.js").Theme} Theme */

/**
 * @typedef {import("./outcome-raster.js").Look & { stroke?: string, none?: boolean }} CellLook
 *   stroke: the token of its pattern, else the paper; none: the ground shows through
 *
 * @typedef {Object} PaintedCells
 * @property {number} nx
 * @property {number} ny
 * @property {Uint16Array} cells  (ny, nx), the lowest row first: indices into the looks
 * @property {CellLook[]} looks
 *
 * @typedef {{ left: number, top: number, width: number, height: number }} Box
 */

/** Strengths of a stroke's pixel, from none to all of it. */
const LEVELS = 4;

/** What is dimmed is mixed so far with the paper. */
const DIM = 0.78;

/** Strokes in a colour of their own are mixed so far with the darker one of ink and paper. */
const STROKE_DARK = 0.3;

const STROKE_OPACITY = 0.8;

/** @type {Map<string, Uint8Array>} */
const tiles = new Map();

/** The strength of a pattern's strokes, pixel by pixel of its tile. @param {number} pattern @param {number} ratio  pixels of the screen for one of the page */
function tileOf(pattern, ratio) {
  const key = `${pattern} ${ratio}`;
  const side = Math.max(1, Math.round(TILE * ratio));
  const known = tiles.get(key) ?? new Uint8Array(side * side);
  if (!tiles.has(key) && pattern) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
    context.drawImage(patternTile(pattern, "#000"), 0, 0, side, side);
    const { data } = context.getImageData(0, 0, side, side);
    known.forEach((_, at) => {
      known[at] = Math.min(LEVELS - 1, Math.round((data[4 * at + 3] / 255 / PATTERN_OPACITY) * (LEVELS - 1)));
    });
  }
  tiles.set(key, known);
  return known;
}

/** @param {number[]} from @param {number[]} to @param {number} share */
const mixed = (from, to, share) => from.map((value, place) => value + (to[place] - value) * share);

/** @param {number[]} color */
const sum = (color) => color.reduce((total, value) => total + value, 0);

/** @param {number[]} color */
const packed = ([red, green, blue]) => (255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red);

/** @type {WeakMap<Theme, WeakMap<CellLook, Int32Array>>} */
const colours = new WeakMap();

/**
 * The colour of a look and that of its strokes by strength, first as it is, then dimmed.
 * @param {CellLook} look
 * @param {Theme} theme
 */
function coloursOf(look, theme) {
  const of = colours.get(theme) ?? new WeakMap();
  colours.set(theme, of);
  const known = of.get(look) ?? new Int32Array(2 * LEVELS);
  if (!of.has(look) && !look.none) {
    const [paper, ink] = [channels(theme.paper), channels(theme.ink)];
    const plain = colorOf(look, theme);
    const stroke = look.stroke ? mixed(channels(theme.color(look.stroke)), sum(ink) < sum(paper) ? ink : paper, STROKE_DARK) : paper;
    const most = look.stroke ? STROKE_OPACITY : PATTERN_OPACITY;
    for (let level = 0; level < LEVELS; level += 1) {
      const color = mixed(plain, stroke, (most * level) / (LEVELS - 1));
      known[level] = packed(color);
      known[LEVELS + level] = packed(mixed(color, paper, DIM));
    }
  }
  of.set(look, known);
  return known;
}

/**
 * The colours of all looks, one after the other.
 * @param {CellLook[]} looks
 * @param {Theme} theme
 */
export function paletteOf(looks, theme) {
  const palette = new Int32Array(looks.length * 2 * LEVELS);
  looks.forEach((look, index) => palette.set(coloursOf(look, theme), index * 2 * LEVELS));
  return palette;
}

/**
 * Which cell every pixel of an edge falls into, −1 for none; a pixel belongs to the cell under its middle.
 * @param {number} count  of pixels
 * @param {number} cells
 * @param {(middle: number) => number} shareAt  from 0 to 1 along the cells
 */
function cellsAlong(count, cells, shareAt) {
  return Int32Array.from({ length: count }, (_, pixel) => {
    const at = Math.floor(shareAt(pixel + 0.5) * cells);
    return at >= 0 && at < cells ? at : -1;
  });
}

/**
 * Paints what of the cells lies inside a frame.
 * @param {CanvasRenderingContext2D} context  whose canvas has the screen's own pixels
 * @param {PaintedCells} painted
 * @param {Int32Array} palette
 * @param {{ box: Box, frame: Box, ratio: number, dims: (look: number, cell: number) => boolean }} how  box: of all cells
 */
export function paintCells(context, { nx, ny, cells, looks }, palette, { box, frame, ratio, dims }) {
  const left = Math.round(Math.max(box.left, frame.left) * ratio);
  const top = Math.round(Math.max(box.top, frame.top) * ratio);
  const width = Math.round(Math.min(box.left + box.width, frame.left + frame.width) * ratio) - left;
  const height = Math.round(Math.min(box.top + box.height, frame.top + frame.height) * ratio) - top;
  if (!(width > 0 && height > 0)) {
    return;
  }
  const columns = cellsAlong(width, nx, (at) => ((at + left) / ratio - box.left) / box.width);
  const rows = cellsAlong(height, ny, (at) => 1 - ((at + top) / ratio - box.top) / box.height);
  const image = context.createImageData(width, height);
  const pixels = new Int32Array(image.data.buffer);
  const side = Math.max(1, Math.round(TILE * ratio));
  const patterns = looks.map(({ pattern = 0 }) => tileOf(pattern, ratio));
  for (let y = 0; y < height; y += 1) {
    const first = rows[y] * nx;
    const line = ((y + top) % side) * side;
    let before = -1;
    let offset = 0;
    let tile = patterns[0];
    for (let x = 0; x < width && rows[y] >= 0; x += 1) {
      const column = columns[x];
      if (column < 0) {
        continue;
      }
      if (column !== before) {
        before = column;
        const look = cells[first + column];
        tile = patterns[look];
        offset = (2 * look + Number(dims(look, first + column))) * LEVELS;
      }
      pixels[y * width + x] = palette[offset + tile[line + ((x + left) % side)]];
    }
  }
  context.putImageData(image, left, top);
}
