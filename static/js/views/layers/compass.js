/** The loss a short way off in every direction: a ring around the ball, its lowest place, and where −∇L meets it. */

import { drawArrow, drawLine } from "../draw.js";
import { figure } from "../figures.js";
import { beyond } from "./brush.js";

/** @typedef {import("./brush.js").Brush} Brush */
/** @typedef {import("./brush.js").Pixels} Pixels */
/** @typedef {import("../models.js").Compass} Compass */

const WIDTH = 10;

/**
 * @param {Brush} brush
 * @param {import("../models.js").Overlays} model
 */
export function drawCompass(brush, { inspection, say }) {
  if (!inspection?.compass) {
    return null;
  }
  const { point, compass } = inspection;
  const ring = compass.angles.map((angle) => brush.at(offset(point, angle, compass.radius)));
  const known = /** @type {number[]} */ (compass.losses.filter((loss) => loss !== null));
  if (known.length === 0) {
    return null;
  }
  // by rank, so that every colour covers as much of the ring
  const ranked = [...known].sort((a, b) => a - b);
  const shades = compass.losses.map((loss) => (loss === null ? null : ranked.indexOf(loss) / Math.max(1, ranked.length - 1)));
  if (brush.flat) {
    drawRing(brush, ring, shades);
  } else {
    drawSides(brush, ring, shades);
  }
  const from = brush.at(point);
  const marks = [
    { side: compass.steepest, color: brush.theme.color("--arrow-gradient"), name: "−∇L" },
    { side: compass.best, color: brush.theme.better, name: say("layer.compass_best") },
  ];
  for (const { side, color, name } of marks) {
    if (side) {
      mark(brush, from, brush.at(offset(point, side.angle, compass.radius)), color, name);
    }
  }
  const facts = { radius: compass.radius, apart: compass.apart, best: compass.best?.angle ?? null, shades: spread(shades) };
  if (compass.apart !== null) {
    brush.note(say("layer.compass_apart", { radius: figure(compass.radius), apart: figure(compass.apart) }));
  }
  return facts;
}

/** @param {Brush} brush @param {Pixels[]} ring @param {(number | null)[]} shades */
function drawRing({ context, theme }, ring, shades) {
  const whole = new Path2D();
  ring.forEach((at, index) => (index ? whole.lineTo(...at) : whole.moveTo(...at)));
  whole.closePath();
  drawLine(context, whole, { color: theme.paper, width: WIDTH + 5 });
  drawLine(context, whole, { color: theme.secondInk, width: WIDTH + 1.5 });
  ring.forEach((at, index) => {
    const shade = shades[index];
    const next = ring[(index + 1) % ring.length];
    const piece = new Path2D();
    piece.moveTo(...at);
    piece.lineTo(next[0] + 0.3 * (next[0] - at[0]), next[1] + 0.3 * (next[1] - at[1]));
    drawLine(context, piece, { color: shade === null ? theme.line : colorAt(theme, shade), width: WIDTH });
  });
}

/** On a curve there are two directions only. @param {Brush} brush @param {Pixels[]} sides @param {(number | null)[]} shades */
function drawSides({ context, theme }, sides, shades) {
  sides.forEach(([x, y], index) => {
    const shade = shades[index];
    if (shade !== null && Number.isFinite(y)) {
      context.beginPath();
      context.arc(x, y, WIDTH, 0, 2 * Math.PI);
      context.fillStyle = colorAt(theme, shade);
      context.strokeStyle = theme.ink;
      context.lineWidth = 1;
      context.fill();
      context.stroke();
    }
  });
}

/** @param {Brush} brush @param {Pixels} from @param {Pixels} to @param {string} color @param {string} name */
function mark(brush, from, to, color, name) {
  const { context, theme } = brush;
  drawArrow(context, from, to, { color, casing: theme.paper });
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const out = /** @type {[number, number]} */ ([(to[0] - from[0]) / length, (to[1] - from[1]) / length]);
  const side = /** @type {[number, number]} */ ([-out[1], out[0]]);
  const places = [20, 34, 48].flatMap((reach) => [0, 20, -20, 38, -38, 56, -56].map((off) => beyond(beyond(to, out, reach), side, off)));
  brush.write(name, places, { color, strong: true });
}

/**
 * @param {number[]} point
 * @param {number} angle  degrees, counter-clockwise from the first axis
 * @param {number} radius
 */
export function offset(point, angle, radius) {
  const turn = (angle * Math.PI) / 180;
  return [Math.cos(turn), Math.sin(turn)].slice(0, point.length).map((part, axis) => point[axis] + radius * part);
}

/** The colour of a shade between the lowest, 0, and the highest, 1. @param {import("../theme.js").Theme} theme @param {number} shade */
const colorAt = ({ terrain }, shade) => terrain[Math.min(terrain.length - 1, Math.floor(shade * terrain.length))];

/** How many colours the ring shows. @param {(number | null)[]} shades */
const spread = (shades) => new Set(shades.map((shade) => (shade === null ? null : Math.floor(shade * 8)))).size;
