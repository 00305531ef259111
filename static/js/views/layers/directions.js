/** The way down, everywhere: a field of −∇L. */

import { drawLine } from "../draw.js";
import { beyond, heading } from "./brush.js";

/** Arrows are this part of the distance between them, and never longer than so many pixels. */
const SHARE = 0.62;
const LONGEST = 22;
const HEAD = 0.28;

/**
 * @param {import("./brush.js").Brush} brush
 * @param {import("../models.js").Overlays} model
 */
export function drawDirections({ context, theme, axes, at, tip }, { field }) {
  if (!field) {
    return null;
  }
  const spacing = Math.sqrt((axes.width * axes.height) / Math.max(1, field.points.length));
  const length = Math.min(LONGEST, SHARE * spacing);
  const far = Math.abs(axes.toX(axes.left + axes.width) - axes.toX(axes.left));
  const lines = new Path2D();
  let count = 0;
  field.points.forEach((point, index) => {
    const direction = field.directions[index];
    if (!direction || direction.some((part) => part === null)) {
      return;
    }
    const middle = at(point);
    const towards = heading(middle, tip(point, direction.map((part) => Number(part) * far)));
    const from = beyond(middle, towards, -length / 2);
    const to = beyond(middle, towards, length / 2);
    lines.moveTo(...from);
    lines.lineTo(...to);
    for (const side of [1, -1]) {
      const back = beyond(to, towards, -HEAD * length);
      lines.moveTo(...to);
      lines.lineTo(...beyond(back, [-towards[1] * side, towards[0] * side], 0.6 * HEAD * length));
    }
    count += 1;
  });
  drawLine(context, lines, { color: theme.paper, width: 2.75, opacity: 0.55 });
  drawLine(context, lines, { color: theme.color("--arrow-gradient"), width: 1.1, opacity: 0.9 });
  return count;
}
