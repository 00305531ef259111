/** Loss against step: every visible run, and a readout of the step under the pointer. */

import { createStepChart } from "./step-chart.js";

/** @typedef {import("./models.js").LossModel} LossModel */
/** @typedef {import("./models.js").Run} Run */

/** @param {LossModel} model */
function runsOf(model) {
  return [...(model.others ?? []), ...(model.run ? [model.run] : [])];
}

/**
 * @param {HTMLElement} element
 * @param {import("./step-chart.js").StepHandlers} handlers
 */
export function createLossChart(element, handlers) {
  const chart = createStepChart(element, handlers);
  return {
    /** @param {LossModel} model */
    render(model) {
      const runs = runsOf(model);
      chart.render({
        series: runs.map(({ losses, color, dash, marker, name, ghost }) =>
          ({ values: losses, color, dash, marker, name, ghost: Boolean(ghost) })),
        last: Math.max(1, ...runs.map(({ losses }) => losses.length - 1)),
        step: model.step,
        lit: model.lit ?? null,
        logScale: model.logScale,
        readout: true,
        restless: model.state === "loading",
        theme: model.theme,
        texts: { label: model.texts.label, value: model.texts.loss, step: model.texts.step,
          aboveLowest: model.texts.aboveLowest, litStep: model.texts.litStep },
      });
    },
    resize: chart.resize,
    destroy: chart.destroy,
  };
}
