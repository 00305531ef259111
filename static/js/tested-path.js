/** The path of the range test as the pictures of the surface draw it: a ghost beside the runs while the tool is open. */

import { text } from "./texts.js";
import { shownTool } from "./tools.js";

/** @typedef {import("./types.js").State} State */

export const RANGE_TEST = "range";

/** @type {WeakMap<object, { id: number, points: number[][], losses: (number | null)[], color: string, dash: "dot", marker: string, name: string, ghost: true, tested: true }>} */
const known = new WeakMap();

/** Told apart from every run's number. */
const ID = -1;

/**
 * The points of the last test, with the start; null while another tool is open.
 * @param {State} state
 */
export function testedPath(state) {
  const tool = shownTool(state) === RANGE_TEST ? state.tools.get(RANGE_TEST) : null;
  const start = tool?.data && JSON.parse(tool.key).start;
  if (!start || String(start) !== String(state.description.start)) {
    return null;
  }
  const made = known.get(tool.data) ?? {
    id: ID, points: [start, ...tool.data.points.filter(Boolean)], losses: [tool.data.start.loss, ...tool.data.losses],
    color: "--ink", dash: "dot", marker: "circle", name: text("range.path"), ghost: true, tested: true,
  };
  known.set(tool.data, made);
  return made;
}
