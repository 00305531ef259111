/** Asks where every start ends, coarse to fine: the latest question wins, older work is broken off. */

import { stream } from "../api.js";
import { mayAskAgain, untilThere } from "../presence.js";
import { refusal } from "../problems.js";
import { basinsBody } from "./basins-question.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Basins} Basins */
/** @typedef {{ key: string, body: Record<string, any>, tries: number }} Question */

const PATH = "/basins/stream";

/** @type {Basins} */
const NOTHING = Object.freeze({ key: "", data: null, done: false, share: null, stopped: "", refused: "", problem: null });

/** What may change the question. @type {(keyof State)[]} */
const WATCHED = ["race", "chosen", "view", "held", "frame", "problems"];

/** @param {import("../store.js").Store} store */
export function createBasinsQuestions(store) {
  /** @type {(Question & { breaking: AbortController, come: number }) | null} */
  let running = null;
  /** @type {Question | null} */
  let next = null;
  let asked = "";

  /** @param {Partial<Basins>} found */
  const keep = (found) => store.set({ basins: { ...(store.get().basins ?? NOTHING), ...found } });

  /** @param {Question} question */
  async function go(question) {
    const { key, body, tries } = question;
    const own = { ...question, breaking: new AbortController(), come: 0 };
    const { signal } = own.breaking;
    running = own;
    try {
      await stream(PATH, body, {
        level(data) {
          own.come += 1;
          keep({ key, data, done: false, share: null, stopped: "", refused: "", problem: null });
          if (next) {
            own.breaking.abort();
          }
        },
        progress: ({ share }) => keep({ share }),
      }, signal);
      keep({ key, done: true, share: null });
    } catch (error) {
      if (!signal.aborted && mayAskAgain(error, tries)) {
        await untilThere(error);
        next ??= asked === key ? { ...question, tries: tries + 1 } : null;
      } else if (!signal.aborted && !next) {
        keep({ refused: key, problem: refusal(error) });
      }
    } finally {
      running = null;
    }
    if (next) {
      const latest = next;
      next = null;
      void go(latest);
    }
  }

  /** @param {State} state */
  function attend(state) {
    const body = basinsBody(state);
    const key = body ? JSON.stringify(body) : "";
    if (key !== asked) {
      asked = key;
      const { key: known, done } = state.basins ?? NOTHING;
      next = body && !(done && known === key) ? { key, body, tries: 1 } : null;
    }
    // under a drag the first, coarse picture of each question that is asked is drawn: else a fast hand would see none
    if (running && running.key !== asked && (!state.held || running.come)) {
      running.breaking.abort();
    }
    if (!running && next) {
      const latest = next;
      next = null;
      void go(latest);
    }
  }

  store.subscribe((state, changed) => {
    if (WATCHED.some((name) => changed.has(name))) {
      attend(state);
    }
  });
  attend(store.get());

  return {
    /** Breaks off what is being computed; what has come stays. */
    cancel() {
      const key = running?.key;
      running?.breaking.abort();
      next = null;
      if (key) {
        keep({ stopped: key, share: null });
      }
    },
    /** Asks again for what was broken off or refused. */
    again() {
      asked = "";
      attend(store.get());
    },
  };
}

/**
 * The last answer about the starts; `current` when it is about this very question.
 * @param {State} state
 */
export function basinsTold(state) {
  const told = state.basins ?? NOTHING;
  const body = basinsBody(state);
  const key = body ? JSON.stringify(body) : "";
  const current = key !== "" && told.key === key;
  return {
    data: told.data, current, done: current && told.done, share: told.share,
    stopped: key !== "" && told.stopped === key,
    problem: key !== "" && told.refused === key ? told.problem : null,
  };
}
