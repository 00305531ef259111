/** How the drawings draw: paths with a casing in the paper's colour, balls, crosses, arrows, text with a halo. */

import { dashOf, markerPath } from "./markers.js";

/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./models.js").Run} Run */
/** @typedef {import("./trail.js").Trail} Trail */
/** @typedef {CanvasRenderingContext2D} Context */

const PATH_WIDTH = 2.25;
const CASING = 2;
const BALL_RADIUS = 6.5;
const ARROW_HEAD = 9;
const FULL_TURN = 2 * Math.PI;

/** How strong a ghost is. */
export const GHOSTLY = 0.4;

/**
 * The path of a run: casing, line, one dot per step where there is room.
 * @param {Context} context
 * @param {Trail} trail
 * @param {Run} run
 * @param {Theme} theme
 * @param {{ dots?: boolean }} [options]
 */
export function drawTrail(context, trail, run, theme, { dots = true } = {}) {
  const color = theme.color(run.color);
  if (run.ghost) {
    drawLine(context, trail.line, { color, width: 2, opacity: GHOSTLY, dash: dashOf(run.dash).pixels });
    return;
  }
  context.lineJoin = "round";
  context.lineCap = run.dash === "dot" ? "butt" : "round";
  context.strokeStyle = theme.paper;
  context.lineWidth = PATH_WIDTH + 2 * CASING;
  context.stroke(trail.line);
  context.strokeStyle = color;
  context.lineWidth = PATH_WIDTH;
  context.setLineDash(dashOf(run.dash).pixels);
  context.stroke(trail.line);
  context.setLineDash([]);
  if (!dots) {
    return;
  }
  context.fillStyle = color;
  context.strokeStyle = theme.paper;
  context.lineWidth = 1.6;
  context.stroke(trail.dots);
  context.fill(trail.dots);
}

/**
 * A thin line without casing: the fall line, a ghost, a guide.
 * @param {Context} context
 * @param {Path2D} line
 * @param {{ color: string, width?: number, opacity?: number, dash?: number[] }} style
 */
export function drawLine(context, line, { color, width = 1.5, opacity = 1, dash = [] }) {
  context.globalAlpha = opacity;
  context.lineJoin = "round";
  context.lineCap = "butt";
  context.strokeStyle = color;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke(line);
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/**
 * @param {Context} context
 * @param {readonly [number, number]} at
 * @param {string} color
 * @param {Theme} theme
 * @param {{ radius?: number, marker?: string }} [shape]
 */
export function drawBall(context, at, color, theme, { radius = BALL_RADIUS, marker } = {}) {
  const shape = markerPath(marker, at, radius);
  context.fillStyle = color;
  context.strokeStyle = theme.paper;
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.stroke(shape);
  context.fill(shape);
}

/**
 * The point of a path that is lit: under the pointer here or in another picture.
 * @param {Context} context
 * @param {readonly [number, number]} at
 * @param {string} color
 * @param {Theme} theme
 */
export function drawLit(context, [x, y], color, theme) {
  context.beginPath();
  context.arc(x, y, 6, 0, FULL_TURN);
  context.fillStyle = theme.paper;
  context.fill();
  context.lineWidth = 3;
  context.strokeStyle = color;
  context.stroke();
  context.beginPath();
  context.arc(x, y, 8, 0, FULL_TURN);
  context.lineWidth = 1;
  context.strokeStyle = theme.ink;
  context.stroke();
}

/**
 * A start that cannot be dragged: a small ring.
 * @param {Context} context
 * @param {readonly [number, number]} at
 * @param {string} color
 * @param {Theme} theme
 */
export function drawStart(context, [x, y], color, theme) {
  context.beginPath();
  context.arc(x, y, 5, 0, FULL_TURN);
  context.fillStyle = theme.paper;
  context.strokeStyle = color;
  context.lineWidth = 1.75;
  context.fill();
  context.stroke();
}

/**
 * @param {Context} context
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @param {{ color: string, casing: string, width?: number }} style
 */
export function drawArrow(context, from, to, { color, casing, width = 2 }) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (!(length > 3)) {
    return;
  }
  const head = Math.min(ARROW_HEAD, length * 0.6);
  const direction = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const neck = [to[0] - direction[0] * head, to[1] - direction[1] * head];
  const half = head * 0.42;
  const shaft = new Path2D();
  shaft.moveTo(from[0], from[1]);
  shaft.lineTo(neck[0], neck[1]);
  const tip = new Path2D();
  tip.moveTo(to[0], to[1]);
  tip.lineTo(neck[0] - direction[1] * half, neck[1] + direction[0] * half);
  tip.lineTo(neck[0] + direction[1] * half, neck[1] - direction[0] * half);
  tip.closePath();
  context.lineJoin = "round";
  context.lineCap = "butt";
  context.strokeStyle = casing;
  context.lineWidth = width + 3;
  context.stroke(shaft);
  context.lineWidth = 3;
  context.stroke(tip);
  context.strokeStyle = context.fillStyle = color;
  context.lineWidth = width;
  context.stroke(shaft);
  context.fill(tip);
}

