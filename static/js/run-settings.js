/** What acts on the chosen run beside its optimizer: conventions, schedule, gradient source, clipping; and their summary. */

import { catalog, optimizerEntry } from "./catalog.js";
import { createGradientChooser } from "./gradient-chooser.js";
import { figure } from "./numbers.js";
import { box, hide, part } from "./page.js";
import { createScheduleChooser } from "./schedule-chooser.js";
import { text } from "./texts.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {NonNullable<import("./types.js").OptimizerEntry["conventions"]>[number]} Convention */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createRunSettings(store, experiment) {
  createScheduleChooser(store, experiment);
  createGradientChooser(store, experiment);
  const says = box("settings-says");
  let owner = "";

  /** @param {Description} description */
  function renderConventions({ optimizer }) {
    const conventions = optimizerEntry(optimizer.name).conventions ?? [];
    hide(box("conventions"), !conventions.length);
    if (owner !== optimizer.name) {
      owner = optimizer.name;
      box("convention-switch").replaceChildren(...conventions.map(choice));
    }
    const at = conventions.findIndex((one) => Object.entries(valuesOf(one, optimizer.knobs)).every(([name, value]) => optimizer.knobs[name] === value));
    [...box("convention-switch").querySelectorAll("input")].forEach((input, index) => {
      input.checked = index === at;
    });
    box("convention-says").textContent = conventions[at]?.says ?? text("settings.convention_none");
  }

  /** @param {Convention} convention */
  function choice(convention) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = "convention";
    input.className = "unseen";
    input.addEventListener("change", () => {
      const { knobs } = store.get().description.optimizer;
      Object.entries(valuesOf(convention, knobs)).forEach(([name, value]) => experiment.setOptimizerKnob(name, value));
    });
    const title = document.createElement("span");
    title.textContent = convention.title;
    label.append(input, title);
    return label;
  }

  function render() {
    const { description } = store.get();
    renderConventions(description);
    const { parts, acts } = summaryOf(description);
    says.textContent = parts.join(" · ");
    says.dataset.acts = String(acts);
  }

  store.subscribe((_, changed) => {
    if (changed.has("description")) {
      render();
    }
    const { schedule, gradient } = store.get().problems;
    if (changed.has("problems") && (schedule || gradient)) {
      part("run-settings", HTMLDetailsElement).open = true;
    }
  });
  render();
}

/**
 * The knobs that a convention sets: a number, or as much as another knob.
 * @param {Convention} convention
 * @param {Record<string, number>} knobs
 */
function valuesOf(convention, knobs) {
  return Object.fromEntries(
    Object.entries(convention.knobs).map(([name, value]) => [name, typeof value === "string" ? knobs[value] : value]),
  );
}

/**
 * What is in force, so that nothing acts unseen; and whether it is anything but the usual.
 * @param {Description} description
 */
function summaryOf({ schedule, gradient }) {
  const { schedules, gradients } = catalog;
  const rates = schedules.find(({ name }) => name === schedule.name);
  const source = gradients.find(({ name }) => name === gradient.source);
  const figures = (source?.knobs ?? []).map(({ name }) => figure(gradient.knobs[name], 3));
  const changes = schedule.changes.length;
  return {
    parts: [
      rates?.title ?? schedule.name,
      ...(changes ? [text(changes === 1 ? "settings.one_change" : "settings.some_changes", { count: changes })] : []),
      [source?.title ?? gradient.source, ...figures].join(" "),
      gradient.clip === null ? text("settings.unclipped") : text("settings.clipped", { norm: figure(gradient.clip, 3) }),
    ],
    acts: schedule.name !== schedules[0].name || changes > 0 || gradient.source !== gradients[0].name || gradient.clip !== null,
  };
}
