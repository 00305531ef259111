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

/** Steps that each of them makes at most: while something is held, and once it is let go. */
const FEW_STEPS = 200;
const MOST_STEPS = 2000;

/** While something is dragged the runs come first: a sweep follows when the hand rests, or every so many of their answers. */
const RUNS_BETWEEN = 4;
const REST_MS = 100;

/** Whether something is held still and its run is there. @param {State} state */
const rests = ({ held, run, description }) => held && run?.key === keyOf(description);

/**
 * The question without its fineness: equal for runs that differ in nothing but the rate.
 * @param {State} state
 * @param {[number, number]} range
 * @param {number} most  steps
 */
function sweepBody({ description }, [lowest, highest], most) {
  const steps = Math.min(description.steps, most);
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
  let resting = 0;

  const lane = createLane({
    send: (/** @type {Question} */ { body }) => ask("/learning-rates/sweep", body),
    onAnswer: (data, { key }) => store.set({ sweep: { key, data, problem: null } }),
    onFailure: (error, { key }) => store.set({ sweep: { key, data: null, problem: refusal(error) } }),
  });

  /** @param {State} state */
  function attend(state) {
    const { held, problems } = state;
    const refused = RUN_PLACES.some((place) => problems[place]);
    clearTimeout(resting);
    if (refused || (!held && !knowsRange(state))) {
      return;
    }
    if (held && waited < RUNS_BETWEEN) {
      resting = window.setTimeout(() => rests(store.get()) && askNow(store.get()), REST_MS);
    } else {
      askNow(state);
    }
  }

  /** @param {State} state */
  function askNow(state) {
    const { held } = state;
    const body = sweepBody(state, rangeNow(), held ? FEW_STEPS : MOST_STEPS);
    const key = JSON.stringify(body);
    const count = held ? COARSE : FINE;
    // what was asked with more steps than while something is held is not asked again with fewer
    const better = held && asked.key === JSON.stringify(sweepBody(state, rangeNow(), MOST_STEPS));
    if (!better && (key !== asked.key || count > asked.count)) {
      asked = { key, count };
      waited = 0;
      lane.ask({ key, count, body: { ...body, count, valleys: false } });
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
 * What is known of the rates on the slider; `current` when it is about the present run, `steps` are those of every run of it.
 * @param {State} state
 * @param {[number, number]} range
 */
export function sweepOf(state, range) {
  const { key = "", data = null, problem = null } = state.sweep ?? {};
  const questions = (state.held ? [FEW_STEPS, MOST_STEPS] : [MOST_STEPS]).map((most) => JSON.stringify(sweepBody(state, range, most)));
  return { data, problem, current: questions.includes(key), steps: key ? JSON.parse(key).steps : 0 };
}
