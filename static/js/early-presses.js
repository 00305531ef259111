/** What is pressed before the rest of the page is there: it is kept, and done in its order as soon as somebody listens. */

/** Buttons that the browser itself opens something by have done it already. */
const PRESSED = "button:not([popovertarget])";

/** @type {Event[]} */
const kept = [];
const keep = (/** @type {Event} */ event) => void kept.push(event);

export function keepPresses() {
  document.addEventListener("keydown", keep);
  document.addEventListener("click", keep);
}

/** @param {(event: KeyboardEvent) => void} press  does what a key does */
export function doPresses(press) {
  document.removeEventListener("keydown", keep);
  document.removeEventListener("click", keep);
  for (const event of kept.splice(0)) {
    if (event instanceof KeyboardEvent) {
      press(event);
    } else {
      /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(PRESSED))?.click();
    }
  }
}
