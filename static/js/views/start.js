/** The start of the run on a plot: follows the pointer at once, tells the page, shows where the page says it is. */

import { figure } from "./figures.js";
import { createHandle } from "./handle.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./models.js").SurfaceHandlers} SurfaceHandlers */
/** @typedef {import("./models.js").SurfaceTexts} SurfaceTexts */
/** @typedef {{ start: number[], axes: string[], texts: SurfaceTexts }} Startable */
/** @typedef {readonly [number, number]} Position  in pixels */

/**
 * @param {import("./stage.js").Stage} stage
 * @param {SurfaceHandlers} handlers
 * @param {Object} plot
 * @param {() => Startable | null} plot.model
 * @param {(point: number[], axes: Axes) => Position} plot.toPosition
 * @param {(position: Position, axes: Axes) => number[]} plot.toPoint
 * @param {() => void} plot.onRelease  draw again what rests while the start is held
 */
export function createStart(stage, handlers, { model, toPosition, toPoint, onRelease }) {
  /** @type {number[] | null} */
  let held = null;
  let everMoved = false;

  /** @param {Position} position */
  function pointAt([x, y]) {
    const axes = stage.axes();
    return axes && toPoint([
      Math.min(Math.max(x, axes.left), axes.left + axes.width),
      Math.min(Math.max(y, axes.top), axes.top + axes.height),
    ], axes);
  }

  /**
   * @param {number[] | null} point
   * @param {((point: number[]) => void) | undefined} tell
   */
  function move(point, tell) {
    if (point) {
      held = point;
      everMoved = true;
      place();
      tell?.(point);
    }
  }

  /** @param {number[] | null} point */
  function drop(point) {
    move(point, handlers.onStartDrop);
    held = null;
    onRelease();
  }

  const handle = createHandle(stage.element, {
    onDrag: (position) => move(pointAt(position), handlers.onStartDrag),
    onDrop: (position) => drop(pointAt(position)),
    onPick(position) {
      const axes = stage.axes();
      const point = axes && inside(position, axes) ? pointAt(position) : null;
      if (point) {
        handlers.onStartPick?.(point);
      }
    },
    onNudge([right, up], done) {
      const axes = stage.axes();
      const now = held ?? model()?.start;
      if (!axes || !now) {
        return;
      }
      if (done) {
        drop(now);
      } else {
        const [x, y] = toPosition(now, axes);
        move(pointAt([x + right * axes.width, y - up * axes.height]), handlers.onStartDrag);
      }
    },
  });

  function place() {
    const axes = stage.axes();
    const shown = model();
    if (!axes || !shown) {
      return;
    }
    const point = held ?? shown.start;
    const position = toPosition(point, axes);
    handle.show(inside(position, axes));
    handle.place(position, axes);
    handle.describe({
      name: shown.texts.start ?? "",
      value: shown.axes.slice(0, point.length).map((axis, index) => `${axis} ${figure(point[index])}`).join(", "),
      now: point[0],
      range: [axes.toX(axes.left), axes.toX(axes.left + axes.width)],
      hint: everMoved ? "" : shown.texts.dragMe ?? "",
    });
  }

  return {
    place,
    held: () => held !== null,
    /** What the handle and its hint cover, for labels to avoid. */
    boxes() {
      const axes = stage.axes();
      const shown = model();
      if (!axes || !shown) {
        return [];
      }
      const [x, y] = toPosition(held ?? shown.start, axes);
      const hint = handle.hintWidth();
      const side = handle.side() === "left" ? -1 : 1;
      return [{ x, y, width: 26, height: 26 }, ...(hint ? [{ x: x + side * (18 + hint / 2), y, width: hint + 6, height: 16 }] : [])];
    },
    destroy: handle.destroy,
  };
}

/**
 * @param {Position} position
 * @param {Axes} axes
 */
export function inside([x, y], { left, top, width, height }) {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}
