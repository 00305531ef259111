/** What a comparison asks for each of its sides: the ground, the run at the common rate, and what every rate comes to. */

import { catalog } from "../catalog.js";
import { RATE, constantSchedule, named, plainGradient, surfaceBody } from "../description.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").ComparisonEntry} ComparisonEntry */
/** @typedef {import("../types.js").ComparisonMember} ComparisonMember */

/** Nodes of a small ground, and rates of a track. */
const MAP_NODES = 81;
const CURVE_NODES = 401;
const RATES = 300;

/** The comparison that is shown. @param {State} state @returns {ComparisonEntry} */
export function comparisonOf({ view }) {
  return catalog.comparisons.find(({ name }) => name === view.side?.name) ?? catalog.comparisons[0];
}

/** The rate of all its sides. @param {State} state */
export function rateOfSides(state) {
  const { name, optimizer } = comparisonOf(state);
  return state.view.side?.name === name ? (state.view.side.rate ?? optimizer[RATE]) : optimizer[RATE];
}

/** The surface of a side. @param {ComparisonMember} member */
export function surfaceOf({ surface: { name, ...knobs } }) {
  const plain = named(name);
  return { ...plain, knobs: { ...plain.knobs, .../** @type {Record<string, number>} */ (knobs) } };
}

/** @param {ComparisonEntry} comparison @param {ComparisonMember} member */
const descent = ({ optimizer, steps }, member) => ({ surface: surfaceBody(surfaceOf(member)), start: member.start, steps, optimizer });

/** @param {State} state @param {ComparisonMember} member */
export function runBody(state, member) {
  const comparison = comparisonOf(state);
  return descent({ ...comparison, optimizer: { ...comparison.optimizer, [RATE]: rateOfSides(state) } }, member);
}

/** @param {ComparisonEntry} comparison @param {ComparisonMember} member */
export function sweepBody(comparison, member) {
  const [lowest, highest] = comparison.learning_rates;
  return { ...descent(comparison, member), lowest, highest, count: RATES };
}

/** @param {ComparisonEntry} comparison */
export const holdingBody = ({ name }) => ({ comparison: name, count: RATES });

/** @param {ComparisonMember} member @param {[number, number][]} window */
export function groundBody(member, window) {
  return { surface: surfaceBody(surfaceOf(member)), window, resolution: window.map(() => (window.length === 1 ? CURVE_NODES : MAP_NODES)) };
}

/**
 * A side as a run of the playground.
 * @param {State} state
 * @param {ComparisonMember} member
 * @returns {import("../types.js").Description}
 */
export function descriptionOfSide(state, member) {
  const { optimizer: { name, ...knobs }, steps } = comparisonOf(state);
  const all = { .../** @type {Record<string, number>} */ (knobs), [RATE]: rateOfSides(state) };
  return {
    surface: surfaceOf(member), start: member.start, steps, optimizer: { name, knobs: all },
    schedule: constantSchedule(), gradient: plainGradient(), seed: 0,
  };
}