/**
 * A known point: a minimum is a small summit-book cross (the lowest with a ring), a saddle a slanted one, a maximum a triangle.
 * @param {Context} context
 * @param {readonly [number, number]} at
 * @param {{ kind: string, lowest?: boolean }} mark
 * @param {Theme} theme
 */
export function drawMark(context, [x, y], mark, theme) {
  const sign = new Path2D();
  if (mark.kind === "maximum") {
    sign.moveTo(x, y - 5);
    sign.lineTo(x + 4.5, y + 3);
    sign.lineTo(x - 4.5, y + 3);
    sign.closePath();
  } else {
    const slant = mark.kind === "saddle";
    const arm = slant ? 3.2 : 5;
    for (const [u, v] of slant ? [[1, 1], [1, -1]] : [[1, 0], [0, 1]]) {
      sign.moveTo(x - arm * u, y - arm * v);
      sign.lineTo(x + arm * u, y + arm * v);
    }
    if (mark.lowest && !slant) {
      sign.moveTo(x + 4, y);
      sign.arc(x, y, 4, 0, FULL_TURN);
    }
  }
  context.lineCap = "round";
  context.strokeStyle = theme.paper;
  context.lineWidth = 4;
  context.stroke(sign);
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.4;
  context.stroke(sign);
}

/**
 * Text with a halo in the paper's colour, centred on its middle.
 * @param {Context} context
 * @param {string} text
 * @param {readonly [number, number]} at
 * @param {{ color: string, halo: string, angle?: number, align?: CanvasTextAlign }} style
 */
export function drawText(context, text, [x, y], { color, halo, angle = 0, align = "center" }) {
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.textAlign = align;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = halo;
  context.lineWidth = 3.5;
  context.strokeText(text, 0, 0);
  context.fillStyle = color;
  context.fillText(text, 0, 0);
  context.restore();
}

/**
 * A ball that has left the frame: an arrow on the edge that points to it, with a word.
 * @param {Context} context
 * @param {readonly [number, number]} at
 * @param {import("./axes.js").Axes} frame
 * @param {{ color: string, text: string }} label
 * @param {Theme} theme
 */
export function drawBeyond(context, at, frame, { color, text }, theme) {
  const middle = [frame.left + frame.width / 2, frame.top + frame.height / 2];
  const run = [at[0] - middle[0], at[1] - middle[1]];
  const length = Math.hypot(run[0], run[1]);
  if (!Number.isFinite(length)) {
    return;
  }
  const scale = Math.min((frame.width / 2 - 4) / Math.abs(run[0]), (frame.height / 2 - 4) / Math.abs(run[1]));
  const tip = /** @type {[number, number]} */ ([middle[0] + run[0] * scale, middle[1] + run[1] * scale]);
  drawArrow(context, [tip[0] - (16 * run[0]) / length, tip[1] - (16 * run[1]) / length], tip,
    { color, casing: theme.paper, width: 3 });
  context.font = `12px ${theme.font}`;
  const toLeft = tip[0] > middle[0];
  const y = tip[1] + (tip[1] > middle[1] ? -24 : 24);
  drawText(context, text, [tip[0] + (toLeft ? -4 : 4), y], { color: theme.ink, halo: theme.paper, align: toLeft ? "right" : "left" });
}
