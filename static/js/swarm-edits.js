/** What a person can do to the starts of a swarm, and the contests of two swarms that can be loaded. */

import { constantSchedule, named, optimizerFor, plainGradient, tidy } from "./description.js";
import { sidesOf, swarmOf } from "./swarm-choice.js";

/** @typedef {import("./types.js").Race} Race */
/** @typedef {import("./types.js").StartSet} StartSet */
/** @typedef {import("./types.js").ContestEntry} ContestEntry */
/** @typedef {[number, number][]} Window */

/** The die draws below this. */
const SEEDS = 10000;

/**
 * @param {import("./store.js").Store} store
 * @param {Object} handlers
 * @param {(race: Race, how?: { play?: boolean, chosen?: number }) => void} handlers.replace
 * @param {(parts: { start: number[] }, how: { play: boolean }) => void} handlers.change  of the chosen run
 */
export function createSwarmEdits(store, { replace, change }) {
  /** @param {Partial<import("./types.js").SwarmChoice>} parts */
  function setSwarm(parts) {
    const { race } = store.get();
    store.set({ race: { ...race, swarm: { ...swarmOf(race), ...parts } } });
  }

  /** @param {number} place @param {Partial<StartSet>} parts */
  function setStarts(place, parts) {
    setSwarm({ sets: swarmOf(store.get().race).sets.map((set, index) => (index === place ? { ...set, ...parts } : set)) });
  }

  return {
    setSwarm,
    setStarts,

    /** Other starts of the same kind. @param {number} place */
    rollStarts(place) {
      setStarts(place, { seed: Math.floor(Math.random() * SEEDS) });
    },

    /** The box is being moved. @param {number} place @param {Window} window */
    dragBox(place, window) {
      store.set({ held: true });
      setStarts(place, { window: tidyWindow(window, store.get().race.surface) });
    },

    dropBox() {
      store.set({ held: false });
    },

    /** The run of a side begins where one of its balls did. @param {number} side @param {number[]} start */
    takeStart(side, start) {
      const found = sidesOf(store.get())[side];
      if (found) {
        store.set({ chosen: found.entry.id });
        change({ start }, { play: true });
      }
    },

    /** Both runs of a contest, each with its starts, from the beginning. @param {ContestEntry} contest */
    loadContest(contest) {
      replace(raceOfContest(contest), { chosen: 1, play: true });
    },
  };
}

/**
 * A contest as a race of two runs, with the starts of either.
 * @param {ContestEntry} contest
 * @returns {Race}
 */
export function raceOfContest({ surface: name, steps, sides }) {
  const surface = named(name);
  const shared = sides.every(({ start }) => String(start) === String(sides[0].start));
  const entries = sides.map(({ optimizer: { name: rule, ...knobs }, start }, index) => ({
    id: index + 1,
    optimizer: { name: rule, knobs: { ...optimizerFor(rule, surface).knobs, .../** @type {Record<string, number>} */ (knobs) } },
    schedule: constantSchedule(), gradient: plainGradient(), seed: 0, start: shared ? null : start, hidden: false, ghost: false,
  }));
  const sets = sides.map(({ starts }) => ({ ...starts, window: starts.window ?? null }));
  const alike = sets.every((set) => JSON.stringify(set) === JSON.stringify(sets[0]));
  return { surface, start: sides[0].start, steps, entries, swarm: { sets: alike ? [sets[0]] : sets, seeds: 8, both: true } };
}

/**
 * Ends to the precision that the surface's window calls for, the lower one first, never the same.
 * @param {Window} window
 * @param {import("./types.js").SurfaceChoice} surface
 * @returns {Window}
 */
function tidyWindow(window, surface) {
  const lows = tidy(window.map((ends) => Math.min(...ends)), surface);
  const highs = tidy(window.map((ends) => Math.max(...ends)), surface);
  return window.map((ends, axis) => (lows[axis] < highs[axis] ? [lows[axis], highs[axis]] : /** @type {[number, number]} */ ([...ends])));
}
