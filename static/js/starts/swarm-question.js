/** What is asked about a swarm: one alone, or two side by side. */

import { catalog } from "../catalog.js";
import { ownBody, surfaceBody, variablesOf } from "../description.js";
import { sidesOf, swarmOf } from "../swarm-choice.js";
import { shownStartTool } from "../tools.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").StartSet} StartSet */

/** Points of all balls' ways in one answer: while something is held, and at rest. */
const HELD = 12_000;
const REST = 130_000;

/** Balls × steps that take about half a second: then it is told how far they are. */
const LONG = 2_000_000;

/** Seeds while something is held. */
const FEW = 2;

/** @param {State} state */
export const isShown = (state) => shownStartTool(state) === "swarm";

/** How many starts along each axis a grid of so many has. @param {number} count @param {number} weights */
const gridSide = (count, weights) => Math.max(1, Math.floor(count ** (1 / weights) + 1e-9));

/** How many starts a set has. @param {StartSet} set @param {number} weights */
export const countOf = ({ name, count }, weights) => (name === "grid" ? gridSide(count, weights) ** weights : count);

/** The starts as the API takes them. @param {StartSet} set @param {number} weights */
function startsBody({ name, count, seed, window }, weights) {
  return {
    name,
    ...(name === "grid" ? { resolution: Array(weights).fill(gridSide(count, weights)) } : { count }),
    ...(name === "random" && { seed }),
    ...(window?.length === weights && { window }),
  };
}

/** Whether something is drawn by chance on the way. @param {import("../types.js").Entry} entry */
export const isNoisy = ({ gradient }) => Boolean(catalog.gradients.find(({ name }) => name === gradient.source)?.draws);

/** What both questions share. @param {State} state @param {ReturnType<typeof sidesOf>} sides */
function common({ race, held }, sides) {
  const weights = variablesOf(race.surface).length;
  const balls = sides.reduce((sum, { set }) => sum + countOf(set, weights), 0);
  const frames = Math.floor((held ? HELD : REST) / balls);
  const { seeds } = swarmOf(race);
  return {
    surface: surfaceBody(race.surface),
    steps: race.steps,
    frames: Math.max(2, Math.min(frames, race.steps + 1, catalog.limits.frames)),
    ...(sides.some(({ entry }) => isNoisy(entry)) && { seeds: held ? Math.min(FEW, seeds) : seeds }),
  };
}

/** @param {State} state */
const ownOf = (state) => (/** @type {import("../swarm-choice.js").Side} */ { entry, set }) =>
  ({ ...ownBody(entry), starts: startsBody(set, variablesOf(state.race.surface).length) });

/** Whether a question takes long. @param {any} question */
export function isLong({ steps, seeds = 1, sides, starts }) {
  const balls = (sides ?? [{ starts }]).map((/** @type {any} */ side) => side.starts.count ?? catalog.limits.few_lanes)
    .reduce((/** @type {number} */ sum, /** @type {number} */ count) => sum + count, 0);
  return steps * Math.max(catalog.limits.few_lanes, balls * seeds) > LONG;
}

/** One swarm. @param {State} state */
export function swarmBody(state) {
  const sides = sidesOf(state);
  return isShown(state) && sides.length === 1 ? { ...common(state, sides), ...ownOf(state)(sides[0]) } : null;
}

/** Two of them. @param {State} state */
export function contestBody(state) {
  const sides = sidesOf(state);
  return isShown(state) && sides.length === 2 ? { ...common(state, sides), sides: sides.map(ownOf(state)) } : null;
}
