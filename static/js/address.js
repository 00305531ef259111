/** Keeps the address in step with the state, and the state with an address that somebody enters. */

import { write } from "./link.js";
import { openingRace } from "./race.js";
import { language } from "./texts.js";

/** Quiet time before the address changes: browsers limit how often it may. */
const QUIET_MS = 250;

/** @typedef {import("./types.js").State} State */

/** The address of a state, complete: language and theme too. @param {State} state */
export function addressOf(state) {
  const url = new URL(location.href);
  url.search = `?lang=${language}`;
  url.hash = write(state, { theme: true });
  return url.href;
}

/**
 * @param {import("./store.js").Store} store
 * @param {{ onEntered: (fragment: string) => void }} handlers
 */
export function createAddress(store, { onEntered }) {
  const untouched = write({ ...store.get(), race: openingRace(), step: null });
  let written = location.hash;
  let timer = 0;

  function update() {
    const state = store.get();
    const entered = location.hash !== written;
    const playing = state.status === "playing";
    if (entered || state.status === "loading" || state.held) {
      return;
    }
    if (written === "" && write({ ...state, step: null }) === untouched && (playing || state.status === "ended")) {
      return;
    }
    // Without its step, a run that is reloaded while it plays plays again from its start.
    history.replaceState(null, "", `#${write(playing ? { ...state, step: null } : state)}`);
    written = location.hash;
  }

  store.subscribe((state, changed) => {
    const names = ["race", "chosen", "status", "view", "held", ...(state.status === "playing" ? [] : ["step"])];
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
