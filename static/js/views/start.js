/** The start of the run on a plot: follows the pointer at once, tells the page, shows where the page says it is. */

import { figure } from "./figures.js";
import { createHandle } from "./handle.js";
import { createRoom, HARD } from "./room.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./models.js").SurfaceHandlers} SurfaceHandlers */
/** @typedef {import("./models.js").SurfaceTexts} SurfaceTexts */
/** @typedef {"left" | "right" | "above" | "below"} Side */
/** @typedef {{ run: import("./models.js").Run | null, marks: import("./models.js").Mark[], start: number[], axes: string[], texts: SurfaceTexts }} Startable */
/** @typedef {readonly [number, number]} Position  in pixels */

/** Sides of the start where the hint may stand, the best first. */
const SIDES = /** @type {const} */ (["left", "right", "above", "below"]);

/** A point on the edge of the frame is inside, whatever rounding says, in pixels. */
const ROUNDING = 0.01;

/** So many steps of the path are kept clear of the hint. */
const HINT_STEPS = 200;

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
  /** @type {{ path: number[][] | null, key: string, side: Side }} */
  let sided = { path: null, key: "", side: SIDES[0] };

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
        handlers.onStartPick?.(point, position);
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
    handle.describe({
      name: shown.texts.start ?? "",
      value: shown.axes.slice(0, point.length).map((axis, index) => `${axis} ${figure(point[index])}`).join(", "),
      now: point[0],
      range: [axes.toX(axes.left), axes.toX(axes.left + axes.width)],
      hint: everMoved ? "" : shown.texts.dragMe ?? "",
    });
    const at = side(shown, position, axes);
    handle.place(position, at, hintBox(position, at, handle.hintWidth(), axes).x - position[0]);
  }

  /**
   * Where the hint stands: beside the start, on a side where the path does not run.
   * @param {Startable} shown
   * @param {Position} position
   * @param {Axes} axes
   */
  function side(shown, position, axes) {
    const path = shown.run?.points ?? null;
    const key = `${axes.key} ${position}`;
    if (!everMoved && (path !== sided.path || key !== sided.key)) {
      const positions = (path ?? []).slice(0, HINT_STEPS).map((point) => toPosition(point, axes));
      const room = createRoom(axes);
      room.takeLine(positions.flat(), HARD);
      for (const { at } of shown.marks) {
        const [x, y] = toPosition(at, axes);
        room.take({ x, y, width: 16, height: 16 });
      }
      const width = handle.hintWidth();
      sided = { path, key, side: SIDES.find((name) => room.has(hintBox(position, name, width, axes))) ?? SIDES[0] };
    }
    return sided.side;
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
      const at = toPosition(held ?? shown.start, axes);
      const hint = handle.hintWidth();
      return [{ x: at[0], y: at[1], width: 26, height: 26 }, ...(hint ? [hintBox(at, sided.side, hint, axes)] : [])];
    },
    destroy: handle.destroy,
  };
}

/**
 * What the hint covers; above or below the start it keeps inside the frame.
 * @param {Position} position
 * @param {Side} side
 * @param {number} width
 * @param {Axes} axes
 */
function hintBox([x, y], side, width, { left, width: across }) {
  const [right, down] = { left: [-1, 0], right: [1, 0], above: [0, -1], below: [0, 1] }[side];
  const middle = right ? x + right * (18 + width / 2) : Math.min(Math.max(x, left + width / 2 + 6), left + across - width / 2 - 6);
  return { x: middle, y: y + down * 22, width: width + 6, height: 16 };
}

/**
 * @param {Position} position
 * @param {Axes} axes
 */
export function inside([x, y], { left, top, width, height }) {
  return x > left - ROUNDING && x < left + width + ROUNDING && y > top - ROUNDING && y < top + height + ROUNDING;
}
