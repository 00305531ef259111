/** A place along a chart's x axis that is pointed at, and taken by a click. */

import { pointerPosition } from "./axes.js";
import { drawLine, drawText } from "./draw.js";
import { wipe } from "./stage.js";

/** @typedef {import("./stage.js").Stage} Stage */

/**
 * @param {Stage} stage
 * @param {Object} told
 * @param {(x: number) => void} told.onPick
 * @param {(x: number) => string | null} told.says  what stands there; null: nothing to take
 */
export function listenForPicks(stage, { onPick, says }) {
  const { element } = stage;

  /** @param {PointerEvent | MouseEvent} event */
  function placeOf(event) {
    const axes = stage.axes();
    const [x, y] = pointerPosition(element, event);
    const inside = axes && x >= axes.left && x <= axes.left + axes.width && y >= axes.top && y <= axes.top + axes.height;
    return inside && stage.plotted() ? { axes, x } : null;
  }

  function forget() {
    wipe(stage.over);
    element.dataset.pointed = "false";
  }

  element.addEventListener("pointermove", (event) => {
    forget();
    const place = event.pointerType === "mouse" ? placeOf(event) : null;
    const said = place && says(place.axes.toX(place.x));
    if (place && said) {
      element.dataset.pointed = "true";
      point(stage, place.axes, place.x, said);
    }
  });
  element.addEventListener("pointerleave", forget);
  element.addEventListener("click", (event) => {
    const place = placeOf(event);
    const x = place?.axes.toX(place.x);
    if (x !== undefined && says(x)) {
      onPick(x);
    }
  }, { capture: true });
}

/**
 * @param {Stage} stage
 * @param {import("./axes.js").Axes} axes
 * @param {number} x
 * @param {string} said
 */
function point(stage, { left, top, width, height }, x, said) {
  const context = stage.over;
  const theme = stage.theme();
  const line = new Path2D();
  line.moveTo(x, top);
  line.lineTo(x, top + height);
  drawLine(context, line, { color: theme.ink, width: 1 });
  context.font = `12px ${theme.font}`;
  const half = context.measureText(said).width / 2 + 4;
  const middle = Math.min(Math.max(x, left + half), Math.max(left + width - half, left + half));
  context.fillStyle = theme.paper;
  context.fillRect(middle - half, top, 2 * half, 18);
  drawText(context, said, [middle, top + 9], { color: theme.ink, halo: theme.paper });
}
