/** What becomes of a run over two of its settings, as a map: cells that can be pointed at, walked over, chosen and zoomed. */

import { pointerPosition } from "./axes.js";
import { outcomeFigure } from "./outcome-axes.js";
import { drawMarks } from "./outcome-marks.js";
import { paintCells, patternTile } from "./outcome-raster.js";
import { clipTo, createStage, differ, wipe } from "./stage.js";
import { inside } from "./start.js";
import { createZoom } from "./zoom.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./outcome-raster.js").Cells} Cells */
/** @typedef {import("./outcome-raster.js").Look} Look */

/** @typedef {{ x: number[], y: number[] }} Border */

/**
 * @typedef {Object} OutcomeMapModel
 * @property {Cells | null} cells
 * @property {Look[]} looks
 * @property {[number, number][]} window   what is shown, along x and y; of a logarithmic axis the exponents
 * @property {[number, number][]} whole
 * @property {boolean} zoomed
 * @property {[boolean, boolean]} logarithmic
 * @property {Border | null} limit
 * @property {{ name: string, end: Border | null }[]} zones   from left to right; the last one has no end
 * @property {[number, number] | null} here   the present run
 * @property {string} color   its token
 * @property {[number, number] | null} cross  the cell under the crosshair: column and row
 * @property {boolean} stale   the cells answer an earlier question
 * @property {string} theme
 * @property {{ label: string, x: string, y: string, limit: string, empty: string, wholeMap: string }} texts
 */

const CLICK = 4;
const FAR = 10;

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {HTMLElement} element
 * @param {Object} on
 * @param {(window: [number, number][] | null) => void} on.onWindow
 * @param {(cell: [number, number] | null) => void} on.onPoint  the pointer is on this cell, or on none
 * @param {(by: [number, number]) => void} on.onMove  the crosshair goes so many cells right and up
 * @param {(cell: [number, number]) => void} on.onPick
 */
