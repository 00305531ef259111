/** This step in its own figures: every term, what became of the loss, one sentence; and the run in figures. */

import { optimizerEntry } from "./catalog.js";
import { rateAt, variablesOf } from "./description.js";
import { mathElement } from "./mathml.js";
import { figure, steady } from "./numbers.js";
import { box, tell, within } from "./page.js";
import { say, text } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").StepAnatomy} StepAnatomy */

const NEXT_POINT = "next_point";

/** @param {import("./store.js").Store} store */
export function createStepPanel(store) {
  const terms = box("terms");
  /** @type {StepAnatomy | null} */
  let shown = null;
  let owner = "";
  /** @type {Map<string, HTMLElement>} */
  let rows = new Map();

  /** The frame of an optimizer's terms: names and formulas in symbols. @param {State} state */
  function frame({ description }) {
    const variables = variablesOf(description.surface);
    const wanted = `${description.optimizer.name} ${variables}`;
    if (wanted === owner) {
      return;
    }
    owner = wanted;
    const entry = optimizerEntry(description.optimizer.name);
    const next = { name: NEXT_POINT, title: text("step.new_point"), mathml: entry.update_mathml };
    const lines = entry.terms.length > 1 ? [...entry.terms, next] : [next];
    rows = new Map(lines.map(({ name, title, mathml }) => [name, row(name, title, mathml)]));
    terms.replaceChildren(...rows.values());
  }

  /** @param {State} state */
  function render(state) {
    const { anatomy, description } = state;
    frame(state);
    if (anatomy === shown) {
      return;
    }
    shown = anatomy;
    const variables = variablesOf(description.surface);
    for (const [name, element] of rows) {
      const equation = anatomy?.equations?.find((found) => found.name === name);
      const distinct = [...new Set(equation?.mathml ?? [])];
      within(element, ".term-figures").replaceChildren(
        ...distinct.map((markup, axis) => figures(distinct.length === variables.length ? variables[axis] : "", markup)),
      );
    }
    box("step-between").textContent = anatomy ? text("step.between", { step: anatomy.step, next: anatomy.step + 1 }) : "";
    const change = anatomy ? changeOf(anatomy) : null;
    const loss = box("loss-change");
    loss.hidden = !anatomy;
    loss.dataset.change = change ?? "";
    if (anatomy) {
      box("loss-figures").textContent = text(`step.${change}`);
    }
    const sentence = box("step-sentence");
    sentence.textContent = say(anatomy?.sentence);
    sentence.dataset.change = change ?? "";
  }

  /** @param {State} state */
  function renderRun({ run, step, description, here }) {
    const at = Math.min(step, (run?.points.length ?? 1) - 1);
    const curvature = here?.curvature;
    const rising = curvature?.eigenvalues ?? [];
    const [least, most] = [rising[0], rising.at(-1)];
    const condition = least && most && least > 0 ? most / least : null;
    show("loss", figure(run?.losses[at]));
    show("gradient", figure(run?.gradientNorms[at]));
    show("rate", figure(rateAt(description, step)));
    show("point", run?.points[at] ? run.points[at].map((value) => steady(value)).join(", ") : "–");
    show("curvature", figure(most));
    show("condition", figure(condition, 3));
    const row = /** @type {HTMLElement} */ (document.querySelector('[data-figure="condition"]')?.closest("div"));
    row.hidden = variablesOf(description.surface).length === 1;
  }

  store.subscribe((state, changed) => {
    if (changed.has("anatomy") || changed.has("description")) {
      render(state);
    }
    if (changed.has("here") || changed.has("step") || changed.has("run") || changed.has("description")) {
      renderRun(state);
    }
  });
  render(store.get());
  renderRun(store.get());
}

/**
 * @param {string} name
 * @param {string} title
 * @param {string} mathml
 */
function row(name, title, mathml) {
  const made = document.createElement("div");
  made.className = "term";
  made.dataset.term = name;
  const head = document.createElement("div");
  head.className = "term-head";
  const heading = document.createElement("span");
  heading.className = "term-name";
  heading.textContent = title;
  head.append(heading, mathElement(mathml));
  const figured = document.createElement("div");
  figured.className = "term-figures";
  made.append(head, figured);
  return made;
}

/**
 * @param {string} variable
 * @param {string} markup
 */
function figures(variable, markup) {
  const line = document.createElement("div");
  line.className = "term-line";
  const name = document.createElement("span");
  name.className = "symbol";
  name.textContent = variable;
  const sides = document.createElement("span");
  sides.className = "term-sides";
  sides.append(...sidesOf(mathElement(markup)));
  line.append(name, sides);
  return line;
}

/**
 * What an equation in figures says, its result apart so that it may go to a line of its own. The left side is left out:
 * the heading of the term shows it already.
 * @param {Element} equation
 */
function sidesOf(equation) {
  const parts = [...(equation.firstElementChild?.children ?? [])];
  if (parts.length !== 5 || parts[1].textContent !== "=") {
    return [equation];
  }
  const result = /** @type {Element} */ (equation.cloneNode(false));
  result.append(...parts.slice(3));
  equation.replaceChildren(parts[2]);
  return [equation, result];
}

/** @param {StepAnatomy} anatomy */
function changeOf({ loss, next_loss: after }) {
  if (loss === null || after === null) {
    return "worse";
  }
  return after < loss ? "better" : after > loss ? "worse" : "same";
}

/** @param {string} name @param {string} said */
function show(name, said) {
  const output = /** @type {HTMLElement} */ (document.querySelector(`[data-figure="${name}"]`));
  output.textContent = said;
}
