/** The race: every run on the surface, as plain data; and the description of each. */

import { opening } from "./description.js";

/** @typedef {import("./types.js").Race} Race */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").State} State */

/** Runs in one race: so many colours, dashes and markers are told apart. */
export const MOST_ENTRIES = 8;

/** @returns {Race} the race that the page opens with: one run */
export function openingRace() {
  return raceOf(opening());
}

/**
 * A race of one run.
 * @param {Description} description
 * @returns {Race}
 */
export function raceOf({ surface, start, steps, optimizer, schedule, gradient, seed }) {
  const entry = { id: 1, optimizer, schedule, gradient, seed, start: null, hidden: false, ghost: false };
  return { surface, start, steps, entries: [entry] };
}

/** @type {WeakMap<Entry, Description>} */
const described = new WeakMap();

/**
 * Everything that decides the path of one run; the same object as long as it says the same.
 * @param {Race} race
 * @param {Entry} entry
 * @returns {Description}
 */
export function descriptionOf({ surface, start: shared, steps }, entry) {
  const start = entry.start ?? shared;
  const known = described.get(entry);
  if (known && known.surface === surface && known.start === start && known.steps === steps) {
    return known;
  }
  const { optimizer, schedule, gradient, seed } = entry;
  const made = { surface, start, steps, optimizer, schedule, gradient, seed };
  described.set(entry, made);
  return made;
}

/**
 * @param {Race} race
 * @param {number} id
 */
export function entryOf(race, id) {
  return race.entries.find((entry) => entry.id === id) ?? race.entries[0];
}

/**
 * What follows from the race, the chosen run and the results: the chosen run's description and path.
 * @param {Pick<State, "race" | "chosen" | "results">} state
 */
export function derived({ race, chosen, results }) {
  const entry = entryOf(race, chosen);
  return { chosen: entry.id, description: descriptionOf(race, entry), run: results.get(entry.id) ?? null };
}

/**
 * The race with parts of one run's description replaced; surface and steps are everybody's, and so is the start
 * of a run that has none of its own. On a surface of another number of weights no run keeps a start of its own.
 * @param {Race} race
 * @param {number} id
 * @param {Partial<Description>} parts
 * @returns {Race}
 */
export function withParts(race, id, { surface, start, steps, ...own }) {
  const entry = entryOf(race, id);
  const turned = start !== undefined && start.length !== race.start.length;
  const apart = start !== undefined && entry.start !== null && !turned;
  const changed = Object.keys(own).length || apart ? { ...entry, ...own, ...(apart && { start }) } : entry;
  const swarm = surface && !isSameGround(surface, race.surface) ? onOtherGround(race.swarm) : race.swarm;
  const kept = surface ? race.entries.filter((one) => !one.ghost || one === entry) : race.entries;
  return {
    surface: surface ?? race.surface,
    start: start !== undefined && !apart ? start : race.start,
    steps: steps ?? race.steps,
    entries: kept.map((one) => (one === entry ? changed : one)).map((one) => (turned ? { ...one, start: null } : one)),
    ...(swarm && { swarm }),
  };
}

/** On another surface the boxes of a swarm mean nothing. @param {Race["swarm"]} swarm */
export const onOtherGround = (swarm) => swarm && { ...swarm, sets: swarm.sets.map((set) => ({ ...set, window: null })) };

/** Whether two surfaces are one, its knobs and its window apart. @param {Race["surface"]} one @param {Race["surface"]} other */
const isSameGround = (one, other) =>
  (one.kind === "named" ? other.kind === one.kind && one.name === other.name : other.kind === one.kind && one.formula === other.formula);

/**
 * @param {Race} race
 * @param {number} id
 * @param {Partial<Entry>} parts
 * @returns {Race}
 */
export function withEntry(race, id, parts) {
  return { ...race, entries: race.entries.map((entry) => (entry.id === id ? { ...entry, ...parts } : entry)) };
}

/**
 * The lowest number that no run has.
 * @param {Race} race
 */
export function freeId({ entries }) {
  const taken = new Set(entries.map(({ id }) => id));
  return Array.from({ length: MOST_ENTRIES }, (_, index) => index + 1).find((id) => !taken.has(id)) ?? null;
}
