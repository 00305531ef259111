/** The description of a run: what the page holds, and what the API takes. */

import { catalog, defaultsOf, knowsSurface, optimizerEntry, surfaceEntry } from "./catalog.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").SurfaceChoice} SurfaceChoice */

export const RATE = "learning_rate";

/**
 * @param {SurfaceChoice} surface
 * @returns {string[]}
 */
export function variablesOf(surface) {
  return surface.kind === "named" ? surfaceEntry(surface.name).variables : surface.variables;
}

/**
 * A surface of the catalog with its knobs at their defaults.
 * @param {string} name
 * @returns {import("./types.js").NamedSurface}
 */
export function named(name) {
  return { kind: "named", name, knobs: defaultsOf(surfaceEntry(name).knobs) };
}

/**
 * An optimizer with its knobs at their defaults. Rules that do not scale the gradient start with the surface's own rate.
 * @param {string} name
 * @param {SurfaceChoice} surface
 * @returns {Description["optimizer"]}
 */
export function optimizerFor(name, surface) {
  const entry = optimizerEntry(name);
  const knobs = defaultsOf(entry.knobs);
  if (!entry.adaptive && surface.kind === "named") {
    knobs[RATE] = surfaceEntry(surface.name).learning_rate;
  }
  return { name, knobs };
}

/** @param {Pick<Description, "optimizer">} description */
export const rateOf = (description) => description.optimizer.knobs[RATE];

/**
 * The learning rate that a person has set for a step; the schedule multiplies it.
 * @param {Pick<Description, "optimizer" | "schedule">} description
 * @param {number} step
 */
export function rateAt(description, step) {
  return description.schedule.changes.reduce((rate, [from, changed]) => (from <= step ? changed : rate), rateOf(description));
}

/**
 * @param {Description["optimizer"]} optimizer
 * @param {number} rate
 */
export function withRate(optimizer, rate) {
  return { ...optimizer, knobs: { ...optimizer.knobs, [RATE]: rate } };
}

/**
 * The schedule without what was changed by hand.
 * @param {Description["schedule"]} schedule
 */
export function withoutChanges(schedule) {
  return schedule.changes.length ? { ...schedule, changes: [] } : schedule;
}

/** The rate of the last step that a run may take. @param {Pick<Description, "optimizer" | "schedule" | "steps">} description */
export const lastRate = (description) => rateAt(description, description.steps - 1);

/**
 * What makes a run one of a single rate by hand, from its first step on: the rate that it has at last.
 * @param {Pick<Description, "optimizer" | "schedule" | "steps">} description
 */
export function atLastRate(description) {
  const { optimizer, schedule } = description;
  return { optimizer: withRate(optimizer, lastRate(description)), schedule: withoutChanges(schedule) };
}

/**
 * The surface as the API takes it.
 * @param {SurfaceChoice} surface
 */
export function surfaceBody(surface) {
  if (surface.kind === "named") {
    return Object.keys(surface.knobs).length ? { name: surface.name, ...surface.knobs } : surface.name;
  }
  const { formula, letters, window, variables } = surface;
  return { formula, variables, ...(Object.keys(letters).length && { constants: letters }), ...(window && { window }) };
}

/**
 * The run as the API takes it.
 * @param {Description} description
 */
export function body({ surface, start, steps, ...own }) {
  return { surface: surfaceBody(surface), start, steps, ...ownBody(own) };
}

/**
 * What is a run's own in a race, as the API takes it; what is at its default is left out.
 * @param {Pick<Description, "optimizer" | "schedule" | "gradient" | "seed">} own
 */
export function ownBody({ optimizer, schedule, gradient, seed }) {
  const { name, knobs, changes } = schedule;
  const varies = name !== CONSTANT || changes.length > 0;
  const plain = gradient.source === plainGradient().source && gradient.clip === null;
  return {
    optimizer: { name: optimizer.name, ...optimizer.knobs },
    ...(varies && { schedule: { name, ...knobs, ...(changes.length && { changes }) } }),
    ...(!plain && { gradient: { source: gradient.source, ...gradient.knobs, clip_norm: gradient.clip } }),
    ...(seed !== 0 && { seed }),
  };
}

/** The schedule that changes nothing is the first of the catalog. */
const CONSTANT = catalog.schedules[0].name;

/** The schedule that changes nothing. @returns {Description["schedule"]} */
export const constantSchedule = () => ({ name: CONSTANT, knobs: {}, changes: [] });

/** The gradient as the surface has it. @returns {Description["gradient"]} */
export const plainGradient = () => ({ source: catalog.gradients[0].name, knobs: {}, clip: null });

/** @type {WeakMap<Description, string>} */
const keys = new WeakMap();

/**
 * Equal for runs that are equal to the bit.
 * @param {Description} description
 */
export function keyOf(description) {
  const known = keys.get(description) ?? JSON.stringify(body(description));
  keys.set(description, known);
  return known;
}

/** @returns {Description} the run that the page opens with */
export function opening() {
  const { surface, start, steps, optimizer } = catalog.opening;
  const { name, ...knobs } = optimizer;
  if (!knowsSurface(surface)) {
    throw new Error("The opening run stands on an unknown surface.");
  }
  const chosen = named(surface);
  const plain = optimizerFor(name, chosen);
  const own = { schedule: constantSchedule(), gradient: plainGradient(), seed: 0 };
  return { surface: chosen, start, steps, optimizer: { name, knobs: { ...plain.knobs, ...knobs } }, ...own };
}

/**
 * The part of the plane that is shown.
 * @param {SurfaceChoice} surface
 * @returns {[number, number][]}
 */
export function windowOf(surface) {
  if (surface.kind === "named") {
    return surfaceEntry(surface.name).window;
  }
  return surface.window ?? surface.variables.map(() => /** @type {[number, number]} */ ([-5, 5]));
}

/**
 * A point to the precision that the window's size calls for: what a pointer or the die gives.
 * @param {number[]} point
 * @param {SurfaceChoice} surface
 */
export function tidy(point, surface) {
  return windowOf(surface).map(([low, high], axis) => {
    const decimals = Math.max(0, 3 - Math.ceil(Math.log10(high - low)));
    return Number(point[axis].toFixed(Math.min(decimals, 15))) + 0;
  });
}

/**
 * Equal for surfaces that look the same, whatever part of them is shown.
 * @param {SurfaceChoice} surface
 */
export const groundOf = (surface) => JSON.stringify(surfaceBody(surface));
