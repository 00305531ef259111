/** The step from the ball, term by term: arrows in the colours of the step panel, and a ring where the step lands. */

import { drawArrow } from "../draw.js";
import { around, beyond, heading } from "./brush.js";

/** @typedef {import("./brush.js").Brush} Brush */
/** @typedef {import("../models.js").Overlays} Overlays */

/** Arrows whose longest is shorter than this are drawn longer, all by one round factor that is written beside them. */
const LEAST = 18;
const WANTED = 56;
const MOST_TIMES = 1000;
const FARTHEST = 4000;
const LANDING_RADIUS = 7;

/**
 * @param {Brush} brush
 * @param {Pick<Overlays, "arrows" | "landing" | "say"> & { named: boolean }} step
 */
export function drawArrows(brush, { arrows, landing, say, named }) {
  const { context, theme } = brush;
  if (landing) {
    drawLanding(brush, brush.at(landing));
  }
  if (!arrows) {
    return { arrows: [], times: 1, landing: Boolean(landing) };
  }
  const from = brush.at(arrows.from);
  const tips = arrows.list.map(({ vector }) => brush.tip(arrows.from, vector));
  const longest = Math.max(0, ...tips.map((tip) => Math.hypot(tip[0] - from[0], tip[1] - from[1])).filter(Number.isFinite));
  const times = named && longest * MOST_TIMES > LEAST && longest < LEAST ? roundFactor(WANTED / longest) : 1;
  // the widest first, so that arrows that coincide can all be seen
  const drawn = arrows.list.map(({ kind, name, symbol }, index) => {
    const direction = heading(from, tips[index]);
    const length = Math.min(times * Math.hypot(tips[index][0] - from[0], tips[index][1] - from[1]), FARTHEST);
    const to = beyond(from, direction, length);
    const color = theme.color(`--arrow-${kind}`);
    drawArrow(context, from, to, { color, casing: theme.paper, width: 2 + 2.5 * (arrows.list.length - 1 - index) });
    if (named && length > 3) {
      brush.write(symbol, around(to, direction, 13), { color, strong: true });
    }
    return { kind, name, pixels: Math.round(length * 10) / 10, towards: direction.map((part) => Number(part.toFixed(4))) };
  });
  if (times !== 1) {
    brush.note(say("layer.times", { times: String(times) }));
  }
  return { arrows: drawn, times, landing: Boolean(landing) };
}

/** @param {Brush} brush @param {import("./brush.js").Pixels} at */
function drawLanding({ context, theme }, [x, y]) {
  if (!(Math.abs(x) < FARTHEST && Math.abs(y) < FARTHEST)) {
    return;
  }
  context.beginPath();
  context.arc(x, y, LANDING_RADIUS, 0, 2 * Math.PI);
  context.lineWidth = 4;
  context.strokeStyle = theme.paper;
  context.stroke();
  context.setLineDash([3, 2.5]);
  context.lineWidth = 1.5;
  context.strokeStyle = theme.ink;
  context.stroke();
  context.setLineDash([]);
}

/** The largest of 1, 2, 5, 10, 20, 50 … that is not above a factor. @param {number} factor */
function roundFactor(factor) {
  const power = 10 ** Math.floor(Math.log10(factor));
  return ([5, 2, 1].find((digit) => digit * power <= factor) ?? 1) * power;
}
