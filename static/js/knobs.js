/** The controls of one owner's knobs: a figure to type and a slider to move. */

import { createField } from "./field.js";
import { figure, rounded } from "./numbers.js";
import { hide, within } from "./page.js";
import { createScale } from "./scale.js";

/** Digits that a slider gives. */
const DIGITS = 3;

/**
 * @param {HTMLElement} element  a .knob of the page
 * @param {Object} handlers
 * @param {(name: string, value: number) => void} handlers.onValue
 * @param {(held: boolean) => void} handlers.onHold
 */
export function createKnob(element, { onValue, onHold }) {
  const name = element.dataset.knob ?? "";
  const range = /** @type {[number, number]} */ (JSON.parse(element.dataset.hard ?? "[]"));
  const soft = /** @type {[number, number]} */ (JSON.parse(element.dataset.soft ?? "[]"));
  const whole = element.hasAttribute("data-whole");
  const scale = createScale(soft, element.dataset.scale === "log" ? "log" : "linear");
  const slider = /** @type {HTMLInputElement} */ (within(element, ".slider"));
  const field = createField(/** @type {HTMLInputElement} */ (within(element, ".figure")), {
    problem: within(element, ".problem"),
    range,
    whole,
    onValue: (value) => onValue(name, value),
  });

  slider.addEventListener("input", () => {
    onHold(true);
    const value = tidied(scale.value(slider.valueAsNumber));
    show(value);
    onValue(name, value);
  });
  slider.addEventListener("change", () => onHold(false));

  /** @param {number} value */
  function tidied(value) {
    if (whole) {
      return Math.round(value);
    }
    const close = rounded(value, DIGITS);
    const fine = (soft[1] - soft[0]) / 1000;
    return element.dataset.scale === "log" ? close : Number((Math.round(value / fine) * fine).toPrecision(DIGITS + 1));
  }

  /** @param {number} value */
  function show(value) {
    field.show(value);
    slider.setAttribute("aria-valuetext", figure(value));
    const at = scale.at(value);
    if (Math.abs(slider.valueAsNumber - at) > 1e-3) {
      slider.value = String(at);
    }
  }

  return { name, show };
}

/**
 * All knob groups inside an element; the one of the chosen owner is shown.
 * @param {HTMLElement} element
 * @param {Parameters<typeof createKnob>[1]} handlers
 */
export function createKnobGroups(element, handlers) {
  const groups = [.../** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll(".knobs[data-of]"))].map((group) => ({
    group,
    knobs: [.../** @type {NodeListOf<HTMLElement>} */ (group.querySelectorAll(".knob"))].map((knob) =>
      createKnob(knob, handlers),
    ),
  }));
  return {
    /** @param {string | null} owner @param {Record<string, number>} values */
    show(owner, values) {
      for (const { group, knobs } of groups) {
        hide(group, group.dataset.of !== owner || knobs.length === 0);
        if (!group.hidden) {
          knobs.forEach((knob) => knob.show(values[knob.name]));
        }
      }
    },
  };
}
