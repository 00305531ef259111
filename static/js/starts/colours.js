/** The colours of the minima, the same in every tool of the starts. */

import { groundOf } from "../description.js";
import { createColours } from "../rate/map-cells.js";

/** @typedef {ReturnType<typeof createColours>} Colours */

const colours = createColours();
let ground = "";

/**
 * Which colour a minimum of this surface has: the first that is asked for has the first one.
 * @param {Pick<import("../types.js").State, "description">} state
 * @returns {Colours}
 */
export function coloursOf({ description: { surface } }) {
  const now = groundOf(surface);
  if (now !== ground) {
    ground = now;
    colours.forget();
  }
  return colours;
}
