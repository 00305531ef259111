/** The runs of the race: each line a switch, a name to choose it by, its rate, and a way to remove it. */

import { looksOf, titleOf } from "./drawn-runs.js";
import { descriptionOf, entryOf, MOST_ENTRIES } from "./race.js";
import { rateAt } from "./description.js";
import { figure } from "./numbers.js";
import { box, button, hide, input, part, within, write } from "./page.js";
import { text } from "./texts.js";
import { drawSwatch } from "./views/swatch.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Entry} Entry */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createRunsList(store, experiment) {
  const list = box("runs");
  const template = part("run-template", HTMLTemplateElement);
  const ownStart = input("own-start-switch");
  /** @type {Map<number, HTMLElement>} */
  const lines = new Map();

  button("run-add").addEventListener("click", () => {
    if (experiment.addRun()) {
      lineOf(store.get().chosen)?.focus();
    }
  });
  button("run-pin").addEventListener("click", experiment.pinGhost);
  ownStart.addEventListener("change", () => {
    const { chosen, description } = store.get();
    experiment.setOwnStart(chosen, ownStart.checked ? description.start : null);
  });

  /** @param {number} id */
  const lineOf = (id) => /** @type {HTMLElement | null} */ (lines.get(id)?.querySelector(".run-name") ?? null);

  /** @param {number} id */
  function make(id) {
    const line = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    line.dataset.run = String(id);
    within(line, ".run-swatch").addEventListener("click", () => experiment.toggleRun(id));
    within(line, ".run-name").addEventListener("click", () => experiment.chooseRun(id));
    within(line, ".run-remove").addEventListener("click", () => {
      experiment.removeRun(id);
      lineOf(store.get().chosen)?.focus();
    });
    lines.set(id, line);
    return line;
  }

  /** @param {State} state */
  function render(state) {
    const { race, chosen } = state;
    for (const [id, line] of lines) {
      if (!race.entries.some((entry) => entry.id === id)) {
        line.remove();
        lines.delete(id);
      }
    }
    const wanted = race.entries.map((entry) => lines.get(entry.id) ?? make(entry.id));
    wanted.forEach((line, place) => {
      if (list.children[place] !== line) {
        list.insertBefore(line, list.children[place] ?? null);
      }
    });
    race.entries.forEach((entry) => show(/** @type {HTMLElement} */ (lines.get(entry.id)), entry, state));
    const many = race.entries.length > 1;
    const full = race.entries.length >= MOST_ENTRIES;
    for (const name of ["run-add", "run-pin"]) {
      button(name).disabled = full;
      button(name).title = full ? text("notice.full", { most: MOST_ENTRIES }) : "";
    }
    list.dataset.many = String(many);
    hide(box("own-start"), !many);
    ownStart.checked = entryOf(race, chosen).start !== null;
  }

  /** @param {HTMLElement} line @param {Entry} entry @param {State} state */
  function show(line, entry, { race, chosen, step, view }) {
    const name = titleOf(race, entry);
    const switcher = within(line, ".run-swatch");
    const chooser = /** @type {HTMLButtonElement} */ (within(line, ".run-name"));
    const says = text(entry.hidden ? "runs.show" : "runs.hide", { name });
    line.dataset.hidden = String(entry.hidden);
    line.dataset.ghost = String(entry.ghost);
    line.dataset.chosen = String(entry.id === chosen);
    switcher.setAttribute("aria-pressed", String(!entry.hidden));
    switcher.setAttribute("aria-label", says);
    switcher.title = says;
    chooser.disabled = entry.ghost;
    chooser.setAttribute("aria-pressed", String(entry.id === chosen));
    chooser.title = name;
    write(within(chooser, "span"), name);
    write(within(chooser, "output"), text("runs.rate", { rate: figure(rateAt(descriptionOf(race, entry), step), 3) }));
    const remove = /** @type {HTMLButtonElement} */ (within(line, ".run-remove"));
    hide(remove, race.entries.filter(({ ghost }) => !ghost).length === 1 && !entry.ghost);
    remove.setAttribute("aria-label", text("runs.remove", { name }));
    remove.title = remove.getAttribute("aria-label") ?? "";
    drawSwatch(/** @type {HTMLCanvasElement} */ (within(switcher, "canvas")), { ...looksOf(entry), hollow: entry.hidden, faint: entry.ghost }, view.theme);
  }

  store.subscribe((state, changed) => {
    if (changed.has("race") || changed.has("chosen") || changed.has("view") || (changed.has("step") && hasChanges(state))) {
      render(state);
    }
  });
  render(store.get());
}

/** @param {State} state */
const hasChanges = ({ race }) => race.entries.some(({ schedule }) => schedule.changes.length > 0);
