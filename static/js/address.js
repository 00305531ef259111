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
    if (entered || state.status === "playing" || state.status === "loading" || state.held) {
      return;
    }
    if (written === "" && keyOf(state.description) === untouched && state.status === "ended") {
      return;
    }
    history.replaceState(null, "", `#${write(state)}`);
    written = location.hash;
  }

  store.subscribe((_, changed) => {
    if (["description", "step", "status", "view", "held"].some((name) => changed.has(/** @type {keyof State} */ (name)))) {
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
