/** Names of lines at their ends: one line's beside it, those of several in a column of their own, none over another. */

import { drawLine, drawText } from "./draw.js";

/** @typedef {import("./chart-models.js").Series} Series */
/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {{ name: string, color: string, ghost?: boolean, end: readonly [number, number] }} Ending */

const LABEL_SIZE = 12;
const LINE_HEIGHT = 14;
const LEADER = 10;

/** Room that a column of names takes beside the names themselves. */
export const COLUMN_MARGIN = LEADER + 8;

/**
 * The name of the only line, above or below its end where there is room.
 * @param {CanvasRenderingContext2D} context
 * @param {Ending} ending
 * @param {import("./room.js").Room} room
 * @param {Axes} axes
 * @param {Theme} theme
 */
export function nameOne(context, { name, color, end }, room, axes, theme) {
  const width = context.measureText(name).width;
  const x = Math.max(end[0], axes.left + width) - width / 2 - 8;
  for (const distance of [14, -14, 22, -22, 32, -32, 44, 58]) {
    const box = { x, y: end[1] - distance, width, height: LABEL_SIZE };
    if (room.has(box)) {
      room.take(box);
      drawText(context, name, [x, box.y], { color: theme.color(color), halo: theme.paper });
      return;
    }
  }
}

/**
 * The names of several lines, in the order of their ends, each joined to its own.
 * @param {CanvasRenderingContext2D} context
 * @param {Ending[]} endings
 * @param {Axes} axes
 * @param {number} width  of the column
 * @param {Theme} theme
 */
export function nameAll(context, endings, axes, width, theme) {
  const x = axes.left + axes.width + LEADER;
  const places = spread(endings, axes);
  for (const { ending, y } of places) {
    const color = theme.color(ending.color);
    const leader = new Path2D();
    leader.moveTo(Math.min(ending.end[0] + 5, x - 2), within(ending.end[1], axes));
    leader.lineTo(x - 3, y);
    drawLine(context, leader, { color, width: 1, opacity: 0.5 });
    drawText(context, shortened(context, ending.name, width - COLUMN_MARGIN + 4), [x, y], { color, halo: theme.paper, align: "left" });
  }
}

/**
 * Heights for the names: each at its line's end, or as near as the others leave it.
 * @param {Ending[]} endings
 * @param {Axes} axes
 */
function spread(endings, axes) {
  const bottom = axes.top + axes.height - LINE_HEIGHT / 2;
  const places = endings.map((ending) => ({ ending, y: within(ending.end[1], axes) })).sort((one, other) => one.y - other.y);
  const apart = Math.min(LINE_HEIGHT, axes.height / Math.max(1, places.length));
  places.forEach((place, index) => {
    place.y = Math.max(place.y, index ? places[index - 1].y + apart : axes.top + LINE_HEIGHT / 2);
  });
  for (let index = places.length - 1; index >= 0; index -= 1) {
    const most = index === places.length - 1 ? bottom : places[index + 1].y - apart;
    places[index].y = Math.min(places[index].y, most);
  }
  return places;
}

/** @param {number} y @param {Axes} axes */
function within(y, { top, height }) {
  return Number.isFinite(y) ? Math.min(Math.max(y, top), top + height) : top + height / 2;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} name
 * @param {number} width
 */
function shortened(context, name, width) {
  let shown = name;
  while (shown.length > 2 && context.measureText(shown).width > width) {
    shown = `${shown.slice(0, shown.endsWith("…") ? -2 : -1).trimEnd()}…`;
  }
  return shown;
}
