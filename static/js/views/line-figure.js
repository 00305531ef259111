/** The axes of a plain chart, and its lines as real traces under our layer, for reading and export. */

import { axis, baseLayout } from "./plot.js";
import { decades, linearTicks, rangeOf } from "./step-scale.js";

/** @typedef {import("./chart-models.js").LineModel} LineModel */
/** @typedef {import("./theme.js").Theme} Theme */

/** Charts smaller than this have fewer ticks. */
const LOW = 140;
const TICK_EVERY = 72;

/**
 * @param {LineModel} model
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 */
export function lineFigure(model, theme, size) {
  const { lines, texts, ticks } = model;
  const empty = !lines.length;
  const x = model.x ?? tight(lines.map((line) => line.x), Boolean(model.logX));
  const y = model.y ?? rangeOf(lines.map((line) => line.y), Boolean(model.logY)).range;
  const traces = lines.map((line) => ({
    type: "scatter", mode: "lines", x: Array.from(line.x), y: Array.from(line.y), name: line.name ?? texts.y, opacity: 0,
    line: { color: theme.color(line.color), width: 1 }, hoverinfo: "skip",
  }));
  const across = Math.max(2, Math.round(size.width / TICK_EVERY));
  const tickX = ticks
    ? { tickmode: "array", tickvals: ticks.map(({ at }) => at), ticktext: ticks.map(({ text }) => text) }
    : model.logX ? { type: "log", ...decades(x, across) } : linearTicks(x, across);
  const down = size.height < LOW ? 3 : 4;
  const layout = {
    ...baseLayout(theme, size),
    dragmode: false,
    hovermode: false,
    xaxis: axis(theme, x, { more: { fixedrange: true, visible: !empty, ticklabeloverflow: "allow", ...tickX } }),
    yaxis: axis(theme, y, {
      grid: !empty,
      more: { fixedrange: true, visible: !empty, ...(model.logY ? { type: "log", ...decades(y, down) } : linearTicks(y, down)) },
    }),
  };
  return { traces: traces.length ? traces : [{ type: "scatter", mode: "lines", x: [], y: [] }], layout, label: texts.label };
}

/**
 * From end to end, without air.
 * @param {ArrayLike<number | null>[]} lists
 * @param {boolean} log
 * @returns {[number, number]}
 */
function tight(lists, log) {
  const values = lists.flatMap((list) => Array.from(list)).filter((value) => value !== null && Number.isFinite(value) && (!log || value > 0));
  if (!values.length) {
    return [0, 1];
  }
  const ends = /** @type {[number, number]} */ ([Math.min(.../** @type {number[]} */ (values)), Math.max(.../** @type {number[]} */ (values))]);
  return log ? [Math.log10(ends[0]), Math.log10(ends[1])] : ends;
}
