/** What stands over the cells of a map of outcomes: the limit, the present run, the crosshair, the names of the axes. */

import { drawBall, drawLine, drawText } from "./draw.js";
import { placeName, polyline } from "./naming.js";
import { HARD, createRoom } from "./room.js";
import { clipTo } from "./stage.js";
import { inside } from "./start.js";

const TEXT_SIZE = 12;

/** What the button of the whole map covers, in the upper right corner. */
const BUTTON = Object.freeze({ width: 112, height: 44 });

/**
 * The limit, the present run, the crosshair, and what the axes are called.
 * @param {CanvasRenderingContext2D} context
 * @param {import("./outcome-map.js").OutcomeMapModel} model
 * @param {import("./axes.js").Axes} axes
 * @param {import("./theme.js").Theme} theme
 */
export function drawMarks(context, { cells, limit, zones, here, color, cross, zoomed, texts }, axes, theme) {
  const room = createRoom(axes);
  const { left, top, width, height } = axes;
  context.font = `${TEXT_SIZE}px ${theme.font}`;
  if (zoomed) {
    room.take({ x: left + width - BUTTON.width / 2, y: top + BUTTON.height / 2, ...BUTTON }, HARD);
  }
  if (!cells) {
    drawText(context, texts.empty, [left + width / 2, top + height / 2], { color: theme.secondInk, halo: theme.paper });
  }
  const unclip = clipTo(context, axes);
  const pixels = pixelsOf(limit, axes);
  for (const { end } of zones.slice(0, -2)) {
    drawLine(context, polyline(pixelsOf(end, axes)), { color: theme.paper, width: 3, opacity: 0.6 });
    drawLine(context, polyline(pixelsOf(end, axes)), { color: theme.ink, width: 1, dash: [2, 3] });
  }
  drawLine(context, polyline(pixels), { color: theme.paper, width: 4, opacity: 0.8 });
  drawLine(context, polyline(pixels), { color: theme.ink, width: 1.5 });
  room.takeLine(pixels, HARD);
  if (cells && cross) {
    const at = [axes.x(cells.x[cross[0]]), axes.y(cells.y[cross[1]])];
    for (const [ink, thick] of /** @type {[string, number][]} */ ([[theme.paper, 3], [theme.ink, 1]])) {
      for (const ends of [[left, at[1], left + width, at[1]], [at[0], top, at[0], top + height]]) {
        drawLine(context, polyline(ends), { color: ink, width: thick, dash: thick === 1 ? [4, 3] : [] });
      }
    }
  }
  unclip();
  const place = here && /** @type {[number, number]} */ ([axes.x(here[0]), axes.y(here[1])]);
  if (place && inside(place, axes)) {
    drawBall(context, place, theme.color(color), theme, { radius: 6 });
    room.take({ x: place[0], y: place[1], width: 18, height: 18 }, HARD);
  }
  const corner = /** @type {[number, number][]} */ ([[left + width - 6, top + height - 10], [left + width - 6, top + height - 28]]);
  placeName(context, texts.x, corner, room, theme.ink, theme, "end");
  placeName(context, texts.y, [[left + 6, top + 11], [left + 6, top + 28]], room, theme.ink, theme, "start");
  if (pixels.length && texts.limit) {
    placeName(context, texts.limit, beside(pixels), room, theme.ink, theme);
  }
  nameZones(context, zones, axes, room, theme);
}

/**
 * Each zone's name between its borders, as low as there is room.
 * @param {CanvasRenderingContext2D} context
 * @param {import("./outcome-map.js").OutcomeMapModel["zones"]} zones
 * @param {import("./axes.js").Axes} axes
 * @param {import("./room.js").Room} room
 * @param {import("./theme.js").Theme} theme
 */
function nameZones(context, zones, axes, room, theme) {
  const [right, bottom] = [axes.left + axes.width, axes.top + axes.height];
  const borders = zones.map(({ end }) => pixelsOf(end, axes));
  zones.forEach(({ name }, index) => {
    const width = context.measureText(name).width;
    /** @type {[number, number][]} */
    const places = [];
    for (let y = bottom - 12; y > axes.top + axes.height / 3; y -= 16) {
      const from = Math.max(axes.left, index ? crossing(borders[index - 1], y) : axes.left);
      const to = Math.min(right, borders[index].length ? crossing(borders[index], y) : right);
      if (to - from > width + 8) {
        places.push([(from + to - width) / 2, y]);
      }
    }
    placeName(context, name, places, room, theme.secondInk, theme, "start");
  });
}

/** Where a line that rises from below comes to a height. @param {number[]} pixels @param {number} y */
function crossing(pixels, y) {
  let nearest = 0;
  for (let place = 2; place < pixels.length; place += 2) {
    if (Math.abs(pixels[place + 1] - y) < Math.abs(pixels[nearest + 1] - y)) {
      nearest = place;
    }
  }
  return pixels[nearest];
}

/** @param {import("./outcome-map.js").Border | null} border @param {import("./axes.js").Axes} axes */
const pixelsOf = (border, axes) => (border ? border.x.flatMap((value, index) => [axes.x(value), axes.y(border.y[index])]) : []);

/** Places right and left of a line, from its upper part down. @param {number[]} pixels @returns {[number, number][]} */
function beside(pixels) {
  const places = [];
  for (let part = 0.95; part > 0; part -= 0.05) {
    const index = 2 * Math.floor(part * (pixels.length / 2 - 1));
    places.push(/** @type {[number, number]} */ ([pixels[index] + 8, pixels[index + 1]]),
      /** @type {[number, number]} */ ([pixels[index] - 8, pixels[index + 1]]));
  }
  return places;
}
