/** What is asked about the starts: over which window, how finely, with how many steps; and when it is asked at all. */

import { atLastRate, body, groundOf, lastRate, windowOf, withRate } from "../description.js";
import { basinsOf } from "../link-starts.js";
import { rounded } from "../numbers.js";
import { rateRange } from "../rate-range.js";
import { RUN_PLACES } from "../problems.js";
import { shownStartTool } from "../tools.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Description} Description */

/** Starts along each axis, and rates, of the shares against the rate. */
const SHARE_SIDE = { 1: 128, 2: 24 };
const SHARE_RATES = 72;

/** The range of the rates, as parts and multiples of the least and the largest limit. */
const BELOW = 1 / 8;
const ABOVE = 3.5;

/** Edges of a window are exact to this part of its width. */
const EXACT = 5;

/** Whether the map lies over the terrain. @param {State} state */
export const basinsShown = (state) => shownStartTool(state) === "basins" || basinsOf(state.view).keep;

/**
 * The starts that are asked about: those of the surface's own window, or of what is seen of a part of it.
 * @param {State} state
 * @returns {[number, number][] | null}
 */
function startWindow({ view, frame, description }) {
  const own = windowOf(description.surface);
  if (view.window === null) {
    return own;
  }
  return frame?.length === own.length ? frame.map(([low, high]) => {
    const decimals = Math.min(15, Math.max(0, EXACT - Math.floor(Math.log10(high - low))));
    return /** @type {[number, number]} */ ([Number(low.toFixed(decimals)), Number(high.toFixed(decimals))]);
  }) : null;
}

/** Cells along each axis: so many along the longer one, about square. @param {[number, number][]} window @param {number} side */
function resolutionOf(window, side) {
  const widths = window.map(([low, high]) => high - low);
  return widths.map((width) => Math.max(1, Math.round((side * width) / Math.max(...widths))));
}

/** The run without its start and at one rate, and the starts. @param {State} state @param {Partial<Description>} [own] */
function trial(state, own = {}) {
  const { description, view } = state;
  const window = startWindow(state);
  if (!window) {
    return null;
  }
  const { start: _, ...run } = body({ ...description, ...atLastRate(description), ...own, steps: basinsOf(view).steps ?? description.steps });
  return { ...run, window };
}

/** @param {State} state */
export function basinsBody(state) {
  if (!basinsShown(state) || RUN_PLACES.some((place) => state.problems[place])) {
    return null;
  }
  const asked = trial(state);
  return asked && { ...asked, resolution: resolutionOf(asked.window, basinsOf(state.view).side) };
}

/** Shares against the rate: of the run whatever its rate is; nothing is asked while something is held. @param {State} state */
export function sharesBody(state) {
  const { description, held } = state;
  if (held || !state.presets || !toldOf(state) || shownStartTool(state) !== "basins" || RUN_PLACES.some((place) => state.problems[place])) {
    return null;
  }
  const asked = trial(state, { optimizer: withRate(description.optimizer, 1) });
  const [lowest, highest] = sharesRange(state);
  const side = asked?.window.length === 1 ? SHARE_SIDE[1] : SHARE_SIDE[2];
  return asked && { ...asked, resolution: resolutionOf(asked.window, side), lowest, highest, count: SHARE_RATES };
}

/**
 * The rates between which it is interesting: around the limits of the minima where they are known, else those of the slider; always
 * with the present one. In short figures.
 * @param {State} state
 * @returns {[number, number]}
 */
export function sharesRange(state) {
  const rate = mapRate(state.description);
  const [low, high] = rateRange(state, rate);
  const limits = limitsOf(toldOf(state)?.minima ?? []);
  const [first, last] = [Math.max(low, Math.min(...limits) * BELOW), Math.min(high, Math.max(...limits) * ABOVE)];
  const wanted = limits.length && first < last ? [rounded(first, 1), rounded(last, 1)] : [rounded(low, 2), rounded(high, 2)];
  return [Math.min(rate, wanted[0]), Math.max(rate, wanted[1])];
}

/** The limits of the minima that the catalog knows, else of those that were found. @param {{ known: boolean, limit: number | null }[]} minima */
function limitsOf(minima) {
  const known = minima.filter((minimum) => minimum.known);
  return (known.length ? known : minima).flatMap(({ limit }) => (limit === null ? [] : [limit]));
}

/** The last answer about the starts of this surface. @param {State} state */
export function toldOf({ basins, description }) {
  const same = basins?.data && JSON.stringify(JSON.parse(basins.key).surface) === groundOf(description.surface);
  return same ? basins.data : null;
}

/** The rate of the map, from the first step on: the one that the run has at last. @param {Description} description */
export const mapRate = (description) => lastRate(description);
