/** How far the straight model may be trusted: the patch around the ball where it is wrong by less than a stated share. */

import { levelLines } from "../contour-lines.js";
import { drawLine } from "../draw.js";

/** @typedef {import("./brush.js").Brush} Brush */
/** @typedef {import("../grid.js").Grid} Grid */
/** @typedef {import("../models.js").Inspection} Inspection */

/** The error may be this share of slope times distance. */
export const SHARE = 0.25;

/** What lies outside is farther than the share by this factor at most, so that the line between stays smooth. */
const CAP = 2;

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
  const shares = patch(grid, inspection);
  const region = new Path2D();
  let inside = 0;
  shares.forEach((share) => {
    inside += Number(share < SHARE);
  });
  for (const line of inside > 0 ? levelLines({ ...grid, shade: shares }, SHARE) : []) {
    for (let at = 0; at < line.length; at += 2) {
      const [x, y] = brush.at([line[at], line[at + 1]]);
      at ? region.lineTo(x, y) : region.moveTo(x, y);
    }
  }
  drawLine(context, region, { color: theme.paper, width: 4.5, opacity: 0.8 });
  drawLine(context, region, { color: theme.accent, width: 1.75, dash: [6, 3] });
  const percent = String(100 * SHARE);
  brush.note(say(inside > 1 ? "layer.trust_inside" : "layer.trust_nowhere", { percent }));
  return { nodes: inside, share: SHARE };
}

/**
 * The error of the straight model over slope times distance, at every node of the patch that holds the ball; beyond it, more
 * than any share.
 * @param {Grid} grid
 * @param {Inspection} inspection
 */
function patch({ x, y, loss, nx, ny }, { point, gradient, tangent }) {
  const slope = Math.hypot(...gradient);
  const shares = Float64Array.from(loss, (value, node) => {
    const at = [x[node % nx], y[Math.floor(node / nx)]];
    const model = at.reduce((sum, part, axis) => sum + part * tangent.slopes[axis], tangent.constant);
    const distance = Math.hypot(at[0] - point[0], at[1] - point[1]);
    const share = Math.abs(value - model) / (slope * distance);
    return Number.isFinite(share) ? Math.min(share, CAP) : CAP;
  });
  const column = Math.round(((point[0] - x[0]) / (x[nx - 1] - x[0])) * (nx - 1));
  const row = Math.round(((point[1] - y[0]) / (y[ny - 1] - y[0])) * (ny - 1));
  const joined = new Uint8Array(loss.length);
  const waiting = column >= 0 && row >= 0 && column < nx && row < ny ? [row * nx + column] : [];
  while (waiting.length) {
    const node = /** @type {number} */ (waiting.pop());
    if (!joined[node] && shares[node] < SHARE) {
      joined[node] = 1;
      const across = node % nx;
      waiting.push(...[across > 0 ? node - 1 : -1, across < nx - 1 ? node + 1 : -1, node - nx, node + nx]
        .filter((next) => next >= 0 && next < loss.length));
    }
  }
  return shares.map((share, node) => (joined[node] ? share : Math.max(share, SHARE + 0.05)));
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
