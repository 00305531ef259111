/** Where on the page a refusal belongs. */

import { Refused } from "./api.js";
import { say, text } from "./texts.js";

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
  ["schedule", "schedule"],
  ["gradient", "gradient"],
  ["seed", "gradient"],
  ["steps", "steps"],
]);

/** What a race's answer puts before the fields of one of its runs. */
const OF_A_RUN = /^runs\.(\d+)\./;

/** Fields that are a run's own. */
const OWN = /^(optimizer|schedule|gradient|seed)\b/;

/** Places that a run can be refused for. */
export const RUN_PLACES = ["surface", "start", "rate", "optimizer", "schedule", "gradient", "steps"];

/**
 * The place of a fault, or null when it belongs to none.
 * @param {Fault} fault
 */
function placeOf(fault) {
  return PLACES.find(([field]) => fault.field === field || fault.field.startsWith(`${field}.`))?.[1] ?? null;
}

/**
 * The faults of refused runs as sentences by place; under "" those without a place, and those of a run whose settings
 * are not shown, with its name.
 * @param {Fault[]} faults
 * @param {(string | null)[]} names  of the runs that were asked for; null for the one whose settings are shown
 */
export function byPlace(faults, names) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const fault of faults) {
    const [prefix, number] = fault.field.match(OF_A_RUN) ?? ["", null];
    const own = { ...fault, field: fault.field.slice(prefix.length) };
    const alone = names.length === 1 && OWN.test(fault.field);
    const name = names[number === null ? (alone ? 0 : -1) : Number(number)] ?? null;
    const place = name === null ? (placeOf(own) ?? "") : "";
    found[place] ??= name === null ? sentence(own) : text("notice.of_run", { name, detail: sentence(own) });
  }
  return found;
}

/** @param {Fault} fault */
export function sentence(fault) {
  const said = [say(fault.message), fault.hint ? say(fault.hint) : ""].filter(Boolean).join(" ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/**
 * Why a question was refused, in one sentence.
 * @param {unknown} error
 */
export function refusal(error) {
  return error instanceof Refused ? error.problem.errors.map(sentence).join(" ") : text("notice.away");
}
