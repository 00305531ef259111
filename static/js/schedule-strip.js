/** The schedule above the loss, on the same steps: drawn from the server's rates, and set by taking hold of it. */

import { createRatesQuestions } from "./ask-rates.js";
import { catalog } from "./catalog.js";
import { rateAt, constantSchedule } from "./description.js";
import { drawnRuns } from "./drawn-runs.js";
import { figure, rounded } from "./numbers.js";
import { box, button, hide, within } from "./page.js";
import { createScale } from "./scale.js";
import { createScheduleDrags } from "./schedule-drags.js";
import { text } from "./texts.js";
import { createScheduleChart } from "./views/schedule-chart.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").ScheduleChoice} ScheduleChoice */
/** @typedef {import("./views/grips.js").Place} Place */

const DIGITS = 3;

/** What a press of an arrow key does to a rate, and to a knob on its slider. */
const RATE_NUDGE = 1.05;
const KNOB_NUDGE = 0.01;

const CHANGE = "change:";

/**
 * Whether the strip is seen: when the person opened it, else when the rate changes from step to step.
 * @param {State} state
 */
export function isScheduleShown({ view, description }) {
  return view.schedule ?? (description.schedule.name !== constantSchedule().name || description.schedule.changes.length > 0);
}

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createScheduleStrip(store, experiment) {
  const element = box("schedule-strip");
  const fold = button("schedule-fold");
  const handles = createScheduleDrags(store, experiment);
  const chart = createScheduleChart(box("schedule-plot"), {
    onSeek: experiment.player.seek,
    onLight: experiment.light,
    onDrag(id, place) {
      if (id.startsWith(CHANGE)) {
        experiment.hold(true);
        moveChange(id, place);
      } else {
        handles.drag(id, place);
      }
    },
    onDrop: handles.drop,
    onNudge: nudge,
    onRemove: (id) => setChanges(others(id)),
    onAdd: addChange,
  });
  createRatesQuestions(store, (state) => state.view.tab === "loss" && isScheduleShown(state));
  fold.addEventListener("click", () => experiment.setView({ schedule: !isScheduleShown(store.get()) }));
  button("schedule-add").addEventListener("click", () => {
    const { description, step } = store.get();
    addChange({ step, rate: rateAt(description, step) });
  });
  button("schedule-clear").addEventListener("click", experiment.forgetChanges);

  const scheduleNow = () => store.get().description.schedule;

  /** @param {[number, number][]} changes */
  function setChanges(changes) {
    experiment.setSchedule({ ...scheduleNow(), changes: changes.sort(([one], [other]) => one - other) });
  }

  /** The changes but the one of a grip, whose number is its place among them. @param {string} id */
  function others(id) {
    return scheduleNow().changes.filter((_, index) => `${CHANGE}${index}` !== id);
  }

  /** @param {string} id @param {Place} place */
  function moveChange(id, { step, rate }) {
    const index = Number(id.slice(CHANGE.length));
    const { changes } = scheduleNow();
    const after = index ? changes[index - 1][0] + 1 : 1;
    const before = index + 1 < changes.length ? changes[index + 1][0] - 1 : Infinity;
    const at = Math.max(after, Math.min(before, step));
    setChanges(changes.map((change, place) => (place === index ? [at, rounded(rate, DIGITS)] : change)));
  }

  /** @param {Place} place */
  function addChange({ step, rate }) {
    const at = Math.max(1, Math.min(step, store.get().race.steps - 1));
    setChanges([...scheduleNow().changes.filter(([from]) => from !== at), [at, rounded(rate, DIGITS)]]);
  }

  /** @param {string} id @param {{ step: number, rate: number }} by */
  function nudge(id, by) {
    const schedule = scheduleNow();
    if (id.startsWith(CHANGE)) {
      const [step, rate] = schedule.changes[Number(id.slice(CHANGE.length))];
      moveChange(id, { step: step + by.step, rate: rate * RATE_NUDGE ** by.rate });
      return;
    }
    const knob = knobsOf(schedule).find(({ name }) => name === id);
    if (knob) {
      const scale = createScale(knob.soft, knob.scale);
      const presses = by.step + by.rate;
      const value = schedule.knobs[id];
      const next = knob.whole ? value + presses : rounded(scale.value(scale.at(value) + KNOB_NUDGE * presses), DIGITS);
      const inside = Math.min(Math.max(next, knob.hard[0]), knob.hard[1]);
      experiment.setSchedule({ ...schedule, knobs: { ...schedule.knobs, [id]: inside } });
    }
  }

  return {
    /** @param {State} state */
    render(state) {
      const shown = isScheduleShown(state);
      hide(element, !shown);
      within(document, ".stage").dataset.schedule = String(shown);
      fold.setAttribute("aria-expanded", String(shown));
      if (shown) {
        hide(button("schedule-clear"), state.description.schedule.changes.length === 0);
        chart.render(scheduleModel(state));
      }
    },
  };
}

/** @param {ScheduleChoice} schedule */
function knobsOf({ name }) {
  return catalog.schedules.find((entry) => entry.name === name)?.knobs ?? [];
}

/** @param {State} state */
function scheduleModel(state) {
  const { run, others } = drawnRuns(state);
  const runs = [...others, ...(run ? [run] : [])];
  return {
    series: runs.map(({ id, color, dash, marker, name, ghost }) => ({
      values: state.rates?.get(id ?? 0)?.rates ?? [], color, dash, marker, name,
      ghost: Boolean(ghost) || id !== state.chosen,
    })),
    last: Math.max(1, ...runs.map(({ losses }) => losses.length - 1)),
    step: state.step,
    lit: state.lit,
    grips: gripsOf(state),
    theme: state.view.theme,
    texts: { label: text("chart.schedule_label"), value: text("chart.rate"), step: "" },
  };
}

/** @param {State} state */
function gripsOf({ description, chosen, rates }) {
  const known = rates?.get(chosen);
  const { schedule } = description;
  const knobs = knobsOf(schedule);
  const handles = /** @type {{ knob: string, along: "step" | "rate", step: number, rate: number }[]} */ (known?.handles ?? [])
    .filter(({ knob }) => knob in schedule.knobs);
  const ofKnobs = handles.map(({ knob, along, step, rate }) => ({
    id: knob, along, step, rate, removable: false, round: false,
    name: text("chart.handle", { knob: knobs.find(({ name }) => name === knob)?.title ?? knob }),
    says: text("chart.handle_says", { value: figure(schedule.knobs[knob]), step, rate: figure(rate) }),
  }));
  const ofChanges = schedule.changes.map(([step, rate], index) => ({
    id: `${CHANGE}${index}`, along: /** @type {const} */ ("both"), step, rate, removable: true, round: true,
    name: text("chart.change", { step }), says: text("chart.change_says", { step, rate: figure(rate) }),
  }));
  return [...ofKnobs, ...ofChanges];
}
