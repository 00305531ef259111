/** What the maps of the learning rate show, in a link. */

import { catalog } from "./catalog.js";
import { NAME, readNumber } from "./link-values.js";

/** @typedef {import("./types.js").MapView} MapView */

/** @typedef {import("./types.js").View} View */

const LARGEST = 1e9;

/** @param {MapView | null | undefined} map */
export function writeMap(map) {
  return map ? map.knobs.map((name, place) => [name, ...(map.ranges?.[place] ?? [])].join(":")).join(",") : "";
}

/**
 * "name,name", or "name:lowest:highest,name:lowest:highest".
 * @param {string} said
 * @returns {MapView | null}
 */
export function readMap(said) {
  const parts = said.split(",").map((one) => one.split(":"));
  const knobs = parts.map(([name]) => name);
  const ends = parts.map(([, ...range]) => range.map(readNumber));
  const named = knobs.length === 2 && knobs[0] !== knobs[1] && knobs.every((name) => NAME.test(name));
  if (!named || ends.some(({ length }) => length !== ends[0].length)) {
    return null;
  }
  if (ends[0].length === 0) {
    return { knobs, ranges: null };
  }
  const fit = ends.every(([low, high, ...more]) =>
    low !== null && high !== null && low < high && Math.max(-low, high) <= LARGEST && more.length === 0);
  return fit ? { knobs, ranges: /** @type {[number, number][]} */ (ends) } : null;
}

/** @param {View["side"]} side */
export function writeSide(side) {
  return side ? [side.name, ...(side.rate === null ? [] : [side.rate])].join(":") : "";
}

/**
 * "name", or "name:rate".
 * @param {string} said
 */
export function readSide(said) {
  const [name, ...rest] = said.split(":");
  const rates = rest.map(readNumber);
  const fits = catalog.comparisons.some((one) => one.name === name) && rates.length <= 1
    && rates.every((rate) => rate !== null && rate >= 1e-12 && rate <= 1e6);
  return fits ? { name, rate: rates[0] ?? null } : null;
}
