/** The runs as the views draw them: with name, colour, dash and marker; the same object for the same run. */

import { optimizerEntry } from "./catalog.js";
import { text } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./views/models.js").Run} DrawnRun */

/** How the runs are told apart, by place: colours are tokens, so that both themes have their own. */
export const DASHES = /** @type {const} */ (["solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "dash", "dot"]);
export const MARKERS = /** @type {const} */ (["circle", "square", "triangle", "diamond", "cross", "star", "wedge", "hexagon"]);

/** @param {Entry} entry */
export function looksOf({ id }) {
  const place = (id - 1) % MARKERS.length;
  return { color: `--run-${place + 1}`, dash: DASHES[place], marker: MARKERS[place] };
}

/** @param {Entry} entry */
export const nameOf = ({ optimizer }) => optimizerEntry(optimizer.name).title;

/**
 * The name of a run in its race: numbered when several runs have the same optimizer, marked when it is a ghost.
 * @param {import("./types.js").Race} race
 * @param {Entry} entry
 */
export function titleOf({ entries }, entry) {
  const alike = entries.filter(({ optimizer, ghost }) => optimizer.name === entry.optimizer.name && ghost === entry.ghost);
  const name = nameOf(entry);
  const numbered = alike.length > 1 ? text("runs.number", { name, number: alike.indexOf(entry) + 1 }) : name;
  return entry.ghost ? text("runs.ghost", { name: numbered }) : numbered;
}

/** @type {WeakMap<Run, { entry: Entry, name: string, drawn: DrawnRun }>} */
const known = new WeakMap();

/** @param {Run} run @param {Entry} entry @param {string} name @returns {DrawnRun} */
function drawnRun(run, entry, name) {
  const before = known.get(run);
  if (before?.entry === entry && before.name === name) {
    return before.drawn;
  }
  const { points, losses, outcome } = run;
  const drawn = { id: entry.id, points, losses, outcome, ...looksOf(entry), name, ghost: entry.ghost };
  known.set(run, { entry, name, drawn });
  return drawn;
}

/**
 * The chosen run and the others that are visible.
 * @param {State} state
 * @returns {{ run: DrawnRun | null, others: DrawnRun[] }}
 */
export function drawnRuns({ race, chosen, results }) {
  const visible = race.entries.filter(({ id, hidden }) => !hidden && results.has(id));
  const drawn = visible.map((entry) => drawnRun(/** @type {Run} */ (results.get(entry.id)), entry, titleOf(race, entry)));
  return { run: drawn.find(({ id }) => id === chosen) ?? null, others: drawn.filter(({ id }) => id !== chosen) };
}
