/** The colours of the minima, the same in every tool of the starts. */

import { catalog, surfaceEntry } from "../catalog.js";
import { groundOf, windowOf } from "../description.js";

/** Hues for minima, and patterns; together so many looks before one comes again. */
export const HUES = 4;
export const PATTERNS = 5;

/** Of one place two answers may have ends so far apart, in sizes of a place. */
const WIDE = 2;

/** @type {{ at: number[], look: number }[]} */
let known = [];
let near = 0;
let ground = "";

/** The first looks go in order; then, of all of them, one that none of those close by has. @param {number[]} at */
function choose(at) {
  if (known.length < HUES) {
    return known.length;
  }
  const worth = new Float64Array(HUES * PATTERNS);
  for (const one of known) {
    const close = 1 / (1e-12 + one.at.reduce((sum, value, axis) => sum + (value - at[axis]) ** 2, 0)) ** 2;
    for (let look = 0; look < worth.length; look += 1) {
      worth[look] += close * (look === one.look ? 2 : look % HUES === one.look % HUES ? 1 : 0);
    }
  }
  return worth.indexOf(Math.min(...worth));
}

const colours = {
  /** The number of a minimum: a new one where there is none so near. @param {number[]} at */
  of(at) {
    const number = known.findIndex((one) => Math.hypot(...one.at.map((value, axis) => value - at[axis])) <= near);
    return number >= 0 ? number : known.push({ at, look: choose(at) }) - 1;
  },
  /** Hue and pattern of the minimum of this number. @param {number} number */
  look: (number) => known[number].look,
  /** The hue of a minimum, from 0. @param {number[] | null} at */
  slot: (at) => (at ? known[colours.of(at)].look % HUES : 0),
};

/** @typedef {typeof colours} Colours */

/**
 * Which colour each minimum of a surface has: those that the catalog knows go first.
 * @param {Pick<import("../types.js").State, "description">} state
 * @returns {Colours}
 */
export function coloursOf({ description: { surface } }) {
  const now = groundOf(surface);
  if (now !== ground) {
    ground = now;
    known = [];
    near = WIDE * catalog.limits.near * Math.max(...windowOf(surface).map(([low, high]) => high - low));
    const points = surface.kind === "named" ? surfaceEntry(surface.name).points : [];
    points.filter(({ kind }) => kind === "minimum").forEach(({ at }) => colours.of(at));
  }
  return colours;
}
