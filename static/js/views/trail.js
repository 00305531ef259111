/** The path of a run in pixels, grown point by point and rebuilt only when the mapping changes. */

import { createDrawnOnce } from "./drawn-once.js";

/**
 * @typedef {Object} Trail
 * @property {Path2D} line
 * @property {Path2D} dots        one per step, where there is room
 * @property {number} count       points shown
 * @property {[number, number]} end  last point, maybe far outside the frame
 */

/** @typedef {(index: number) => readonly [number, number]} Locate  pixels of the point with this index */

/** A canvas loses precision far outside itself: pieces are cut to this many pixels around the origin. */
const REACH = 8192;

/** Dots closer than this are left out. */
const DOT_SPACING = 7;
const DOT_RADIUS = 2.1;

/** Pieces shorter than this are joined to the next one. */
const FINEST = 0.4;

/**
 * @returns {{ to: (source: unknown, key: string, count: number, locate: Locate) => Trail }}
 */
export function createTrail() {
  /** @type {unknown} */
  let source = null;
  let key = "";
  /** @type {Trail} */
  let trail = empty();
  /** @type {[number, number]} */
  let pen = [NaN, NaN];
  /** @type {[number, number]} */
  let dot = [NaN, NaN];
  let joined = false;
  let isNew = createDrawnOnce(FINEST);

  /** @param {number} index @param {Locate} locate @param {boolean} last */
  function extend(index, locate, last) {
    const [x, y] = locate(index);
    trail.end = [x, y];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      pen = [NaN, NaN];
      joined = false;
      return;
    }
    if (last || !(Math.hypot(x - pen[0], y - pen[1]) < FINEST)) {
      joined = (!Number.isFinite(pen[0]) || isNew(pen, [x, y])) && addPiece(trail.line, pen, [x, y], joined);
      pen = [x, y];
    }
    const apart = !(Math.hypot(x - dot[0], y - dot[1]) < DOT_SPACING);
    if (apart && Math.abs(x) < REACH && Math.abs(y) < REACH && isNew([x, y], [x, y])) {
      trail.dots.moveTo(x + DOT_RADIUS, y);
      trail.dots.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI);
      dot = [x, y];
    }
  }

  return {
    /** The trail of the first `count` points of `source` under the mapping named by `key`. */
    to(newSource, newKey, count, locate) {
      if (newSource !== source || newKey !== key || count < trail.count) {
        source = newSource;
        key = newKey;
        trail = empty();
        pen = dot = [NaN, NaN];
        joined = false;
        isNew = createDrawnOnce(FINEST);
      }
      for (let index = trail.count; index < count; index += 1) {
        extend(index, locate, index === count - 1);
      }
      trail.count = count;
      return trail;
    },
  };
}

/** @returns {Trail} */
function empty() {
  return { line: new Path2D(), dots: new Path2D(), count: 0, end: [NaN, NaN] };
}

/**
 * Adds the part of the straight piece that lies within reach (Liang and Barsky's clipping).
 * @param {Path2D} path
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @param {boolean} joined  the path ends at `from`
 * @returns {boolean} the path ends at `to`
 */
function addPiece(path, from, to, joined) {
  if (!Number.isFinite(from[0])) {
    return false;
  }
  let enter = 0;
  let leave = 1;
  for (const side of [0, 1]) {
    const run = to[side] - from[side];
    const ends = [(-REACH - from[side]) / run, (REACH - from[side]) / run];
    if (run === 0) {
      if (Math.abs(from[side]) > REACH) {
        return false;
      }
    } else {
      enter = Math.max(enter, Math.min(...ends));
      leave = Math.min(leave, Math.max(...ends));
    }
  }
  if (enter > leave) {
    return false;
  }
  if (!joined) {
    path.moveTo(from[0] + enter * (to[0] - from[0]), from[1] + enter * (to[1] - from[1]));
  }
  path.lineTo(from[0] + leave * (to[0] - from[0]), from[1] + leave * (to[1] - from[1]));
  return leave === 1;
}
