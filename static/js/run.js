/** A run as the page keeps it. */

import { keyOf } from "./description.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").Run} Run */

/**
 * The step at which the chosen run stands: in a race, one that has ended stays at its last point.
 * @param {Pick<import("./types.js").State, "run" | "step">} state
 */
export function standingAt({ run, step }) {
  return run ? Math.max(0, Math.min(step, run.points.length - 1)) : step;
}

/**
 * @param {any} answer
 * @param {Description} description
 * @returns {Run}
 */
export function runOf({ points, losses, gradient_norms: gradientNorms, outcome }, description) {
  return { key: keyOf(description), points, losses, gradientNorms, outcome, complete: true };
}

/**
 * Whether something is being dragged whose run is on its way: the handle goes ahead by itself, and what follows from it is
 * drawn when its run is there, or late.
 * @param {import("./types.js").State} state
 */
export function awaitsRun({ held, awaited, run, description }) {
  return held && !awaited && run?.key !== keyOf(description);
}
