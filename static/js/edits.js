/** What a person can do to the chosen run's description, and to the surface, the start and the steps that all runs share. */

import { optimizerEntry, surfaceEntry } from "./catalog.js";
import { RATE, atLastRate, named, optimizerFor, tidy, windowOf, withRate, withoutChanges } from "./description.js";
import { onOtherGround, raceOf } from "./race.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").Race} Race */
/** @typedef {import("./types.js").TypedSurface} TypedSurface */

/** The die leaves this part of the window free at every side. */
const DIE_MARGIN = 0.06;

/**
 * @param {import("./store.js").Store} store
 * @param {Object} handlers
 * @param {(race: Race, how?: { play?: boolean, chosen?: number }) => void} handlers.replace
 * @param {(parts: Partial<Description>, how?: { play?: boolean, stay?: boolean }) => void} handlers.change  of the chosen run
 * @param {() => boolean} handlers.playing
 */
export function createEdits(store, { replace, change, playing }) {
  /** The whole run at this rate. @param {number} rate @param {{ play: boolean }} how */
  function takeRate(rate, how) {
    const { optimizer, schedule } = store.get().description;
    change({ optimizer: withRate(optimizer, rate), schedule: withoutChanges(schedule) }, how);
  }

  return {
    /** @param {string} name */
    chooseSurface(name) {
      const surface = named(name);
      const { race, chosen } = store.get();
      const entries = race.entries.filter(({ ghost }) => !ghost).map((entry) => ({
        ...entry, start: null, optimizer: onto(entry.optimizer, surface), schedule: withoutChanges(entry.schedule),
      }));
      const swarm = onOtherGround(race.swarm);
      replace({ ...race, surface, start: surfaceEntry(name).start, entries, swarm }, { play: true, chosen });
    },

    /** @param {TypedSurface} surface */
    typeSurface(surface) {
      const { start, steps } = store.get().description;
      const window = windowOf(surface);
      const fits = start.length === window.length && start.every((at, axis) => inside(at, window[axis]));
      change({ surface, steps, start: fits ? start : tidy(window.map(([low, high]) => low + (high - low) / 4), surface) });
    },

    /** What a link left to the server, its window or its letters: the same experiment goes on. @param {TypedSurface} surface */
    completeSurface(surface) {
      change({ surface }, { stay: true, play: playing() });
    },

    /** @param {string} name @param {number} value */
    setSurfaceKnob(name, value) {
      const { surface } = store.get().description;
      change({
        surface:
          surface.kind === "named"
            ? { ...surface, knobs: { ...surface.knobs, [name]: value } }
            : { ...surface, letters: { ...surface.letters, [name]: value } },
      });
    },

    /** @param {string} name */
    chooseOptimizer(name) {
      const { surface, schedule } = store.get().description;
      change({ optimizer: optimizerFor(name, surface), schedule: withoutChanges(schedule) }, { play: true });
    },

    /** @param {string} name @param {number} value */
    setOptimizerKnob(name, value) {
      const { optimizer } = store.get().description;
      change({ optimizer: { ...optimizer, knobs: { ...optimizer.knobs, [name]: value } } });
    },

    /** A run of its own instead of all that are there. @param {Description} description */
    load(description) {
      replace(raceOf(description), { chosen: 1 });
    },

    /** Plays the run with several of its settings replaced at once. @param {Record<string, number>} knobs */
    tryKnobs(knobs) {
      const { optimizer, schedule } = store.get().description;
      const next = { ...optimizer, knobs: { ...optimizer.knobs, ...knobs } };
      change({ optimizer: next, schedule: withoutChanges(schedule) }, { play: true });
    },

    takeRate,

    /** Plays the whole run at this rate. @param {number} rate */
    tryRate: (rate) => takeRate(rate, { play: true }),

    /** Plays a run that a range test has found, at its own rate and schedule. @param {{ learning_rate: number, schedule: Record<string, any>, steps: number }} run */
    tryRun({ learning_rate: rate, schedule: { name, ...knobs }, steps }) {
      const { optimizer } = store.get().description;
      change({ optimizer: withRate(optimizer, rate), schedule: { name, knobs, changes: [] }, steps }, { play: true });
    },

    forgetChanges() {
      const { schedule } = store.get().description;
      change({ schedule: withoutChanges(schedule) });
    },

    /** @param {Description["schedule"]} schedule */
    setSchedule(schedule) {
      change({ schedule });
    },

    /** @param {Description["gradient"]} gradient */
    setGradient(gradient) {
      change({ gradient });
    },

    /** @param {number} seed */
    setSeed(seed) {
      change({ seed });
    },

    /** @param {number[]} point @param {{ play?: boolean }} [how] */
    setStart(point, how) {
      change({ start: point }, how);
    },

    /** Plays what a map of starts tells of there, with the steps of the run, which are its own. @param {number[]} point */
    startOnMap(point) {
      change({ start: point, ...atLastRate(store.get().description) }, { play: true });
    },

    /** @param {number[]} point */
    dragStart(point) {
      store.set({ held: true });
      change({ start: tidy(point, store.get().description.surface) });
    },

    /** @param {number[]} point */
    dropStart(point) {
      store.set({ held: false });
      const start = tidy(point, store.get().description.surface);
      if (String(start) !== String(store.get().description.start)) {
        change({ start });
      }
    },

    /** A click on the map. @param {number[]} point */
    pickStart(point) {
      change({ start: tidy(point, store.get().description.surface) }, { play: true });
    },

    roll() {
      const { surface } = store.get().description;
      const point = windowOf(surface).map(
        ([low, high]) => low + (high - low) * (DIE_MARGIN + (1 - 2 * DIE_MARGIN) * Math.random()),
      );
      change({ start: tidy(point, surface) }, { play: true });
    },

    /** @param {number} steps */
    setSteps(steps) {
      change({ steps });
    },
  };
}

/** @param {number} value @param {[number, number]} range */
function inside(value, [low, high]) {
  return low <= value && value <= high;
}

/**
 * An optimizer on another surface: a rule that does not scale the gradient takes the surface's own rate.
 * @param {Description["optimizer"]} optimizer
 * @param {import("./types.js").SurfaceChoice} surface
 */
function onto(optimizer, surface) {
  const rate = optimizerFor(optimizer.name, surface).knobs[RATE];
  return optimizerEntry(optimizer.name).adaptive ? optimizer : withRate(optimizer, rate);
}
