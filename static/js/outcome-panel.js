/** What became of the run, in a sentence, and what to try next. */

import { catalog } from "./catalog.js";
import { RATE, rateOf } from "./description.js";
import { figure } from "./numbers.js";
import { box, hide, write } from "./page.js";
import { presetsKey } from "./questions.js";
import { say, text } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {{ label: string, act: () => void }} Next */

/** Steps are multiplied by this when a run was still on its way. */
const MORE = 2;

/** The reason of a run that its schedule has slowed down. */
const FADED = "faded";

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createOutcomePanel(store, experiment) {
  const panel = box("outcome");

  /** @param {State} state */
  function render(state) {
    const { run, status, step } = state;
    // While a new run is on its way the old outcome stays, so that nothing flickers under a drag.
    const atEnd = (status === "ended" || status === "loading") && run && step >= run.points.length - 1;
    const outcome = atEnd ? run.outcome : null;
    hide(panel, !outcome);
    panel.dataset.status = outcome?.status ?? "";
    write(box("outcome-sentence"), say(outcome?.sentence));
    if (state.held) {
      return;  // what to do next can be pressed when the hand is free
    }
    const nexts = outcome ? nextsFor(state, outcome) : [];
    box("nexts").replaceChildren(...nexts.map(button));
  }

  /**
   * @param {State} state
   * @param {import("./types.js").Outcome} outcome
   * @returns {Next[]}
   */
  function nextsFor(state, outcome) {
    const { description } = state;
    const presets = state.presets?.key === presetsKey(description) ? state.presets.data : null;
    const die = { label: text("next.die"), act: experiment.roll };
    const holds = outcome[`try_${RATE}`];
    const right = presets?.right;
    /** @param {string} key @param {number} rate @returns {Next} */
    const at = (key, rate) => ({ label: text(key, { rate: figure(rate, 3) }), act: () => experiment.tryRate(rate) });
    if (typeof holds === "number") {
      return [at("next.holds", holds)];
    }
    if (outcome.status === "converged") {
      const large = presets?.too_large;
      return large && large.learning_rate !== rateOf(description) ? [at("next.too_large", large.learning_rate), die] : [die];
    }
    if (outcome.status === "running") {
      const steps = Math.min(MORE * description.steps, catalog.limits.steps);
      const longer = outcome.reason === FADED && !lengthsOf(description).length ? steady(description) : longerRun(description, steps);
      const faster = right && right.learning_rate !== rateOf(description) && right.status === "converged";
      return faster ? [longer, at("next.right", right.learning_rate)] : [longer];
    }
    return [die];
  }

  /**
   * More steps; a schedule with lengths of its own would be over by then, so it is stretched with the run.
   * @param {import("./types.js").Description} description
   * @param {number} steps
   * @returns {Next}
   */
  function longerRun({ schedule, steps: before }, steps) {
    const lengths = lengthsOf({ schedule });
    if (!lengths.length) {
      return { label: text("next.more_steps", { steps }), act: () => experiment.extend(steps) };
    }
    const stretched = lengths.map(({ name }) => [name, Math.round((schedule.knobs[name] * steps) / before)]);
    return {
      label: text("next.stretch", { steps }),
      act() {
        experiment.setSchedule({ ...schedule, knobs: { ...schedule.knobs, ...Object.fromEntries(stretched) } });
        experiment.setSteps(steps);
      },
    };
  }

  /** A rate that fades at every step is not helped by more of them. @param {import("./types.js").Description} description @returns {Next} */
  function steady({ schedule }) {
    const [constant] = catalog.schedules;
    return {
      label: text("next.steady"),
      act: () => experiment.setSchedule({ name: constant.name, knobs: {}, changes: schedule.changes }),
    };
  }

  store.subscribe((state, changed) => {
    if (["status", "run", "presets", "description", "held"].some((name) => changed.has(/** @type {keyof State} */ (name)))) {
      render(state);
    }
  });
  render(store.get());
}

/**
 * The knobs of a schedule that count steps.
 * @param {Pick<import("./types.js").Description, "schedule">} description
 */
function lengthsOf({ schedule }) {
  return (catalog.schedules.find(({ name }) => name === schedule.name)?.knobs ?? []).filter(({ whole }) => whole);
}

/** @param {Next} next */
function button({ label, act }) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "next";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
