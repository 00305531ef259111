/** The learning rate against the step, with its knobs and its changes by hand as points that can be taken. */

import { pointerPosition } from "./axes.js";
import { createGrips } from "./grips.js";
import { createStepChart } from "./step-chart.js";

/** @typedef {import("./chart-models.js").ScheduleModel} ScheduleModel */

/** A logarithmic axis from this ratio of the highest rate to the lowest on. */
const DECADE = 10;

/**
 * @param {HTMLElement} element
 * @param {import("./step-chart.js").StepHandlers & import("./grips.js").GripHandlers &
 *   { onAdd: (place: import("./grips.js").Place) => void }} handlers
 */
export function createScheduleChart(element, handlers) {
  const grips = createGrips(element, handlers);
  const chart = createStepChart(element, { ...handlers, onAxes: grips.place });

  // Plotly lays a cover over the page while a button is down, so that a double click never arrives: count presses.
  element.addEventListener("mousedown", (event) => {
    const axes = chart.stage.axes();
    if (event.detail === 2 && axes && !(/** @type {Element} */ (event.target).closest("[data-grip]"))) {
      const [x, y] = pointerPosition(element, event);
      const step = Math.round(axes.toX(Math.min(Math.max(x, axes.left), axes.left + axes.width)));
      handlers.onAdd({ step: Math.max(0, step), rate: axes.toY(Math.min(Math.max(y, axes.top), axes.top + axes.height)) });
    }
  }, { capture: true });

  return {
    /** @param {ScheduleModel} model */
    render(model) {
      const rates = model.series.flatMap(({ values }) => [...ends(values)]);
      chart.render({ ...model, logScale: Math.max(...rates) > DECADE * Math.min(...rates), namesHidden: true });
      grips.render(model.grips);
    },
    resize: chart.resize,
    destroy: chart.destroy,
  };
}

/** The lowest and the highest of some rates. @param {(number | null)[]} values */
function* ends(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = value !== null && value > 0 ? Math.min(low, value) : low;
    high = Math.max(high, value ?? -Infinity);
  }
  if (low <= high) {
    yield low;
    yield high;
  }
}
