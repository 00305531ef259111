/** Two slices through the ball, along x and along y: their tangents' slopes are the gradient. On a curve one slice. */

import { hasSlope } from "./inspected.js";
import { figure } from "./numbers.js";
import { box, hide } from "./page.js";
import { text } from "./texts.js";
import { createArrowChart } from "./views/arrow-chart.js";
import { createLineChart } from "./views/line-chart.js";

/** @typedef {import("./types.js").State} State */

export function createPartialSlopes() {
  const charts = ["slice-first", "slice-second"].map((id) => ({ element: box(id), chart: createLineChart(box(id)) }));
  const sum = { element: box("slice-sum"), chart: createArrowChart(box("slice-sum")) };

  return {
    /** @param {State} state @param {string[]} variables */
    render({ inspection, view }, variables) {
      const slices = inspection?.slices ?? [];
      charts.forEach(({ element, chart }, index) => {
        hide(element, index >= variables.length);
        if (!element.hidden) {
          chart.render({ ...sliceModel(slices[index] ?? null, variables[index], inspection, index), theme: view.theme });
        }
      });
      hide(sum.element, variables.length < 2);
      if (variables.length === 2) {
        const [first, second] = slices.map((/** @type {any} */ { slope }) => slope);
        sum.chart.render({
          parts: slices.length && hasSlope(inspection) ? [first, second] : null, theme: view.theme,
          texts: { label: text("gradient.sum_label"), uphill: text("gradient.uphill"), downhill: text("gradient.downhill"),
            parts: slices.length ? variables.map((axis, index) => text("gradient.partial", { axis, slope: figure(slices[index].slope, 4) })) : [],
            empty: text("chart.nothing") },
        });
      }
      return slices.length ? sentence(slices, inspection, variables) : null;
    },
  };
}

/**
 * @param {any} slice
 * @param {string} axis
 * @param {any} inspection
 * @param {number} index
 */
function sliceModel(slice, axis, inspection, index) {
  const texts = { label: text("gradient.slice_label", { axis }), x: axis, y: text("view.loss_axis"), empty: text("chart.nothing") };
  if (!slice) {
    return { lines: [], texts };
  }
  const here = inspection.point[index];
  const value = inspection.value;
  const ends = [slice.at[0], slice.at[slice.at.length - 1]];
  return {
    lines: [
      { x: slice.at, y: slice.loss, color: "--ink" },
      ...(slice.slope === null ? [] : [{ x: ends, y: ends.map((at) => value + slice.slope * (at - here)), color: "--accent",
        name: text("gradient.partial", { axis, slope: figure(slice.slope, 4) }) }]),
    ],
    balls: [{ at: /** @type {[number, number]} */ ([here, value]), color: "--ink" }],
    y: spanOf(slice.loss),
    texts,
  };
}

/** The losses of the slice and a little air, so that a steep tangent does not flatten the curve. @param {(number | null)[]} losses */
function spanOf(losses) {
  const known = /** @type {number[]} */ (losses.filter((loss) => loss !== null));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const air = (high - low || Math.abs(high) || 1) * 0.1;
  return /** @type {[number, number]} */ ([low - air, high + air]);
}

/** @param {any[]} slices @param {any} inspection @param {string[]} variables */
function sentence(slices, { gradient, gradient_norm: norm }, variables) {
  const [first, second] = slices.map(({ slope }) => slope);
  if (!hasSlope({ gradient })) {
    return text("gradient.says.no_slope");
  }
  if (variables.length === 1) {
    const way = first > 0 ? "rising" : first < 0 ? "falling" : "level";
    return text(`gradient.says.${way}`, { slope: figure(first, 4) });
  }
  const down = gradient.map((/** @type {number} */ slope) => figure(-slope, 4)).join(", ");
  return text("gradient.says.slices", {
    x: variables[0], y: variables[1], first: figure(first, 4), second: figure(second, 4), norm: figure(norm, 4), down,
  });
}
