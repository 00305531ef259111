/** The first-order model: the tangent along −∇L against the true loss, and its error against ½λd². */

import { hasSlope } from "./inspected.js";
import { figure } from "./numbers.js";
import { box } from "./page.js";
import { text } from "./texts.js";
import { createLineChart } from "./views/line-chart.js";

/** @typedef {import("./types.js").State} State */

/** Figures that agree to so many digits are told as equal: rounding is in the rest. */
const AGREE = 1e-6;

export function createTangentCharts() {
  const model = createLineChart(box("tangent-model"));
  const error = createLineChart(box("tangent-error"));
  return {
    /** @param {State} state */
    render({ inspection, view }) {
      const tangent = inspection?.tangent?.distances ? inspection.tangent : null;
      model.render({ ...modelChart(tangent), theme: view.theme });
      error.render({ ...errorChart(tangent), theme: view.theme });
      if (inspection && !hasSlope(inspection)) {
        return text("gradient.says.no_slope");
      }
      return tangent ? sentence(tangent) : inspection ? text("gradient.says.none") : null;
    },
  };
}

/** @param {any} tangent */
function modelChart(tangent) {
  const texts = { label: text("gradient.model_label"), x: text("gradient.distance"), y: text("view.loss_axis"), empty: text("chart.nothing") };
  if (!tangent) {
    return { lines: [], texts };
  }
  const { distances, losses, model } = tangent;
  return {
    lines: [
      { x: distances, y: losses, color: "--ink", name: text("gradient.true") },
      { x: distances, y: model, color: "--accent", name: text("gradient.model") },
    ],
    balls: [{ at: /** @type {[number, number]} */ ([distances[0], losses[0]]), color: "--ink", small: true }],
    texts,
  };
}

/** @param {any} tangent */
function errorChart(tangent) {
  const texts = { label: text("gradient.error_label"), x: text("gradient.distance"), y: text("gradient.error"), empty: text("chart.nothing") };
  if (!tangent) {
    return { lines: [], texts };
  }
  const { distances, error, half_curvature: half, worst_half_curvature: worst } = tangent;
  /** A logarithm has no place for 0; the sizes are compared. @param {(number | null)[]} list */
  const sizes = (list) => list.map((value) => (value ? Math.abs(value) : null));
  return {
    lines: [
      { x: distances, y: sizes(worst ?? []), color: "--ink-second", width: 1, dash: [5, 4], name: text("gradient.half_worst") },
      { x: distances, y: sizes(half), color: "--accent", width: 4.5, name: text("gradient.half") },
      { x: distances, y: sizes(error), color: "--ink", name: text("gradient.error") },
    ].filter(({ y }) => y.some((value) => value !== null)),
    logX: true,
    logY: true,
    texts,
  };
}

/** @param {any} tangent */
function sentence({ distances, losses, model, error, half_curvature: half }) {
  const last = losses.findLastIndex((/** @type {number | null} */ loss) => loss !== null);
  const exact = Math.abs(error[last] - half[last]) <= AGREE * Math.abs(half[last]);
  return text(exact ? "gradient.says.tangent_exact" : "gradient.says.tangent", {
    distance: figure(distances[last], 3), model: figure(model[last]), loss: figure(losses[last]),
    error: figure(error[last]), half: figure(half[last]),
  });
}
