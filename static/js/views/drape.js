/** A path laid over the relief: cut into short pieces that follow the ground, each either in sight or behind a hill. */

import { createDrawnOnce } from "./drawn-once.js";
import { FLOOR } from "./relief-figure.js";

/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./scene.js").Projection} Projection */

/** Length of a piece in grid cells, and the most pieces of one step. */
const PIECE = 1.25;
const MOST_PIECES = 120;

/** Steps whose ends differ by less than this part of a grid cell are drawn once. */
const FINEST = 1 / 16;

/** The line of sight may graze the ground by this much of the relief's height. */
const GRAZE = 0.012;

/**
 * @typedef {Object} Drape
 * @property {Path2D} seen
 * @property {Path2D} hidden
 * @property {{ at: [number, number], seen: boolean } | null} end  null where the last point is off the map
 */

/**
 * @param {Grid} grid
 */
export function createDrape(grid) {
  const cellX = (grid.x[grid.nx - 1] - grid.x[0]) / (grid.nx - 1);
  const cellY = (grid.y[grid.ny - 1] - grid.y[0]) / (grid.ny - 1);
  /** @type {number[][] | null} */
  let source = null;
  let key = "";
  let count = 0;
  /** @type {Drape} */
  let drape = empty();
  /** @type {{ at: [number, number], seen: boolean } | null} */
  let pen = null;
  /** @type {Path2D | null} */
  let line = null;
  let isNew = createDrawnOnce(FINEST);

  /**
   * @param {number} x
   * @param {number} y
   * @param {Projection} projection
   */
  function place(x, y, projection) {
    const shade = grid.shadeAt(x, y);
    if (Number.isNaN(shade)) {
      return null;
    }
    return { at: projection.toPixels(x, y, shade), seen: inSight(x, y, shade, projection.eye) };
  }

  /**
   * Walks from the point towards the eye and looks whether the ground rises above the line of sight.
   * @param {number} x
   * @param {number} y
   * @param {number} shade
   * @param {readonly number[]} eye
   */
  function inSight(x, y, shade, eye) {
    const run = [(eye[0] - x) / cellX, (eye[1] - y) / cellY];
    const cells = Math.hypot(run[0], run[1]);
    const stepX = (eye[0] - x) / cells;
    const stepY = (eye[1] - y) / cells;
    const rise = (eye[2] - shade) / cells;
    for (let cell = 1; cell < cells; cell += 1) {
      const height = shade + rise * cell;
      if (height > 1 || height < FLOOR) {
        return true;
      }
      const ground = grid.shadeAt(x + stepX * cell, y + stepY * cell);
      if (Number.isNaN(ground)) {
        return true;
      }
      if (ground > height + GRAZE) {
        return false;
      }
    }
    return true;
  }

  /** @param {{ at: [number, number], seen: boolean } | null} to */
  function drawTo(to) {
    if (pen && to) {
      const next = pen.seen && to.seen ? drape.seen : drape.hidden;
      if (next !== line) {
        next.moveTo(...pen.at);
      }
      next.lineTo(...to.at);
      line = next;
    }
    line = to ? line : null;
    pen = to;
  }

  return {
    /**
     * The first `shown` points of the path under this projection.
     * @param {number[][]} points
     * @param {number} shown
     * @param {Projection} projection
     */
    to(points, shown, projection) {
      if (points !== source || projection.key !== key || shown < count) {
        source = points;
        key = projection.key;
        count = 0;
        drape = empty();
        pen = line = null;
        isNew = createDrawnOnce(FINEST);
      }
      for (; count < shown; count += 1) {
        const [x, y] = points[count];
        if (count > 0) {
          const [fromX, fromY] = points[count - 1];
          if (!isNew([fromX / cellX, fromY / cellY], [x / cellX, y / cellY])) {
            pen = place(x, y, projection);
            line = null;
            drape.end = pen;
            continue;
          }
          const length = Math.hypot((x - fromX) / cellX, (y - fromY) / cellY);
          const pieces = Math.min(Math.max(Math.ceil(length / PIECE), 1), MOST_PIECES);
          for (let piece = 1; piece < pieces; piece += 1) {
            drawTo(place(fromX + ((x - fromX) * piece) / pieces, fromY + ((y - fromY) * piece) / pieces, projection));
          }
        }
        drawTo(place(x, y, projection));
        drape.end = pen;
      }
      return drape;
    },
    place,
  };
}

/** @returns {Drape} */
function empty() {
  return { seen: new Path2D(), hidden: new Path2D(), end: null };
}
