/** The way down at the ball beside the way to the minimum: two directions, and the angle between them in words. */

import { drawArrow, drawLine } from "../draw.js";
import { figure } from "../figures.js";
import { beyond, heading } from "./brush.js";

/** @typedef {import("./brush.js").Brush} Brush */

const LENGTH = 76;
const ARC = 34;
const CORNER = 8;
const CONTOUR = 44;

/**
 * @param {Brush} brush
 * @param {import("./laid-over.js").Covered} model
 */
export function drawWay(brush, { inspection, marks = [], say }) {
  if (!inspection?.way) {
    if (inspection) {
      brush.note(why(inspection, marks, say));
    }
    return null;
  }
  const { context, theme } = brush;
  const { point, gradient, way } = inspection;
  const from = brush.at(point);
  const goal = brush.at(way.minimum);
  const down = heading(from, brush.tip(point, unit(gradient).map((part) => -part * span(brush))));
  const there = heading(from, goal);
  drawContour(brush, from, down);
  const line = new Path2D();
  line.moveTo(...from);
  line.lineTo(...goal);
  drawLine(context, line, { color: theme.paper, width: 3.5, opacity: 0.7 });
  drawLine(context, line, { color: theme.ink, width: 1.25, dash: [5, 4] });
  const angles = [Math.atan2(down[1], down[0]), Math.atan2(there[1], there[0])];
  const turn = shorter(angles[1] - angles[0]);
  context.beginPath();
  context.arc(from[0], from[1], ARC, angles[0], angles[0] + turn, turn < 0);
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.25;
  context.stroke();
  drawArrow(context, from, beyond(from, there, LENGTH), { color: theme.ink, casing: theme.paper });
  drawArrow(context, from, beyond(from, down, LENGTH), { color: theme.color("--arrow-gradient"), casing: theme.paper, width: 2.5 });
  const middle = angles[0] + turn / 2;
  const said = `${figure(way.angle)}°`;
  const out = (/** @type {number} */ reach) => beyond(from, [Math.cos(middle), Math.sin(middle)], reach);
  brush.write(said, [out(ARC + 18), out(ARC + 34), out(ARC + 52)], { must: true, strong: true });
  brush.write("−∇L", [beyond(from, down, LENGTH + 14), beyond(from, down, LENGTH + 26)],
    { color: theme.color("--arrow-gradient"), must: true });
  brush.write(say("layer.way_there"), [beyond(from, there, LENGTH + 34), beyond(from, there, LENGTH + 52)], {});
  brush.note(say("layer.way_angle", { angle: figure(way.angle) }));
  return { angle: said, drawn: Math.round((Math.abs(turn) * 1800) / Math.PI) / 10 };
}

/**
 * Why there are no two ways to compare.
 * @param {{ point: number[], gradient: (number | null)[] }} inspection  null: the slope has no value
 * @param {import("../models.js").Mark[]} marks
 * @param {import("../models.js").Overlays["say"]} say
 */
function why({ point, gradient }, marks, say) {
  if (marks.some(({ kind, at }) => kind === "minimum" && String(at) === String(point))) {
    return say("layer.way_arrived");
  }
  if (gradient.some((slope) => slope === null)) {
    return say("layer.way_no_slope");
  }
  return gradient.every((slope) => slope === 0) ? say("layer.way_level") : say("layer.way_none");
}

/** The contour through the ball, with the right angle that −∇L makes with it. @param {Brush} brush
 * @param {readonly [number, number]} from @param {readonly [number, number]} down */
function drawContour({ context, theme }, from, down) {
  const along = /** @type {[number, number]} */ ([-down[1], down[0]]);
  const line = new Path2D();
  line.moveTo(...beyond(from, along, -CONTOUR));
  line.lineTo(...beyond(from, along, CONTOUR));
  const side = beyond(from, along, CORNER);
  line.moveTo(...side);
  line.lineTo(...beyond(side, down, CORNER));
  line.lineTo(...beyond(from, down, CORNER));
  drawLine(context, line, { color: theme.paper, width: 3.5, opacity: 0.8 });
  drawLine(context, line, { color: theme.ink, width: 1 });
}

/** @param {number[]} vector */
function unit(vector) {
  const length = Math.hypot(...vector) || 1;
  return vector.map((part) => part / length);
}

/** A stretch of the plane about as long as the picture. @param {Brush} brush */
const span = ({ axes }) => Math.abs(axes.toX(axes.left + axes.width) - axes.toX(axes.left));

/** The same turn, the short way round. @param {number} turn */
const shorter = (turn) => turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
