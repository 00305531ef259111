/** Side questions of the tools: asked while their answer is shown, the latest wins, a refusal is kept beside its question. */

import { Cut, ask, stream } from "./api.js";
import { createLane } from "./lane.js";
import { refusal } from "./problems.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {{ key: string, body: object }} Question */

/**
 * Keeps `state.tools.get(name)` up to date: what was asked last and answered, or refused.
 * @param {import("./store.js").Store} store
 * @param {string} name
 * @param {string} path
 * @param {(state: State) => object | null} bodyOf  the question, coarser while something is held; null: nothing to ask now
 * @param {{ long?: boolean, patience?: number, streams?: (body: any) => boolean, onProgress?: (share: number) => void,
 *   refused?: (error: unknown) => string }} [how]
 *   long: takes so long that it is broken off when its answer is not wanted any more; with patience only after so many
 *   milliseconds, so that quick answers come while something is dragged; streams: whether it is worth telling how far it is
 */
export function createTool(store, name, path, bodyOf, { long = false, patience = 0, streams = () => false, onProgress = () => {}, refused = refusal } = {}) {
  let asking = new AbortController();
  let since = 0;
  /** @param {Partial<import("./types.js").Tool> & { key: string }} found */
  const keep = (found) => {
    const before = store.get().tools.get(name);
    store.set({ tools: new Map([...store.get().tools, [name, { data: before?.data ?? null, problem: null, ...found }]]) });
  };
  const lane = createLane({
    send(/** @type {Question} */ { body }) {
      asking = new AbortController();
      since = performance.now();
      return streams(body) ? askTold(path, body, onProgress, asking.signal) : ask(path, body, asking.signal);
    },
    onAnswer: (data, { key }) => keep({ key, data }),
    onFailure: (error, { key }) => !asking.signal.aborted && keep({ key, data: null, problem: refused(error) }),
  });
  let asked = "";

  /** @param {State} state */
  function attend(state) {
    const body = bodyOf(state);
    const key = body ? JSON.stringify(body) : "";
    if (long && key !== asked) {
      const older = asking;
      const left = body && lane.busy() ? patience - (performance.now() - since) : 0;
      if (left > 0) {
        setTimeout(() => older.abort(), left);
      } else {
        older.abort();
        lane.forget(); // also while it waits for a busy server
      }
      asked = "";
    }
    if (body && key !== asked) {
      asked = key;
      lane.ask({ key, body });
    }
  }

  store.subscribe((state, changed) => {
    const names = ["race", "chosen", "view", "held", "status", "typed", "tools", "presets", "frame", "basins"];
    if (names.some((one) => changed.has(/** @type {keyof State} */ (one)))) {
      attend(state);
    }
  });
  attend(store.get());
  return {
    /** The answer to the question of this moment; null while it is on its way. @param {State} state */
    now(state) {
      const body = bodyOf(state);
      const known = state.tools.get(name);
      return body && known?.key === JSON.stringify(body) ? known : null;
    },
    /** The last answer, of whatever question. @param {State} state */
    last: (state) => state.tools.get(name) ?? null,
    /** Nobody waits for the answer that is on its way; what was answered before stays. */
    cancel() {
      lane.forget();
      asking.abort();
    },
    /** Asks the question of this moment once more. */
    again() {
      asked = "";
      attend(store.get());
    },
  };
}

/**
 * The same answer, while it is told how far it is.
 * @param {string} path
 * @param {object} body
 * @param {(share: number) => void} onProgress
 * @param {AbortSignal} signal
 */
async function askTold(path, body, onProgress, signal) {
  /** @type {any} */
  let found = null;
  const handlers = {
    progress: (/** @type {{ share: number }} */ { share }) => onProgress(share),
    answer: (/** @type {any} */ data) => {
      found = data;
    },
  };
  await stream(`${path}/stream`, body, handlers, signal);
  if (found === null) {
    throw new Cut("The stream ended without its answer.");
  }
  return found;
}

/**
 * The tool that the tab of the learning rate shows, null while another tab is open.
 * @param {State} state
 */
export const shownTool = ({ view }) => (view.tab === "rate" ? (view.rateFigure ?? firstOf("rate-figure")) : null);

/** The same of the tab of the starts. @param {State} state */
export const shownStartTool = ({ view }) => (view.tab === "starts" ? (view.startFigure ?? firstOf("start-figure")) : null);

/** @param {string} switches  their name */
const firstOf = (switches) => /** @type {HTMLInputElement | null} */ (document.querySelector(`[name=${switches}]`))?.value ?? null;
