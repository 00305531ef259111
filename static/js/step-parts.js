/** What a step is made of, in order: the slope, what comes before the rule, the terms of the rule, the landing. */

import { catalog, optimizerEntry } from "./catalog.js";

/** @typedef {import("./types.js").StepAnatomy} StepAnatomy */
/** @typedef {import("./types.js").TermEntry} TermEntry */

/** The parts that are no terms. */
export const GRADIENT = "gradient";
export const NEXT_POINT = "next_point";

/** @param {StepAnatomy} step */
export function partsOf({ terms }) {
  return [GRADIENT, ...terms.map(({ name }) => name), NEXT_POINT];
}

/**
 * What the catalog says about a term.
 * @param {string} name
 * @param {string} optimizer
 * @returns {TermEntry | undefined}
 */
export function entryOf(name, optimizer) {
  return [...optimizerEntry(optimizer).terms, ...(catalog.gradient_terms ?? [])].find((entry) => entry.name === name);
}
