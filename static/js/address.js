/** Keeps the address in step with the state, and the state with an address that somebody enters. */

import { keyOf, opening } from "./description.js";
import { write } from "./link.js";

/** Quiet time before the address changes: browsers limit how often it may. */
const QUIET_MS = 250;

/** @typedef {import("./types.js").State} State */

/** The address of a state, complete. @param {State} state */
export function addressOf(state) {
  const url = new URL(location.href);
  url.search = "";
  url.hash = write(state);
  return url.href;
}

/**
 * @param {import("./store.js").Store} store
 * @param {{ onEntered: (fragment: string) => void }} handlers
 */
export function createAddress(store, { onEntered }) {
  const untouched = keyOf(opening());
  let written = location.hash;
  let timer = 0;

  function update() {
    const state = store.get();
    const entered = location.hash !== written;
    const playing = state.status === "playing";
    if (entered || state.status === "loading" || state.held) {
      return;
    }
    if (written === "" && keyOf(state.description) === untouched && (playing || state.status === "ended")) {
      return;
    }
    // Without its step, a run that is reloaded while it plays plays again from its start.
    history.replaceState(null, "", `#${write(playing ? { ...state, step: null } : state)}`);
    written = location.hash;
  }

  store.subscribe((state, changed) => {
    const names = ["description", "status", "view", "held", ...(state.status === "playing" ? [] : ["step"])];
    if (names.some((name) => changed.has(/** @type {keyof State} */ (name)))) {
      clearTimeout(timer);
      timer = window.setTimeout(update, QUIET_MS);
    }
  });
  window.addEventListener("hashchange", () => {
    if (location.hash !== written) {
      written = location.hash;
      onEntered(location.hash.slice(1));
    }
  });
}
