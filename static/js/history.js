/** Undo and redo: every deliberate change of the race, or of what the map of starts asks for, is one entry; a drag is one. */

import { basinsOf } from "./link-starts.js";
import { box, button } from "./page.js";
import { text } from "./texts.js";

/** @typedef {import("./types.js").Race} Race */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {{ race: Race, chosen: number, side: number, steps: number | null }} Moment  side and steps: of the map of starts */

/** Changes that are remembered. */
const MOST = 200;

/**
 * @param {import("./store.js").Store} store
 * @param {{ onRestore: (moment: Moment) => void }} handlers
 */
export function createHistory(store, { onRestore }) {
  /** @type {Moment[]} */
  let past = [];
  /** @type {Moment[]} */
  let future = [];
  let settled = now();
  let waiting = false;

  /** @returns {Moment} */
  function now() {
    const { race, chosen, view } = store.get();
    const { side, steps } = basinsOf(view);
    return { race, chosen, side, steps };
  }

  /** Several changes that one action makes are one entry; what is held is not done yet. */
  function settle() {
    waiting = false;
    if (!store.get().held) {
      take();
    }
  }

  function take() {
    const moment = now();
    const other = moment.race !== settled.race && !completes(settled.race, moment.race);
    if (other || asksOtherwise(settled, moment)) {
      past = [...past, settled].slice(-MOST);
      future = [];
    }
    settled = moment;
    show();
  }

  function show() {
    button("undo").disabled = past.length === 0;
    button("redo").disabled = future.length === 0;
  }

  /** @param {Moment} moment @param {"undo.undone" | "undo.redone"} says */
  function restore(moment, says) {
    const what = settled.race === moment.race ? "basins" : whatDiffers(settled.race, moment.race);
    settled = moment;
    onRestore(moment);
    show();
    box("undo-says").textContent = text(says, { what: text(`undo.${what}`) });
  }

  function undo() {
    take();
    const moment = past.at(-1);
    if (moment) {
      past = past.slice(0, -1);
      future = [...future, settled];
      restore(moment, "undo.undone");
    }
  }

  function redo() {
    take();
    const moment = future.at(-1);
    if (moment) {
      future = future.slice(0, -1);
      past = [...past, settled];
      restore(moment, "undo.redone");
    }
  }

  store.subscribe((_, changed) => {
    if ((changed.has("race") || changed.has("chosen") || changed.has("held") || changed.has("view")) && !waiting) {
      waiting = true;
      queueMicrotask(settle);
    }
  });
  button("undo").addEventListener("click", undo);
  button("redo").addEventListener("click", redo);
  show();
  return { undo, redo };
}

/** @typedef {ReturnType<typeof createHistory>} History */

/** @param {Moment} before @param {Moment} after */
const asksOtherwise = (before, after) => before.side !== after.side || before.steps !== after.steps;

/**
 * Whether a race only adds to the one before what its link had left to the server.
 * @param {Race} before
 * @param {Race} after
 */
function completes({ surface: before, ...others }, { surface: after, ...same }) {
  return before.kind === "typed" && after.kind === "typed" && before.formula === after.formula
    && (before.window === null || Object.keys(before.letters).length < Object.keys(after.letters).length)
    && JSON.stringify(others) === JSON.stringify(same);
}

/**
 * What is another one, by the first part that is.
 * @param {Race} before
 * @param {Race} after
 */
function whatDiffers(before, after) {
  if (before.surface !== after.surface) {
    return "surface";
  }
  if (before.entries.length !== after.entries.length) {
    return "runs";
  }
  /** @param {(entry: Entry) => unknown} piece */
  const differs = (piece) => before.entries.some((entry, place) => piece(entry) !== piece(after.entries[place]));
  if (before.start !== after.start || differs(({ start }) => start)) {
    return "start";
  }
  if (before.steps !== after.steps) {
    return "steps";
  }
  if (differs(({ schedule }) => schedule)) {
    return "schedule";
  }
  if (differs(({ optimizer }) => optimizer)) {
    return "optimizer";
  }
  if (before.swarm !== after.swarm) {
    return "swarm";
  }
  return differs(({ gradient }) => gradient) || differs(({ seed }) => seed) ? "gradient" : "runs";
}
