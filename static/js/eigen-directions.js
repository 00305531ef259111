/** How the surface bends under the ball: a curvature for each of its own directions, drawn and in figures. */

import { variablesOf } from "./description.js";
import { figure } from "./numbers.js";
import { box, hide, within, write } from "./page.js";
import { text } from "./texts.js";

/** Half the length of the drawn directions, on a drawing of 72 by 72 around its middle. */
const REACH = 32;
const LEAST = 1.5;
const DECIMALS = 2;

/** @param {import("./store.js").Store} store */
export function createEigenDirections(store) {
  const drawing = /** @type {SVGSVGElement} */ (box("eigen").querySelector("svg"));
  const rows = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-eigen]"))];

  function render() {
    const { here, description } = store.get();
    const flat = variablesOf(description.surface).length === 2;
    const { eigenvalues = [], eigenvectors = [], condition_number: condition = null } = here?.curvature ?? {};
    // the steepest first, as λ₁
    const values = [...eigenvalues].reverse();
    const vectors = [...eigenvectors].reverse();
    rows.forEach((row, index) => {
      hide(row, index > 0 && !flat);
      write(within(row, "output"), figure(values[index]));
      const [x, y] = vectors[index] ?? [];
      const known = flat && typeof x === "number" && typeof y === "number";
      const side = (x ?? 0) < 0 ? -1 : 1; // a direction has no front: both signs are the same line
      write(within(row, ".eigen-way"), known ? text("eigen.along", { x: unit(side * x), y: unit(side * y) }) : "");
      row.dataset.bends = bends(values[index]);
    });
    write(within(box("eigen"), '[data-figure="condition"]'), figure(condition, 3));
    within(box("eigen"), ".eigen-condition").hidden = !flat;
    drawing.toggleAttribute("hidden", !flat);
    box("eigen").dataset.flat = String(flat);
    if (flat) {
      draw(drawing, values, vectors);
    }
  }

  store.subscribe((_, changed) => {
    if (changed.has("here") || changed.has("description")) {
      render();
    }
  });
  render();
}

/**
 * Both directions, and the level line of a bowl that bends so.
 * @param {SVGSVGElement} drawing
 * @param {(number | null)[]} values
 * @param {(number | null)[][]} vectors
 */
function draw(drawing, values, vectors) {
  const lines = [...drawing.querySelectorAll("line")];
  lines.forEach((line, index) => {
    const [x, y] = vectors[index] ?? [];
    const known = typeof x === "number" && typeof y === "number";
    line.toggleAttribute("hidden", !known);
    const ends = { x1: -(x ?? 0), y1: y ?? 0, x2: x ?? 0, y2: -(y ?? 0) };
    Object.entries(ends).forEach(([name, value]) => line.setAttribute(name, String(REACH * value)));
    line.dataset.bends = bends(values[index]);
  });
  const level = /** @type {SVGEllipseElement} */ (drawing.querySelector("ellipse"));
  const [steep, gentle] = values;
  const bowl = Boolean(steep && gentle && gentle > 0);
  level.toggleAttribute("hidden", !bowl);
  if (bowl) {
    const [x, y] = /** @type {number[]} */ (vectors[0]);
    level.setAttribute("rx", String(Math.max(LEAST, REACH * Math.sqrt(Number(gentle) / Number(steep)))));
    level.setAttribute("ry", String(REACH));
    level.setAttribute("transform", `rotate(${(-Math.atan2(y, x) * 180) / Math.PI})`);
  }
}

/** @param {number | null | undefined} value */
const bends = (value) => (typeof value !== "number" || value === 0 ? "" : value > 0 ? "up" : "down");

/** A part of a unit vector. @param {number} value */
const unit = (value) => figure(Number(value.toFixed(DECIMALS)) + 0);
