/** Asks for the measures along the paths while the tab of diagnostics is open. */

import { ask } from "./api.js";
import { body, keyOf } from "./description.js";
import { createLane } from "./lane.js";
import { descriptionOf } from "./race.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Entry} Entry */

/** Points of one line: more than there are pixels. */
const MOST = 2000;

/** Rows of a table that are all measured; a longer one has measures at some of its rows. */
const MOST_ROWS = 20_000;

/**
 * @param {import("./store.js").Store} store
 * @param {(state: State) => Entry[]} entriesOf  the runs to be measured, the chosen one first
 */
export function createMeasuresQuestions(store, entriesOf) {
  /** @type {string | null} a question that failed is not asked again */
  let failed = null;
  const lane = createLane({
    send: (/** @type {{ id: number, key: string, body: object }} */ question) => ask("/descents/measures", question.body),
    onAnswer(data, { id, key }) {
      store.set({ measures: new Map([...(store.get().measures ?? []), [id, { key, data }]]) });
      attend(store.get());
    },
    onFailure(_, { key }) {
      failed = key;
    },
  });

  /** @param {State} state */
  function attend(state) {
    if (state.view.tab !== "diagnostics" || state.held || state.status === "loading" || lane.busy()) {
      return;
    }
    for (const entry of entriesOf(state)) {
      const description = descriptionOf(state.race, entry);
      const most = state.view.table && entry.id === state.chosen ? Math.min(description.steps + 1, MOST_ROWS) : MOST;
      const key = `${keyOf(description)} ${Math.max(most, MOST)}`;
      if (state.measures?.get(entry.id)?.key !== key && key !== failed) {
        lane.ask({ id: entry.id, key, body: { ...body(description), most: Math.max(most, MOST) } });
        return;
      }
    }
  }

  store.subscribe((state, changed) => {
    if (["race", "chosen", "view", "held", "status"].some((name) => changed.has(/** @type {keyof State} */ (name)))) {
      failed = changed.has("race") ? null : failed;
      attend(state);
    }
  });
  // the tab is made when it is opened, which may be the last thing that happens
  attend(store.get());
  return { attend: () => attend(store.get()) };
}

/**
 * The measures of a run, when they are those of its present description.
 * @param {State} state
 * @param {Entry} entry
 */
export function measuresOf({ race, measures }, entry) {
  const known = measures?.get(entry.id);
  return known?.key.startsWith(`${keyOf(descriptionOf(race, entry))} `) ? known.data : null;
}
