/** What a step is made of, in order: the slope, what comes before the rule, the terms of the rule, the landing. */

import { catalog, optimizerEntry } from "./catalog.js";

/** @typedef {import("./types.js").StepAnatomy} StepAnatomy */
/** @typedef {import("./types.js").TermEntry} TermEntry */

/** The parts that are no terms. */
export const GRADIENT = "gradient";
export const NEXT_POINT = "next_point";

/**
 * What the rule gets is the slope itself, or what a source or clipping makes of it: then that is told instead.
 * @param {StepAnatomy} step
 * @param {string} optimizer
 */
export function partsOf({ terms }, optimizer) {
  const names = terms.map(({ name }) => name);
  const plain = optimizerEntry(optimizer).terms.some(({ name }) => name === names[0]);
  return [...(plain ? [GRADIENT] : []), ...names, NEXT_POINT];
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
