/** The map of outcomes in words: a cell, the legend, and what an axis is called. */

import { figure, percent, place } from "../numbers.js";
import { text } from "../texts.js";
import { drawLooks } from "../views/outcome-raster.js";
import { readTheme } from "../views/theme.js";

/** @typedef {import("../types.js").Knob} Knob */
/** @typedef {import("./map-cells.js").OutcomeMap} OutcomeMap */
/** @typedef {import("./map-cells.js").Part} Part */

const SWATCH = Object.freeze({ width: 28, height: 12 });

/** @param {Knob} knob */
export const titleOf = ({ title, symbol }) => (symbol && symbol !== title ? `${title} ${symbol}` : title);

/**
 * What a cell's settings are.
 * @param {[Knob, Knob]} pair
 * @param {number} first
 * @param {number} second
 */
export function sayKnobs([x, y], first, second) {
  return text("map.knobs", { x: x.symbol || x.title, first: figure(first, 6), y: y.symbol || y.title, second: figure(second, 6) });
}

/**
 * What becomes of a cell's run.
 * @param {OutcomeMap} map
 * @param {[number, number]} cell
 */
export function sayOutcome(map, [column, row]) {
  const { status, place: index, steps } = map.outcomeAt(column, row);
  const at = map.minimumAt(index);
  const where = at ? text("map.where", { status: text(`map.${status}`), place: place(at) }) : text(`map.${status}`);
  return steps === null ? where : text(`map.steps_${status}`, { says: where, steps });
}

/**
 * One line of the legend.
 * @param {Part} part
 */
function legendLine({ status, minimum, other, share, looks }) {
  const line = document.createElement("li");
  const swatch = document.createElement("canvas");
  swatch.width = SWATCH.width;
  swatch.height = SWATCH.height;
  swatch.setAttribute("aria-hidden", "true");
  drawLooks(swatch, looks, readTheme());
  const name = document.createElement("span");
  name.textContent = other ? text("map.others", { status: text(`map.${status}`) })
    : minimum ? text("map.where", { status: text(`map.${status}`), place: place(minimum) }) : text(`map.${status}`);
  const amount = document.createElement("b");
  amount.textContent = percent(share);
  line.append(swatch, name, amount);
  return line;
}

/**
 * @param {HTMLElement} list
 * @param {OutcomeMap} map
 */
export function showLegend(list, { parts, steps }) {
  const key = document.createElement("li");
  key.className = "map-shades";
  key.textContent = steps ? text("map.shades", { fewest: steps[0], most: steps[1] }) : "";
  list.replaceChildren(...parts.map(legendLine), ...(steps ? [key] : []));
}
