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
  let before = store.get();
  let entering = false;
  let chosen = false;  // another surface, by choice: what was there before keeps its own place in the history

  /** @param {State} state */
  function update(state) {
    const entered = location.hash !== written;
    const playing = state.status === "playing";
    if (entered || (state.status === "loading" && state.server === "here") || state.held) {
      return;
    }
    if (written === "" && write({ ...state, step: null }) === untouched && (playing || state.status === "ended")) {
      return;
    }
    // Without its step, a run that is reloaded while it plays plays again from its start.
    const address = `#${write(playing ? { ...state, step: null } : state)}`;
    if (chosen) {
      history.pushState(null, "", address);
    } else {
      history.replaceState(null, "", address);
    }
    chosen = false;
    written = location.hash;
  }

  store.subscribe((state, changed) => {
    if (!entering && nameOf(state) !== nameOf(before)) {
      update(before);
      chosen = true;
    }
    before = state;
    const names = ["race", "chosen", "status", "view", "held", "server", ...(state.status === "playing" ? [] : ["step"])];
    if (names.some((name) => changed.has(/** @type {keyof State} */ (name)))) {
      clearTimeout(timer);
      timer = window.setTimeout(() => update(store.get()), QUIET_MS);
    }
  });
  window.addEventListener("hashchange", () => {
    if (location.hash !== written) {
      written = location.hash;
      chosen = false;
      entering = true;
      onEntered(location.hash.slice(1));
      entering = false;
    }
  });
}

/** @param {State} state */
const nameOf = ({ race: { surface } }) => (surface.kind === "named" ? surface.name : surface.kind);
