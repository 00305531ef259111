/** The answer about every start of a map, cell by cell, and how each cell looks. */

import { flatNumbers } from "../views/grid.js";
import { basinGroups } from "./basin-groups.js";

/** @typedef {import("./basin-groups.js").Group} Group */
/** @typedef {{ status: string, place: number | null, steps: number | null, astray: boolean }} Outcome */

/**
 * @typedef {Object} BasinMap
 * @property {number} nx
 * @property {number} ny
 * @property {[number, number][]} window
 * @property {number[][]} axes  the starts' coordinates along each axis
 * @property {import("../views/cell-paint.js").CellLook[]} looks
 * @property {Uint16Array} cells   (ny, nx), indices into the looks
 * @property {Uint16Array} groups  of the looks, indices into the parts
 * @property {Uint8Array} astray
 * @property {Group[]} parts
 * @property {[number, number] | null} steps  of the cells that arrived: fewest and most
 * @property {(cell: number) => Outcome} outcomeAt
 */

/** The status whose cells tell also how soon. */
const ARRIVED = "converged";

/**
 * @param {any} data  the API's answer
 * @param {import("./colours.js").Colours} colours
 * @returns {BasinMap}
 */
export function readBasins(data, colours) {
  const statuses = flatNumbers(data.statuses);
  const places = flatNumbers(data.places);
  const steps = flatNumbers(data.steps);
  const astray = Uint8Array.from(flatNumbers(data.astray));
  const axes = data.w ? [data.w] : [data.x, data.y];
  const [nx, ny] = [axes[0].length, axes[1]?.length ?? 1];
  const arrived = data.names.indexOf(ARRIVED);
  const ends = endsOf(steps, statuses, arrived);
  const { parts, looks, groups, first } = basinGroups(data, colours);
  const shades = shadesOf(ends, looks.length ? parts.find(({ status }) => status === ARRIVED)?.looks.length ?? 1 : 1);
  const cells = new Uint16Array(statuses.length);
  for (let cell = 0; cell < cells.length; cell += 1) {
    const look = first(statuses[cell], places[cell]);
    cells[cell] = look + (statuses[cell] === arrived && steps[cell] >= 0 ? shades[steps[cell] - (ends?.[0] ?? 0)] : 0);
  }
  return {
    nx, ny, window: data.window, axes, looks, cells, groups, astray, parts, steps: ends,
    outcomeAt: (cell) => ({
      status: data.names[statuses[cell]], place: places[cell] >= 0 ? places[cell] : null,
      steps: steps[cell] >= 0 ? steps[cell] : null, astray: astray[cell] === 1,
    }),
  };
}

/**
 * The fewest and the most steps of the cells that arrived.
 * @param {Float64Array} steps
 * @param {Float64Array} statuses
 * @param {number} arrived
 * @returns {[number, number] | null}
 */
function endsOf(steps, statuses, arrived) {
  let [low, high] = [Infinity, -Infinity];
  for (let cell = 0; cell < steps.length; cell += 1) {
    if (statuses[cell] === arrived && steps[cell] >= 0) {
      low = Math.min(low, steps[cell]);
      high = Math.max(high, steps[cell]);
    }
  }
  return low <= high ? [low, high] : null;
}

/**
 * For every number of steps, from the fewest on, its shade: logarithmic, so that the first steps tell as much as the last.
 * @param {[number, number] | null} ends
 * @param {number} count
 */
function shadesOf(ends, count) {
  if (!ends) {
    return new Uint8Array(0);
  }
  const [low, high] = ends.map((steps) => Math.log(1 + steps));
  return Uint8Array.from({ length: ends[1] - ends[0] + 1 }, (_, more) =>
    (high > low ? Math.round(((Math.log(1 + ends[0] + more) - low) / (high - low)) * (count - 1)) : 0));
}

/**
 * The cell that holds a start, as column and row, or null outside.
 * @param {Pick<BasinMap, "window" | "nx" | "ny">} map
 * @param {number[]} point
 * @returns {[number, number] | null}
 */
export function cellOf({ window, nx, ny }, point) {
  const at = window.map(([low, high], axis) => Math.floor(((point[axis] - low) / (high - low)) * (axis ? ny : nx)));
  const [column, row = 0] = at;
  return column >= 0 && column < nx && row >= 0 && row < ny ? [column, row] : null;
}

/** The start of a cell. @param {BasinMap} map @param {[number, number]} cell */
export const startOf = ({ axes }, cell) => axes.map((values, axis) => values[cell[axis]]);
