/** Drags that move a picture itself: two fingers, or a mouse with shift held or with its middle button. */

import { pointerPosition } from "./axes.js";

/**
 * Two fingers pinch and move; a mouse moves the map with shift held or with its middle button.
 * @param {HTMLElement} element
 * @param {{ signal: AbortSignal, pan: (pixels: [number, number]) => void,
 *   scale: (factor: number, about: readonly [number, number]) => void }} act
 */
export function listenForDrags(element, { signal, pan, scale }) {
  /** @type {Map<number, [number, number]>} */
  const down = new Map();
  element.addEventListener("pointerdown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("button, [role=slider]")) {
      return;
    }
    const byMouse = event.pointerType === "mouse" && (event.button === 1 || (event.button === 0 && event.shiftKey));
    if (byMouse || event.pointerType === "touch") {
      down.set(event.pointerId, pointerPosition(element, event));
    }
    if (byMouse) {
      event.preventDefault();
    }
  }, { signal, capture: true });
  element.addEventListener("mousedown", (event) => {
    if (down.size > 0) {
      event.stopPropagation();
    }
  }, { signal, capture: true });
  element.addEventListener("touchstart", (event) => {
    if (event.touches.length > 1) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, { signal, capture: true, passive: false });
  window.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) {
      return;
    }
    const now = pointerPosition(element, event);
    const [other] = [...down].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    down.set(event.pointerId, now);
    if (other) {
      const wide = (/** @type {[number, number]} */ [x, y]) => Math.max(8, Math.hypot(x - other[0], y - other[1]));
      scale(wide(before) / wide(now), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
    } else if (event.pointerType === "mouse") {
      pan([now[0] - before[0], now[1] - before[1]]);
    }
  }, { signal });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    window.addEventListener(end, (event) => down.delete(event.pointerId), { signal });
  }
}
