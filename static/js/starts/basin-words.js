/** The map of starts in words: what a group is called, what becomes of one start. */

import { figure, floored, place } from "../numbers.js";
import { text } from "../texts.js";

/** @typedef {import("./basin-groups.js").Group} Group */

/** Of a learning rate: as many as the server measures the border of a valley with. */
const RATE_DIGITS = 4;

/** Beyond these a figure has a power of ten, and one digit less. */
const PLAIN = [1e-4, 1e6];

/** Where a group ends, in a few words. @param {Pick<Group, "status" | "minimum" | "stall"> & { gaps?: boolean }} group */
export function nameOf({ status, minimum, stall, gaps = false }) {
  if (status === "converged") {
    return minimum ? place(minimum.at) : text("group.converged");
  }
  if (status === "bouncing") {
    return minimum ? text("group.bouncing_at", { place: place(minimum.at) }) : text("group.bouncing");
  }
  if (status === "diverged" && gaps) {
    return text("group.left");
  }
  return stall?.at ? text(`group.stalled_${stall.kind}`, { place: place(stall.at) }) : text(`group.${status}`);
}

/**
 * What becomes of the start of a cell.
 * @param {import("./basin-cells.js").BasinMap} map
 * @param {[number, number]} cell
 * @param {any} data  the answer
 * @param {number} steps  of every run
 */
export function sayCell(map, [column, row], { minima, gaps }, steps) {
  const { status, place: at, steps: count, astray } = map.outcomeAt(row * map.nx + column);
  const minimum = at !== null && status !== "stalled" ? minima[at] : null;
  const start = place([map.axes[0][column], ...map.axes.slice(1).map((values) => values[row])]);
  const figures = { steps: status === "running" ? steps : count ?? figure(null), place: place(minimum?.at) };
  const key = status === "converged" ? (minimum ? (astray && minima.length > 1 ? "converged_astray" : "converged_at") : "converged")
    : status === "bouncing" && minimum ? "bouncing_at" : status === "diverged" && gaps ? "left" : status;
  return text("cell.says", { start, outcome: text(`cell.${key}`, figures) });
}

/** A learning rate at which something was measured. @param {number} rate @param {number} [digits] */
export const rateFigure = (rate, digits = RATE_DIGITS) =>
  figure(Number(rate.toPrecision(digits)), digits + (rate < PLAIN[0] || rate >= PLAIN[1] ? 1 : 0));

/** The learning rate up to which balls rest in a minimum: rounded down, so that they do at what is written. @param {number} limit @param {number} [digits] */
export const limitFigure = (limit, digits = RATE_DIGITS) => rateFigure(floored(limit, digits), digits);

/**
 * A learning rate above a limit, with digits enough to tell the two apart.
 * @param {number} rate
 * @param {number} limit
 * @param {number} [least]  digits
 */
export function overLimit(rate, limit, least = RATE_DIGITS) {
  const digits = [least, 2, 3, 4, 6, 9, 12, 17].find((count) => count >= least && rateFigure(rate, count) !== limitFigure(limit, count)) ?? least;
  return [rateFigure(rate, digits), limitFigure(limit, digits)];
}
