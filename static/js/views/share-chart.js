/** Shares of the starts against the learning rate, stacked; above them each valley's two borders; a place along it can be chosen. */

import { pointerPosition } from "./axes.js";
import { drawBall, drawLine } from "./draw.js";
import { exponentTicks } from "./outcome-axes.js";
import { axis, baseLayout } from "./plot.js";
import { createReadout } from "./readout.js";
import { drawShares } from "./share-drawing.js";
import { createStage, differ, wipe } from "./stage.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./cell-paint.js").CellLook} CellLook */

/**
 * @typedef {{ look: CellLook, name: string, shares: number[] }} Layer  from below
 * @typedef {{ rests: CellLook, circles: CellLook, limit: number | null, leaves: number | null, says: string }} Valley
 *   limit: above it nothing rests; says: both borders
 *
 * @typedef {Object} SharesModel
 * @property {number[]} rates  with equal ratios between them
 * @property {Layer[]} layers
 * @property {Valley[]} valleys
 * @property {number} rate    the present one
 * @property {string} color   its token
 * @property {boolean} stale
 * @property {string} theme
 * @property {{ label: string, rate: string, borders: string, waiting: string, keys: string }} texts
 * @property {(index: number) => { head: string, rows: { color: string, name: string, value: string }[] }} tell  what there is at a rate
 * @property {(rate: number) => string} says  of a rate, in one line
 */

const ACROSS = 72;
const FAR = 10;

/** @type {Record<string, number>} */
const MOVES = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -FAR, PageUp: FAR, Home: -Infinity, End: Infinity };

/**
 * @param {HTMLElement} element
 * @param {{ onRate: (rate: number, held: boolean) => void }} on  held: while it is dragged
 */
export function createShareChart(element, { onRate }) {
  /** @type {SharesModel | null} */
  let model = null;
  /** @type {unknown[]} */
  let figureParts = [];
  /** @type {unknown[]} */
  let drawnParts = [];
  let dragging = false;
  const stage = createStage(element, { onChange: redraw });
  const readout = createReadout(element);
  element.tabIndex = 0;
  element.setAttribute("role", "slider");

  /** @param {PointerEvent} event */
  function rateAt(event) {
    const axes = stage.axes();
    const [x] = pointerPosition(element, event);
    return axes && model ? 10 ** axes.toX(Math.min(Math.max(x, axes.left), axes.left + axes.width)) : null;
  }

  element.addEventListener("pointerdown", (event) => {
    const rate = event.button === 0 && event.isPrimary ? rateAt(event) : null;
    if (rate !== null) {
      event.preventDefault();
      event.stopPropagation();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      dragging = true;
      onRate(rate, true);
    }
  }, { capture: true });
  element.addEventListener("pointermove", (event) => {
    const rate = rateAt(event);
    if (rate !== null && dragging) {
      onRate(rate, true);
    }
    show(event.pointerType === "mouse" ? rate : null);
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    element.addEventListener(end, (event) => {
      const rate = rateAt(event);
      if (dragging && rate !== null) {
        dragging = false;
        onRate(end === "pointerup" ? rate : model?.rate ?? rate, false);
      }
    });
  }
  element.addEventListener("pointerleave", () => show(null));
  element.addEventListener("keydown", (event) => {
    const by = MOVES[event.key];
    if (!by || !model || event.metaKey || event.altKey || event.ctrlKey) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const { rates } = model;
    const to = placeOf(rates, model.rate) + by * (event.shiftKey && Math.abs(by) === 1 ? FAR : 1);
    const [first, last] = [rates[0], rates[rates.length - 1]];
    onRate(to <= 0 ? first : to >= rates.length - 1 ? last : first * (last / first) ** (to / (rates.length - 1)), false);
  });

  /** What there is at the rate under the pointer. @param {number | null} rate */
  function show(rate) {
    const axes = stage.axes();
    if (rate === null || !model || !axes || dragging) {
      readout.show(null);
      return;
    }
    const index = Math.min(model.rates.length - 1, Math.max(0, Math.round(placeOf(model.rates, rate))));
    readout.show(model.tell(index), axes.x(Math.log10(model.rates[index])), () => "inherit");
  }

  function redraw() {
    const axes = stage.axes();
    if (!axes || !model) {
      return;
    }
    const parts = [axes.key, stage.theme(), model.layers, model.valleys, stage.resting.canvas.width, model.texts.waiting];
    if (differ(parts, drawnParts)) {
      drawnParts = parts;
      wipe(stage.resting);
      drawShares(stage.resting, model, axes, stage.theme(), stage.resting.canvas.width / stage.size().width);
    }
    drawPresent(model, axes);
    element.dataset.stale = String(model.stale);
  }

  /** The present rate. @param {SharesModel} shown @param {Axes} axes */
  function drawPresent(shown, axes) {
    const theme = stage.theme();
    wipe(stage.moving);
    const x = axes.x(Math.log10(shown.rate));
    if (!shown.layers.length || x < axes.left - 1 || x > axes.left + axes.width + 1) {
      return;
    }
    const line = new Path2D(`M${x} ${axes.top}V${axes.top + axes.height}`);
    drawLine(stage.moving, line, { color: theme.paper, width: 4, opacity: 0.85 });
    drawLine(stage.moving, line, { color: theme.color(shown.color), width: 1.75 });
    drawBall(stage.moving, [x, axes.top + axes.height], theme.color(shown.color), theme, { radius: 5 });
  }

  return {
    /** @param {SharesModel} next */
    render(next) {
      model = next;
      if (stage.useTheme(next.theme)) {
        figureParts = [];
      }
      const { rates, texts } = next;
      const parts = [rates[0], rates[rates.length - 1], texts.label];
      if (differ(parts, figureParts)) {
        figureParts = parts;
        stage.show(figureOf(next, stage.theme(), stage.size()));
      }
      for (const [name, value] of [["aria-label", texts.keys], ["aria-valuemin", rates[0]], ["aria-valuemax", rates[rates.length - 1]],
        ["aria-valuenow", next.rate], ["aria-valuetext", next.says(next.rate)]]) {
        if (element.getAttribute(String(name)) !== String(value)) {
          element.setAttribute(String(name), String(value));
        }
      }
      redraw();
    },
    resize: stage.resize,
  };
}

/** Where among rates with equal ratios one is, from 0. @param {number[]} rates @param {number} rate */
export const placeOf = (rates, rate) => (Math.log(rate / rates[0]) / Math.log(rates[rates.length - 1] / rates[0])) * (rates.length - 1);

/**
 * @param {SharesModel} model
 * @param {import("./theme.js").Theme} theme
 * @param {{ width: number, height: number }} size
 */
function figureOf({ rates, texts }, theme, size) {
  const range = /** @type {[number, number]} */ ([Math.log10(rates[0]), Math.log10(rates[rates.length - 1])]);
  const ticks = exponentTicks(range, Math.max(2, Math.floor(size.width / ACROSS)));
  const layout = {
    ...baseLayout(theme, size), hovermode: false, dragmode: false,
    xaxis: axis(theme, range, { more: {
      tickmode: "array", tickvals: ticks.map(({ at }) => at), ticktext: ticks.map(({ text }) => text), fixedrange: true,
    } }),
    yaxis: axis(theme, [0, 1], { more: { showticklabels: false, ticks: "", fixedrange: true } }),
  };
  return { traces: [{ type: "scatter", x: [], y: [], hoverinfo: "skip" }], layout, label: texts.label };
}
