/** The charts under the timeline: the one of the chosen tab is drawn, at most once a frame. */

import { createDiagnosticsTab } from "./diagnostics-tab.js";
import { createGradientTab } from "./gradient-tab.js";
import { createLossTab } from "./loss-tab.js";
import { createRateTab } from "./rate-tab.js";
import { createSliceTab } from "./slice-tab.js";
import { createStartsTab } from "./starts-tab.js";

/** @typedef {import("./types.js").State} State */

/** What no chart shows. @type {Set<keyof State>} */
const UNSEEN = new Set(["fallLine", "ground", "field", "signs", "frame"]);

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 * @param {import("./starts-tab.js").Asked} asked
 */
export function createCharts(store, experiment, asked) {
  /** Each is made when its tab is first opened. @type {Record<string, () => { render: (state: State) => void }>} */
  const makers = {
    loss: () => createLossTab(store, experiment),
    diagnostics: () => createDiagnosticsTab(store, experiment),
    slice: createSliceTab,
    rate: () => createRateTab(store, experiment),
    starts: () => createStartsTab(store, experiment, asked),
    gradient: () => createGradientTab(store, experiment),
  };
  /** @type {Record<string, { render: (state: State) => void }>} */
  const made = {};
  let frame = 0;

  function draw() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const state = store.get();
      const { tab } = state.view;
      made[tab] ??= makers[tab]?.();
      made[tab]?.render(state);
    });
  }

  store.subscribe((_, changed) => {
    if ([...changed].some((name) => !UNSEEN.has(name))) {
      draw();
    }
  });
  draw();
}
