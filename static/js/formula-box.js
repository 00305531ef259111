/** A typed formula: checked while it is typed, the place of an error shown under the text, letters made sliders. */

import { Away, Refused, ask } from "./api.js";
import { surfaceEntry, catalog } from "./catalog.js";
import { createKnob } from "./knobs.js";
import { createLane } from "./lane.js";
import { notice } from "./notices.js";
import { box, button, hide, input, part, tell } from "./page.js";
import { sentence } from "./problems.js";
import { text } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").TypedSurface} TypedSurface */

/** @typedef {{ formula: string, constants: Record<string, number>, window: [number, number][] | null, recalled: boolean }} Question */

/** Characters shown before and after the place of an error. */
const AROUND = 14;

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createFormulaBox(store, experiment) {
  const field = input("formula-text");
  const panel = box("formula-box");
  const door = button("formula-door");
  const letters = box("letters");
  const template = part("knob-template", HTMLTemplateElement);
  let lettersShown = "";
  /** @type {ReturnType<typeof createKnob>[]} */
  let knobs = [];
  /** The formula that the answers are about: once another one is shown, they are not waited for. */
  let shown = formulaOf(store.get());

  const lane = createLane({
    send: (/** @type {Question} */ question) =>
      ask("/formulas", { formula: question.formula, constants: question.constants, friendly: true }),
    onAnswer(answer, question) {
      complain(null);
      const { surface: before } = store.get().description;
      // a letter may have been moved since
      const known = { ...question.constants, ...(before.kind === "typed" && before.letters) };
      /** @type {{ name: string, value: number, soft: [number, number] }[]} */
      const found = answer.letters;
      store.set({
        typed: {
          formula: question.formula,
          window: answer.window,
          mathml: answer.mathml,
          rewritten: answer.rewritten,
          letters: found.map(({ name, value, soft }) => ({
            name, symbol: name, title: name, help: "", default: value, soft, hard: [-1e9, 1e9], scale: "linear",
          })),
        },
      });
      const surface = {
        kind: /** @type {const} */ ("typed"),
        formula: answer.formula,
        letters: Object.fromEntries(found.map(({ name, value }) => [name, known[name] ?? value])),
        window: question.window ?? answer.window,
        variables: answer.variables,
      };
      shown = surface.formula;
      if (!same(surface, before)) {
        (question.recalled ? experiment.completeSurface : experiment.typeSurface)(surface);
      }
    },
    onFailure(error, { formula }) {
      if (error instanceof Refused) {
        complain(error.problem.errors[0], formula);
      } else if (error instanceof Away) {
        notice("away");
      } else {
        throw error;
      }
    },
  });

  /**
   * @param {import("./api.js").Fault | null} fault
   * @param {string} [formula]
   */
  function complain(fault, formula = "") {
    tell(box("formula-problem"), fault && sentence(fault));
    if (fault) {
      field.setAttribute("aria-invalid", "true");
    } else {
      field.removeAttribute("aria-invalid");
    }
    const place = box("formula-place");
    hide(place, fault?.position === undefined);
    if (fault?.position !== undefined) {
      showPlace(place, formula, fault.position, fault.length ?? 1);
    }
  }

  function check() {
    const { surface } = store.get().description;
    const constants = surface.kind === "typed" ? surface.letters : {};
    const wanted = new Set(field.value.match(/[A-Za-z][A-Za-z0-9_]*/g));
    lane.ask({
      formula: field.value,
      constants: Object.fromEntries(Object.entries(constants).filter(([name]) => wanted.has(name))),
      window: null,
      recalled: false,
    });
  }

  /** @param {boolean} open */
  function show(open) {
    hide(panel, !open);
    door.setAttribute("aria-expanded", String(open));
    door.textContent = text(open ? "surface.type_close" : "surface.type");
  }

  door.addEventListener("click", () => {
    show(panel.hidden === true);
    if (!panel.hidden) {
      field.focus();
      field.select();
    }
  });
  field.addEventListener("input", check);

  /** @param {State} state */
  function render({ description, typed, problems }) {
    const { surface } = description;
    if (surface.kind === "named") {
      if (document.activeElement !== field) {
        field.value = surfaceEntry(surface.name).knobs.length ? catalog.surfaces[0].formula : surfaceEntry(surface.name).formula;
        complain(null);
      }
      letters.hidden = true;
      tell(box("formula-rewritten"), null);
      return;
    }
    if (document.activeElement !== field && panel.hidden) {
      field.value = typed?.formula ?? surface.formula;
      show(true);
    }
    tell(box("formula-rewritten"), typed?.rewritten && text("surface.rewritten", { formula: typed.rewritten }));
    if (problems.formula) {
      tell(box("formula-problem"), problems.formula);
    }
    renderLetters(surface, typed?.letters ?? []);
  }

  /**
   * @param {TypedSurface} surface
   * @param {import("./types.js").Knob[]} known
   */
  function renderLetters(surface, known) {
    const names = known.map(({ name, soft }) => `${name} ${soft}`).join(" ");
    if (names !== lettersShown) {
      lettersShown = names;
      const elements = known.map((letter) => fill(/** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true)), letter));
      letters.replaceChildren(...elements);
      knobs = elements.map((element) =>
        createKnob(element, { onValue: experiment.setSurfaceKnob, onHold: experiment.hold }),
      );
    }
    hide(letters, knobs.length === 0);
    knobs.forEach((knob) => knob.name in surface.letters && knob.show(surface.letters[knob.name]));
  }

  store.subscribe((state, changed) => {
    if (formulaOf(state) !== shown) {
      shown = formulaOf(state);
      lane.forget();
    }
    if (changed.has("description") || changed.has("typed") || changed.has("problems")) {
      render(state);
    }
  });
  render(store.get());
  return {
    /** A typed formula that came with a link: its letters and its MathML are asked for. @param {TypedSurface} surface */
    recall(surface) {
      lane.ask({ formula: surface.formula, constants: surface.letters, window: surface.window, recalled: true });
    },
  };
}

/** @param {State} state */
const formulaOf = ({ description: { surface } }) => (surface.kind === "typed" ? surface.formula : null);

/**
 * Whether a typed surface is the one that is shown already.
 * @param {TypedSurface} surface
 * @param {import("./types.js").SurfaceChoice} shown
 */
function same(surface, shown) {
  const sorted = Object.entries(surface.letters).sort();
  return shown.kind === "typed" && shown.formula === surface.formula
    && String(shown.variables) === String(surface.variables) && String(shown.window) === String(surface.window)
    && String(sorted) === String(Object.entries(shown.letters).sort());
}

/**
 * @param {HTMLElement} element
 * @param {string} formula
 * @param {number} position
 * @param {number} length
 */
function showPlace(element, formula, position, length) {
  const from = Math.max(0, position - AROUND);
  const to = Math.min(formula.length, position + length + AROUND);
  const mark = document.createElement("mark");
  mark.textContent = formula.slice(position, position + length) || "\u00a0";
  element.replaceChildren(
    from > 0 ? "…" : "", formula.slice(from, position), mark, formula.slice(position + length, to),
    to < formula.length ? "…" : "",
  );
}

/**
 * @param {HTMLElement} element
 * @param {import("./types.js").Knob} letter
 */
function fill(element, { name, soft, hard, scale }) {
  element.dataset.knob = name;
  element.dataset.soft = JSON.stringify(soft);
  element.dataset.hard = JSON.stringify(hard);
  element.dataset.scale = scale;
  const [label, figure, slider, problem] = element.children;
  figure.id = `letter-${name}`;
  problem.id = `letter-${name}-problem`;
  figure.setAttribute("aria-describedby", problem.id);
  label.setAttribute("for", figure.id);
  label.textContent = text("surface.letter", { name });
  slider.setAttribute("aria-label", text("surface.knob_slider", { name: text("surface.letter", { name }) }));
  return element;
}
