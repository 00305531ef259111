/** What a person can do to the run: every intent of the page, and what follows from it. */

import { optimizerEntry, surfaceEntry } from "./catalog.js";
import { RATE, keyOf, named, optimizerFor, surfaceBody, tidy, windowOf } from "./description.js";
import { clear, notice } from "./notices.js";
import { createPlayer } from "./player.js";
import { RUN_PLACES, byPlace } from "./problems.js";
import { createRuns, kindOf } from "./runs.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").TypedSurface} TypedSurface */

/** The die leaves this part of the window free at every side. */
const DIE_MARGIN = 0.06;

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {import("./store.js").Store} store */
export function createExperiment(store) {
  /** @type {number | null} the step that a link asks for */
  let wanted = null;

  const runs = createRuns(store, { onRun, onFailure });
  const player = createPlayer(store, {
    onMissing() {
      if (!runs.streaming()) {
        const { run, description } = store.get();
        runs.askStream(run?.key === keyOf(description) ? run.points.length : 0);
      }
    },
  });

  /** @param {Run} run */
  function onRun(run) {
    const { description } = store.get();
    clear("away", "busy", "cut");
    const last = run.points.length - 1;
    if (run.key !== keyOf(description)) {
      if (sameGround(run.key, description)) {
        store.set({ run, step: last });
      }
      return;
    }
    const step = Math.min(wanted ?? last, last);
    wanted = null;
    store.set({ problems: without(store.get().problems, RUN_PLACES) });
    store.set(player.playing() ? { run } : { run, step, status: step === last ? "ended" : "paused" });
  }

  /** @param {unknown} error */
  function onFailure(error) {
    const kind = kindOf(error);
    player.stop();
    if (kind === "refused") {
      const { problem } = /** @type {import("./api.js").Refused} */ (error);
      const { "": homeless, ...placed } = byPlace(problem.errors);
      store.set({ problems: { ...store.get().problems, ...placed } });
      if (homeless) {
        notice("refused", { detail: homeless });
      }
    } else {
      notice(kind, { step: store.get().step });
    }
    store.set({ status: "paused", awaited: store.get().run?.key !== keyOf(store.get().description) });
  }

  /**
   * Replaces parts of the description. A choice plays the new run from its start; what is dragged or typed shows the
   * whole path at once.
   * @param {Partial<Description>} parts
   * @param {{ play?: boolean }} [how]
   */
  function change(parts, { play = false } = {}) {
    player.stop();
    runs.abandon();
    wanted = null;
    const description = { ...store.get().description, ...parts };
    store.set({ description, status: "loading" });
    if (play && !still.matches) {
      store.set({ run: null, step: 0 });
      player.play();
    } else {
      runs.askWhole();
    }
  }

  /** @param {number} rate */
  function continueWith(rate) {
    const { description, step } = store.get();
    const { optimizer, changes } = description;
    const next =
      step === 0
        ? { optimizer: { ...optimizer, knobs: { ...optimizer.knobs, [RATE]: rate } }, changes: [] }
        : { changes: [...changes.filter(([from]) => from < step), /** @type {[number, number]} */ ([step, rate])] };
    store.set({ description: { ...description, ...next } });
    player.wait(true);
    runs.askStream(step + 1);
  }

  return {
    player,

    /** Shows the state that the store holds: plays it, or goes to one of its steps. @param {number | null} step */
    begin(step) {
      player.stop();
      runs.abandon();
      store.set({ run: null, step: 0, status: "loading" });
      if (step === null && !still.matches) {
        player.play();
      } else {
        wanted = step;
        runs.askWhole();
      }
    },

    /** @param {string} name */
    chooseSurface(name) {
      const surface = named(name);
      const { optimizer } = store.get().description;
      const fresh = optimizerFor(optimizer.name, surface);
      const knobs = optimizerEntry(optimizer.name).adaptive
        ? optimizer.knobs
        : { ...optimizer.knobs, [RATE]: fresh.knobs[RATE] };
      const start = surfaceEntry(name).start;
      change({ surface, start, optimizer: { ...optimizer, knobs }, changes: [] }, { play: true });
    },

    /** @param {TypedSurface} surface */
    typeSurface(surface) {
      const { start, steps } = store.get().description;
      const window = windowOf(surface);
      const fits = start.length === window.length && start.every((at, axis) => inside(at, window[axis]));
      change({ surface, steps, start: fits ? start : tidy(window.map(([low, high]) => low + (high - low) / 4), surface) });
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
      const { surface } = store.get().description;
      change({ optimizer: optimizerFor(name, surface), changes: [] }, { play: true });
    },

    /** @param {string} name @param {number} value */
    setOptimizerKnob(name, value) {
      const { optimizer } = store.get().description;
      change({ optimizer: { ...optimizer, knobs: { ...optimizer.knobs, [name]: value } } });
    },

    /** While it plays the run goes on with the new rate, else it is made anew. @param {number} rate */
    setRate(rate) {
      if (player.playing()) {
        continueWith(rate);
      } else {
        const { optimizer } = store.get().description;
        change({ optimizer: { ...optimizer, knobs: { ...optimizer.knobs, [RATE]: rate } }, changes: [] });
      }
    },

    /** The slider of the rate was let go. */
    releaseRate() {
      player.wait(false);
    },

    /** Plays the whole run at this rate. @param {number} rate */
    tryRate(rate) {
      const { optimizer } = store.get().description;
      change({ optimizer: { ...optimizer, knobs: { ...optimizer.knobs, [RATE]: rate } }, changes: [] }, { play: true });
    },

    forgetChanges() {
      change({ changes: [] });
    },

    /** @param {number[]} point @param {{ play?: boolean }} [how] */
    setStart(point, how) {
      change({ start: point }, how);
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

    /** @param {boolean} held */
    hold(held) {
      store.set({ held });
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

    /** Goes on to so many steps, from where it stands. @param {number} steps */
    extend(steps) {
      const { description, run } = store.get();
      const known = run?.points.length ?? 0;
      store.set({ description: { ...description, steps } });
      runs.askStream(known);
      player.play();
    },

    /** Exactly the same run again, from its start. */
    reset() {
      player.seek(0);
      player.play();
    },
  };
}

/** @typedef {ReturnType<typeof createExperiment>} Experiment */

/** @param {number} value @param {[number, number]} range */
function inside(value, [low, high]) {
  return low <= value && value <= high;
}

/**
 * Whether a run belongs onto the surface of a description.
 * @param {string} key
 * @param {Description} description
 */
function sameGround(key, description) {
  return JSON.stringify(JSON.parse(key).surface) === JSON.stringify(surfaceBody(description.surface));
}

/**
 * @param {Record<string, string>} record
 * @param {string[]} names
 */
function without(record, names) {
  const left = Object.entries(record).filter(([name]) => !names.includes(name));
  return left.length === Object.keys(record).length ? record : Object.fromEntries(left);
}
