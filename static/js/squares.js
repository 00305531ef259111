/** Values as squares: the area is the value, on one scale for all coordinates, which is stated. */

import { figure } from "./numbers.js";
import { text } from "./texts.js";

/** The frame stands for one of these times a power of ten, the least that holds every value. */
const STEPS = [1, 2, 5, 10];

export function createSquares() {
  const element = document.createElement("div");
  element.className = "squares";
  element.hidden = true;
  const scale = document.createElement("p");
  scale.className = "squares-scale";
  /** @type {ReturnType<typeof square>[]} */
  let squares = [];

  return {
    element,

    /**
     * @param {number | (number | null)[] | null} value
     * @param {string[]} variables
     */
    show(value, variables) {
      const values = Array.isArray(value) ? value : [];
      const most = Math.max(...values.map((part) => part ?? 0));
      element.hidden = !values.length;
      if (squares.length !== values.length) {
        squares = values.map(square);
        element.replaceChildren(...squares.map(({ element: one }) => one), scale);
      }
      const whole = frameOf(most);
      values.forEach((part, axis) => squares[axis].show(variables[axis], part, whole));
      scale.textContent = whole ? text("squares.scale", { value: figure(whole) }) : text("squares.none");
    },
  };
}

function square() {
  const element = document.createElement("div");
  element.className = "square";
  const frame = document.createElement("span");
  frame.className = "square-frame";
  const filled = document.createElement("i");
  frame.append(filled);
  const says = document.createElement("span");
  says.className = "square-says";
  element.append(frame, says);
  return {
    element,
    /**
     * @param {string} variable
     * @param {number | null} value
     * @param {number} whole  the value that fills the frame
     */
    show(variable, value, whole) {
      filled.style.setProperty("--side", String(whole && value ? Math.sqrt(value / whole) : 0));
      says.textContent = `${variable}  ${figure(value, 3)}`;
    },
  };
}

/** @param {number} most */
function frameOf(most) {
  if (!(most > 0) || !Number.isFinite(most)) {
    return 0;
  }
  const power = 10 ** Math.floor(Math.log10(most));
  return (STEPS.find((step) => step * power >= most) ?? 10) * power;
}
