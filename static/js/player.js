/** Paces a path: play, pause, step, back, seek. It shows points that are there and waits for those that are not. */

import { missing } from "./runs.js";

/** @typedef {import("./store.js").Store} Store */

/** Steps a second at speed 1 … */
const PACE = 8;

/** … or more, so that the whole run takes at most so many seconds. */
const LONGEST = 20;

/** A frame that comes later than this (a hidden tab) counts as this long, in milliseconds. */
const LONGEST_FRAME = 100;

/**
 * @param {Store} store
 * @param {{ onMissing: () => void }} handlers  onMissing: the rest of the run is not here and not on its way
 */
export function createPlayer(store, { onMissing }) {
  let frame = 0;
  let before = 0;
  let owed = 0;
  let waits = false;

  const last = () => reach(store.get());
  const complete = () => {
    const state = store.get();
    return state.results.size > 0 && missing(state).length === 0;
  };

  /** @param {number} now */
  function tick(now) {
    frame = requestAnimationFrame(tick);
    const { step, view, description } = store.get();
    // the first frame's own time may lie before the call that asked for it
    const elapsed = Math.max(0, Math.min(now - before, LONGEST_FRAME));
    before = now;
    if (waits) {
      return;
    }
    owed += (elapsed / 1000) * view.speed * Math.max(PACE, description.steps / LONGEST);
    const due = Math.floor(owed);
    const next = Math.min(step + due, last());
    owed -= due;
    if (next !== step) {
      store.set({ step: next });
    }
    if (complete() && next >= last()) {
      stop();
      store.set({ status: "ended" });
    }
  }

  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    owed = 0;
    waits = false;
  }

  /** @param {number} step */
  function seek(step) {
    stop();
    const to = Math.max(0, Math.min(step, last()));
    store.set({ step: to, status: complete() && to === last() ? "ended" : "paused" });
  }

  function play() {
    if (frame) {
      return;
    }
    if (complete() && store.get().step >= last()) {
      store.set({ step: 0 });
    }
    store.set({ status: "playing" });
    before = performance.now();
    frame = requestAnimationFrame(tick);
    if (!complete()) {
      onMissing();
    }
  }

  /** What waits to be played does not begin by itself any longer either. */
  function pause() {
    if (frame || (store.get().status === "loading" && complete())) {
      stop();
      store.set({ status: "paused" });
    }
  }

  // who rests on what was the last point so far has come to the end, if it was the last of all
  store.subscribe(({ status, step, swarm }, changed) => {
    const goesOn = swarm !== null && !swarm.steps;  // for how long its balls do is not known yet
    if (status === "paused" && !goesOn && (changed.has("results") || changed.has("swarm"))) {
      seek(step);
    }
  });

  return {
    play,
    pause,
    stop,
    seek,
    toggle: () => (frame ? pause() : play()),
    /** @param {number} steps */
    move: (steps) => seek(store.get().step + steps),
    /** Stands still while something is held, without pausing. @param {boolean} still */
    wait(still) {
      waits = still && frame !== 0;
    },
    playing: () => frame !== 0,
  };
}

/** @typedef {ReturnType<typeof createPlayer>} Player */

/**
 * The last step that can be shown: every run that still grows is waited for; one that has ended stays where it is, while the
 * balls of a swarm go on.
 * @param {Pick<import("./types.js").State, "race" | "results" | "swarm">} state
 */
export function reach({ race, results, swarm }) {
  const runs = race.entries.map(({ id }) => results.get(id));
  const growing = runs.filter((run) => !run?.complete).map((run) => (run?.points.length ?? 1) - 1);
  const ends = runs.map((run) => (run?.points.length ?? 1) - 1);
  return Math.max(0, growing.length ? Math.min(...growing) : Math.max(...ends, swarm?.steps ?? 0));
}
