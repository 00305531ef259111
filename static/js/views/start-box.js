/** Boxes from which starts are taken, on a flat picture: their outline, and grips by which one is moved and stretched. */

import { pointerPosition } from "./axes.js";
import { figure } from "./figures.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./swarm-model.js").StartBox} StartBox */
/** @typedef {[number, number][]} Window */
/** @typedef {"low" | "high" | "all"} Grip */

/** A box narrower than this is small, in pixels. */
const SMALL = 80;

/** Its corners are not brought closer to each other than this, in pixels: else it would be out of sight. */
const LEAST = 12;

/** An arrow key moves by this part of the frame, with shift by ten times as much. */
const NUDGE = 0.01;
const FAR = 10;

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const GRIPS = /** @type {const} */ (["low", "high", "all"]);

/**
 * @param {import("./stage.js").Stage} stage
 * @param {{ onBox?: (place: number, window: Window) => void, onBoxDrop?: () => void }} handlers
 */
export function createStartBoxes(stage, { onBox, onBoxDrop }) {
  const { element } = stage;
  /** @type {HTMLElement[]} */
  const outlines = [];
  /** @type {Map<Grip, HTMLElement>} */
  const grips = new Map();
  /** @type {StartBox | null} */
  let own = null;
  /** @type {{ grip: Grip, from: [number, number], window: Window } | null} */
  let held = null;
  /** @type {Window | null} */
  let wanted = null;
  let frame = 0;

  function tell() {
    frame = 0;
    if (own && wanted) {
      onBox?.(own.place, wanted);
    }
  }

  /** @param {Grip} grip @param {Window} window @param {number[]} by  in the data's units @param {Axes} axes */
  function moved(grip, window, by, axes) {
    const least = [axes.toX(LEAST) - axes.toX(0), axes.toY(0) - axes.toY(LEAST)];
    return window.map(([low, high], axis) => {
      const apart = Math.min(least[axis], high - low);
      return /** @type {[number, number]} */ ([
        grip === "high" ? low : grip === "low" ? Math.min(low + by[axis], high - apart) : low + by[axis],
        grip === "low" ? high : grip === "high" ? Math.max(high + by[axis], low + apart) : high + by[axis],
      ]);
    });
  }

  /** @param {HTMLElement} handle @param {Grip} grip */
  function listen(handle, grip) {
    handle.addEventListener("pointerdown", (event) => {
      if (event.button === 0 && own) {
        event.stopPropagation();
        handle.setPointerCapture(event.pointerId);
        held = { grip, from: pointerPosition(element, event), window: own.window };
        handle.dataset.held = "true";
      }
    });
    handle.addEventListener("pointermove", (event) => {
      const axes = stage.axes();
      if (held && axes) {
        const [x, y] = pointerPosition(element, event);
        const by = [axes.toX(x) - axes.toX(held.from[0]), axes.toY(y) - axes.toY(held.from[1])];
        wanted = moved(grip, held.window, by, axes);
        frame ||= requestAnimationFrame(tell);
      }
    });
    for (const end of ["pointerup", "pointercancel"]) {
      handle.addEventListener(end, () => held && drop(handle));
    }
    handle.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      const axes = stage.axes();
      if (arrow && axes && own && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        event.stopPropagation();
        const size = NUDGE * (event.shiftKey ? FAR : 1);
        const spans = [axes.toX(axes.left + axes.width) - axes.toX(axes.left), axes.toY(axes.top) - axes.toY(axes.top + axes.height)];
        wanted = moved(grip, wanted ?? own.window, arrow.map((part, axis) => part * size * spans[axis]), axes);
        frame ||= requestAnimationFrame(tell);
      }
    });
    handle.addEventListener("keyup", (event) => ARROWS[event.key] && drop(handle));
    handle.addEventListener("blur", () => wanted && drop(handle)); // the key may be let go elsewhere
  }

  /** @param {HTMLElement} handle */
  function drop(handle) {
    if (frame) {
      cancelAnimationFrame(frame);
      tell();
    }
    held = wanted = null;
    delete handle.dataset.held;
    onBoxDrop?.();
  }

  /** @param {Grip} grip */
  function handleOf(grip) {
    const known = grips.get(grip);
    if (known) {
      return known;
    }
    const handle = element.appendChild(document.createElement("div"));
    handle.className = "grip box-grip";
    handle.dataset.grip = grip;
    handle.tabIndex = 0;
    handle.setAttribute("role", "slider");
    listen(handle, grip);
    grips.set(grip, handle);
    return handle;
  }

  /** @param {StartBox[]} boxes @param {Axes} axes */
  function outline(boxes, axes) {
    while (outlines.length > boxes.length) {
      outlines.pop()?.remove();
    }
    boxes.forEach((box, order) => {
      const { left, top, right, bottom } = cornersOf(box.window, axes);
      outlines[order] ??= element.insertBefore(Object.assign(document.createElement("div"), { className: "start-box" }), stage.moving.canvas);
      const { style, dataset } = outlines[order];
      style.left = `${left}px`;
      style.top = `${top}px`;
      style.width = `${right - left}px`;
      style.height = `${bottom - top}px`;
      style.setProperty("--box", `var(${box.color})`);
      dataset.dash = String(box.dash);
    });
  }

  /** @param {StartBox | null} box @param {Axes} axes */
  function grasp(box, axes) {
    own = box;
    for (const grip of GRIPS) {
      const handle = box ? handleOf(grip) : grips.get(grip);
      if (!handle) {
        continue;
      }
      handle.hidden = !box;
      if (box) {
        const [x, y] = spotOf(grip, box.window, axes);
        handle.style.left = `${x}px`;
        handle.style.top = `${y}px`;
        handle.setAttribute("aria-label", box.names[grip]);
        const ends = grip === "all" ? box.window : box.window.map((range) => [range[grip === "low" ? 0 : 1]]);
        handle.setAttribute("aria-valuetext", ends.map((range) => range.map((end) => figure(end)).join(" … ")).join(", "));
        handle.setAttribute("aria-valuenow", String(ends[0][0]));
        handle.setAttribute("aria-valuemin", String(axes.toX(axes.left)));
        handle.setAttribute("aria-valuemax", String(axes.toX(axes.left + axes.width)));
      }
    }
  }

  return {
    held: () => held !== null,
    /** @param {StartBox[]} boxes @param {Axes} axes */
    place(boxes, axes) {
      outline(boxes, axes);
      grasp(boxes.find((box) => box.own) ?? null, axes);
    },
    destroy() {
      cancelAnimationFrame(frame);
      outlines.forEach((one) => one.remove());
      grips.forEach((one) => one.remove());
    },
  };
}

