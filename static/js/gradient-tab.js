/** The tab of the gradient at the ball: the partial slopes that make it, the compass around it, the tangent along it. */

import { variablesOf } from "./description.js";
import { createCompassCharts } from "./compass-charts.js";
import { createPartialSlopes } from "./partial-slopes.js";
import { box, hide, tell } from "./page.js";
import { createTangentCharts } from "./tangent-charts.js";

/** @typedef {import("./types.js").State} State */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createGradientTab(store, experiment) {
  const figures = {
    slices: createPartialSlopes(),
    compass: createCompassCharts(experiment),
    tangent: createTangentCharts(),
  };
  const names = /** @type {(keyof typeof figures)[]} */ (Object.keys(figures));
  const switches = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=gradient-figure]"))];
  switches.forEach((one) => one.addEventListener("change", () =>
    experiment.setView({ figure: /** @type {keyof typeof figures} */ (one.value) })));

  return {
    /** @param {State} state */
    render(state) {
      const shown = state.view.figure ?? names[0];
      switches.forEach((one) => {
        one.checked = one.value === shown;
      });
      for (const name of names) {
        hide(box(`gradient-${name}`), name !== shown);
      }
      tell(box(`${shown}-says`), figures[shown].render(state, variablesOf(state.description.surface)));
    },
  };
}
