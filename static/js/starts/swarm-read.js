/** The answer about a swarm: its balls, in groups that end alike, and when each of them arrives. */

import { catalog } from "../catalog.js";
import { flatNumbers } from "../views/grid.js";
import { minimumLook } from "./basin-groups.js";

/** @typedef {import("../views/swarm-model.js").BallSide} BallSide */
/** @typedef {import("../views/swarm-model.js").BallLook} BallLook */
/** @typedef {import("./colours.js").Colours} Colours */

/**
 * @typedef {Object} Ending  balls that end alike
 * @property {string} key
 * @property {string} status
 * @property {number[] | null} at   the minimum, or where they stall
 * @property {number | null} loss
 * @property {boolean} lowest       of all minima in the answer, and the only one that is
 * @property {BallLook} look
 * @property {number[]} members
 * @property {number[]} arrivals    the steps at which they are there, rising
 * @property {number} mean          over the seeds
 * @property {number} deviation
 */

/** @typedef {{ count: number, steps: number, seeds: number, gaps: boolean, endings: Ending[], balls: (marker: string) => BallSide }} ReadSwarm */

const ARRIVED = "converged";
const LEFT = "diverged";
const CIRCLES = "bouncing";

/** As the map of the starts has its patterns: none, leaning hatch, dots, level lines, hatch that leans the other way. */
const MARKS = /** @type {const} */ (["none", "slash", "dot", "bar", "back"]);

/** How balls look that rest in no minimum. @type {Record<string, BallLook>} */
export const LOOKS = {
  bouncing: { color: "--rate-bouncing", mark: "stroke" },
  diverged: { color: "--rate-diverged", mark: "cross" },
  stalled: { color: "--rate-stalled", mark: "square" },
  running: { color: "--rate-running", mark: "hollow" },
};

/**
 * @param {any} answer
 * @param {Colours} colours
 * @returns {ReadSwarm}
 */
export function readSwarm(answer, colours) {
  const steps = answer.frames.steps.at(-1);
  const lowest = lowestOf(answer.minima);
  /** @type {Map<string, number[]>} */
  const members = new Map();
  answer.statuses.forEach((/** @type {string} */ status, /** @type {number} */ ball) => {
    const key = keyOf(status, answer.places[ball]);
    members.set(key, [...(members.get(key) ?? []), ball]);
  });
  const told = inOrder(answer.tally, lowest);
  const endings = told.map(({ status, place, mean, deviation }) => {
    const minimum = place === null || status === "stalled" ? null : answer.minima[place];
    const balls = members.get(keyOf(status, place)) ?? [];
    return {
      key: keyOf(status, place), status, mean, deviation, members: balls,
      at: minimum?.at ?? (status === "stalled" && place !== null ? answer.stalls[place].at : null),
      loss: minimum?.loss ?? null,
      lowest: status === ARRIVED && place === lowest,
      look: lookOf(status, minimum && minimumLook(colours.look(colours.of(minimum.at)))),
      arrivals: balls.map((ball) => arrivalOf(status, answer.steps[ball], steps)).sort((one, other) => one - other),
    };
  });
  return {
    count: answer.starts.length, steps, seeds: answer.seeds.length, gaps: answer.gaps, endings,
    balls: (marker) => ({
      marker, steps: answer.frames.steps, points: flatNumbers(answer.frames.points),
      count: answer.starts.length, weights: answer.starts[0].length,
      groups: endings.map(({ key, look, members: balls }) => ({ key, look, members: balls })),
    }),
  };
}

/** @param {string} status @param {number | null} place */
const keyOf = (status, place) => (place === null ? status : `${status} ${place}`);

/**
 * The colour says what became of the ball, and at which minimum it rests; the mark says which minimum, also where it circles.
 * @param {string} status
 * @param {{ color: string, pattern: number } | null} minimum  how it looks on the map of the starts
 * @returns {BallLook}
 */
function lookOf(status, minimum) {
  const plain = LOOKS[status] ?? LOOKS.running;
  const mark = minimum ? MARKS[minimum.pattern] : plain.mark;
  return status === ARRIVED ? { color: minimum?.color ?? "--rate-converged", mark } : { ...plain, mark };
}

/** One that rests is there from then on, one that leaves is gone; of the others it is known at the end. @param {string} status @param {number | null} step @param {number} last */
const arrivalOf = (status, step, last) => (status === ARRIVED || status === LEFT ? (step ?? last) : last);

/** The place of the one lowest minimum, null where several are as low. @param {{ loss: number }[]} minima */
function lowestOf(minima) {
  const deepest = minima.reduce((least, { loss }) => Math.min(least, loss), Infinity);
  const lows = minima.flatMap(({ loss }, place) => (loss - deepest <= catalog.limits.level * (1 + Math.abs(deepest)) ? [place] : []));
  return minima.length > 1 && lows.length === 1 ? lows[0] : null;
}

/**
 * The lowest minimum first, then those that most balls reach, then those that reach none.
 * @param {{ status: string, place: number | null, mean: number, deviation: number }[]} tally
 * @param {number | null} lowest
 */
function inOrder(tally, lowest) {
  const rank = (/** @type {{ status: string, place: number | null }} */ { status, place }) =>
    (status !== ARRIVED ? (status === CIRCLES ? 3 : 4) : place === null ? 2 : place === lowest ? 0 : 1);
  return tally.toSorted((one, other) => rank(one) - rank(other) || other.mean - one.mean);
}

/** How many of a group are there at a step. @param {number[]} arrivals @param {number} step */
export function arrivedBy(arrivals, step) {
  const later = arrivals.findIndex((arrival) => arrival > step);
  return later < 0 ? arrivals.length : later;
}
