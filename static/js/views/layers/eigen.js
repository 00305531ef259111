/** How the surface bends under the ball: its own two directions, each with its curvature. */

import { drawLine } from "../draw.js";
import { figure } from "../figures.js";
import { beyond, heading } from "./brush.js";

const REACH = 58;
const SUBSCRIPTS = "₁₂";

/**
 * @param {import("./brush.js").Brush} brush
 * @param {import("../models.js").Overlays} model
 */
export function drawEigen(brush, { inspection }) {
  if (!inspection?.eigenvectors || inspection.eigenvalues.length < 2) {
    return null;
  }
  const { context, theme, axes } = brush;
  const from = brush.at(inspection.point);
  const far = Math.abs(axes.toX(axes.left + axes.width) - axes.toX(axes.left));
  // the steepest first, as λ₁
  const order = inspection.eigenvalues.map((_, index) => index).reverse();
  return order.map((index, rank) => {
    const value = inspection.eigenvalues[index];
    const vector = inspection.eigenvectors[index];
    if (value === null || vector.some((part) => part === null)) {
      return null;
    }
    const towards = heading(from, brush.tip(inspection.point, vector.map((part) => Number(part) * far)));
    const color = value < 0 ? theme.worse : theme.ink;
    const line = new Path2D();
    line.moveTo(...beyond(from, towards, -REACH));
    line.lineTo(...beyond(from, towards, REACH));
    drawLine(context, line, { color: theme.paper, width: 5, opacity: 0.85 });
    drawLine(context, line, { color, width: rank === 0 ? 2.25 : 1.25, dash: value < 0 ? [4, 3] : [] });
    const said = `λ${SUBSCRIPTS[rank]} = ${figure(value)}`;
    const ends = [1, -1].flatMap((side) => [14, 26].map((more) => beyond(from, towards, side * (REACH + more))));
    brush.write(said, ends, { color, must: true });
    return said;
  });
}
