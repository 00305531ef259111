/** The steps as signposts: A where it starts, then C, D, E …, B where it stands, each with the way down from there. */

import { drawArrow } from "../draw.js";
import { around, beyond, heading } from "./brush.js";

/** @typedef {import("./brush.js").Brush} Brush */

const ARROW = 34;

/** Signposts keep this distance, in pixels, or are left out. */
const APART = 26;
const LETTERS = "CDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * @param {Brush} brush
 * @param {import("../models.js").Overlays} model
 * @param {number} steps  shown in all
 */
export function drawSignposts(brush, { signs, say }, steps) {
  if (!signs || signs.points.length === 0) {
    return null;
  }
  const places = signs.points.map((point) => brush.at(point));
  const kept = thinned(places);
  const { context, theme } = brush;
  /** @type {{ letter: string, step: number }[]} */
  const posts = [];
  for (const index of kept) {
    const last = index === places.length - 1 && index > 0;
    const letter = index === 0 ? "A" : last ? "B" : LETTERS[posts.length - 1];
    const from = places[index];
    const direction = signs.directions[index];
    const tip = direction && brush.tip(signs.points[index], direction.map((part) => (part ?? 0) * reach(brush)));
    const towards = tip ? heading(from, tip) : /** @type {[number, number]} */ ([0, 0]);
    // a post whose letter has no room is left out
    if (!brush.write(letter, around(from, [-towards[0], -towards[1]], 13), { strong: true, must: index === 0 || last })) {
      continue;
    }
    posts.push({ letter, step: signs.steps[index] });
    if (tip) {
      drawArrow(context, from, beyond(from, towards, ARROW), { color: theme.color("--arrow-gradient"), casing: theme.paper, width: 1.5 });
    }
  }
  const count = steps + 1;
  if (posts.length < count) {
    brush.note(say("layer.signposts_thinned", { shown: String(posts.length), count: String(count) }));
  }
  return { letters: posts.map(({ letter }) => letter).join(""), steps: posts.map(({ step }) => step), of: count };
}

/** The first, the last, and between them what stands far enough from the one before. @param {import("./brush.js").Pixels[]} places */
function thinned(places) {
  const last = places.length - 1;
  const kept = [0];
  for (let index = 1; index < last; index += 1) {
    const before = places[kept[kept.length - 1]];
    const far = (/** @type {import("./brush.js").Pixels} */ at) => Math.hypot(places[index][0] - at[0], places[index][1] - at[1]) > APART;
    if (far(before) && far(places[last]) && kept.length <= LETTERS.length) {
      kept.push(index);
    }
  }
  return last > 0 ? [...kept, last] : kept;
}

/** @param {Brush} brush */
const reach = ({ axes }) => Math.abs(axes.toX(axes.left + axes.width) - axes.toX(axes.left));