export function createOutcomeMap(element, { onWindow, onPoint, onMove, onPick }) {
  /** @type {OutcomeMapModel | null} */
  let model = null;
  /** @type {unknown[]} */
  let figureParts = [];
  /** @type {{ cells: Cells | null, looks: Look[], theme: unknown, painted: ReturnType<typeof paintCells> } | null} */
  let kept = null;
  /** @type {readonly [number, number] | null} */
  let down = null;
  /** A button is down: a box that is being drawn would be lost if the plot were drawn anew. */
  let pressed = false;
  /** The mouse, while it is over the map. @type {PointerEvent | null} */
  let over = null;
  const stage = createStage(element, { onChange: redraw });
  const zoom = createZoom(stage, { model: () => model, onWindow, arrows: false, about: crosshair });
  element.setAttribute("role", "application");
  element.setAttribute("aria-keyshortcuts", "ArrowLeft ArrowRight ArrowUp ArrowDown Enter + - 0");

  /** @param {{ clientX: number, clientY: number }} event @returns {[number, number] | null} */
  function cellAt(event) {
    const axes = stage.axes();
    const position = pointerPosition(element, event);
    return axes && model?.cells && inside(position, axes)
      ? [nearest(model.cells.x, axes.toX(position[0])), nearest(model.cells.y, axes.toY(position[1]))] : null;
  }

  /** Where the crosshair stands, in pixels. @returns {[number, number] | null} */
  function crosshair() {
    const axes = stage.axes();
    return axes && model?.cells && model.cross
      ? [axes.x(model.cells.x[model.cross[0]]), axes.y(model.cells.y[model.cross[1]])] : null;
  }

  /** @param {PointerEvent | null} event */
  function point(event) {
    over = event?.pointerType === "mouse" ? event : null;
    onPoint(over && cellAt(over));
  }

  element.addEventListener("pointermove", point);
  element.addEventListener("pointerleave", () => point(null));
  element.addEventListener("pointerdown", (event) => {
    const onButton = /** @type {Element} */ (event.target).closest("button");
    pressed = true;
    down = event.button === 0 && !event.shiftKey && event.isPrimary && !onButton ? [event.clientX, event.clientY] : null;
  }, { capture: true });
  window.addEventListener("pointerup", (event) => {
    const cell = down && Math.hypot(event.clientX - down[0], event.clientY - down[1]) < CLICK ? cellAt(event) : null;
    down = null;
    if (cell) {
      onPick(cell);
    }
    setTimeout(release);
  }, { capture: true });
  window.addEventListener("pointercancel", release);

  /** What came while a button was down is drawn now. */
  function release() {
    if (pressed) {
      pressed = false;
      show();
    }
  }

  element.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (event.target !== element || event.metaKey || event.altKey || event.ctrlKey || (!move && event.key !== "Enter")) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (move) {
      onMove(/** @type {[number, number]} */ (move.map((part) => part * (event.shiftKey ? FAR : 1))));
    } else if (model?.cross) {
      onPick(model.cross);
    }
  });

  function redraw() {
    const axes = stage.axes();
    wipe(stage.resting);
    wipe(stage.moving);
    if (!axes || !model) {
      return;
    }
    zoom.place(axes);
    const unclip = clipTo(stage.resting, axes);
    drawCells(model, axes);
    unclip();
    drawMarks(stage.moving, model, axes, stage.theme());
    element.dataset.cells = String(model.cells ? model.cells.looks.length : 0);
    element.dataset.stale = String(model.stale);
  }

  /** The axes and the limit, when they are others. */
  function show() {
    const parts = model ? [...model.window.flat(), ...model.logarithmic, model.texts.label, model.limit] : figureParts;
    if (model && differ(parts, figureParts)) {
      figureParts = parts;
      stage.show(outcomeFigure(model, stage.theme(), stage.size()));
    }
  }

  /** @param {OutcomeMapModel} shown @param {Axes} axes */
  function drawCells({ cells, looks }, axes) {
    if (!cells) {
      return;
    }
    const theme = stage.theme();
    if (kept?.cells !== cells || kept.looks !== looks || kept.theme !== theme) {
      kept = { cells, looks, theme, painted: paintCells(cells, looks, theme) };
    }
    const [[left, right], [low, high]] = [edges(cells.x), edges(cells.y)];
    const box = /** @type {const} */ ([axes.x(left), axes.y(high), axes.x(right) - axes.x(left), axes.y(low) - axes.y(high)]);
    stage.resting.imageSmoothingEnabled = false;
    stage.resting.drawImage(kept.painted.colors, ...box);
    for (const { pattern, mask } of kept.painted.masks) {
      stage.resting.drawImage(patterned(mask, pattern, box, axes, theme.paper), axes.left, axes.top, axes.width, axes.height);
    }
  }

  return {
    /** @param {OutcomeMapModel} next */
    render(next) {
      const others = next.cells !== model?.cells;
      model = next;
      const themed = stage.useTheme(next.theme);
      if (themed) {
        figureParts = [];
      }
      if (!pressed) {
        show();
      }
      redraw();
      if (others) {
        onPoint(over && cellAt(over));
      }
    },
    resize: stage.resize,
  };
}

/**
 * A mask filled with its pattern, in the frame's own pixels so that strokes keep their size.
 * @param {HTMLCanvasElement} mask
 * @param {number} pattern
 * @param {readonly [number, number, number, number]} box
 * @param {Axes} axes
 * @param {string} color
 */
function patterned(mask, pattern, [x, y, width, height], axes, color) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(axes.width);
  canvas.height = Math.round(axes.height);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.imageSmoothingEnabled = false;
  context.drawImage(mask, x - axes.left, y - axes.top, width, height);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = /** @type {CanvasPattern} */ (context.createPattern(patternTile(pattern, color), "repeat"));
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * Which of evenly spaced values is nearest.
 * @param {number[]} values
 * @param {number} wanted
 */
export function nearest(values, wanted) {
  const last = values.length - 1;
  const at = last ? ((wanted - values[0]) / (values[last] - values[0])) * last : 0;
  return Math.min(last, Math.max(0, Math.round(at)));
}

/** The outer edges of cells around evenly spaced values. @param {number[]} values @returns {[number, number]} */
function edges(values) {
  const last = values.length - 1;
  const half = last ? (values[last] - values[0]) / last / 2 : 0.5;
  return [values[0] - half, values[last] + half];
}
