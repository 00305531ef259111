/** The tangent of a curve at the ball, with its slope in words. */

import { drawLine, drawText } from "./draw.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./theme.js").Theme} Theme */

/** Half the length of the tangent in pixels. */
const TANGENT_REACH = 90;
const LABEL_SIZE = 12;

/**
 * The straight line with the curve's slope through the ball.
 * @param {CanvasRenderingContext2D} context
 * @param {{ at: number, slope: number }} tangent
 * @param {readonly [number, number]} ball
 * @param {Axes} axes
 * @param {Theme} theme
 * @param {string} name
 */
export function drawTangent(context, { at, slope }, [x, y], axes, theme, name) {
  const run = axes.x(at + 1) - axes.x(at);
  const rise = axes.y(slope) - axes.y(0);
  const scale = TANGENT_REACH / Math.hypot(run, rise);
  if (!Number.isFinite(scale) || !Number.isFinite(y)) {
    return;
  }
  const reach = [run * scale, rise * scale];
  const line = new Path2D();
  line.moveTo(x - reach[0], y - reach[1]);
  line.lineTo(x + reach[0], y + reach[1]);
  drawLine(context, line, { color: theme.paper, width: 4, opacity: 0.8 });
  drawLine(context, line, { color: theme.accent, width: 1.75 });
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  const upper = slope > 0 ? 1 : -1;
  drawText(context, name, [x + upper * reach[0], y + upper * reach[1] - 10], { color: theme.accent, halo: theme.paper });
}
