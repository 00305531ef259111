/** How long the steps are: a rule along each, with its length in the units of the weights. */

import { shownCount } from "../models.js";
import { drawLine } from "../draw.js";
import { figure } from "../figures.js";
import { beyond, heading } from "./brush.js";

/** @typedef {import("./brush.js").Brush} Brush */
/** @typedef {import("../models.js").Run} Run */

/** The rule stands this far beside the path; its end marks are so long; shorter steps have no rule. */
const BESIDE = 12;
const TICK = 4;
const SHORTEST = 7;

/** So many steps of a run are measured, the first ones. */
const MOST = 60;

/**
 * @param {Brush} brush
 * @param {Run[]} runs
 * @param {number} step
 * @param {(key: string, figures?: Record<string, string>) => string} say
 */
export function drawRulers(brush, runs, step, say) {
  let measured = 0;
  let unmeasured = 0;
  const firsts = runs.map((run) => {
    const count = shownCount(run, step);
    const color = brush.theme.color(run.color);
    const first = count > 1 ? ruler(brush, run, 1, color, true) : "";
    for (let at = 2; at < count; at += 1) {
      if (at <= MOST && ruler(brush, run, at, color, false)) {
        measured += 1;
      } else {
        unmeasured += 1;
      }
    }
    return first;
  });
  if (unmeasured > 0) {
    brush.note(say("layer.rulers_thinned", { shown: String(measured + firsts.filter(Boolean).length) }));
  }
  return { firsts, measured: measured + firsts.filter(Boolean).length };
}

/**
 * The rule of the step that led to a point.
 * @param {Brush} brush
 * @param {Run} run
 * @param {number} at
 * @param {string} color
 * @param {boolean} must
 */
function ruler(brush, run, at, color, must) {
  const [before, after] = [run.points[at - 1], run.points[at]];
  const length = figure(Math.hypot(...after.map((value, axis) => value - before[axis])));
  const [from, to] = [brush.at(before), brush.at(after)];
  const pixels = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (!(pixels >= SHORTEST || must) || !Number.isFinite(pixels)) {
    return "";
  }
  const along = heading(from, to);
  const aside = /** @type {[number, number]} */ ([-along[1], along[0]]);
  const turn = Math.atan2(along[1], along[0]);
  const angle = Math.abs(turn) > Math.PI / 2 ? turn - Math.sign(turn) * Math.PI : turn;
  const middle = beyond(from, along, pixels / 2);
  const places = [1, -1, 1.9, -1.9].map((way) => beyond(middle, aside, way * (BESIDE + 10)));
  const turned = pixels > 34 ? angle : 0;
  const place = brush.fits(length, places, turned) ?? (must ? places[0] : null);
  if (!place) {
    return "";
  }
  // the rule stands on the side of its figure
  const side = Math.sign((place[0] - middle[0]) * aside[0] + (place[1] - middle[1]) * aside[1]) || 1;
  const ends = [beyond(from, aside, side * BESIDE), beyond(to, aside, side * BESIDE)];
  const line = new Path2D();
  line.moveTo(...ends[0]);
  line.lineTo(...ends[1]);
  for (const end of ends) {
    line.moveTo(...beyond(end, aside, -TICK));
    line.lineTo(...beyond(end, aside, TICK));
  }
  drawLine(brush.context, line, { color: brush.theme.paper, width: 4, opacity: 0.85 });
  drawLine(brush.context, line, { color, width: 1.25 });
  brush.write(length, [place], { color, angle: turned, must: true });
  return length;
}
