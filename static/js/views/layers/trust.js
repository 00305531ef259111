/** How far the straight model may be trusted: the patch around the ball where it is wrong by less than a stated share. */

import { drawLine } from "../draw.js";

/** @typedef {import("./brush.js").Brush} Brush */
/** @typedef {import("../grid.js").Grid} Grid */
/** @typedef {import("../models.js").Inspection} Inspection */

/** The error may be this share of slope times distance. */
const SHARE = 0.25;

/** Directions in which the model is followed. */
const RAYS = 120;

/**
 * @param {Brush} brush
 * @param {import("../models.js").Overlays} model
 * @param {Grid} grid
 */
export function drawTrust(brush, { inspection, say }, grid) {
  if (!inspection?.tangent) {
    return null;
  }
  const { context, theme } = brush;
  const { point } = inspection;
  const reaches = Array.from({ length: RAYS }, (_, ray) => reachOf(grid, inspection, (2 * Math.PI * ray) / RAYS));
  const percent = String(100 * SHARE);
  const cell = Math.hypot(grid.x[1] - grid.x[0], grid.y[1] - grid.y[0]);
  const farthest = Math.max(...reaches);
  if (farthest <= cell) {
    brush.note(say("layer.trust_nowhere", { percent }));
    return { nearest: 0, farthest: 0, share: SHARE };
  }
  const region = new Path2D();
  reaches.forEach((reach, ray) => {
    const turn = (2 * Math.PI * ray) / RAYS;
    const at = brush.at([point[0] + reach * Math.cos(turn), point[1] + reach * Math.sin(turn)]);
    ray ? region.lineTo(...at) : region.moveTo(...at);
  });
  region.closePath();
  drawLine(context, region, { color: theme.paper, width: 4.5, opacity: 0.8 });
  drawLine(context, region, { color: theme.accent, width: 1.75, dash: [6, 3] });
  brush.note(say("layer.trust_inside", { percent }));
  return { nearest: Math.min(...reaches), farthest, share: SHARE };
}

/**
 * How far from the ball, in one direction, the straight model errs by no more than the share of slope times distance.
 * @param {Grid} grid
 * @param {Inspection} inspection
 * @param {number} turn  radians
 */
function reachOf({ x, y, lossAt }, { point, gradient, tangent }, turn) {
  const slope = Math.hypot(...gradient);
  const way = [Math.cos(turn), Math.sin(turn)];
  const stride = 0.5 * Math.min(x[1] - x[0], y[1] - y[0]);
  for (let distance = 2 * stride; ; distance += stride) {
    const at = [point[0] + distance * way[0], point[1] + distance * way[1]];
    const model = tangent.constant + at[0] * tangent.slopes[0] + at[1] * tangent.slopes[1];
    // beyond the window the loss is not a number, and nothing is trusted there
    if (!(Math.abs(lossAt(at[0], at[1]) - model) <= SHARE * slope * distance)) {
      return distance - stride;
    }
  }
}

/**
 * The stretch of a curve around the ball where the straight model is wrong by less than the share.
 * @param {Brush} brush
 * @param {import("../models.js").Overlays} model
 * @param {{ w: Float64Array, loss: Float64Array }} samples
 */
export function drawTrustOnCurve(brush, { inspection, say }, { w, loss }) {
  if (!inspection?.tangent) {
    return null;
  }
  const [at] = inspection.point;
  const { constant, slopes } = inspection.tangent;
  const trusted = (/** @type {number} */ index) =>
    Math.abs(loss[index] - constant - slopes[0] * w[index]) <= SHARE * Math.abs(slopes[0] * (w[index] - at));
  const beside = w.findIndex((value) => value > at);
  if (beside < 1) {
    return null;
  }
  let [low, high] = [beside, beside - 1];
  while (low > 0 && trusted(low - 1)) {
    low -= 1;
  }
  while (high < w.length - 1 && trusted(high + 1)) {
    high += 1;
  }
  const percent = String(100 * SHARE);
  if (low > high) {
    brush.note(say("layer.trust_nowhere", { percent }));
    return { from: at, to: at, share: SHARE };
  }
  const { context, theme, axes } = brush;
  const [left, right] = [axes.x(w[low]), axes.x(w[high])];
  const y = axes.top + axes.height - 3;
  const line = new Path2D();
  line.moveTo(left, y);
  line.lineTo(right, y);
  for (const end of [left, right]) {
    line.moveTo(end, y - 6);
    line.lineTo(end, y + 3);
  }
  drawLine(context, line, { color: theme.paper, width: 6, opacity: 0.9 });
  drawLine(context, line, { color: theme.accent, width: 2.5 });
  brush.note(say("layer.trust_between", { percent }));
  return { from: w[low], to: w[high], share: SHARE };
}
