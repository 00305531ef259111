/** Gets runs from the server: whole ones while something is moved, streams while it plays. */

import { ask, stream } from "./api.js";
import { body, keyOf, ownBody, surfaceBody } from "./description.js";
import { createLane } from "./lane.js";
import { mayAskAgain, untilThere } from "./presence.js";
import { descriptionOf } from "./race.js";
import { runOf } from "./run.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").State} State */
/** @typedef {{ id: number, description: Description }} Wanted */

/** The old path fades when the new one has not come within so many frames. */
const PATIENCE = 6;

/**
 * The runs that the results do not hold yet.
 * @param {Pick<State, "race" | "results">} state
 * @returns {Wanted[]}
 */
export function missing({ race, results }) {
  return race.entries
    .map((entry) => ({ id: entry.id, description: descriptionOf(race, entry) }))
    .filter(({ id, description }) => {
      const run = results.get(id);
      return !run?.complete || run.key !== keyOf(description);
    });
}

/**
 * @param {import("./store.js").Store} store
 * @param {Object} handlers
 * @param {(runs: Map<number, Run>) => void} handlers.onRuns  whole runs have come, maybe not yet the latest
 * @param {(error: unknown, asked: Wanted[]) => void} handlers.onFailure
 */
export function createRuns(store, { onRuns, onFailure }) {
  let streaming = new AbortController();
  streaming.abort();
  let frames = 0;

  const whole = createLane({
    send: askAll,
    onAnswer(answers, wanted) {
      store.set({ awaited: false });
      onRuns(new Map(answers.map((/** @type {any} */ answer, /** @type {number} */ index) =>
        [wanted[index].id, runOf(answer, wanted[index].description)])));
    },
    onFailure,
  });

  function watch() {
    frames += 1;
    if (!whole.busy()) {
      store.set({ awaited: false });
    } else if (frames > PATIENCE) {
      store.set({ awaited: true });
    }
    if (whole.busy()) {
      requestAnimationFrame(watch);
    }
  }

  function abandon() {
    streaming.abort();
  }

  /**
   * Streams every run that is not there; first points that are known to be the same stay. A stream that breaks off is
   * asked for again: the same points come again, and then the rest.
   * @param {Map<number, number>} [known]  how many points stay, by run, where a run goes on differently
   */
  async function askStream(known = new Map(), tries = 1) {
    abandon();
    whole.forget();
    const mine = new AbortController();
    streaming = mine;
    const state = store.get();
    const wanted = missing(state);
    const growing = wanted.map((one) => growingRun(one, state.results.get(one.id), known.get(one.id)));
    const before = countPoints(growing);
    const show = () => store.set({ results: shownWith(store.get().results, wanted, growing) });
    try {
      await streamAll(wanted, growing, mine.signal, () => !mine.signal.aborted && show());
    } catch (error) {
      await retry(error);
    } finally {
      mine.abort();
    }

    /** @param {unknown} error */
    async function retry(error) {
      const tried = countPoints(growing) > before ? 1 : tries;
      if (mine.signal.aborted) {
        return;
      }
      if (!mayAskAgain(error, tried)) {
        onFailure(error, wanted);
        return;
      }
      await untilThere(error);
      if (!mine.signal.aborted) {
        await askStream(known, tried + 1);
      }
    }
  }

  return {
    abandon,
    streaming: () => !streaming.signal.aborted,

    /** Asks for every run that is not there, whole. */
    askWhole() {
      abandon();
      const wanted = missing(store.get());
      if (wanted.length === 0) {
        whole.forget();
        onRuns(new Map());
        return;
      }
      const idle = !whole.busy();
      whole.ask(wanted);
      if (idle) {
        frames = 0;
        requestAnimationFrame(watch);
      }
    },

    askStream,
  };
}

/**
 * Whole runs, answers in the order of the questions.
 * @param {Wanted[]} wanted
 */
async function askAll(wanted) {
  if (wanted.length === 1) {
    return [await ask("/descents", body(wanted[0].description))];
  }
  return (await ask("/races", raceBody(wanted[0].description, wanted))).runs;
}

/**
 * @param {Wanted[]} wanted
 * @param {Run[]} growing  filled as the events come
 * @param {AbortSignal} signal
 * @param {() => void} onMore
 */
async function streamAll(wanted, growing, signal, onMore) {
  /** @param {number} index */
  const grow = (index) => (/** @type {any} */ steps) => {
    put(growing[index].points, steps.points, steps.first);
    put(growing[index].losses, steps.losses, steps.first);
    put(growing[index].gradientNorms, steps.gradient_norms, steps.first);
    onMore();
  };
  /** @param {number} index @param {any} outcome */
  const end = (index, outcome) => {
    Object.assign(growing[index], { outcome, complete: true });
    onMore();
  };
  if (wanted.length === 1) {
    const { outcome } = await stream("/descents/stream", body(wanted[0].description), { steps: grow(0) }, signal);
    end(0, outcome);
  } else if (wanted.length) {
    await stream("/races/stream", raceBody(wanted[0].description, wanted), {
      steps: (steps) => grow(steps.run)(steps),
      outcome: ({ run, outcome }) => end(run, outcome),
    }, signal);
  }
}

/**
 * Several runs of one surface as the API takes them.
 * @param {Pick<import("./types.js").Race, "surface" | "start" | "steps">} race
 * @param {Wanted[]} wanted
 */
export function raceBody({ surface, start, steps }, wanted) {
  const runs = wanted.map(({ description }) => ({
    ...ownBody(description), ...(description.start !== start && { start: description.start }),
  }));
  return { surface: surfaceBody(surface), start, steps, runs };
}

/**
 * @param {Wanted} wanted
 * @param {Run | undefined} old
 * @param {number} [known]
 * @returns {Run}
 */
function growingRun({ description }, old, known) {
  const key = keyOf(description);
  const kept = old?.key === key ? old.points.length : (known ?? 0);
  return {
    key,
    points: old?.points.slice(0, kept) ?? [],
    losses: old?.losses.slice(0, kept) ?? [],
    gradientNorms: old?.gradientNorms.slice(0, kept) ?? [],
    outcome: null,
    complete: false,
  };
}

/**
 * The results with the growing runs among them; one that has no point yet is not there.
 * @param {State["results"]} results
 * @param {Wanted[]} wanted
 * @param {Run[]} growing
 */
function shownWith(results, wanted, growing) {
  const shown = new Map(results);
  growing.forEach((run, index) => {
    if (run.points.length) {
      shown.set(wanted[index].id, { ...run });
    } else {
      shown.delete(wanted[index].id);
    }
  });
  return shown;
}

/**
 * @template T
 * @param {T[]} values
 * @param {T[]} more
 * @param {number} first
 */
function put(values, more, first) {
  more.forEach((value, index) => {
    values[first + index] = value;
  });
}

/** @param {Run[]} runs */
const countPoints = (runs) => runs.reduce((count, { points }) => count + points.length, 0);
