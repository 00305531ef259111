/** What is laid over the pictures of the surface, from the state of the page. */

import { catalog, optimizerEntry } from "./catalog.js";
import { variablesOf } from "./description.js";
import { figure } from "./numbers.js";
import { isOn } from "./layers.js";
import { standingAt } from "./run.js";
import { text } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").StepAnatomy} StepAnatomy */
/** @typedef {import("./types.js").TermEntry} TermEntry */
/** @typedef {import("./views/models.js").StepArrow} StepArrow */

const NAMES = ["fall_line", "step", "terms", "way", "compass", "tangent", "signposts", "rulers", "field", "eigen", "fog"];

/** @param {State} state @returns {Record<string, boolean>} */
function layersOn({ view, description }) {
  const weights = variablesOf(description.surface).length;
  return Object.fromEntries(NAMES.map((name) => [name, isOn(view, name, weights)]));
}

/** @type {{ key: string, layers: Record<string, boolean> }} */
let before = { key: "", layers: {} };

/** The same object for the same switches. @param {State} state */
function steadyLayers(state) {
  const layers = layersOn(state);
  const key = JSON.stringify(layers);
  before = key === before.key ? before : { key, layers };
  return before.layers;
}

/** @param {State} state */
export function overlays(state) {
  const { here, status, awaited, motion, view, lit, frame } = state;
  const layers = steadyLayers(state);
  const rests = !awaited && (status === "paused" || status === "ended");
  const shown = here && rests ? here : null;
  return {
    layers,
    inspection: rests ? fitting(state, state.inspection) : null,
    field: state.field,
    signs: rests ? state.signs : null,
    arrows: shown ? arrowsOf(state, shown, layers) : null,
    landing: shown && (layers.step || layers.terms || motion) ? shown.next_point : null,
    lit,
    camera: view.camera,
    zoomed: view.window !== null,
    frame: view.window && frame,
    say: text,
  };
}

/** An answer about the very point that is shown. @param {State} state @param {any} inspection */
function fitting(state, inspection) {
  const point = state.run?.points[standingAt(state)];
  return inspection && point && String(point) === String(inspection.point) ? inspection : null;
}

/** @type {WeakMap<StepAnatomy, Map<string, { from: number[], list: StepArrow[], told: boolean } | null>>} */
const known = new WeakMap();

/**
 * The arrows of the step from here; the same object for the same arrows.
 * @param {State} state
 * @param {StepAnatomy} here
 * @param {Record<string, boolean>} layers
 */
function arrowsOf({ description, motion }, here, layers) {
  const key = JSON.stringify([motion?.term ?? null, layers.step, layers.terms, description.optimizer.name]);
  const made = known.get(here) ?? new Map();
  known.set(here, made);
  if (!made.has(key)) {
    const all = termArrows(here, description.optimizer.name);
    const list = motion ? all.filter(({ name }) => name === motion.term)
      : all.filter(({ kind }) => (kind === "update" ? layers.step || layers.terms : layers.terms));
    made.set(key, list.length ? { from: here.point, list, told: motion !== null } : null);
  }
  return made.get(key) ?? null;
}

/**
 * Every term of the step that is an arrow, as a way on the map: what points up the slope is drawn down it, as long as it would carry
 * the ball at this step's learning rate; the update itself as it is.
 * @param {StepAnatomy} here
 * @param {string} optimizer
 * @returns {StepArrow[]}
 */
function termArrows(here, optimizer) {
  const terms = optimizerEntry(optimizer).terms;
  const entries = [...(catalog.gradient_terms ?? []), ...terms];
  const last = terms[terms.length - 1]?.name;
  /** @param {(number | null)[]} value */
  const down = (value) => value.map((part) => (part === null ? null : -here.learning_rate * part));
  const plain = { kind: "gradient", name: "gradient", symbol: "−ηg", vector: down(here.gradient) };
  const rest = here.terms.flatMap(({ name, value }) => {
    const entry = entries.find((candidate) => candidate.name === name);
    if (!entry?.arrow || !Array.isArray(value) || name === last) {
      return [];
    }
    return [{ kind: entry.arrow, name, symbol: `−η${entry.symbol}`, vector: down(value) }];
  });
  const update = { kind: "update", name: last ?? "update", symbol: "Δθ", vector: here.update };
  return [plain, ...rest.filter(({ name }) => name !== plain.name), update];
}

/** The slope of a curve in words: which way is down. @param {number | null} slope */
export function slopeInWords(slope) {
  if (slope === null) {
    return text("layer.slope_none");
  }
  const said = figure(slope, 3);
  if (slope === 0) {
    return text("layer.slope_flat");
  }
  return slope > 0 ? text("layer.slope_up", { slope: `+${said}` }) : text("layer.slope_down", { slope: said });
}
