/** The range test: the rate grows at every step; where the loss falls fastest, where it is lowest, where it blows up. */

import { constantSchedule, body, withRate } from "../description.js";
import { createField } from "../field.js";
import { TEST_RANGES, testOf } from "../link-tools.js";
import { figure, rounded } from "../numbers.js";
import { age, box, button, hide, input } from "../page.js";
import { RANGE_TEST } from "../tested-path.js";
import { say, text } from "../texts.js";
import { createTool, shownTool } from "../tools.js";
import { createLineChart } from "../views/line-chart.js";
import { curveModel, lossModel, ratesModel } from "./range-charts.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").RangeTest} RangeTest */

const DIGITS = 3;

/** The fewest steps that a ramp can have. */
const LEAST_STEPS = 2;

/** What the answer can be taken over with. */
const TAKING = ["test-try", "test-cycle", "test-walk"];

const NUMBERS = /** @type {const} */ (["lowest", "highest", "smoothing", "factor"]);

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function createRange(store, experiment) {
  const tool = createTool(store, RANGE_TEST, "/learning-rates/range-test", questionOf);
  const rates = createLineChart(box("test-rates"));
  const losses = createLineChart(box("test-losses"));
  const curve = createLineChart(box("test-curve"), {
    onPick: (rate) => experiment.tryRate(rounded(rate, DIGITS)),
    says: (rate) => (found() ? text("range.try_here", { rate: figure(rate, DIGITS) }) : null),
  });
  const fields = NUMBERS.map((name) => createField(input(`test-${name}`), {
    problem: box("test-problem"),
    range: TEST_RANGES[name],
    onValue: (value) => set(name, value),
  }));
  const growths = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=test-growth]"))];
  growths.forEach((one) => one.addEventListener("change", () => set("growth", one.value)));

  const found = () => tool.now(store.get())?.data ?? null;

  /** @param {keyof RangeTest} name @param {number | string} value */
  function set(name, value) {
    const { view } = store.get();
    const next = { ...testOf(view), [name]: value };
    if (next.lowest < next.highest) {
      experiment.setView({ test: { ...view.test, [name]: value } });
    } else {
      fields[NUMBERS.indexOf(/** @type {"lowest" | "highest"} */ (name))].complain(text("range.order"));
    }
  }

  button("test-try").addEventListener("click", () => {
    const rate = found()?.suggestion?.learning_rate;
    if (rate) {
      experiment.tryRate(rounded(rate, DIGITS));
    }
  });
  for (const name of /** @type {const} */ (["cycle", "run"])) {
    button(name === "cycle" ? "test-cycle" : "test-walk").addEventListener("click", () => {
      const run = found()?.[name];
      if (run) {
        experiment.tryRun(run);
      }
    });
  }

  /** @param {State} state */
  function renderControls(state) {
    const test = testOf(state.view);
    NUMBERS.forEach((name, index) => fields[index].show(test[name]));
    growths.forEach((one) => {
      one.checked = one.value === test.growth;
    });
  }

  /** @param {any} data @param {string | null} problem */
  function renderWords(data, problem) {
    box("test-says").textContent = problem ?? say(data?.sentence);
    const rate = data?.suggestion?.learning_rate;
    hide(button("test-try"), !rate);
    button("test-try").textContent = rate ? text("range.try", { rate: figure(rounded(rate, DIGITS)) }) : "";
    hide(button("test-cycle"), !data?.cycle);
    hide(button("test-walk"), !data?.run);
    hide(button("test-more"), !data?.sentences?.length);
    const said = (data?.sentences ?? []).map((/** @type {import("../types.js").Both} */ sentence) => say(sentence));
    box("test-list").replaceChildren(...[...said, text("range.on_the_map")].map((sentence) => {
      const line = document.createElement("li");
      line.textContent = sentence;
      return line;
    }));
  }

  /** @type {any} */
  let told;
  return {
    /** @param {State} state */
    render(state) {
      const known = tool.last(state);
      const data = known?.data ?? null;
      const { theme } = state.view;
      renderControls(state);
      age(tool.now(state) === null, box("test-charts"), box("test-says"), box("test-list"), ...TAKING.map(button));
      const empty = text(known?.problem ? "chart.nothing" : "range.waiting");
      rates.render({ ...ratesModel(data, empty), theme });
      losses.render({ ...lossModel(data, empty), theme });
      curve.render({ ...curveModel(data, empty), theme });
      if (known !== told) {
        told = known;
        renderWords(data, known?.problem ?? null);
      }
    },
  };
}

/** @param {State} state */
function questionOf(state) {
  const { description, held, view, status } = state;
  if (shownTool(state) !== RANGE_TEST || held || status === "loading") {
    return null;
  }
  const { factor, ...test } = testOf(view);
  const steps = Math.max(description.steps, LEAST_STEPS);
  const plain = { ...description, steps, optimizer: withRate(description.optimizer, 1), schedule: constantSchedule() };
  return { ...body(plain), ...test, blow_up: factor };
}
