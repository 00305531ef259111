/** What starts can come to, as groups that look alike: a minimum, bouncing in its valley, diverged …; each with its share. */

import { STATUS_PATTERNS } from "../views/outcome-raster.js";
import { HUES, PATTERNS } from "./colours.js";

/** @typedef {import("../views/cell-paint.js").CellLook} CellLook */

/**
 * @typedef {Object} Group
 * @property {string} key     the same in every answer about the same surface
 * @property {string} status
 * @property {number | null} place  in the answer's minima, of one that stalled in its stalls
 * @property {any} minimum    as the answer tells of it: {at, loss, limit …}; null without one
 * @property {any} stall
 * @property {boolean} gaps  what left may be where the loss has no value
 * @property {number} share
 * @property {CellLook[]} looks  from few steps to many
 */

/** Shades between few steps and many. */
const SHADES = 25;
const QUICK = 0.3;
const SLOW = 0.5;

/** The hue and the pattern of a minimum. @param {number} look */
export const minimumLook = (look) => ({ color: `--minimum-${1 + (look % HUES)}`, pattern: ((look % HUES) + Math.floor(look / HUES)) % PATTERNS });

/** @type {Map<string, CellLook[]>} */
const looksKnown = new Map();

/**
 * How a group looks; the same objects for the same look.
 * @param {string} status
 * @param {number | null} look  of its minimum
 * @param {boolean} shaded  by the steps needed
 */
export function looksOf(status, look, shaded) {
  const key = `${status} ${look ?? ""} ${shaded}`;
  const looks = looksKnown.get(key) ?? makeLooks(status, look, shaded);
  looksKnown.set(key, looks);
  return looks;
}

/** @param {string} status @param {number | null} own @param {boolean} shaded @returns {CellLook[]} */
function makeLooks(status, own, shaded) {
  const pattern = /** @type {Record<string, number>} */ (STATUS_PATTERNS)[status];
  if (pattern) {
    const stroke = own !== null ? minimumLook(own).color : status === "running" ? "--ink-second" : undefined;
    return [{ color: `--rate-${status}`, pattern, ...(stroke && { stroke }) }];
  }
  if (status !== "converged") {
    return [{ color: "--rate-stalled", none: true }];
  }
  const look = own === null ? { color: "--rate-converged", pattern: 0 } : minimumLook(own);
  return shaded ? Array.from({ length: SHADES }, (_, index) => {
    const late = (2 * index) / (SHADES - 1) - 1;
    return { ...look, quick: late < 0 ? -late * QUICK : 0, slow: late > 0 ? late * SLOW : 0 };
  }) : [look];
}

/**
 * The groups of an answer about starts: the minima that it tells of, reached or not, then what does not come to rest.
 * @param {any} data
 * @param {import("./colours.js").Colours} colours
 */
export function basinGroups({ names, minima, stalls, shares, gaps }, colours) {
  const slotAt = minima.map((/** @type {any} */ minimum) => colours.of(minimum.at));
  const told = [
    ...minima.map((/** @type {any} */ _, /** @type {number} */ place) => ({ status: "converged", place, share: 0 })),
    ...shares,
  ];
  /** @type {Map<string, Group>} */
  const found = new Map();
  for (const { status, place, share } of told) {
    const slot = place !== null && status !== "stalled" ? slotAt[place] : null;
    const key = groupKey(status, slot, place);
    const group = found.get(key) ?? {
      key, status, place, minimum: slot === null ? null : minima[place], stall: status === "stalled" && place !== null ? stalls[place] : null,
      share: 0, gaps, looks: looksOf(status, slot === null ? null : colours.look(slot), true),
    };
    group.share += share;
    found.set(key, group);
  }
  const parts = [...found.values()];
  /** @type {Map<string, number>} */
  const begins = new Map();
  /** @type {CellLook[]} */
  const looks = [];
  /** @type {number[]} */
  const groups = [];
  parts.forEach(({ key, looks: own }, index) => {
    begins.set(key, looks.length);
    looks.push(...own);
    groups.push(...own.map(() => index));
  });
  /** @type {Map<number, number>} by status and place */
  const known = new Map();
  /** The first look of a cell. @param {number} status @param {number} place */
  const first = (status, place) => {
    const code = status * 65_536 + place + 1;
    let look = known.get(code);
    if (look === undefined) {
      const name = names[status];
      look = begins.get(groupKey(name, place >= 0 && name !== "stalled" ? slotAt[place] : null, place >= 0 ? place : null)) ?? 0;
      known.set(code, look);
    }
    return look;
  };
  return { parts, looks, groups: Uint16Array.from(groups), first };
}

/** @param {string} status @param {number | null} slot @param {number | null} place */
const groupKey = (status, slot, place) => `${status} ${slot ?? (status === "stalled" ? place : null) ?? ""}`;
