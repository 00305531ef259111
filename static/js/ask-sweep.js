/** Asks what every rate on the slider comes to: coarsely while something is held, finely once it is let go. */

import { ask } from "./api.js";
import { keyOf } from "./description.js";
import { createLane } from "./lane.js";
import { RUN_PLACES, refusal } from "./problems.js";
import { presetsKey } from "./questions.js";
import { knowsRange } from "./rate-range.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {{ key: string, count: number, body: object }} Question */

/** Rates that are tried. */
const FINE = 400;
const COARSE = 80;

/** Steps that each of them makes at most. */
const MOST_STEPS = 500;

/** While something is dragged the runs come first; of so many of their answers, one is followed by a sweep. */
const RUNS_BETWEEN = 4;

/**
 * The question without its fineness: equal for runs that differ in nothing but the rate.
 * @param {State} state
 * @param {[number, number]} range
 */
export function sweepBody({ description }, [lowest, highest]) {
  const steps = Math.min(description.steps, MOST_STEPS);
  return { ...JSON.parse(presetsKey({ ...description, steps })), lowest, highest };
}

/**
 * Keeps `state.sweep` up to date.
 * @param {import("./store.js").Store} store
 * @param {() => [number, number]} rangeNow  of the slider
 */
export function createSweepQuestions(store, rangeNow) {
  let asked = { key: "", count: 0 };
  let waited = 0;

  const lane = createLane({
    send: (/** @type {Question} */ { body }) => ask("/learning-rates/sweep", body),
    onAnswer: (data, { key }) => store.set({ sweep: { key, data, problem: null } }),
    onFailure: (error, { key }) => store.set({ sweep: { key, data: null, problem: refusal(error) } }),
  });

  /** @param {State} state */
  function attend(state) {
    const { description, run, held, problems } = state;
    const refused = RUN_PLACES.some((place) => problems[place]);
    const ready = held ? run?.key === keyOf(description) || waited >= RUNS_BETWEEN : knowsRange(state);
    if (!ready || refused) {
      return;
    }
    const body = sweepBody(state, rangeNow());
    const key = JSON.stringify(body);
    const count = held ? COARSE : FINE;
    if (key !== asked.key || count > asked.count) {
      asked = { key, count };
      waited = 0;
      lane.ask({ key, count, body: { ...body, count } });
    }
  }

  store.subscribe((state, changed) => {
    waited += changed.has("results") ? 1 : 0;
    const names = /** @type {(keyof State)[]} */ (["results", "held", "status", "presets", "chosen"]);
    if (names.some((name) => changed.has(name))) {
      attend(state);
    }
  });
}

/**
 * What is known of the rates on the slider; `current` when it is about the present run.
 * @param {State} state
 * @param {[number, number]} range
 */
export function sweepOf(state, range) {
  const known = state.sweep;
  return { data: known?.data ?? null, current: known?.key === JSON.stringify(sweepBody(state, range)) };
}
