/** Which starts a swarm has, and whose: what stands when nothing is said, and the sides that follow from the race. */

import { entryOf } from "./race.js";

/** @typedef {import("./types.js").Race} Race */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").StartSet} StartSet */
/** @typedef {import("./types.js").SwarmChoice} SwarmChoice */
/** @typedef {{ entry: Entry, place: number, set: StartSet }} Side  place: of its starts among the sets */

/** @type {StartSet} */
export const PLAIN_SET = Object.freeze({ name: "random", count: 100, seed: 0, window: null });

/** @type {SwarmChoice} */
export const PLAIN_SWARM = Object.freeze({ sets: [PLAIN_SET], seeds: 8, both: false });

/** @param {Race} race */
export const swarmOf = (race) => race.swarm ?? PLAIN_SWARM;

/** The two runs that can stand side by side. @param {Race} race */
export const pairOf = ({ entries }) => entries.filter(({ ghost, hidden }) => !ghost && !hidden).slice(0, 2);

/**
 * The swarms that are shown: of the chosen run, or of the first two.
 * @param {Pick<import("./types.js").State, "race" | "chosen">} state
 * @returns {Side[]}
 */
export function sidesOf({ race, chosen }) {
  const { sets, both } = swarmOf(race);
  const pair = pairOf(race);
  const chosenEntry = entryOf(race, chosen);
  const shown = both && pair.length === 2 ? pair : [chosenEntry];
  return shown.map((entry) => {
    const place = Math.max(0, Math.min(pair.indexOf(entry), sets.length - 1));
    return { entry, place, set: sets[place] };
  });
}
