/** What the layers draw with: the mapping of the picture they lie on, its colours, and the room that is left for words. */

import { drawText } from "../draw.js";
import { HARD } from "../room.js";
import { faded } from "../theme.js";

/** @typedef {readonly [number, number]} Pixels */
/** @typedef {{ x: number, y: number, width: number, height: number, angle: number }} Spot */

/**
 * @typedef {Object} Brush
 * @property {CanvasRenderingContext2D} context
 * @property {import("../theme.js").Theme} theme
 * @property {import("../axes.js").Axes} axes
 * @property {boolean} flat  a map of two weights, seen from above
 * @property {import("../room.js").Room} room
 * @property {(point: number[]) => Pixels} at  where a point is
 * @property {(point: number[], vector: (number | null)[]) => Pixels} tip  where an arrow from a point ends
 * @property {(text: string, places: Pixels[], angle?: number) => Pixels | null} fits  the first place with room
 * @property {(text: string, places: Pixels[], style?: Style) => boolean} write  at the first place with room
 * @property {(text: string) => void} note  in the corner of the picture
 * @property {string[]} written
 */
/** @typedef {{ color?: string, angle?: number, must?: boolean, strong?: boolean }} Style */

const SIZE = 12;
const LINE = 16;
const WORDS = 10; // of a line, between the gaps above and below

/** Notes begin this far from the lower left corner. */
const NOTE_INSET = 8;

/** In the upper corner stands the name of an axis, of this height. */
const NAME_HEIGHT = 24;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Pick<Brush, "theme" | "axes" | "room" | "at" | "tip" | "flat">} parts
 * @returns {Brush}
 */
export function createBrush(context, parts) {
  const { theme, axes, room } = parts;
  /** @type {string[]} */
  const written = [];

  /** @param {string} text @param {Pixels} at @param {number} angle @returns {Spot} */
  const spot = (text, [x, y], angle) => ({ x, y, width: context.measureText(text).width + 6, height: LINE, angle });

  return {
    context,
    ...parts,
    written,
    fits: (text, places, angle = 0) => {
      context.font = `${SIZE}px ${theme.font}`;
      return places.find((at) => room.has(spot(text, at, angle), HARD)) ?? null;
    },
    write(text, places, { color = theme.ink, angle = 0, must = false, strong = false } = {}) {
      context.font = `${strong ? "700 " : ""}${SIZE}px ${theme.font}`;
      const free = places.map((at) => spot(text, at, angle)).find((box) => room.has(box, HARD))
        ?? (must && places.length ? spot(text, places[0], angle) : null);
      if (!free) {
        return false;
      }
      room.take(free, HARD);
      drawText(context, text, [free.x, free.y], { color, halo: theme.paper, angle });
      written.push(text);
      return true;
    },
    note(text) {
      context.font = `${SIZE}px ${theme.font}`;
      const lines = wrapped(text, axes.width - 2 * NOTE_INSET - 24, (line) => context.measureText(line).width)
        .map((line) => ({ line, width: context.measureText(line).width }));
      const left = axes.left + NOTE_INSET;
      const above = axes.top + NAME_HEIGHT + LINE / 2;
      const below = axes.top + axes.height - NOTE_INSET - LINE / 2 - (lines.length - 1) * LINE;
      /** @param {number} first  height of the first line */
      const boxes = (first) => lines.map(({ width }, row) => (
        { x: left + width / 2, y: first + row * LINE, width: width + 6, height: LINE }));
      // above another note, or else in the upper corner: the words of the picture keep their place
      const places = [...[0, 1, 2, 3, 4].map((rows) => below - rows * LINE), ...[0, 1, 2, 3].map((rows) => above + rows * LINE)];
      const isFree = (/** @type {number} */ first) => boxes(first).every((box) => room.has({ ...box, height: WORDS }, HARD));
      const free = boxes(places.find(isFree) ?? below);
      free.forEach((box, row) => {
        room.take(box, HARD);
        context.fillStyle = faded(theme.paper, 0.88);
        context.fillRect(left - 4, box.y - LINE / 2, lines[row].width + 8, LINE);
        drawText(context, lines[row].line, [left, box.y], { color: theme.ink, halo: theme.paper, align: "left" });
      });
      written.push(text);
    },
  };
}

/**
 * Four places around a point, beyond a distance, the one along a direction first.
 * @param {Pixels} at
 * @param {Pixels} towards  direction, any length
 * @param {number} distance
 * @returns {Pixels[]}
 */
export function around([x, y], [u, v], distance) {
  const first = Number.isFinite(Math.atan2(v, u)) ? Math.atan2(v, u) : 0;
  return [0, 1, -1, 2, -2, 3, -3, 4].map((eighth) => {
    const angle = first + (eighth * Math.PI) / 4;
    return /** @type {Pixels} */ ([x + 1.5 * distance * Math.cos(angle), y + distance * Math.sin(angle)]);
  });
}

/**
 * The unit vector from one pixel to another; zero where there is none.
 * @param {Pixels} from
 * @param {Pixels} to
 * @returns {[number, number]}
 */
export function heading(from, to) {
  const run = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(run[0], run[1]);
  return length > 0 && Number.isFinite(length) ? [run[0] / length, run[1] / length] : [0, 0];
}

/**
 * @param {Pixels} from
 * @param {Pixels} direction
 * @param {number} length
 * @returns {[number, number]}
 */
export const beyond = (from, direction, length) => [from[0] + direction[0] * length, from[1] + direction[1] * length];

/**
 * A text in lines no wider than this: broken between words, and between any two characters where there are no blanks.
 * @param {string} text
 * @param {number} width
 * @param {(line: string) => number} measure
 */
function wrapped(text, width, measure) {
  const pieces = text.match(/[\x21-\x7e\u00a0-\u2fff]+\s*|\s+|[^]/gu) ?? [];
  return pieces.reduce((lines, piece) => {
    const line = lines[lines.length - 1] + piece;
    return measure(line.trimEnd()) <= width || lines[lines.length - 1] === "" ? [...lines.slice(0, -1), line] : [...lines, piece];
  }, [""]).map((line) => line.trim());
}
