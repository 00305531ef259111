/** The state as the fragment of the address: short, readable, and read as strictly as the API reads its bodies. */

import { catalog, knowsSurface, surfaceEntry } from "./catalog.js";
import { named, opening, optimizerFor, variablesOf } from "./description.js";
import { RUN_NAMES, RUN_PARTS, changed, named as withKnobs, pairs, readKnobs, readRuns, writeRuns } from "./link-runs.js";
import { NAME, readFormula, readLetters, readPoint, readVariables, readWhole, readWindow } from "./link-values.js";
import { SWARM_PARTS, readSwarm, writeSwarm } from "./link-swarm.js";
import { VIEW_PARTS, readView, writeView } from "./link-view.js";

/** @typedef {import("./types.js").Race} Race */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").SurfaceChoice} SurfaceChoice */
/** @typedef {import("./link-runs.js").Take} Take */
/** @typedef {{ race: Race, chosen: number, step: number | null, view: Partial<View>, ignored: string[] }} Reading */

/**
 * @param {{ race: Race, chosen: number, step: number | null, view: View }} state
 * @param {{ theme?: boolean }} [options]  whether the theme is said
 * @returns {string} without the number sign
 */
export function write({ race, chosen, step, view }, { theme = false } = {}) {
  const { surface, start, steps, entries, swarm } = race;
  const parts = [
    ...writeSurface(surface),
    ["start", start.join(",")],
    ...writeRuns(entries),
    ["chosen", chosen === entries[0].id ? "" : String(chosen)],
    ["steps", String(steps)],
    ...writeSwarm(swarm),
    ["step", step === null ? "" : String(step)],
    ...writeView(view),
    ["theme", theme ? view.theme : ""],
  ];
  return parts.filter(([, value]) => value !== "").map(([name, value]) => `${name}=${value}`).join("&");
}

/** @param {SurfaceChoice} surface */
function writeSurface(surface) {
  if (surface.kind === "named") {
    return [["surface", withKnobs(surface.name, changed(surface.knobs, surfaceEntry(surface.name).knobs))]];
  }
  return [
    ["formula", encodeURIComponent(surface.formula)],
    ["letters", pairs(surface.letters)],
    ["variables", surface.variables.join(",")],
    ["window", (surface.window ?? []).map((ends) => ends.join(":")).join(",")],
  ];
}

const READABLE = new Set([
  "surface", "formula", "letters", "variables", "window", "start", "steps", "step", "chosen",
  ...RUN_PARTS, ...RUN_NAMES, ...SWARM_PARTS, ...VIEW_PARTS,
]);

/**
 * Reads a fragment; what cannot be understood is left out and named.
 * @param {string} fragment  without the number sign
 * @param {import("./link-view.js").Known} known
 * @returns {Reading}
 */
export function read(fragment, known) {
  const { parts, ignored } = takeApart(fragment);
  /** @type {Take} */
  const take = (name, reader) => {
    const value = parts.get(name);
    const found = value === undefined ? null : reader(value);
    if (value !== undefined && found === null) {
      ignored.push(name);
    }
    return found;
  };
  const plain = opening();
  const surface = readAnySurface(take) ?? plain.surface;
  const same = JSON.stringify(surface) === JSON.stringify(plain.surface);
  const weights = variablesOf(surface).length;
  const start = take("start", (value) => readPoint(value, weights))
    ?? (same ? plain.start : surface.kind === "named" ? surfaceEntry(surface.name).start : Array(weights).fill(1));
  const optimizer = same ? plain.optimizer : optimizerFor(plain.optimizer.name, surface);
  const entries = readRuns(parts, take, ignored, surface, { weights, optimizer });
  const steps = take("steps", (value) => readWhole(value, 1, catalog.limits.steps)) ?? plain.steps;
  const swarm = readSwarm(take, variablesOf(surface));
  const walking = entries.filter(({ ghost }) => !ghost).map(({ id }) => id);
  return {
    race: { surface, start, steps, entries, ...(swarm && { swarm }) },
    chosen: take("chosen", (value) => walking.find((id) => String(id) === value) ?? null) ?? walking[0],
    step: take("step", (value) => readWhole(value, 0, steps)),
    view: readView(take, known, weights),
    ignored,
  };
}

/** @param {string} fragment */
function takeApart(fragment) {
  /** @type {Map<string, string>} */
  const parts = new Map();
  /** @type {string[]} */
  const ignored = [];
  for (const part of fragment.split("&").filter(Boolean)) {
    const [name, ...rest] = part.split("=");
    const whole = RUN_NAMES.includes(name);  // a run has parts of its own
    if (rest.length === 0 || (rest.length > 1 && !whole) || parts.has(name) || !READABLE.has(name)) {
      ignored.push(NAME.test(name) ? name : "?");
    } else {
      parts.set(name, rest.join("="));
    }
  }
  return { parts, ignored };
}

/** @param {Take} take @returns {SurfaceChoice | null} */
function readAnySurface(take) {
  const letters = take("letters", readLetters) ?? {};
  const variables = take("variables", readVariables) ?? ["x", "y"];
  const window = take("window", readWindow);
  const formula = take("formula", readFormula);
  if (formula === null) {
    return take("surface", readSurface);
  }
  return { kind: "typed", formula, letters, variables, window: window?.length === variables.length ? window : null };
}

/** @param {string} said @returns {SurfaceChoice | null} */
function readSurface(said) {
  const [name, ...knobs] = said.split(",");
  if (!knowsSurface(name)) {
    return null;
  }
  const values = readKnobs(knobs, surfaceEntry(name).knobs);
  return values && { ...named(name), knobs: values };
}
