/** The start, as something to take hold of: by mouse, by touch, by arrow keys. */

import { pointerPosition } from "./axes.js";

/** Pointer travel in pixels below which a press is a click. */
const CLICK_TRAVEL = 4;

/** An arrow key moves by this part of the frame, with shift by ten times as much. */
const NUDGE = 0.01;

/** What a moved pointer is heard by: a "pointermove" waits for the next frame, and the server could be asked by then. */
const MOVES = "onpointerrawupdate" in window ? "pointerrawupdate" : "pointermove";

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {HTMLElement} element  the view
 * @param {Object} handlers
 * @param {(position: [number, number]) => void} handlers.onDrag    at once, and then at most once a frame
 * @param {(position: [number, number]) => void} handlers.onDrop
 * @param {(position: [number, number]) => void} handlers.onPick    a click elsewhere on the plot
 * @param {(move: [number, number], done: boolean) => void} handlers.onNudge  part of the frame, right and up
 */
export function createHandle(element, { onDrag, onDrop, onPick, onNudge }) {
  const button = element.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "view-handle";
  button.setAttribute("role", "slider");
  const label = button.appendChild(document.createElement("span"));
  label.className = "view-handle-label";
  label.setAttribute("aria-hidden", "true");
  let held = false;
  let moved = false;
  let frame = 0;
  /** @type {[number, number]} */
  let position = [0, 0];

  /** @type {(() => void) | null} */
  let waiting = null;

  /** Does what waits for the frame now. */
  function flush() {
    const action = waiting;
    forget();
    action?.();
  }

  function forget() {
    cancelAnimationFrame(frame);
    frame = 0;
    waiting = null;
  }

  /** Acts now, or with the frame when that has been done since the last one. @param {() => void} action */
  function atOnce(action) {
    if (frame) {
      waiting = action;
      return;
    }
    frame = requestAnimationFrame(() => {
      const next = waiting;
      forget();
      if (next) {
        atOnce(next);
      }
    });
    action();
  }

  button.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) {
      return;
    }
    event.stopPropagation();
    button.setPointerCapture(event.pointerId);
    held = true;
    moved = false;
    button.dataset.held = "true";
  });
  button.addEventListener(MOVES, (event) => {
    if (held) {
      moved = true;
      position = pointerPosition(element, /** @type {PointerEvent} */ (event));
      atOnce(() => onDrag(position));
    }
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    button.addEventListener(end, (event) => {
      if (!held) {
        return;
      }
      held = false;
      delete button.dataset.held;
      forget();
      if (moved && end === "pointerup") {
        position = pointerPosition(element, event);
      }
      if (moved) {
        onDrop(position);
      }
    });
  }
  button.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (arrow && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      const size = NUDGE * (event.shiftKey ? 10 : 1);
      atOnce(() => onNudge([arrow[0] * size, arrow[1] * size], false));
    }
  });
  button.addEventListener("keyup", (event) => {
    if (ARROWS[event.key]) {
      flush();
      onNudge([0, 0], true);
    }
  });

  const picking = listenForClicks(element, button, onPick);

  return {
    held: () => held,
    /** @param {boolean} visible */
    show(visible) {
      button.hidden = !visible && !held;
    },
    /**
     * @param {readonly [number, number]} at
     * @param {string} side  of the hint
     * @param {number} shift  of the hint's middle to the right
     */
    place([x, y], side, shift) {
      button.style.transform = `translate(${x}px, ${y}px)`;
      button.dataset.side = side;
      button.style.setProperty("--hint-shift", `${shift}px`);
    },
    /** @param {{ name: string, value: string, now: number, range: [number, number], hint: string }} text */
    describe({ name, value, now, range, hint }) {
      button.setAttribute("aria-label", name);
      button.setAttribute("aria-valuetext", value);
      button.setAttribute("aria-valuenow", String(now));
      button.setAttribute("aria-valuemin", String(range[0]));
      button.setAttribute("aria-valuemax", String(range[1]));
      if (label.textContent !== hint) {
        label.textContent = hint;
      }
    },
    /** Width of the hint in pixels, 0 when there is none. */
    hintWidth: () => (label.textContent ? label.offsetWidth : 0),
    destroy() {
      forget();
      picking.abort();
      button.remove();
    },
  };
}

/**
 * Clicks on the plot that are not the beginning of a zoom.
 * @param {HTMLElement} element
 * @param {HTMLElement} handle
 * @param {(position: [number, number]) => void} onPick
 */
function listenForClicks(element, handle, onPick) {
  const listening = new AbortController();
  const { signal } = listening;
  /** @type {PointerEvent | null} */
  let down = null;
  element.addEventListener("pointerdown", (event) => {
    const target = /** @type {Element} */ (event.target);
    const taken = handle.contains(target) || target.closest("button, [role=slider]") || event.shiftKey || !event.isPrimary;
    down = event.button === 0 && !taken ? event : null;
  }, { signal, capture: true });
  window.addEventListener("pointerup", (event) => {
    if (down && down.pointerId === event.pointerId
      && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < CLICK_TRAVEL) {
      onPick(pointerPosition(element, event));
    }
    down = null;
  }, { signal, capture: true });
  window.addEventListener("pointercancel", () => {
    down = null;
  }, { signal, capture: true });
  return listening;
}
