/** Asks for the learning rates of every visible run's schedule, while they are shown. */

import { ask } from "./api.js";
import { ownBody, rateOf } from "./description.js";
import { createLane } from "./lane.js";
import { descriptionOf } from "./race.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {{ id: number, key: string, body: object }} Question */

/**
 * What is asked about a run's schedule.
 * @param {State} state
 * @param {import("./types.js").Entry} entry
 */
export function ratesQuestion({ race }, entry) {
  const description = descriptionOf(race, entry);
  const { schedule } = { schedule: { name: description.schedule.name }, ...ownBody(description) };
  return { schedule, learning_rate: rateOf(description), steps: race.steps };
}

/**
 * @param {import("./store.js").Store} store
 * @param {(state: State) => boolean} isShown
 */
export function createRatesQuestions(store, isShown) {
  /** @type {string | null} a question that failed is not asked again */
  let failed = null;
  const lane = createLane({
    send: (/** @type {Question} */ { body }) => ask("/schedules/rates", body),
    onAnswer(answer, { id, key }) {
      store.set({ rates: new Map([...(store.get().rates ?? []), [id, { key, ...answer }]]) });
      attend(store.get());
    },
    onFailure(_, { key }) {
      failed = key;
    },
  });

  /** @param {State} state */
  function attend(state) {
    if (!isShown(state) || lane.busy()) {
      return;
    }
    for (const entry of [...state.race.entries].sort((one) => (one.id === state.chosen ? -1 : 0))) {
      const body = ratesQuestion(state, entry);
      const key = JSON.stringify(body);
      if (!entry.hidden && state.rates?.get(entry.id)?.key !== key && key !== failed) {
        lane.ask({ id: entry.id, key, body });
        return;
      }
    }
  }

  store.subscribe((state, changed) => {
    if (changed.has("race") || changed.has("view") || changed.has("chosen")) {
      attend(state);
    }
  });
  attend(store.get());
}
