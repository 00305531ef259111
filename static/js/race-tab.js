/** The race in figures: every run with its settings and how far it is, and the difference to its ghost. */

import { catalog, optimizerEntry } from "./catalog.js";
import { constantSchedule, plainGradient } from "./description.js";
import { looksOf, titleOf } from "./drawn-runs.js";
import { entryOf } from "./race.js";
import { figure, whole } from "./numbers.js";
import { box, hide, tell } from "./page.js";
import { text } from "./texts.js";
import { drawSwatch } from "./views/swatch.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Run} Run */

/** A run has arrived when its gradient is no longer than this. */
const TOLERANCE = 1e-3;

/** A quotient of losses says more than their difference from this factor on. */
const TELLING = 1.05;

/** @param {import("./store.js").Store} store @param {import("./experiment.js").Experiment} experiment */
export function createRaceTab(store, experiment) {
  const rows = box("race-rows");
  box("race-arrives").textContent = text("race.arrives", { tolerance: figure(TOLERANCE) });

  /** @param {State} state */
  function render(state) {
    const { race, chosen, step, view } = state;
    if (view.tab !== "race") {
      return;
    }
    box("race-here").textContent = text("race.loss_here", { step });
    rows.replaceChildren(...race.entries.map((entry) => row(state, entry)));
    for (const entry of race.entries) {
      const canvas = /** @type {HTMLCanvasElement} */ (rows.querySelector(`[data-run="${entry.id}"] canvas`));
      drawSwatch(canvas, { ...looksOf(entry), hollow: entry.hidden, faint: entry.ghost }, view.theme);
    }
    hide(box("race-fair"), race.entries.length < 2);
    tell(box("race-alone"), race.entries.length < 2 ? text("race.alone") : null);
    difference(state, entryOf(race, chosen));
  }

  /** @param {State} state @param {Entry} entry */
  function row({ race, results, step, chosen }, entry) {
    const run = results.get(entry.id);
    const made = document.createElement("tr");
    made.dataset.run = String(entry.id);
    made.dataset.chosen = String(entry.id === chosen);
    made.dataset.steps = String((run?.points.length ?? 1) - 1);
    const name = document.createElement("th");
    name.scope = "row";
    name.append(document.createElement("canvas"), `\u00a0${titleOf(race, entry)}`);
    made.append(name, ...[
      settingsOf(entry), figure(lossAt(run, step)), figure(lossAt(run, Infinity)), arrival(run, race.steps),
      whole(Math.min(step, (run?.points.length ?? 1) - 1)), outcomeOf(run),
    ].map(cell));
    made.addEventListener("click", () => experiment.chooseRun(entry.id));
    return made;
  }

  /** @param {State} state @param {Entry} entry */
  function difference({ race, results, step }, entry) {
    const said = box("race-difference");
    const ghost = race.entries.findLast((one) => one.ghost);
    const [mine, its] = [results.get(entry.id), ghost && results.get(ghost.id)];
    const [loss, other] = [lossAt(mine, step), lossAt(its, step)];
    if (!mine || !its || loss === null || other === null) {
      tell(said, null);
      return;
    }
    const [here, there] = [mine, its].map(({ points }) => points[Math.min(step, points.length - 1)]);
    const distance = Math.hypot(...here.map((value, axis) => value - there[axis]));
    const names = { step, name: titleOf(race, entry), other: titleOf(race, /** @type {Entry} */ (ghost)), loss: figure(loss), ghost: figure(other), compared: compared(loss, other) };
    tell(said, [text("race.difference", names), text("race.apart", { distance: figure(distance) })].join(" "));
    said.dataset.loss = String(loss);
    said.dataset.ghostLoss = String(other);
    said.dataset.distance = String(distance);
  }

  store.subscribe((state, changed) => {
    if (["race", "chosen", "results", "step", "view"].some((name) => changed.has(/** @type {keyof State} */ (name)))) {
      render(state);
    }
  });
  render(store.get());
}

/** @param {string} said */
function cell(said) {
  const made = document.createElement("td");
  made.textContent = said;
  return made;
}

/** @param {Run | undefined} run @param {number} step */
const lossAt = (run, step) => (run ? (run.losses[Math.min(step, run.losses.length - 1)] ?? null) : null);

/** The first step at which the gradient is short. @param {Run | undefined} run @param {number} steps */
function arrival(run, steps) {
  const at = run?.gradientNorms.findIndex((norm) => norm !== null && norm <= TOLERANCE) ?? -1;
  return at >= 0 ? whole(at) : run?.complete ? text("race.never", { steps }) : "–";
}

/** @param {Run | undefined} run */
const outcomeOf = (run) => (run?.outcome ? text(`race.${run.outcome.status}`) : "–");

/** Everything that was set for a run, disclosed. @param {Entry} entry */
function settingsOf({ optimizer, schedule, gradient, seed }) {
  const knobs = optimizerEntry(optimizer.name).knobs.map((knob) => `${knob.symbol} ${figure(optimizer.knobs[knob.name], 3)}`);
  const schedules = schedule.name === constantSchedule().name ? [] : [setting("schedules", schedule.name, schedule.knobs)];
  const changes = schedule.changes.map(([step, rate]) => text("rate.change", { step, rate: figure(rate, 3) }));
  const sources = gradient.source === plainGradient().source ? [] : [setting("gradients", gradient.source, gradient.knobs)];
  const clip = gradient.clip === null ? [] : [`${catalog.clip.symbol} ${figure(gradient.clip, 3)}`];
  const all = [...knobs, ...schedules, ...changes, ...sources, ...clip, ...(seed ? [`#${seed}`] : [])];
  return all.map((one) => one.replaceAll(" ", "\u00a0")).join(" · ");
}

/** @param {"schedules" | "gradients"} kind @param {string} name @param {Record<string, number>} values */
function setting(kind, name, values) {
  const entry = catalog[kind].find((one) => one.name === name);
  const knobs = (entry?.knobs ?? []).map((knob) => `${knob.symbol} ${figure(values[knob.name] ?? knob.default, 3)}`);
  return [entry?.title ?? name, ...knobs].join(" ");
}

/** How a loss stands to another: by a factor where both are above zero and it says something. @param {number} loss @param {number} other */
function compared(loss, other) {
  if (loss === other) {
    return text("race.equal");
  }
  const factor = loss > 0 && other > 0 ? Math.max(loss, other) / Math.min(loss, other) : 0;
  if (factor >= TELLING) {
    return text(loss < other ? "race.lower" : "race.higher", { factor: figure(factor, 3) });
  }
  return text(loss < other ? "race.below" : "race.above", { difference: figure(Math.abs(loss - other), 3) });
}
