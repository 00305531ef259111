/** Drags of a schedule's handles: which setting a place means, the server knows, and its last answer may come after the drop. */

import { ask } from "./api.js";
import { ratesQuestion } from "./ask-rates.js";
import { createLane } from "./lane.js";
import { entryOf } from "./race.js";

/** @typedef {import("./views/grips.js").Place} Place */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createScheduleDrags(store, experiment) {
  let down = false;
  let answering = false;
  /** @type {object | null} the latest question, as long as it waits for its answer */
  let asked = null;

  const lane = createLane({
    send: (/** @type {object} */ body) => ask("/schedules/rates", body),
    onAnswer({ schedule: { name, changes, ...knobs } }, body) {
      answering = true;
      experiment.setSchedule({ name, knobs, changes });
      answering = false;
      answered(body);
    },
    onFailure: (_, body) => answered(body),
  });

  /** @param {object} body */
  function answered(body) {
    if (body === asked) {
      asked = null;
      experiment.hold(down);
    }
  }

  // once somebody does something else to the race, no answer is about what is shown
  store.subscribe((_, changed) => {
    if (asked && !answering && (changed.has("race") || changed.has("chosen"))) {
      asked = null;
      lane.forget();
      experiment.hold(down);
    }
  });

  return {
    /** @param {string} knob @param {Place} place */
    drag(knob, place) {
      const state = store.get();
      down = true;
      experiment.hold(true);
      asked = { ...ratesQuestion(state, entryOf(state.race, state.chosen)), drag: { knob, ...place } };
      lane.ask(asked);
    },
    /** What is still to come belongs to the drag: it stays held until then. */
    drop() {
      down = false;
      experiment.hold(asked !== null);
    },
  };
}
