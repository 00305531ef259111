/** The schedule of the chosen run: which, its knobs, and what was changed by hand. */

import { catalog, optimizerEntry } from "./catalog.js";
import { RATE, rateAt } from "./description.js";
import { createField } from "./field.js";
import { createKnobGroups } from "./knobs.js";
import { box, button, hide, part, tell, within } from "./page.js";
import { text } from "./texts.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {[number, number]} Change  from which step on, which learning rate */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createScheduleChooser(store, experiment) {
  const select = part("schedule", HTMLSelectElement);
  const list = box("changes");
  const template = part("change-template", HTMLTemplateElement);
  const current = () => store.get().description.schedule;
  /** @type {{ steps: string, fields: ReturnType<typeof createField>[] }} */
  let rows = { steps: "", fields: [] };
  const knobs = createKnobGroups(box("schedule-knobs"), {
    onValue: (name, value) => experiment.setSchedule({ ...current(), knobs: { ...current().knobs, [name]: value } }),
    onHold: experiment.hold,
  });

  /** @param {Change[]} changes */
  const setChanges = (changes) => experiment.setSchedule({ ...current(), changes });

  /** @param {Change} change */
  const others = ([step]) => current().changes.filter(([from]) => from !== step);

  /** @param {Change} change */
  const set = (change) => setChanges([...others(change), change].sort(([one], [other]) => one - other));

  /** @param {Change} change */
  function row(change) {
    const made = /** @type {HTMLElement} */ (within(/** @type {DocumentFragment} */ (template.content.cloneNode(true)), "li"));
    const knob = optimizerEntry(store.get().description.optimizer.name).knobs.find(({ name }) => name === RATE);
    within(made, ".change-step").textContent = text("settings.from_step", { step: change[0] });
    const remove = within(made, "button");
    remove.setAttribute("aria-label", text("settings.forget_change", { step: change[0] }));
    remove.addEventListener("click", () => {
      setChanges(others(change));
      button("change-add").focus();
    });
    const field = createField(/** @type {HTMLInputElement} */ (within(made, "input")), {
      problem: within(made, ".problem"),
      range: knob?.hard,
      onValue: (rate) => set([change[0], rate]),
    });
    list.append(made);
    return field;
  }

  /** @param {Change[]} changes */
  function renderChanges(changes) {
    const steps = changes.map(([step]) => step).join();
    if (steps !== rows.steps) {
      list.replaceChildren();
      rows = { steps, fields: changes.map(row) };
    }
    changes.forEach(([, rate], index) => rows.fields[index].show(rate));
    hide(list, !changes.length);
  }

  /** The step from which a change by hand would act: the one shown, or half-way where that is the start or the end. */
  function addAt() {
    const { step, description } = store.get();
    return step > 0 && step < description.steps ? step : Math.max(1, Math.floor(description.steps / 2));
  }

  function render() {
    const { description, problems } = store.get();
    const { name, knobs: values, changes } = description.schedule;
    select.value = name;
    box("schedule-purpose").textContent = catalog.schedules.find((entry) => entry.name === name)?.purpose ?? "";
    knobs.show(name, values);
    renderChanges(changes);
    tell(box("schedule-problem"), problems.schedule);
  }

  function renderAdd() {
    const { description } = store.get();
    const add = button("change-add");
    add.textContent = text("settings.add_change", { step: addAt() });
    hide(add, description.schedule.changes.some(([step]) => step === addAt()));
  }

  select.addEventListener("change", () => {
    const { steps } = store.get().description;
    experiment.setSchedule({ ...current(), name: select.value, knobs: fitting(select.value, steps) });
  });
  button("change-add").addEventListener("click", () => {
    const at = addAt();
    set([at, rateAt(store.get().description, at)]);
    const added = current().changes.findIndex(([step]) => step === at);
    within(list.children[added], "input").focus();
  });
  store.subscribe((_, changed) => {
    if (changed.has("description") || changed.has("problems")) {
      render();
    }
    if (changed.has("description") || changed.has("step")) {
      renderAdd();
    }
  });
  render();
  renderAdd();
}

/**
 * A schedule's knobs as they suit a run of so many steps: lengths grow with it.
 * @param {string} name
 * @param {number} steps
 */
function fitting(name, steps) {
  const entry = catalog.schedules.find((schedule) => schedule.name === name);
  const { usual_steps: usual } = catalog.limits;
  return Object.fromEntries(
    (entry?.knobs ?? []).map((knob) => [
      knob.name,
      knob.whole ? Math.max(knob.hard[0], Math.round((knob.default * steps) / usual)) : knob.default,
    ]),
  );
}
