/** Gets runs from the server: whole ones while something is moved, streams while it plays. */

import { Away, Cut, Refused, ask, createLane, stream } from "./api.js";
import { body, keyOf } from "./description.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").Run} Run */

/** The old path fades when the new one has not come within so many frames. */
const PATIENCE = 6;

/**
 * @param {import("./store.js").Store} store
 * @param {Object} handlers
 * @param {(run: Run) => void} handlers.onRun  a whole run has come, maybe not yet the latest
 * @param {(error: unknown) => void} handlers.onFailure
 */
export function createRuns(store, { onRun, onFailure }) {
  let streaming = new AbortController();
  streaming.abort();
  let frames = 0;

  const whole = createLane({
    send: (/** @type {Description} */ description) => ask("/descents", body(description)),
    onAnswer(answer, description) {
      const { points, losses, gradient_norms: gradientNorms, outcome } = answer;
      store.set({ awaited: false });
      onRun({ key: keyOf(description), points, losses, gradientNorms, outcome, complete: true });
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

  return {
    abandon,
    streaming: () => !streaming.signal.aborted,

    /** Asks for the whole run of the description. */
    askWhole() {
      abandon();
      const idle = !whole.busy();
      whole.ask(store.get().description);
      if (idle) {
        frames = 0;
        requestAnimationFrame(watch);
      }
    },

    /**
     * Streams the run of the description; the first points, when they are known to be the same, stay.
     * @param {number} known  how many points stay
     */
    async askStream(known) {
      abandon();
      const mine = new AbortController();
      streaming = mine;
      const { description, run: old } = store.get();
      const key = keyOf(description);
      const points = old ? old.points.slice(0, known) : [];
      const losses = old ? old.losses.slice(0, known) : [];
      const gradientNorms = old ? old.gradientNorms.slice(0, known) : [];
      /** @param {Partial<Run>} more */
      const show = (more = {}) => {
        store.set({ run: { key, points, losses, gradientNorms, outcome: null, complete: false, ...more } });
      };
      try {
        const { outcome } = await stream("/descents/stream", body(description), (steps) => {
          put(points, steps.points, steps.first);
          put(losses, steps.losses, steps.first);
          put(gradientNorms, steps.gradient_norms, steps.first);
          if (!mine.signal.aborted) {
            show();
          }
        }, mine.signal);
        if (!mine.signal.aborted) {
          show({ outcome, complete: true });
        }
      } catch (error) {
        if (!mine.signal.aborted) {
          onFailure(error);
        }
      } finally {
        mine.abort();
      }
    },
  };
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

/**
 * What a failure was: "away", "cut", "busy" or "refused".
 * @param {unknown} error
 */
export function kindOf(error) {
  if (error instanceof Refused) {
    return error.problem.status === 503 ? "busy" : "refused";
  }
  if (error instanceof Cut) {
    return "cut";
  }
  if (error instanceof Away) {
    return "away";
  }
  throw error;
}
