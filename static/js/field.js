/** A field for one number: takes what is typed when it is a number in range, and says so when it is not. */

import { figure, parsed, typed } from "./numbers.js";
import { tell } from "./page.js";
import { text } from "./texts.js";

/**
 * @param {HTMLInputElement} input
 * @param {Object} options
 * @param {HTMLElement} options.problem  where it is said
 * @param {[number, number]} [options.range]
 * @param {boolean} [options.whole]
 * @param {(value: number) => void} options.onValue
 */
export function createField(input, { problem, range = [-1e9, 1e9], whole = false, onValue }) {
  /** @type {number | null} */
  let shown = null;

  /** @param {string | null} said */
  function complain(said) {
    tell(problem, said);
    input.toggleAttribute("aria-invalid", false);
    if (said) {
      input.setAttribute("aria-invalid", "true");
    }
  }

  function take() {
    const value = parsed(input.value);
    if (value === null || (whole && !Number.isInteger(value))) {
      complain(text(whole ? "notice.whole" : "notice.number"));
    } else if (value < range[0] || value > range[1]) {
      complain(text("notice.range", { low: figure(range[0]), high: figure(range[1]) }));
    } else {
      complain(null);
      if (value !== shown) {
        shown = value;
        onValue(value);
      }
    }
  }

  input.addEventListener("change", take);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown !== null) {
      input.value = typed(shown);
      complain(null);
    }
  });

  return {
    /** Shows a value, unless the person is just typing another one. @param {number} value */
    show(value) {
      if (value === shown && document.activeElement === input) {
        return;
      }
      if (shown !== null || input.getAttribute("aria-invalid") === "true") {
        complain(null);
      }
      shown = value;
      input.value = typed(value);
    },
    complain,
  };
}
