/** Points of a chart that can be taken: by pointer, by finger, by arrow keys. */

import { pointerPosition } from "./axes.js";

/** @typedef {import("./chart-models.js").Grip} Grip */
/** @typedef {{ step: number, rate: number }} Place */
/** @typedef {Object} GripHandlers
 * @property {(id: string, place: Place) => void} onDrag   at most once a frame
 * @property {(id: string) => void} onDrop
 * @property {(id: string, by: { step: number, rate: number }) => void} onNudge  in key presses, ten with shift
 * @property {(id: string) => void} onRemove
 */

/** @type {Record<string, { step: number, rate: number }>} */
const ARROWS = {
  ArrowLeft: { step: -1, rate: 0 }, ArrowRight: { step: 1, rate: 0 },
  ArrowDown: { step: 0, rate: -1 }, ArrowUp: { step: 0, rate: 1 },
};
const STRIDE = 10;

/**
 * @param {HTMLElement} element
 * @param {GripHandlers} handlers
 */
export function createGrips(element, handlers) {
  /** @type {Map<string, HTMLElement>} */
  const shown = new Map();
  /** @type {Map<string, Grip>} */
  let known = new Map();
  /** @type {import("./axes.js").Axes | null} */
  let axes = null;
  /** @type {{ id: string, place: Place } | null} */
  let held = null;
  let frame = 0;

  /** @param {PointerEvent} event @param {Grip} grip @returns {Place} */
  function placeOf(event, grip) {
    const frameNow = /** @type {import("./axes.js").Axes} */ (axes);
    const [x, y] = pointerPosition(element, event);
    const inX = Math.min(Math.max(x, frameNow.left), frameNow.left + frameNow.width);
    const inY = Math.min(Math.max(y, frameNow.top), frameNow.top + frameNow.height);
    return {
      step: grip.along === "rate" ? grip.step : Math.max(0, Math.round(frameNow.toX(inX))),
      rate: grip.along === "step" ? grip.rate : frameNow.toY(inY),
    };
  }

  /** @param {string} id */
  function add(id) {
    const handle = document.createElement("div");
    handle.className = "grip";
    handle.dataset.grip = id;
    handle.tabIndex = 0;
    handle.setAttribute("role", "slider");
    handle.addEventListener("pointerdown", (event) => {
      const grip = known.get(id);
      if (event.button === 0 && grip && axes) {
        handle.setPointerCapture(event.pointerId);
        held = { id, place: { step: grip.step, rate: grip.rate } };
        handle.dataset.held = "true";
      }
    });
    handle.addEventListener("pointermove", (event) => {
      const grip = known.get(id);
      if (held?.id === id && grip && axes) {
        held.place = placeOf(event, { ...grip, ...held.place });
        frame ||= requestAnimationFrame(() => {
          frame = 0;
          if (held) {
            handlers.onDrag(held.id, held.place);
            arrange();
          }
        });
      }
    });
    for (const end of ["pointerup", "pointercancel"]) {
      handle.addEventListener(end, () => {
        if (held?.id === id) {
          if (frame) {
            cancelAnimationFrame(frame);
            frame = 0;
            handlers.onDrag(id, held.place);
          }
          held = null;
          delete handle.dataset.held;
          handlers.onDrop(id);
          arrange();
        }
      });
    }
    handle.addEventListener("keydown", (event) => press(event, id));
    element.appendChild(handle);
    shown.set(id, handle);
    return handle;
  }

  /** @param {KeyboardEvent} event @param {string} id */
  function press(event, id) {
    const arrow = ARROWS[event.key];
    const far = event.shiftKey ? STRIDE : 1;
    if (arrow) {
      handlers.onNudge(id, { step: far * arrow.step, rate: far * arrow.rate });
    } else if ((event.key === "Delete" || event.key === "Backspace") && known.get(id)?.removable) {
      handlers.onRemove(id);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function arrange() {
    if (!axes) {
      return;
    }
    const { left, top, width, height } = axes;
    for (const [id, handle] of shown) {
      const grip = known.get(id);
      if (grip) {
        const { step, rate } = held?.id === id ? held.place : grip;
        const x = axes.x(step);
        const y = grip.along === "step" ? top : axes.y(rate);
        handle.style.left = `${Math.min(Math.max(x, left), left + width)}px`;
        handle.style.top = `${Math.min(Math.max(Number.isFinite(y) ? y : top + height, top), top + height)}px`;
        handle.dataset.along = grip.along;
        handle.dataset.beyond = String(x > left + width + 1);
      }
    }
  }

  return {
    /** @param {Grip[]} grips */
    render(grips) {
      known = new Map(grips.map((grip) => [grip.id, grip]));
      for (const [id, handle] of shown) {
        if (!known.has(id) && held?.id !== id) {
          const focused = document.activeElement === handle;
          handle.remove();
          shown.delete(id);
          if (focused) {
            queueMicrotask(() => (shown.values().next().value ?? element).focus?.());
          }
        }
      }
      for (const grip of grips) {
        const handle = shown.get(grip.id) ?? add(grip.id);
        handle.setAttribute("aria-label", grip.name);
        handle.setAttribute("aria-valuetext", grip.says);
        handle.setAttribute("aria-valuenow", String(grip.along === "rate" ? grip.rate : grip.step));
        handle.title = grip.says;
        handle.dataset.round = String(grip.round);
      }
      arrange();
    },
    /** @param {import("./axes.js").Axes} next */
    place(next) {
      axes = next;
      arrange();
    },
  };
}
