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
 * @returns {import("./room.js").Box | null} what the words cover
 */
export function drawTangent(context, { at, slope }, [x, y], axes, theme, name) {
  const run = axes.x(at + 1) - axes.x(at);
  const rise = axes.y(slope) - axes.y(0);
  const scale = TANGENT_REACH / Math.hypot(run, rise);
  if (!Number.isFinite(scale) || !Number.isFinite(y)) {
    return null;
  }
  const reach = [run * scale, rise * scale];
  const line = new Path2D();
  line.moveTo(x - reach[0], y - reach[1]);
  line.lineTo(x + reach[0], y + reach[1]);
  drawLine(context, line, { color: theme.paper, width: 4, opacity: 0.8 });
  drawLine(context, line, { color: theme.accent, width: 1.75 });
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  const upper = slope > 0 ? 1 : -1;
  const width = context.measureText(name).width;
  const middle = Math.min(Math.max(x + upper * reach[0], axes.left + width / 2 + 6), axes.left + axes.width - width / 2 - 6);
  const place = { x: middle, y: y + upper * reach[1] - 10, width: width + 6, height: 16 };
  drawText(context, name, [place.x, place.y], { color: theme.accent, halo: theme.paper });
  return place;
}
