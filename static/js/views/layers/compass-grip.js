/** The ring of the compass as something to take hold of: by pointer anywhere on it, by arrow keys. */

import { pointerPosition } from "../axes.js";

const SPACE = "http://www.w3.org/2000/svg";

/** An arrow key makes the radius so much longer or shorter. */
const NUDGE = 1.1;

/**
 * @param {HTMLElement} element  the view
 * @param {(pixels: number) => void} onRadius
 */
export function createCompassGrip(element, onRadius) {
  const svg = element.appendChild(document.createElementNS(SPACE, "svg"));
  svg.classList.add("view-ring");
  const ring = svg.appendChild(document.createElementNS(SPACE, "circle"));
  ring.setAttribute("role", "slider");
  ring.setAttribute("tabindex", "0");
  let held = false;
  /** @type {readonly [number, number]} */
  let middle = [0, 0];
  let radius = 0;
  let frame = 0;
  let wanted = 0;

  /** @param {number} pixels */
  function tell(pixels) {
    wanted = Math.max(pixels, 4);
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      onRadius(wanted);
    });
  }

  ring.addEventListener("pointerdown", (event) => {
    held = event.button === 0;
    ring.setPointerCapture(event.pointerId);
    event.preventDefault();
    event.stopPropagation();
    ring.focus({ preventScroll: true });
  });
  ring.addEventListener("pointermove", (event) => {
    if (held) {
      const [x, y] = pointerPosition(element, event);
      tell(Math.hypot(x - middle[0], y - middle[1]));
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    ring.addEventListener(end, () => {
      held = false;
    });
  }
  ring.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  ring.addEventListener("keydown", (event) => {
    const turn = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (turn) {
      event.preventDefault();
      event.stopPropagation();
      tell(radius * NUDGE ** turn);
    }
  });

  return {
    /**
     * @param {readonly [number, number] | null} at  the ball; null hides the ring
     * @param {number} pixels
     * @param {{ name: string, value: string, now: number }} said
     */
    place(at, pixels, { name, value, now }) {
      svg.toggleAttribute("hidden", at === null);
      svg.style.display = at === null ? "none" : "";
      if (!at) {
        return;
      }
      middle = at;
      radius = pixels;
      const places = { cx: at[0], cy: at[1], r: Math.max(pixels, 1) };
      Object.entries(places).forEach(([key, part]) => ring.setAttribute(key, String(part)));
      ring.setAttribute("aria-label", name);
      ring.setAttribute("aria-valuetext", value);
      ring.setAttribute("aria-valuenow", String(now));
      ring.setAttribute("aria-valuemin", "0");
    },
    destroy() {
      cancelAnimationFrame(frame);
      svg.remove();
    },
  };
}
