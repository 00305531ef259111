/** The state as the fragment of the address: short, readable, and read as strictly as the API reads its bodies. */

import { catalog, defaultsOf, knowsOptimizer, knowsSurface, optimizerEntry, surfaceEntry } from "./catalog.js";
import { RATE, constantSchedule, named, opening, optimizerFor, plainGradient, variablesOf } from "./description.js";
import {
  NAME, readChanges, readFormula, readLetters, readPairs, readPoint, readVariables, readWhole, readWindow,
} from "./link-values.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").SurfaceChoice} SurfaceChoice */
/** @typedef {import("./types.js").Knob} Knob */
/** @typedef {{ description: Description, step: number | null, view: { tab?: string, logScale?: boolean, speed?: number },
 *   ignored: string[] }} Reading */

/**
 * @param {{ description: Description, step: number | null, view: { tab: string, logScale: boolean, speed: number } }} state
 * @returns {string} without the number sign
 */
export function write({ description, step, view }) {
  const { surface, start, optimizer, schedule, steps } = description;
  const rate = { [RATE]: optimizer.knobs[RATE] };
  const knobs = { ...rate, ...changed(optimizer.knobs, optimizerEntry(optimizer.name).knobs) };
  const parts = [
    ...writeSurface(surface),
    ["start", start.join(",")],
    ["optimizer", [optimizer.name, pairs(knobs)].filter(Boolean).join(",")],
    ["changes", schedule.changes.map(([from, to]) => `${from}:${to}`).join(",")],
    ["steps", String(steps)],
    ["step", step === null ? "" : String(step)],
    ["tab", view.tab === "loss" ? "" : view.tab],
    ["loss", view.logScale ? "log" : ""],
    ["speed", view.speed === 1 ? "" : String(view.speed)],
  ];
  return parts.filter(([, value]) => value !== "").map(([name, value]) => `${name}=${value}`).join("&");
}

/** @param {SurfaceChoice} surface */
function writeSurface(surface) {
  if (surface.kind === "named") {
    const knobs = pairs(changed(surface.knobs, surfaceEntry(surface.name).knobs));
    return [["surface", [surface.name, knobs].filter(Boolean).join(",")]];
  }
  return [
    ["formula", encodeURIComponent(surface.formula)],
    ["letters", pairs(surface.letters)],
    ["variables", surface.variables.join(",")],
    ["window", (surface.window ?? []).map((ends) => ends.join(":")).join(",")],
  ];
}

/** @param {Record<string, number>} values */
function pairs(values) {
  return Object.entries(values).map(([name, value]) => `${name}:${value}`).join(",");
}

/**
 * @param {Record<string, number>} values
 * @param {Knob[]} knobs
 */
function changed(values, knobs) {
  const defaults = defaultsOf(knobs);
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== defaults[name]));
}

/**
 * Reads a fragment; what cannot be understood is left out and named.
 * @param {string} fragment  without the number sign
 * @param {{ tabs: string[], speeds: number[] }} known
 * @returns {Reading}
 */
export function read(fragment, { tabs, speeds }) {
  /** @type {Map<string, string>} */
  const parts = new Map();
  /** @type {string[]} */
  const ignored = [];
  for (const part of fragment.split("&").filter(Boolean)) {
    const [name, ...rest] = part.split("=");
    if (rest.length !== 1 || parts.has(name) || !READABLE.has(name)) {
      ignored.push(NAME.test(name) ? name : "?");
    } else {
      parts.set(name, rest[0]);
    }
  }
  /**
   * @template T
   * @param {string} name
   * @param {(value: string) => T | null} reader
   */
  const take = (name, reader) => {
    const value = parts.get(name);
    const found = value === undefined ? null : reader(value);
    if (value !== undefined && found === null) {
      ignored.push(name);
    }
    return found;
  };

  const plain = opening();
  const letters = take("letters", readLetters) ?? {};
  const variables = take("variables", readVariables);
  const typedWindow = take("window", readWindow);
  const formula = take("formula", readFormula);
  const typed = formula === null ? null : typedSurface(formula, letters, variables, typedWindow);
  const surface = typed ?? take("surface", readSurface) ?? plain.surface;
  const same = JSON.stringify(surface) === JSON.stringify(plain.surface);
  const weights = variablesOf(surface).length;
  const start = take("start", (value) => readPoint(value, weights))
    ?? (same ? plain.start : surface.kind === "named" ? surfaceEntry(surface.name).start : Array(weights).fill(1));
  const optimizer = take("optimizer", (value) => readOptimizer(value, surface))
    ?? (same ? plain.optimizer : optimizerFor(plain.optimizer.name, surface));
  const steps = take("steps", (value) => readWhole(value, 1, catalog.limits.steps)) ?? plain.steps;
  const schedule = { ...constantSchedule(), changes: take("changes", readChanges) ?? [] };
  return {
    description: { surface, start, optimizer, schedule, gradient: plainGradient(), seed: 0, steps },
    step: take("step", (value) => readWhole(value, 0, steps)),
    view: {
      tab: take("tab", (value) => oneOf(value, tabs)) ?? undefined,
      logScale: take("loss", (value) => oneOf(value, ["linear", "log"])) === "log",
      speed: take("speed", (value) => oneOf(Number(value), speeds)) ?? undefined,
    },
    ignored,
  };
}

const READABLE = new Set([
  "surface", "formula", "letters", "variables", "window", "start", "optimizer", "changes", "steps", "step", "tab", "loss",
  "speed",
]);

/**
 * @template T
 * @param {T} value
 * @param {T[]} known
 */
const oneOf = (value, known) => (known.includes(value) ? value : null);

/**
 * Knobs in their hard ranges, the rest at defaults.
 * @param {string[]} said
 * @param {Knob[]} knobs
 */
function readKnobs(said, knobs) {
  const given = readPairs(said);
  const fits = given && Object.entries(given).every(([name, value]) => {
    const knob = knobs.find((one) => one.name === name);
    return knob && knob.hard[0] <= value && value <= knob.hard[1];
  });
  return fits ? { ...defaultsOf(knobs), ...given } : null;
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

/** @param {string} said @param {SurfaceChoice} surface */
function readOptimizer(said, surface) {
  const [name, ...knobs] = said.split(",");
  if (!knowsOptimizer(name)) {
    return null;
  }
  const given = readKnobs(knobs, optimizerEntry(name).knobs);
  const plain = optimizerFor(name, surface);
  const rate = knobs.some((one) => one.startsWith(`${RATE}:`)) ? given?.[RATE] : plain.knobs[RATE];
  return given && { name, knobs: { ...given, [RATE]: rate ?? plain.knobs[RATE] } };
}

/**
 * @param {string} formula
 * @param {Record<string, number>} letters
 * @param {string[] | null} variables
 * @param {[number, number][] | null} window
 * @returns {import("./types.js").TypedSurface}
 */
function typedSurface(formula, letters, variables, window) {
  const names = variables ?? ["x", "y"];
  return { kind: "typed", formula, letters, variables: names, window: window?.length === names.length ? window : null };
}
