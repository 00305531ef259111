/** The balls of a swarm, on a layer of their own: one drawing a frame, at most. */

import { markerPath } from "./markers.js";
import { differ, layer, wipe } from "./stage.js";
import { momentAt, pointAt } from "./swarm-model.js";

/** @typedef {import("./swarm-model.js").SwarmPicture} SwarmPicture */
/** @typedef {import("./swarm-model.js").BallSide} BallSide */
/** @typedef {import("./swarm-model.js").BallLook} BallLook */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {{ at: readonly [number, number], seen: boolean } | null} Spot  in pixels; null: not in the picture */
/** @typedef {{ side: number, ball: number, spot: NonNullable<Spot> }} Drawn */

/** The more balls, the smaller: up to so many have this radius. @type {[number, number][]} */
const RADII = [[60, 5.5], [200, 4.5], [Infinity, 3.5]];
const START_RADIUS = 1.4;
const NEAR = 4;
const HIDDEN = 0.3;
const PALE = 0.16;

/** Balls of a kind that are this near to one another, in pixels, are drawn once. */
const SAME = 0.75;

/**
 * @param {import("./stage.js").Stage} stage
 * @param {(point: number[]) => Spot} locate
 */
export function createSwarmLayer(stage, locate) {
  const { element } = stage;
  /** @type {CanvasRenderingContext2D | null} */
  let context = null;
  /** @type {unknown[]} */
  let parts = [];
  /** @type {Drawn[]} */
  let drawn = [];

  /** As large as the picture. @param {CanvasRenderingContext2D} on */
  function fit(on) {
    const { width, height } = stage.size();
    const ratio = globalThis.devicePixelRatio || 1;
    if (on.canvas.width !== Math.round(width * ratio) || on.canvas.height !== Math.round(height * ratio)) {
      on.canvas.width = Math.round(width * ratio);
      on.canvas.height = Math.round(height * ratio);
      on.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
  }

  function add() {
    const made = layer(element);
    made.canvas.classList.add("view-swarm");
    element.insertBefore(made.canvas, stage.moving.canvas);
    return made;
  }

  return {
    /**
     * @param {SwarmPicture | null | undefined} swarm
     * @param {number} step
     * @param {unknown[]} mapping  what decides where a point lies
     */
    draw(swarm, step, mapping) {
      if (!swarm && !context) {
        return;
      }
      context ??= add();
      context.canvas.dataset.old = String(Boolean(swarm?.old));
      const moments = swarm?.sides.map(({ steps }) => momentAt(steps, step)) ?? [];
      const { width, height } = stage.size();
      const theme = stage.theme();
      const next = [swarm?.sides, swarm?.lit, theme, width, height, ...moments, ...mapping];
      if (!differ(next, parts)) {
        return;
      }
      parts = next;
      fit(context);
      wipe(context);
      drawn = swarm ? drawSwarm(context, swarm, moments, locate, theme) : [];
      element.dataset.balls = swarm ? JSON.stringify({ moments, drawn: drawn.length, lit: swarm.lit?.keys ?? [] }) : "";
    },
    /**
     * The start of the ball at a place.
     * @param {SwarmPicture | null | undefined} swarm
     * @param {readonly [number, number]} position
     * @returns {{ side: number, start: number[] } | null}
     */
    startAt(swarm, [x, y]) {
      const near = drawn.map((one) => ({ ...one, away: Math.hypot(one.spot.at[0] - x, one.spot.at[1] - y) }))
        .filter(({ away }) => away < radiusOf(drawn.length) + NEAR).sort((one, other) => one.away - other.away)[0];
      const side = near && swarm?.sides[near.side];
      return side ? { side: near.side, start: pointAt(side, 0, near.ball) } : null;
    },
  };
}

/** @param {number} count */
const radiusOf = (count) => (RADII.find(([most]) => count <= most) ?? RADII[0])[1];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {SwarmPicture} swarm
 * @param {number[]} moments
 * @param {(point: number[]) => Spot} locate
 * @param {Theme} theme
 * @returns {Drawn[]}
 */
function drawSwarm(context, { sides, lit }, moments, locate, theme) {
  const radius = radiusOf(sides.reduce((sum, { count }) => sum + count, 0));
  /** @type {Drawn[]} */
  const drawn = [];
  /** @type {(() => void)[]} */
  const last = [];
  sides.forEach((side, order) => {
    const startsApart = order === 0 || String(pointAt(side, 0, 0)) !== String(pointAt(sides[0], 0, 0));
    for (const { key, look, members } of side.groups) {
      const shines = lit?.side === order && lit.keys.includes(key);
      /** @param {number} moment */
      const spotsAt = (moment) => members.flatMap((ball) => {
        const spot = locate(pointAt(side, moment, ball));
        return spot ? [{ side: order, ball, spot }] : [];
      });
      const balls = spotsAt(moments[order]);
      const paint = () => {
        context.globalAlpha = lit && !shines ? PALE : 1;
        if (startsApart) {
          drawStarts(context, spotsAt(0), look, theme);
        }
        drawBalls(context, balls, { look, marker: side.marker, radius: shines ? radius + 1.5 : radius }, theme);
        context.globalAlpha = 1;
      };
      drawn.push(...balls);
      (shines ? last.push(paint) : paint());
    }
  });
  last.forEach((paint) => paint());
  return drawn;
}

/**
 * Where they began.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawn[]} starts
 * @param {BallLook} look
 * @param {Theme} theme
 */
function drawStarts(context, starts, { color }, theme) {
  const dots = new Path2D();
  for (const { spot: { at: [x, y], seen } } of starts) {
    if (seen) {
      dots.moveTo(x + START_RADIUS, y);
      dots.arc(x, y, START_RADIUS, 0, 2 * Math.PI);
    }
  }
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.25;
  context.stroke(dots);
  context.fillStyle = theme.color(color);
  context.fill(dots);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Drawn[]} balls
 * @param {{ look: BallLook, marker: string, radius: number }} how
 * @param {Theme} theme
 */
function drawBalls(context, balls, how, theme) {
  const strong = context.globalAlpha;
  for (const seen of [false, true]) {
    const those = balls.filter(({ spot }) => spot.seen === seen);
    context.globalAlpha = seen ? strong : strong * HIDDEN;
    if (those.length) {
      drawShapes(context, those.map(({ spot }) => spot.at), how, theme);
    }
  }
  context.globalAlpha = strong;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {(readonly [number, number])[]} places
 * @param {{ look: BallLook, marker: string, radius: number }} how
 * @param {Theme} theme
 */
export function drawShapes(context, places, { look: { color, mark }, marker, radius }, theme) {
  const filled = theme.color(color);
  const marked = mark === "hollow" ? theme.paper : theme.ink;
  const drawn = new Set();
  context.lineJoin = "round";
  for (const at of places) {
    const pixel = at.map((value) => Math.round(value / SAME)).join();
    if (drawn.has(pixel)) {
      continue;
    }
    drawn.add(pixel);
    const shape = markerPath(marker, at, radius);
    context.strokeStyle = theme.paper;
    context.lineWidth = 3;
    context.stroke(shape);
    context.strokeStyle = theme.ink;
    context.lineWidth = 1;
    context.fillStyle = filled;
    context.fill(shape);
    context.stroke(shape);
    if (mark !== "none") {
      const inner = new Path2D();
      addMark(inner, mark, at, radius);
      context.fillStyle = marked;
      context.fill(inner);
      if (mark === "cross" || mark === "slash" || mark === "back") {
        context.lineWidth = 1.25;
        context.stroke(inner);
      }
    }
  }
}

/**
 * What stands inside a ball.
 * @param {Path2D} path
 * @param {import("./swarm-model.js").BallMark} mark
 * @param {readonly [number, number]} at
 * @param {number} radius
 */
function addMark(path, mark, [x, y], radius) {
  const part = { dot: 0.36, hollow: 0.72 }[/** @type {string} */ (mark)];
  if (part) {
    path.moveTo(x + part * radius, y);
    path.arc(x, y, part * radius, 0, 2 * Math.PI);
  } else if (mark === "bar" || mark === "stroke" || mark === "square") {
    const [half, thin] = [0.62 * radius, mark === "square" ? 0.62 * radius : 0.17 * radius];
    const [across, up] = mark === "stroke" ? [thin, half] : [half, thin];
    path.rect(x - across, y - up, 2 * across, 2 * up);
    return;
  }
  const arm = (mark === "cross" ? 0.5 : 0.7) * radius;
  if (mark === "cross" || mark === "back") {
    path.moveTo(x - arm, y - arm);
    path.lineTo(x + arm, y + arm);
  }
  if (mark === "cross" || mark === "slash") {
    path.moveTo(x - arm, y + arm);
    path.lineTo(x + arm, y - arm);
  }
}