/**
 * A box in pixels, within the frame; on a curve it is as high as the picture.
 * @param {Window} window
 * @param {Axes} axes
 */
function cornersOf(window, axes) {
  const [x, y] = window;
  const [right, bottom] = [axes.left + axes.width, axes.top + axes.height];
  const across = (/** @type {number} */ at) => Math.min(Math.max(axes.x(at), axes.left), right);
  const down = (/** @type {number} */ at) => Math.min(Math.max(axes.y(at), axes.top), bottom);
  return { left: across(x[0]), right: across(x[1]), top: y ? down(y[1]) : axes.top, bottom: y ? down(y[0]) : bottom };
}

/** Around a small box the grips stand apart, so that its balls are seen. @param {ReturnType<typeof cornersOf>} box */
function spaced({ left, right, top, bottom }) {
  const apart = Math.max(0, SMALL - Math.min(right - left, bottom - top)) / 4;
  return { left: left - apart, right: right + apart, top: top - apart, bottom: bottom + apart };
}

/**
 * Where a grip stands: at the lower left, at the upper right, in the middle of the upper edge.
 * @param {Grip} grip
 * @param {Window} window
 * @param {Axes} axes
 * @returns {[number, number]}
 */
function spotOf(grip, window, axes) {
  const { left, right, top, bottom } = spaced(cornersOf(window, axes));
  if (window.length === 1) {
    return [grip === "low" ? left : grip === "high" ? right : (left + right) / 2, grip === "all" ? top + 14 : (top + bottom) / 2];
  }
  return grip === "low" ? [left, bottom] : grip === "high" ? [right, top] : [(left + right) / 2, top];
}
