/** This step in its own figures: every term, what became of the loss, one sentence. */

import { optimizerEntry } from "./catalog.js";
import { variablesOf } from "./description.js";
import { mathElement } from "./mathml.js";
import { box, within, write } from "./page.js";
import { createSquares } from "./squares.js";
import { NEXT_POINT, entryOf } from "./step-parts.js";
import { say, text } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").StepAnatomy} StepAnatomy */
/** @typedef {import("./types.js").TermEntry} TermEntry */
/** @typedef {{ element: HTMLElement, squares: ReturnType<typeof createSquares> | null }} Row */

/** Arithmetic of so many rows stands below what is said and measured. */
const LONG = 4;

/** @param {import("./store.js").Store} store */
export function createStepPanel(store) {
  const terms = box("terms");
  const aside = /** @type {HTMLElement} */ (terms.closest(".aside"));
  /** @type {StepAnatomy | null} */
  let shown = null;
  let owner = "";
  /** @type {Map<string, Row>} */
  let rows = new Map();

  /**
   * The frame of an optimizer's terms: names and formulas in symbols. What comes before the rule is known by the step.
   * @param {State} state
   * @param {StepAnatomy | null} step
   */
  function frame({ description }, step) {
    const { name } = description.optimizer;
    const variables = variablesOf(description.surface);
    const rule = optimizerEntry(name);
    const before = (step?.terms ?? []).map((term) => term.name).filter((term) => !rule.terms.some((one) => one.name === term));
    const wanted = [name, ...variables, ...before].join(" ");
    if (wanted === owner || (!step && owner.startsWith(`${name} ${variables.join(" ")}`))) {
      return;
    }
    owner = wanted;
    shown = null;
    const next = { name: NEXT_POINT, title: text("step.new_point"), mathml: rule.update_mathml };
    const entries = before.map((term) => entryOf(term, name)).filter((entry) => entry !== undefined);
    const lines = rule.terms.length > 1 || before.length ? [...entries, ...rule.terms, next] : [next];
    rows = new Map(lines.map((line) => [line.name, row(line)]));
    terms.replaceChildren(...[...rows.values()].map(({ element }) => element));
    aside.dataset.terms = lines.length >= LONG ? "long" : lines.length > 1 ? "several" : "one";
  }

  /** @param {State} state */
  function render(state) {
    const { description, motion } = state;
    const step = motion ? state.here : state.anatomy;
    frame(state, step);
    if (step !== shown || !step) {
      shown = step;
      showStep(step, variablesOf(description.surface));
    }
    mark(motion?.term ?? null);
  }

  /** @param {StepAnatomy | null} step @param {string[]} variables */
  function showStep(step, variables) {
    for (const [name, { element, squares }] of rows) {
      const equation = step?.equations?.find((found) => found.name === name);
      const value = step?.terms.find((term) => term.name === name)?.value;
      const lines = (equation?.mathml ?? []).slice(0, typeof value === "number" ? 1 : variables.length);
      within(element, ".term-figures").replaceChildren(
        ...lines.map((markup, axis) => figures(lines.length === variables.length ? variables[axis] : "", markup)),
      );
      squares?.show(value ?? null, variables);
    }
    write(box("step-between"), step ? text("step.between", { step: step.step, next: step.step + 1 }) : "");
    showChange(step);
  }

  /** The row that is being told; a rule with one row has all its parts in it. @param {string | null} term */
  function mark(term) {
    const told = term === null || rows.has(term) ? term : rows.size === 1 ? NEXT_POINT : null;
    for (const [name, { element }] of rows) {
      const now = name === told;
      if (now && element.dataset.told !== "true") {
        element.scrollIntoView({ block: "nearest" });
      }
      element.dataset.told = String(now);
    }
  }

  /** @param {StepAnatomy | null} step */
  function showChange(step) {
    const change = step ? changeOf(step) : null;
    box("loss-change").dataset.change = change ?? "";
    box("loss-figures").textContent = step ? text(`step.${change}`) : "";
    const sentence = box("step-sentence");
    sentence.textContent = say(step?.sentence);
    sentence.dataset.change = change ?? "";
  }

  store.subscribe((state, changed) => {
    if (["anatomy", "here", "motion", "description"].some((name) => changed.has(/** @type {keyof State} */ (name)))) {
      render(state);
    }
  });
  render(store.get());
}

/**
 * @param {Pick<TermEntry, "name" | "title" | "mathml"> & Partial<TermEntry>} entry
 * @returns {Row}
 */
function row({ name, title, mathml, shows, arrow }) {
  const made = document.createElement("div");
  made.className = "term";
  made.dataset.term = name;
  made.dataset.arrow = arrow ?? "";
  const head = document.createElement("div");
  head.className = "term-head";
  const heading = document.createElement("span");
  heading.className = "term-name";
  heading.textContent = title;
  head.append(heading, mathElement(mathml));
  const figured = document.createElement("div");
  figured.className = "term-figures";
  made.append(head, figured);
  const squares = shows === "area" ? createSquares() : null;
  if (squares) {
    made.append(squares.element);
  }
  return { element: made, squares };
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
