/** Everything that may be laid over a picture of the surface, in the order in which it is drawn. */

import { shownCount } from "../models.js";
import { createRoom, SOFT } from "../room.js";
import { clipTo, wipe } from "../stage.js";
import { drawArrows } from "./arrows.js";
import { createBrush } from "./brush.js";
import { drawCompass } from "./compass.js";
import { drawEigen } from "./eigen.js";
import { drawRulers } from "./rulers.js";
import { drawSignposts } from "./signposts.js";
import { drawWay } from "./way.js";

/** @typedef {import("../models.js").Overlays} Overlays */
/** @typedef {import("../models.js").Run} Run */
/** @typedef {Overlays & { run: Run | null, others?: Run[], step: number, marks?: import("../models.js").Mark[] }} Covered */
/** @typedef {import("./brush.js").Brush} Brush */

/** So many points of each path are kept clear of words. */
const CLEAR = 400;

/**
 * Draws what is switched on and tells what it drew.
 * @param {CanvasRenderingContext2D} context
 * @param {Covered} model
 * @param {Pick<Brush, "theme" | "axes" | "at" | "tip" | "flat">} parts
 * @param {{ boxes: import("../room.js").Box[], trust: (brush: Brush) => unknown }} around
 * @returns {Record<string, unknown>}
 */
export function drawLaidOver(context, model, parts, { boxes, trust }) {
  wipe(context);
  const { layers = {}, step } = model;
  const runs = [...(model.others ?? []).filter(({ ghost }) => !ghost), ...(model.run ? [model.run] : [])];
  const room = createRoom(parts.axes);
  boxes.forEach((box) => room.take(box));
  for (const run of runs) {
    const shown = run.points.slice(0, Math.min(shownCount(run, step), CLEAR));
    room.takeLine(shown.flatMap((point) => [...parts.at(point)]), SOFT);
    const ball = parts.at(run.points[Math.max(0, shownCount(run, step) - 1)]);
    room.take({ x: ball[0], y: ball[1], width: 18, height: 18 });
  }
  const brush = createBrush(context, { ...parts, room });
  const unclip = clipTo(context, parts.axes);
  /** @type {Record<string, unknown>} */
  const facts = {};
  if (layers.tangent) {
    facts.tangent = trust(brush);
  }
  if (layers.rulers) {
    facts.rulers = drawRulers(brush, runs, step, model.say);
  }
  if (layers.signposts) {
    facts.signposts = drawSignposts(brush, model, Math.min(step, (model.run?.points.length ?? 1) - 1));
  }
  if (layers.compass) {
    facts.compass = drawCompass(brush, model);
  }
  if (layers.eigen) {
    facts.eigen = drawEigen(brush, model);
  }
  if (layers.way) {
    facts.way = drawWay(brush, model);
  }
  if (model.arrows || model.landing) {
    facts.arrows = drawArrows(brush, { ...model, named: Boolean(layers.terms || model.arrows?.told) });
  }
  unclip();
  return { ...facts, written: brush.written };
}

/**
 * Whatever the drawing depends on.
 * @param {Covered} model
 */
export function coveredParts(model) {
  const { layers = {}, run, step } = model;
  const paths = layers.rulers || layers.signposts
    ? [step, ...(model.others ?? []).flatMap(({ points }) => [points, points.length]), run?.points.length] : [];
  return [model.layers, model.inspection, model.signs, model.arrows, model.landing, run?.points, ...paths];
}
