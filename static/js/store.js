/** The state of the page: one value, replaced piece by piece; whoever shows a piece listens. */

/** @typedef {import("./types.js").State} State */
/** @typedef {(state: State, changed: Set<keyof State>) => void} Listener */

/** @typedef {Pick<State, "description" | "run" | "chosen">} Derived  what follows from other pieces */

/**
 * @param {Omit<State, "description" | "run">} initial
 * @param {(state: Omit<State, "description" | "run">) => Derived} derive
 */
export function createStore(initial, derive) {
  let state = { ...initial, ...derive(initial) };
  /** @type {Set<Listener>} */
  const listeners = new Set();
  /** @type {Set<keyof State>} */
  let changed = new Set();
  let telling = false;
  let together = 0;

  function tell() {
    telling = true;
    while (changed.size) {
      const now = changed;
      changed = new Set();
      for (const listener of listeners) {
        try {
          listener(state, now);
        } catch (error) {
          reportError(error);  // the others hear all the same
        }
      }
    }
    telling = false;
  }

  return {
    get: () => state,
    /**
     * Replaces some pieces; listeners hear of those that are not the same as before.
     * @param {Partial<State>} pieces
     */
    set(pieces) {
      const given = { ...state, ...pieces };
      const next = { ...given, ...derive(given) };
      const names = /** @type {(keyof State)[]} */ (Object.keys(next)).filter((name) => state[name] !== next[name]);
      if (names.length === 0) {
        return;
      }
      state = next;
      names.forEach((name) => changed.add(name));
      if (!telling && !together) {
        tell();
      }
    },
    /** Listeners hear of all that is set meanwhile when it is done. @param {() => void} act */
    together(act) {
      together += 1;
      try {
        act();
      } finally {
        together -= 1;
        if (!telling && !together) {
          tell();
        }
      }
    },
    /** @param {Listener} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */
