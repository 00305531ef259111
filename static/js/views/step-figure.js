/** The axes of a chart over the steps, and its lines as real traces under our layer, for reading and export. */

import { MARGIN, axis, baseLayout } from "./plot.js";
import { decades, linearTicks, rangeOf } from "./step-scale.js";

/** @typedef {import("./chart-models.js").StepModel} StepModel */
/** @typedef {import("./theme.js").Theme} Theme */

/** Room for names beside the frame: not more than this part of the chart. */
const MOST_NAMES = 0.3;

/** Charts lower than this have fewer ticks. */
const LOW = 120;

/**
 * Room to the right of the frame, where several lines are named.
 * @param {StepModel} model
 * @param {number} width
 * @param {(name: string) => number} widthOf
 */
export function nameRoom({ series }, width, widthOf) {
  const named = series.filter(({ name, guide }) => name && !guide);
  if (named.length < 2) {
    return 0;
  }
  const widest = named.reduce((most, { name }) => Math.max(most, widthOf(name ?? "")), 0);
  return Math.min(widest, width * MOST_NAMES);
}

/**
 * @param {StepModel} model
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 * @param {number} names  room for names to the right
 */
export function stepFigure(model, theme, size, names) {
  const { shift, range } = rangeOf(model.series.map(({ values }) => values), model.logScale);
  const { texts } = model;
  const wanted = size.height < LOW ? 2 : 4;
  const places = Math.max(3, Math.round(size.width / 90));
  const traces = model.series.map(({ values, steps, color, name }) => ({
    type: "scatter", mode: "lines", x: steps ?? values.map((_, index) => index), name: name ?? texts.value,
    y: shift ? values.map((value) => (value === null ? null : value - shift)) : values, customdata: values,
    line: { color: theme.color(color), width: 1 }, opacity: 0, hoverinfo: "skip",
  }));
  const layout = {
    ...baseLayout(theme, size),
    margin: { ...MARGIN, r: MARGIN.r + names, pad: 0 },
    dragmode: false,
    hovermode: false,
    xaxis: axis(theme, [0, Math.max(1, model.last)], {
      more: { fixedrange: true, tickformat: "d", ...(model.last < places ? { dtick: 1 } : { nticks: places }) },
    }),
    yaxis: axis(theme, range, {
      grid: true,
      more: { fixedrange: true, ...(model.logScale ? { type: "log", ...decades(range, wanted) } : linearTicks(range, wanted)) },
    }),
  };
  return { shift, range, figure: { traces, layout, label: texts.label } };
}
