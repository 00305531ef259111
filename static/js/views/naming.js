/** Names beside what they belong to, each at the first place with room. */

import { drawText } from "./draw.js";
import { HARD, SOFT } from "./room.js";

/** @typedef {import("./theme.js").Theme} Theme */

const LINE_HEIGHT = 14;

/** @param {number[]} pixels */
export function polyline(pixels) {
  const path = new Path2D();
  for (let i = 0; i < pixels.length; i += 2) {
    path.lineTo(pixels[i], pixels[i + 1]);
  }
  return path;
}

/** @param {readonly [number, number]} point @returns {[number, number][]} */
export function around([x, y]) {
  return [[x, y - 17], [x, y + 17], [x + 14, y], [x - 14, y], [x + 10, y - 15], [x - 10, y - 15], [x + 10, y + 15], [x - 10, y + 15]];
}

/** Places a little farther from a point, for a name that finds none close by. @param {readonly [number, number]} point @returns {[number, number][]} */
export function farther([x, y]) {
  return [28, -28, 42, -42, 56, -56].flatMap((down) => [14, -14, 0].map((across) => /** @type {[number, number]} */ ([x + across, y + down])));
}

/**
 * Places beside a line, from its middle outwards.
 * @param {number[]} pixels
 * @returns {[number, number][]}
 */
export function along(pixels) {
  /** @type {[number, number][]} */
  const places = [];
  for (const part of [0.8, 0.7, 0.9, 0.6, 0.3, 0.2, 0.1, 0.4, 0.5, 0.25, 0.15, 0.05]) {
    const at = (pixels.length / 2 - 1) * part;
    const first = Math.floor(at);
    const mix = at - first;
    const next = Math.min(first + 1, pixels.length / 2 - 1);
    const x = pixels[2 * first] + mix * (pixels[2 * next] - pixels[2 * first]);
    const y = pixels[2 * first + 1] + mix * (pixels[2 * next + 1] - pixels[2 * first + 1]);
    places.push([x + 10, y - 9], [x - 10, y - 9], [x + 10, y + 10], [x - 10, y + 10]);
  }
  return places;
}

/**
 * Writes a name at the first place with room; beside a point to its right the text begins there, to its left it ends there.
 * Says whether there was one.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {[number, number][]} places
 * @param {import("./room.js").Room} room
 * @param {string} color
 * @param {Theme} theme
 * @param {"start" | "end"} [only]
 * @param {number} [weight]  what it must not cover
 */
export function placeName(context, text, places, room, color, theme, only, weight = SOFT) {
  const width = context.measureText(text).width;
  for (const [x, y] of places) {
    for (const align of only ? [only] : /** @type {const} */ (["start", "end", "center"])) {
      const middle = align === "start" ? x + width / 2 : align === "end" ? x - width / 2 : x;
      const box = { x: middle, y, width: width + 2, height: LINE_HEIGHT };
      if (room.has(box, weight)) {
        room.take(box, HARD);
        drawText(context, text, [middle, y], { color, halo: theme.paper });
        return true;
      }
    }
  }
  return false;
}

/**
 * Places all over the frame, for what finds none beside its own.
 * @param {{ left: number, top: number, width: number, height: number }} frame
 * @returns {[number, number][]}
 */
export function anywhere({ left, top, width, height }) {
  const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
  return parts.flatMap((down) => parts.map((across) =>
    /** @type {[number, number]} */ ([left + (1 - across) * width, top + down * height])));
}
