/** What the map of outcomes is asked: which two settings of the optimizer, between which ends, how finely. */

import { optimizerEntry } from "../catalog.js";
import { RATE, body, optimizerFor, withoutChanges } from "../description.js";
import { rounded } from "../numbers.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Knob} Knob */
/** @typedef {import("../types.js").Description} Description */
/** @typedef {[number, number][]} Ranges  of the two settings, along x and y */

/** Cells along each side: at first and while something is held, and at rest. */
export const COARSE = 40;
const FINE = 200;

/** Cells × steps that come in about a second. */
const WORK = 2e7;

/** The map spans the rate that suits the surface, divided and multiplied by this. */
const AROUND = 30;

/** Ends of a range are exact to this part of its width: short in the link. */
const EXACT = 1e-4;

/**
 * The pairs of settings of an optimizer, those with the learning rate first.
 * @param {string} optimizer
 * @returns {[Knob, Knob][]}
 */
export function pairsOf(optimizer) {
  const { knobs } = optimizerEntry(optimizer);
  const [first, ...rest] = [...knobs.filter(({ name }) => name === RATE), ...knobs.filter(({ name }) => name !== RATE)];
  const ordered = [first, ...rest];
  return ordered.flatMap((one, place) => ordered.slice(place + 1).map((other) => /** @type {[Knob, Knob]} */ ([one, other])));
}

/** The pair that is shown, or null where the optimizer has one setting only. @param {State} state */
export function shownPair({ description, view }) {
  const pairs = pairsOf(description.optimizer.name);
  const asked = view.map?.knobs.join();
  return pairs.find((pair) => pair.map(({ name }) => name).join() === asked) ?? pairs[0] ?? null;
}

/**
 * All of it: what is worth trying of each setting, and where the present run is.
 * @param {Description} description
 * @param {[Knob, Knob]} pair
 * @returns {Ranges}
 */
export function wholeRanges({ surface, optimizer }, pair) {
  return pair.map((knob) => {
    const { name, soft, hard, scale } = knob;
    const suits = optimizerFor(optimizer.name, surface).knobs[name];
    const own = name === RATE && surface.kind === "named" && !optimizerEntry(optimizer.name).adaptive;
    const [low, high] = own ? [rounded(suits / AROUND, 1), rounded(suits * AROUND, 1)] : soft;
    const now = optimizer.knobs[name];
    if (scale === "log") {
      return [Math.max(hard[0], now < low ? rounded(now / 3, 1) : low), Math.min(hard[1], now > high ? rounded(now * 3, 1) : high)];
    }
    const spare = (high - low) / 10;
    return [now < low ? Math.max(hard[0], now - spare) : low, now > high ? Math.min(hard[1], now + spare) : high];
  });
}

/** @param {State} state @param {[Knob, Knob]} pair @returns {Ranges} */
export function shownRanges({ description, view }, pair) {
  const zoomed = view.map?.ranges;
  const same = view.map?.knobs.join() === pair.map(({ name }) => name).join();
  return (same && zoomed && clipped(zoomed, pair)) || wholeRanges(description, pair);
}

/**
 * The part of the ranges that the settings may have; null where there is none.
 * @param {Ranges} ranges
 * @param {[Knob, Knob]} pair
 * @returns {Ranges | null}
 */
export function clipped(ranges, pair) {
  const inside = pair.map(({ hard }, place) => {
    const [low, high] = ranges[place];
    const [first, last] = [low, high].map((end) =>
      rounded(end, Math.min(15, Math.max(1, Math.ceil(Math.log10(Math.abs(end) / ((high - low) * EXACT)))))));
    return /** @type {[number, number]} */ ([Math.max(hard[0], first), Math.min(hard[1], last)]);
  });
  return inside.every(([low, high]) => low < high) ? inside : null;
}

/** How many cells along each side a run of so many steps allows. @param {number} steps */
export const finest = (steps) => Math.max(COARSE, Math.min(FINE, Math.floor(Math.sqrt(WORK / steps))));

/**
 * The question. What the run has of the two settings is left out of it: every cell has its own.
 * @param {State} state
 * @param {number} count
 */
export function mapBody(state, count) {
  const pair = shownPair(state);
  if (!pair) {
    return null;
  }
  const { description } = state;
  const { optimizer, schedule } = description;
  const plain = { ...optimizer, knobs: { ...optimizer.knobs, ...Object.fromEntries(pair.map((knob) => [knob.name, knob.default])) } };
  const ranges = shownRanges(state, pair);
  const [x, y] = pair.map(({ name }, place) => ({ knob: name, lowest: ranges[place][0], highest: ranges[place][1], count }));
  return { ...body({ ...description, optimizer: plain, schedule: withoutChanges(schedule) }), x, y };
}

/** Between a setting and its place on the axis. @param {Knob} knob */
export const axisOf = ({ scale }) => ({
  /** @param {number} value */
  at: (value) => (scale === "log" ? Math.log10(value) : value),
  /** @param {number} at */
  value: (at) => (scale === "log" ? 10 ** at : at),
});
