/** The starts of a swarm in a link: only what is not as at first. */

import { catalog } from "./catalog.js";
import { readNumber, readWhole } from "./link-values.js";
import { PLAIN_SET, PLAIN_SWARM } from "./swarm-choice.js";

/** @typedef {import("./types.js").StartSet} StartSet */
/** @typedef {import("./types.js").SwarmChoice} SwarmChoice */

export const SWARM_PARTS = ["swarm", "swarms", "seeds"];

const NAMES = /** @type {const} */ (["random", "box", "grid"]);
const MOST_SETS = 2;
const LARGEST = 1e9;

/** @param {SwarmChoice | undefined} swarm @returns {[string, string][]} */
export function writeSwarm(swarm = PLAIN_SWARM) {
  const sets = swarm.sets.map(writeSet);
  return [
    ["swarm", sets.length === 1 && sets[0] === writeSet(PLAIN_SET) ? "" : sets.join("/")],
    ["swarms", swarm.both ? "both" : ""],
    ["seeds", swarm.seeds === PLAIN_SWARM.seeds ? "" : String(swarm.seeds)],
  ];
}

/** "random,100,seed:3,-1:1,0:2": the kind, how many, of which draw, between which ends. @param {StartSet} set */
function writeSet({ name, count, seed, window }) {
  return [name, count, ...(seed ? [`seed:${seed}`] : []), ...(window ?? []).map((ends) => ends.join(":"))].join(",");
}

/**
 * @param {import("./link-runs.js").Take} take
 * @param {string[]} variables
 * @returns {SwarmChoice | null} null when nothing is said
 */
export function readSwarm(take, variables) {
  const sets = take("swarm", (said) => readSets(said, variables.length));
  const both = take("swarms", (said) => (said === "both" ? true : null));
  const seeds = take("seeds", (said) => readWhole(said, 1, catalog.limits.seeds));
  if (sets === null && both === null && seeds === null) {
    return null;
  }
  return { sets: sets ?? PLAIN_SWARM.sets, both: both ?? false, seeds: seeds ?? PLAIN_SWARM.seeds };
}

/** @param {string} said @param {number} weights */
function readSets(said, weights) {
  const sets = said.split("/").map((one) => readSet(one, weights));
  const read = /** @type {StartSet[]} */ (sets.filter((set) => set !== null));
  return read.length === sets.length && sets.length <= MOST_SETS ? read : null;
}

/** @param {string} said @param {number} weights @returns {StartSet | null} */
function readSet(said, weights) {
  const [word, many, ...rest] = said.split(",");
  const name = NAMES.find((one) => one === word);
  const count = readWhole(many ?? "", 1, catalog.limits.swarm);
  const drawn = rest[0]?.startsWith("seed:") ? rest.shift() : null;
  const seed = drawn ? readWhole(drawn.slice("seed:".length), 0, catalog.limits.seed) : 0;
  const ends = rest.map((one) => one.split(":").map(readNumber));
  const fits = ends.length === 0 || (ends.length === weights && ends.every(([low, high, ...more]) =>
    low !== null && high !== null && low < high && Math.max(-low, high) <= LARGEST && more.length === 0));
  return name && count !== null && seed !== null && fits
    ? { name, count, seed, window: ends.length ? /** @type {[number, number][]} */ (ends) : null } : null;
}
