/** What a pointer does over the steps of a chart: press or drag goes to a step, hovering lights one up. */

import { pointerPosition } from "./axes.js";

/**
 * @param {HTMLElement} element
 * @param {Object} told  at most once a frame
 * @param {(pixel: number) => void} told.onSeek
 * @param {(pixel: number | null) => void} told.onHover
 */
export function listenForSteps(element, { onSeek, onHover }) {
  const listening = new AbortController();
  const { signal } = listening;
  let pressed = false;
  let frame = 0;
  /** @type {{ seek?: number, hover?: number | null }} */
  let next = {};

  /** @param {typeof next} told */
  function later(told) {
    next = { ...next, ...told };
    frame ||= requestAnimationFrame(() => {
      const { seek, hover } = next;
      frame = 0;
      next = {};
      if (hover !== undefined) {
        onHover(hover);
      }
      if (seek !== undefined) {
        onSeek(seek);
      }
    });
  }

  /** @param {PointerEvent} event */
  const at = (event) => pointerPosition(element, event)[0];
  /** @param {PointerEvent} event */
  const seek = (event) => later({ seek: at(event) });

  element.style.touchAction = "pan-y";
  element.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && !(/** @type {Element} */ (event.target).closest("[data-grip]"))) {
      pressed = true;
      seek(event);
    }
  }, { signal, capture: true });
  element.addEventListener("pointermove", (event) => {
    if (!pressed && event.pointerType === "mouse") {
      later({ hover: at(event) });
    }
  }, { signal });
  element.addEventListener("pointerleave", () => later({ hover: null }), { signal });
  window.addEventListener("pointermove", (event) => {
    if (pressed) {
      seek(event);
    }
  }, { signal, capture: true });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, () => {
      pressed = false;
    }, { signal, capture: true });
  }
  return listening;
}
