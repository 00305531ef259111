/** Pointing at something: the pointer goes there. A page that is laid out anew under a resting pointer is not pointed at. */

/** @param {PointerEvent} event */
const placeOf = ({ clientX, clientY }) => `${clientX} ${clientY}`;

/** Where the pointer was last. */
let last = "";
document.addEventListener("pointermove", (event) => {
  last = placeOf(event);
}, { capture: true, passive: true });

/**
 * @param {HTMLElement} element
 * @param {{ onPoint: () => void, onLeave: () => void }} on  the mouse: a finger presses
 */
export function listenForHover(element, { onPoint, onLeave }) {
  let resting = "";
  element.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") {
      resting = last === "" || last === placeOf(event) ? placeOf(event) : "";
      resting || onPoint();
    }
  });
  element.addEventListener("pointermove", (event) => {
    if (resting && resting !== placeOf(event)) {
      resting = "";
      onPoint();
    }
  });
  element.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") {
      resting = "";
      onLeave();
    }
  });
}
