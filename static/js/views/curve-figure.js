/** The traces and the layout of a curve, and its samples read between the nodes. */

import { isLong } from "./commit.js";
import { flatNumbers } from "./grid.js";
import { axis, baseLayout } from "./plot.js";
import { committedLook, uidOf } from "./terrain-figure.js";

/** @typedef {import("./models.js").CurveModel} CurveModel */
/** @typedef {import("./models.js").Run} Run */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {{ w: Float64Array, loss: Float64Array, at: (w: number) => number }} Samples */

/** Index of the trace that holds the committed path. */
export const PATH_TRACE = 1;

/**
 * @param {CurveModel["samples"]} data
 * @returns {Samples}
 */
export function readSamples(data) {
  const w = flatNumbers(data.w);
  const loss = flatNumbers(data.loss);
  const spacing = (w[w.length - 1] - w[0]) / (w.length - 1);
  return {
    w,
    loss,
    at(value) {
      const place = Math.min(Math.max((value - w[0]) / spacing, 0), w.length - 1);
      const left = Math.min(Math.floor(place), w.length - 2);
      return loss[left] + (place - left) * (loss[left + 1] - loss[left]);
    },
  };
}

/**
 * @param {CurveModel} model
 * @param {Samples} samples
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 */
export function curveFigure(model, { w, loss }, theme, size) {
  const known = loss.filter(Number.isFinite);
  const low = known.reduce((least, value) => Math.min(least, value), Infinity);
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity);
  const span = high - low || 1;
  const [name] = model.axes;
  const traces = [
    {
      type: "scatter", mode: "lines", x: w, y: loss, line: { color: theme.ink, width: 1.75, simplify: false },
      hovertemplate: `${name} %{x:.4~g}<br>${model.texts.loss ?? ""} %{y:.5~g}<extra></extra>`,
    },
    ...[null, ...(model.others ?? [])].map((_, order) => committedHops(model, null, theme, order)),
  ];
  const [from, to] = /** @type {[number, number]} */ (model.window.flat());
  const layout = {
    ...baseLayout(theme, size),
    xaxis: axis(theme, [from, to]),
    yaxis: axis(theme, [low - 0.12 * span, high + 0.06 * span], { grid: true, more: { exponentformat: "power" } }),
  };
  return { traces, layout, label: model.texts.label };
}

/**
 * @param {CurveModel} model
 * @param {Run | null} run
 * @param {Theme} theme
 * @param {number} [order]  among the paths
 */
export function committedHops(model, run, theme, order = 0) {
  const shown = run ? run.points.slice(0, model.step + 1) : [];
  return {
    type: "scatter", mode: isLong(shown) ? "lines" : "lines+markers", uid: uidOf(order), name: run?.name ?? "",
    x: shown.map(([w]) => w), y: shown.map((_, index) => run?.losses[index] ?? null), customdata: shown.map((_, index) => index),
    hovertemplate: `${model.texts.step ?? ""} %{customdata}<br>${model.axes[0]} %{x:.5~g}<br>${model.texts.loss ?? ""} %{y:.5~g}<extra></extra>`,
    ...committedLook(theme, run),
  };
}
