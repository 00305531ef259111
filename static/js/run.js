/** A run as the page keeps it. */

import { keyOf } from "./description.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").Run} Run */

/**
 * @param {any} answer
 * @param {Description} description
 * @returns {Run}
 */
export function runOf({ points, losses, gradient_norms: gradientNorms, outcome }, description) {
  return { key: keyOf(description), points, losses, gradientNorms, outcome, complete: true };
}
