/** The samples of a slice, its axes, and its curve as a real trace under our layer. */

import { figure, roundValues } from "./figures.js";
import { flatNumbers } from "./grid.js";
import { axis, baseLayout } from "./plot.js";

/** @typedef {import("./models.js").SliceModel} SliceModel */
/** @typedef {import("./models.js").Slice} Slice */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {{ s: Float64Array, loss: Float64Array, here: number, lands: { s: number, loss: number } }} Samples */

/** A tick with more characters does not fit into the margin. */
const WIDEST_TICK = 5;

/**
 * @param {Slice} slice
 * @returns {Samples}
 */
export function readSlice(slice) {
  const s = flatNumbers(slice.s);
  const loss = flatNumbers(slice.loss);
  /** @param {number} place */
  const at = (place) => {
    const right = Math.max(1, s.findIndex((value) => value >= place));
    const part = (place - s[right - 1]) / (s[right] - s[right - 1]);
    return loss[right - 1] + part * (loss[right] - loss[right - 1]);
  };
  const lands = typeof slice.lands === "number" ? { s: slice.lands, loss: at(slice.lands) } : slice.lands;
  return { s, loss, here: at(0), lands };
}

/**
 * @param {SliceModel} model
 * @param {Samples | null} samples
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 */
export function sliceFigure(model, samples, theme, size) {
  const s = samples ? Array.from(samples.s) : [0, 1];
  const known = samples ? samples.loss.filter(Number.isFinite) : Float64Array.of(0, 1);
  const low = known.reduce((least, value) => Math.min(least, value), Infinity);
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity);
  const span = high - low || 1;
  const bottom = low - 0.12 * span;
  const top = high + 0.1 * span;
  const ticks = lossTicks([bottom, top], samples?.here ?? 0);
  const traces = [{
    type: "scatter", mode: "lines", x: s, y: samples?.loss ?? [], line: { color: theme.ink, width: 1.75, simplify: false },
    hovertemplate: `${model.texts.along} %{x:.4~g}<br>${model.texts.loss} %{y:.5~g}<extra></extra>`,
  }];
  const layout = {
    ...baseLayout(theme, size),
    dragmode: false,
    xaxis: axis(theme, [s[0], s[s.length - 1]], { more: { fixedrange: true, nticks: 6, exponentformat: "power", visible: samples !== null } }),
    yaxis: axis(theme, [bottom, top], {
      grid: samples !== null, more: { fixedrange: true, visible: samples !== null, tickmode: "array", tickvals: ticks.values, ticktext: ticks.texts, automargin: "left" },
    }),
  };
  return { traces, layout, label: model.texts.label, from: ticks.from };
}

/**
 * Ticks of the losses; of their differences from the loss where the step begins, when it takes many digits to tell them apart.
 * @param {[number, number]} range
 * @param {number} here
 */
function lossTicks([bottom, top], here) {
  const losses = roundValues([bottom, top], 3);
  const texts = losses.map((loss) => figure(loss, 4));
  const distinct = new Set(texts).size === texts.length && texts.every((text) => text.length <= WIDEST_TICK);
  if (distinct) {
    return { from: 0, values: losses, texts };
  }
  const changes = roundValues([bottom - here, top - here], 3);
  return { from: here, values: changes.map((change) => here + change), texts: changes.map((change) => figure(change)) };
}
