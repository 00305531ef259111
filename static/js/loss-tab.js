/** The tab of the loss: every visible run against the step, and above it the schedule. */

import { drawnRuns } from "./drawn-runs.js";
import { createScheduleStrip } from "./schedule-strip.js";
import { box } from "./page.js";
import { awaitsRun } from "./run.js";
import { text } from "./texts.js";
import { createLossChart } from "./views/loss-chart.js";

/** @typedef {import("./types.js").State} State */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createLossTab(store, experiment) {
  const chart = createLossChart(box("loss"), { onSeek: experiment.player.seek, onLight: experiment.light });
  const strip = createScheduleStrip(store, experiment);
  return {
    /** @param {State} state */
    render(state) {
      strip.render(state);
      if (!awaitsRun(state)) {
        chart.render(lossModel(state));
      }
    },
  };
}

/** @param {State} state */
function lossModel(state) {
  const { step, status, held, view, lit } = state;
  return {
    ...drawnRuns(state),
    step,
    lit,
    state: held ? /** @type {const} */ ("loading") : status,
    logScale: view.logScale,
    theme: view.theme,
    texts: {
      label: text("view.loss"), loss: text("view.loss_axis"), step: text("view.step"),
      aboveLowest: text("view.above_lowest"), litStep: (/** @type {number} */ k) => text("chart.readout_step", { step: k }),
    },
  };
}
