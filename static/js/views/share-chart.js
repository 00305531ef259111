/** Shares of the starts against the learning rate, stacked; above them each valley's two borders; a place along it can be chosen. */

import { pointerPosition } from "./axes.js";
import { drawBall, drawLine } from "./draw.js";
import { exponentTicks } from "./outcome-axes.js";
import { axis, baseLayout } from "./plot.js";
import { createReadout } from "./readout.js";
import { drawShares, laneAt, piecesBeside } from "./share-drawing.js";
import { createStage, differ, wipe } from "./stage.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./cell-paint.js").CellLook} CellLook */

/** @typedef {{ head: string, rows: { color: string, name: string, value: string }[] }} Told */

/**
 * @typedef {{ look: CellLook, name: string, shares: number[] }} Layer  from below
 * @typedef {{ rests: CellLook, circles: CellLook, limit: number | null, stays: number | null, leaves: number | null, says: string, short: string,
 *   told: Told }} Valley  limit: above it nothing rests; stays and leaves: between them balls leave, both null where it is not known;
 *   says: its name and both borders; short: without the name
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
 * @property {(index: number) => Told} tell  what there is at a rate
 * @property {(index: number) => Told} tellValley
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
  /** @type {import("./share-drawing.js").Words[]} */
  let words = [];
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
    show(event.pointerType === "mouse" ? rate : null, pointerPosition(element, event)[1]);
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
    show(null);  // the pointer rests where it was
    const { rates } = model;
    const to = placeOf(rates, model.rate) + by * (event.shiftKey && Math.abs(by) === 1 ? FAR : 1);
    const [first, last] = [rates[0], rates[rates.length - 1]];
    onRate(to <= 0 ? first : to >= rates.length - 1 ? last : first * (last / first) ** (to / (rates.length - 1)), false);
  });

  /** What there is at the rate under the pointer, or which valley's borders are. @param {number | null} rate @param {number} [y] */
  function show(rate, y = Infinity) {
    const axes = stage.axes();
    if (rate === null || !model?.layers.length || !axes || dragging) {
      readout.show(null);
      return;
    }
    const lane = laneAt(model, axes, y);
    if (lane !== null) {
      readout.show(model.tellValley(lane), axes.x(Math.log10(rate)), () => "inherit");
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
      words = drawShares(stage.resting, model, axes, stage.theme(), stage.resting.canvas.width / stage.size().width);
    }
    drawPresent(model, axes);
    element.dataset.stale = String(model.stale);
    element.dataset.empty = String(!model.layers.length);
  }

  /** The present rate. @param {SharesModel} shown @param {Axes} axes */
  function drawPresent(shown, axes) {
    const theme = stage.theme();
    wipe(stage.moving);
    const right = axes.left + axes.width;
    const x = Math.min(right, Math.max(axes.left, axes.x(Math.log10(shown.rate))));
    if (!shown.layers.length) {
      return;
    }
    const beyond = axes.x(Math.log10(shown.rate)) - x;
    if (Math.abs(beyond) > 1) {
      drawBeyond(stage.moving, [x, axes.top + axes.height], Math.sign(beyond), theme.color(shown.color), theme);
      return;
    }
    const line = new Path2D(piecesBeside(x, [axes.top, axes.top + axes.height], words).map(([from, to]) => `M${x} ${from}V${to}`).join(""));
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

/**
 * An arrowhead at the edge: what is told of lies beyond it.
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} at
 * @param {number} side  −1 to the left, 1 to the right
 * @param {string} color
 * @param {import("./theme.js").Theme} theme
 */
function drawBeyond(context, [x, y], side, color, theme) {
  const head = new Path2D(`M${x} ${y}l${-side * 10} -7v14z`);
  drawLine(context, head, { color: theme.paper, width: 3 });
  context.fillStyle = color;
  context.fill(head);
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
