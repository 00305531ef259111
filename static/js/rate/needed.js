/** Small against large: how many steps every rate needs, and with noise what each leaves in the end. */

import { sweepOf } from "../ask-sweep.js";
import { rateOf } from "../description.js";
import { looksOf } from "../drawn-runs.js";
import { createField } from "../field.js";
import { TOLERANCE_RANGE, toleranceOf } from "../link-tools.js";
import { figure, rounded } from "../numbers.js";
import { age, box, button, hide, input, tell } from "../page.js";
import { sweepSays } from "../painted-rates.js";
import { presetsKey } from "../questions.js";
import { entryOf } from "../race.js";
import { knowsRange, rateRange } from "../rate-range.js";
import { say, text } from "../texts.js";
import { createTool, shownTool } from "../tools.js";
import { createLineChart } from "../views/line-chart.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../views/chart-models.js").LineModel} LineModel */

const NAME = "needed";
const RATES = 200;
const DIGITS = 3;

/** A run that is shorter than this is made this long: otherwise the small rates would all be missing. */
const LEAST_STEPS = 1000;

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function createNeeded(store, experiment) {
  const tool = createTool(store, NAME, "/learning-rates/steps-needed", questionOf);
  const pick = { onPick: (/** @type {number} */ rate) => experiment.tryRate(rounded(rate, DIGITS)) };
  const chart = createLineChart(box("needed-plot"), { ...pick, says: (rate) => stepsAt(tool.last(store.get())?.data, rate) });
  const rest = createLineChart(box("needed-left"), { ...pick, says: (rate) => leftAt(tool.last(store.get())?.data, rate) });
  const best = button("needed-best");
  const field = createField(input("needed-tolerance"), {
    problem: box("needed-problem"),
    range: TOLERANCE_RANGE,
    onValue: (tolerance) => experiment.setView({ tolerance }),
  });
  best.addEventListener("click", () => {
    const found = tool.now(store.get())?.data?.best;
    if (found) {
      experiment.tryRate(found.learning_rate);
    }
  });

  return {
    /** @param {State} state */
    render(state) {
      const known = tool.last(state);
      const data = known?.data ?? null;
      const here = { rate: rateOf(state.description), color: looksOf(entryOf(state.race, state.chosen)).color };
      field.show(toleranceOf(state.view));
      hide(box("needed-left"), !data?.noisy);
      // where noise keeps every rate from arriving, only what is left can be seen
      hide(box("needed-plot"), Boolean(data?.noisy) && !arrives(data));
      chart.render({ ...stepsModel(data, here, text(known?.problem ? "chart.nothing" : "needed.waiting")), theme: state.view.theme });
      if (data?.noisy) {
        rest.render({ ...leftModel(data, here), theme: state.view.theme });
      }
      age(tool.now(state) === null, box("needed-charts"), box("needed-says"), best);
      box("needed-says").textContent = known?.problem ?? say(data?.sentence);
      hide(best, !data?.best);
      best.textContent = data?.best ? text("needed.try_best", { rate: figure(data.best.learning_rate, DIGITS) }) : "";
      const sweep = sweepOf(state, rateRange(state));
      age(!sweep.current, box("needed-sweep"));
      tell(box("needed-sweep"), sweep.problem ?? sweepSays(state, sweep));
    },
  };
}

/** @param {State} state */
function questionOf(state) {
  const { description, held, view } = state;
  if (shownTool(state) !== NAME || held || !knowsRange(state)) {
    return null;
  }
  const [lowest, highest] = rateRange(state);
  const steps = Math.max(description.steps, LEAST_STEPS);
  const body = JSON.parse(presetsKey({ ...description, steps }));
  return { ...body, lowest, highest, count: RATES, also: [rateOf(description)], tolerance: toleranceOf(view) };
}

/** Whether any rate does. @param {any} data */
const arrives = ({ steps }) => steps.some((/** @type {number | null} */ count) => count !== null);

/** @typedef {{ rate: number, color: string }} Here  the run's own rate, and its colour */

/** @param {any} data @param {Here} here @param {string} empty @returns {LineModel} */
function stepsModel(data, { rate, color }, empty) {
  const texts = { label: text("needed.label"), x: text("needed.rate"), y: text("needed.steps"), empty };
  if (!data) {
    return { lines: [], texts };
  }
  const { rates, steps, best, best_fixed: fixed } = data;
  if (!arrives(data)) {
    return { lines: [], texts: { ...texts, empty: text("needed.never") } };
  }
  const at = rates.indexOf(rate);
  const here = steps[at];
  return {
    lines: [{ x: rates, y: steps, color: "--ink" }],
    uprights: [
      { at: rate, color, name: at >= 0 && here === null ? text("needed.now_never", { rate: figure(rate, DIGITS) }) : undefined },
      ...(fixed === null ? [] : [{ at: fixed, color: "--accent", name: text("needed.best_fixed", { rate: figure(fixed, DIGITS) }) }]),
    ],
    balls: [
      ...(best ? [{ at: /** @type {[number, number]} */ ([best.learning_rate, best.steps]), color: "--better", small: true,
        name: text("needed.best", { rate: figure(best.learning_rate, DIGITS), steps: best.steps }) }] : []),
      ...(at < 0 || here === null ? [] : [{ at: /** @type {[number, number]} */ ([rate, here]), color,
        name: text("needed.now", { rate: figure(rate, DIGITS), steps: here }) }]),
    ],
    x: [Math.log10(rates[0]), Math.log10(rates[rates.length - 1])],
    logX: true,
    logY: true,
    texts,
  };
}

/** @param {any} data @param {Here} here @returns {LineModel} */
function leftModel({ rates, left, left_sd: spread }, { rate, color }) {
  /** @param {number} side */
  const beside = (side) => left.map((/** @type {number | null} */ value, /** @type {number} */ index) =>
    (value === null || spread[index] === null || value + side * spread[index] <= 0 ? null : value + side * spread[index]));
  const here = left[rates.indexOf(rate)] ?? null;
  return {
    lines: [
      { x: rates, y: beside(-1), color: "--line", width: 1 },
      { x: rates, y: beside(1), color: "--line", width: 1 },
      { x: rates, y: left, color: "--ink" },
    ],
    uprights: [{ at: rate, color }],
    balls: here === null ? [] : [{ at: [rate, here], color, name: text("needed.left_now", { left: figure(here, DIGITS) }) }],
    x: [Math.log10(rates[0]), Math.log10(rates[rates.length - 1])],
    logX: true,
    logY: true,
    texts: { label: text("needed.left_label"), x: text("needed.rate"), y: text("needed.left"), empty: text("needed.never") },
  };
}

/** @param {any} data @param {number} rate */
function stepsAt(data, rate) {
  if (!data) {
    return null;
  }
  const at = nearest(data.rates, rate);
  const [tried, steps] = [figure(data.rates[at], DIGITS), data.steps[at]];
  return steps === null ? text("needed.now_never", { rate: tried }) : text("needed.now", { rate: tried, steps });
}

/** @param {any} data @param {number} rate */
function leftAt(data, rate) {
  const at = data ? nearest(data.rates, rate) : 0;
  const left = data?.left?.[at] ?? null;
  return left === null ? null : text("needed.left_at", { rate: figure(data.rates[at], DIGITS), left: figure(left, DIGITS) });
}

/** The place of the rate that is nearest on a logarithmic axis. @param {number[]} rates @param {number} rate */
function nearest(rates, rate) {
  const apart = rates.map((one) => Math.abs(Math.log(one / rate)));
  return apart.indexOf(Math.min(...apart));
}
