/** What is set in the tools of the starts, in a link: only what is not as at first. */

import { catalog } from "./catalog.js";
import { readWhole } from "./link-values.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").BasinsView} BasinsView */

/** One part for each tool. @type {string[]} */
export const STARTS_PARTS = ["basins"];

/** Cells along the longer side of the map that can be chosen. */
const SIDES = [64, 128, 256, 512, 1024];

/** The map of starts as it is at first; steps null: those of the run. @type {BasinsView} */
const PLAIN_BASINS = Object.freeze({ side: 128, steps: null, missed: false, keep: false });

/** The map of starts as it is set. @param {View} view @returns {BasinsView} */
export const basinsOf = ({ basins }) => ({ ...PLAIN_BASINS, ...basins });

/** @param {View} view @returns {[string, string][]} */
export function writeStarts(view) {
  const { side, steps, missed, keep } = basinsOf(view);
  const said = [
    side === PLAIN_BASINS.side ? "" : `side:${side}`,
    steps === null ? "" : `steps:${steps}`,
    missed ? "missed:yes" : "",
    keep ? "keep:yes" : "",
  ];
  return [["basins", said.filter(Boolean).join(",")]];
}

/** @param {import("./link-runs.js").Take} take */
export function readStarts(take) {
  return { basins: take("basins", readBasins) };
}

/** @type {Record<string, (said: string) => number | boolean | null>} */
const READERS = {
  side: (said) => SIDES.find((side) => String(side) === said) ?? null,
  steps: (said) => readWhole(said, 1, catalog.limits.steps),
  missed: (said) => said === "yes" || null,
  keep: (said) => said === "yes" || null,
};

/** @param {string} said @returns {Partial<BasinsView> | null} */
function readBasins(said) {
  /** @type {Record<string, number | boolean>} */
  const found = {};
  for (const one of said.split(",")) {
    const [name, value, ...rest] = one.split(":");
    const read = Object.hasOwn(READERS, name) && !Object.hasOwn(found, name) ? READERS[name](value ?? "") : null;
    if (read === null || rest.length) {
      return null;
    }
    found[name] = read;
  }
  return found;
}
