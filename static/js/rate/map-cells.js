/** The answer of the map of outcomes, cell by cell: what became of it, where, in how many steps, and how it looks. */

import { place as placeOf } from "../numbers.js";
import { flatNumbers } from "../views/grid.js";

/** @typedef {import("../views/outcome-raster.js").Look} Look */
/** @typedef {import("../views/outcome-raster.js").Cells} Cells */
/** @typedef {{ status: string, place: number | null, steps: number | null }} Outcome */
/** @typedef {{ status: string, minimum: number[] | null, other: boolean, share: number, looks: Look[] }} Part  a line of the legend */

/** @typedef {Object} OutcomeMap
 * @property {number[]} x
 * @property {number[]} y
 * @property {(number | null)[]} limit
 * @property {{ name: string, up_to: (number | null)[] }[]} zones  the last one has no end
 * @property {(column: number, row: number) => Outcome} outcomeAt
 * @property {(index: number | null) => number[] | null} minimumAt
 * @property {Uint8Array} looksOfCells
 * @property {Look[]} looks
 * @property {Part[]} parts  the largest first
 * @property {[number, number] | null} steps  of the cells that arrived: fewest and most
 */

/** The status whose cells tell also where, and how soon. */
const ARRIVED = "converged";

/** Shades between few steps and many. */
const SHADES = 25;
const QUICK = 0.3;
const SLOW = 0.5;

/** Colours for minima; all further ones share the last. */
const COLOURS = 4;

/**
 * Remembers which colour a minimum has, so that it keeps it when the map is zoomed or the start moves.
 * @returns {{ slot: (minimum: number[] | null) => number, forget: () => void }}
 */
export function createColours() {
  /** @type {Map<string, number>} */
  const known = new Map();
  return {
    slot(minimum) {
      const key = minimum ? minimum.map((value) => value.toPrecision(3)).join() : "";
      known.set(key, known.get(key) ?? Math.min(known.size, COLOURS - 1));
      return /** @type {number} */ (known.get(key));
    },
    forget: () => known.clear(),
  };
}

/**
 * @param {any} data  the API's answer
 * @param {ReturnType<typeof createColours>} colours
 * @returns {OutcomeMap}
 */
export function readMap(data, colours) {
  const [x, y] = [Array.from(data.x.values, Number), Array.from(data.y.values, Number)];
  const statuses = flatNumbers(data.statuses);
  const places = flatNumbers(data.places);
  const steps = flatNumbers(data.steps);
  /** @param {number} index @returns {Outcome} */
  const outcome = (index) => ({
    status: data.names[statuses[index]], place: places[index] >= 0 ? places[index] : null, steps: steps[index] >= 0 ? steps[index] : null,
  });
  /** @param {number | null} index @returns {number[] | null} */
  const minimumAt = (index) => (index === null ? null : data.minima[index].at);
  const all = Array.from(statuses, (_, index) => outcome(index));
  const arrived = all.filter(({ status, steps: count }) => status === ARRIVED && count !== null).map(({ steps: count }) => Number(count));
  const ends = arrived.length ? /** @type {[number, number]} */ ([least(arrived), -least(arrived.map((count) => -count))]) : null;
  const groups = countGroups(all, minimumAt, colours);
  /** @type {Look[]} */
  const looks = [];
  /** @type {Map<string, number>} */
  const first = new Map();
  for (const { key, looks: own } of groups) {
    first.set(key, looks.length);
    looks.push(...own);
  }
  const looksOfCells = Uint8Array.from(all, (one) =>
    Number(first.get(keyOf(one, minimumAt, colours))) + (one.status === ARRIVED ? shadeOf(one.steps, ends) : 0));
  return {
    x, y, limit: data.limit ?? [], zones: data.zones, minimumAt, looksOfCells, looks, steps: ends,
    outcomeAt: (column, row) => all[row * x.length + column],
    parts: groups.map(({ count, status, minimum, other, looks: own }) => ({ status, minimum, other, share: count / all.length, looks: own })),
  };
}

/** @param {number[]} values */
const least = (values) => values.reduce((low, value) => Math.min(low, value), Infinity);

/**
 * @param {Outcome} outcome
 * @param {(index: number | null) => number[] | null} minimumAt
 * @param {ReturnType<typeof createColours>} colours
 */
function keyOf({ status, place }, minimumAt, colours) {
  return status === ARRIVED ? `${status} ${colours.slot(minimumAt(place))}` : status;
}

/**
 * Cells that look alike, shades apart; the largest group first.
 * @param {Outcome[]} all
 * @param {(index: number | null) => number[] | null} minimumAt
 * @param {ReturnType<typeof createColours>} colours
 */
function countGroups(all, minimumAt, colours) {
  /** @type {Map<string, { count: number, status: string, place: number | null }>} by outcome and minimum */
  const found = new Map();
  for (const { status, place } of all) {
    const key = status === ARRIVED ? `${status} ${place}` : status;
    const group = found.get(key) ?? { count: 0, status, place: status === ARRIVED ? place : null };
    group.count += 1;
    found.set(key, group);
  }
  const ordered = [...found.values()].sort((one, other) => other.count - one.count);
  ordered.filter(({ status }) => status === ARRIVED).forEach(({ place }) => colours.slot(minimumAt(place)));
  /** @type {Map<string, { key: string, count: number, status: string, minimum: number[] | null, other: boolean, looks: Look[] }>} */
  const groups = new Map();
  for (const { status, place, count } of ordered) {
    const minimum = minimumAt(place);
    const key = keyOf({ status, place, steps: null }, minimumAt, colours);
    const group = groups.get(key);
    if (group) {
      group.count += count;
      group.other ||= placeOf(group.minimum) !== placeOf(minimum);
    } else {
      groups.set(key, { key, count, status, minimum, other: false, looks: looksOf(status, status === ARRIVED ? colours.slot(minimum) : 0) });
    }
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
}

/** @param {string} status @param {number} slot @returns {Look[]} */
function looksOf(status, slot) {
  if (status !== ARRIVED) {
    return [{ color: `--rate-${status}` }];
  }
  return Array.from({ length: SHADES }, (_, index) => {
    const late = (2 * index) / (SHADES - 1) - 1;
    return { color: `--minimum-${slot + 1}`, pattern: slot, quick: late < 0 ? -late * QUICK : 0, slow: late > 0 ? late * SLOW : 0 };
  });
}

/** @param {number | null} steps @param {[number, number] | null} ends */
function shadeOf(steps, ends) {
  if (steps === null || !ends || ends[0] === ends[1]) {
    return 0;
  }
  const [low, high] = ends.map((count) => Math.log(1 + count));
  return Math.round(((Math.log(1 + steps) - low) / (high - low)) * (SHADES - 1));
}
