/** Where on the page a refusal belongs. */

import { say } from "./texts.js";

/** @typedef {import("./api.js").Fault} Fault */

/** The beginning of a field's name, and the place that shows what is wrong with it. The first that fits counts. */
const PLACES = /** @type {const} */ ([
  ["surface.formula", "formula"],
  ["formula", "formula"],
  ["surface", "surface"],
  ["constants", "surface"],
  ["window", "surface"],
  ["start", "start"],
  ["optimizer.learning_rate", "rate"],
  ["optimizer", "optimizer"],
  ["schedule", "rate"],
  ["steps", "steps"],
]);

/** Places that a run can be refused for. */
export const RUN_PLACES = ["surface", "start", "rate", "optimizer", "steps"];

/**
 * The place of a fault, or null when it belongs to none.
 * @param {Fault} fault
 */
export function placeOf(fault) {
  return PLACES.find(([field]) => fault.field === field || fault.field.startsWith(`${field}.`))?.[1] ?? null;
}

/**
 * The faults as sentences by place; those without a place under "".
 * @param {Fault[]} faults
 */
export function byPlace(faults) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const fault of faults) {
    const place = placeOf(fault) ?? "";
    found[place] ??= sentence(fault);
  }
  return found;
}

/** @param {Fault} fault */
export function sentence(fault) {
  const said = [say(fault.message), fault.hint ? say(fault.hint) : ""].filter(Boolean).join(" ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}
