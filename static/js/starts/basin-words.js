/** The map of starts in words: what a group is called, what becomes of one start. */

import { figure, place } from "../numbers.js";
import { text } from "../texts.js";

/** @typedef {import("./basin-groups.js").Group} Group */

/** Where a group ends, in a few words. @param {Pick<Group, "status" | "minimum" | "stall">} group */
export function nameOf({ status, minimum, stall }) {
  if (status === "converged") {
    return minimum ? place(minimum.at) : text("group.converged");
  }
  if (status === "bouncing") {
    return minimum ? text("group.bouncing_at", { place: place(minimum.at) }) : text("group.bouncing");
  }
  return stall?.at ? text(`group.stalled_${stall.kind}`, { place: place(stall.at) }) : text(`group.${status}`);
}

/**
 * What becomes of the start of a cell.
 * @param {import("./basin-cells.js").BasinMap} map
 * @param {[number, number]} cell
 * @param {any[]} minima
 * @param {number} steps  of every run
 */
export function sayCell(map, [column, row], minima, steps) {
  const { status, place: at, steps: count, astray } = map.outcomeAt(row * map.nx + column);
  const minimum = at !== null && status !== "stalled" ? minima[at] : null;
  const start = place([map.axes[0][column], ...map.axes.slice(1).map((values) => values[row])]);
  const figures = { steps: status === "running" ? steps : count ?? figure(null), place: place(minimum?.at) };
  const key = status === "converged" ? (minimum ? (astray && minima.length > 1 ? "converged_astray" : "converged_at") : "converged")
    : status === "bouncing" && minimum ? "bouncing_at" : status;
  return text("cell.says", { start, outcome: text(`cell.${key}`, figures) });
}

/** A share in percent, with as many digits as tell it from none and from all. @param {number} share */
export function percent(share) {
  const value = 100 * share;
  return `${figure(value, value < 1 || value > 99 ? 2 : 3)} %`;
}
