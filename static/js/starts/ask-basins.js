/** Asks where every start ends, coarse to fine: the latest question wins, older work is broken off. */

import { Refused, stream } from "../api.js";
import { answered, isBusy, mayAskAgain, untilThere } from "../presence.js";
import { refusal, sentence } from "../problems.js";
import { say, text } from "../texts.js";
import { basinsBody } from "./basins-question.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Basins} Basins */
/** @typedef {{ key: string, body: Record<string, any>, tries: number }} Question */

const PATH = "/basins/stream";

/** @type {Basins} */
const NOTHING = Object.freeze({ key: "", data: null, done: false, share: null, stopped: "", refused: "", problem: null, fits: null, late: false });

/** Under a drag a picture is late that has not come after so long. */
const LATE_MS = 150;

/** What the map and the shares ask for beside the run. */
const OWN = { basins: ["steps", "resolution"], shares: ["steps"] };

/** What may change the question. @type {(keyof State)[]} */
const WATCHED = ["race", "chosen", "view", "held", "frame", "problems"];

/** @param {import("../store.js").Store} store */
export function createBasinsQuestions(store) {
  /** @type {(Question & { breaking: AbortController, come: number }) | null} */
  let running = null;
  /** @type {Question | null} */
  let next = null;
  let asked = "";
  /** Whether a question was refused because the server is busy, and none answered since. */
  let busy = false;

  /** @param {Partial<Basins>} found */
  const keep = (found) => store.set({ basins: { ...(store.get().basins ?? NOTHING), ...found } });

  /** @param {Question} question */
  async function go(question) {
    const { key, body, tries } = question;
    const own = { ...question, breaking: new AbortController(), come: 0 };
    const { signal } = own.breaking;
    running = own;
    const { stopped, refused } = store.get().basins ?? NOTHING;
    if (stopped || refused) {
      keep({ stopped: "", refused: "", problem: null, fits: null });
    }
    const late = setTimeout(() => keep({ late: true }), LATE_MS);
    try {
      await stream(PATH, body, {
        level(data) {
          own.come += 1;
          clearTimeout(late);
          if (busy) {
            busy = false;
            answered();
          }
          keep({ key, data, late: false, done: false, share: null, stopped: "", refused: "", problem: null, fits: null });
          if (next) {
            own.breaking.abort();
          }
        },
        progress: ({ share }) => keep({ share }),
      }, signal);
      keep({ key, done: true, share: null });
    } catch (error) {
      busy ||= isBusy(error);
      if (!signal.aborted && mayAskAgain(error, tries)) {
        await Promise.race([untilThere(error), new Promise((resolve) => signal.addEventListener("abort", resolve))]);
        next ??= asked === key && !signal.aborted ? { ...question, tries: tries + 1 } : null;
      } else if (!signal.aborted && !next) {
        keep({ refused: key, problem: refusalOf(error), fits: fittingOf(error) });
      }
    } finally {
      clearTimeout(late);
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

/** Why it was refused, and which of the question's own numbers is to be lowered. @param {unknown} error @param {keyof typeof OWN} [asked] */
export function refusalOf(error, asked = "basins") {
  return error instanceof Refused ? error.problem.errors.map((fault) =>
    (OWN[asked].includes(fault.field) ? text(`lower.${asked}_${fault.field}`, { says: say(fault.message) }) : sentence(fault))).join(" ") : refusal(error);
}

/** How many starts there are. @param {number[]} resolution */
export const size = (resolution) => resolution.reduce((product, count) => product * count, 1);

/** How many steps would not be refused, where that is known. @param {unknown} error */
const fittingOf = (error) => (error instanceof Refused && error.problem.errors.find(({ field }) => field === "steps")?.limit) || null;

/**
 * The last answer about the starts; `current` when it is about this very question, `old` when it is late to be: under a drag,
 * where it can never be current, only when none comes any more; `comes` when one is there or on its way.
 * @param {State} state
 */
export function basinsTold(state) {
  const told = state.basins ?? NOTHING;
  const body = basinsBody(state);
  const key = body ? JSON.stringify(body) : "";
  const current = key !== "" && told.key === key;
  const stopped = key !== "" && told.stopped === key;
  const refused = key !== "" && told.refused === key;
  return {
    data: told.data, current, old: !current && !stopped && (!state.held || told.late), stopped, done: current && told.done, share: told.share,
    problem: refused ? told.problem : null, fits: refused ? told.fits : null, comes: key !== "" && !stopped && !refused,
  };
}
