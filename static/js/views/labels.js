/** Places the labels of a map: names of known points beside them, losses along every fifth contour line. */

import { levelLines, strongLevels } from "./contour-lines.js";
import { figure } from "./figures.js";
import { HARD, SOFT } from "./room.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./models.js").Mark} Mark */
/** @typedef {import("./room.js").Room} Room */
/** @typedef {(text: string) => number} Measure  width of a text in pixels */
/** @typedef {{ text: string, at: [number, number], angle: number, kind: "mark" | "level" }} Label */

const LINE_HEIGHT = 13;
const CHARACTER = 7;
const MARK_RADIUS = 7;

/** How much farther than beside its point the label of a lowest point may stand, in pixels. */
const FAR_REACHES = [0, 8, 18];

/** Contour labels stand this far apart and need a line at least this long, in pixels. */
const LEVEL_SPACING = 300;
const LABELS_PER_LEVEL = 4;

/** Labels of different levels keep this distance. */
const APART = 46;
const STRIDE = 5;

/** A line may leave the chord under its label by this much. */
const MAX_SAG = 3;

/** What a label covers, about. @param {Label} label */
export const boxOf = ({ text, at: [x, y], angle }) => ({ x, y, angle, width: text.length * CHARACTER, height: LINE_HEIGHT });

/**
 * Labels beside known points, the lowest first; one without room stays unlabelled, and so do lowest points that stand on
 * one another: nobody could tell which is which.
 * @param {Mark[]} marks
 * @param {Axes} axes
 * @param {Room} room
 * @param {Measure} measure
 * @returns {Label[]}
 */
export function placeMarkLabels(marks, axes, room, measure) {
  const seen = marks
    .map((mark) => ({ mark, x: axes.x(mark.at[0]), y: axes.y(mark.at[1]) }))
    .filter(({ x, y }) => x >= axes.left && x <= axes.left + axes.width && y >= axes.top && y <= axes.top + axes.height);
  for (const { x, y } of seen) {
    room.take({ x, y, width: 2 * MARK_RADIUS, height: 2 * MARK_RADIUS });
  }
  const lowest = seen.filter(({ mark }) => mark.lowest);
  /** @type {Label[]} */
  const labels = [];
  for (const one of [...seen].sort((a, b) => rank(b.mark) - rank(a.mark))) {
    const { mark, x, y } = one;
    const piled = mark.lowest && lowest.some((other) => other !== one && Math.hypot(other.x - x, other.y - y) < MARK_RADIUS);
    if (!mark.label || piled) {
      continue;
    }
    const width = measure(mark.label);
    const place = freePlace(x, y, width, room, SOFT, mark.lowest ? FAR_REACHES : [0])
      ?? (mark.lowest ? freePlace(x, y, width, room, HARD, [0]) : null);
    if (place) {
      room.take({ x: place[0], y: place[1], width: width + 4, height: LINE_HEIGHT + 1 });
      labels.push({ text: mark.label, at: place, angle: 0, kind: "mark" });
    }
  }
  return labels;
}

/** @param {Mark} mark */
function rank({ kind, lowest }) {
  return (lowest ? 2 : 0) + (kind === "minimum" ? 1 : 0);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {Room} room
 * @param {number} weight
 * @param {number[]} reaches
 * @returns {[number, number] | null}
 */
function freePlace(x, y, width, room, weight, reaches) {
  for (const reach of reaches) {
    const side = MARK_RADIUS + 3 + reach + width / 2;
    const rise = MARK_RADIUS + 2 + reach + LINE_HEIGHT / 2;
    for (const [dx, dy] of [[0, rise], [0, -rise], [side, 0], [-side, 0], [side * 0.8, rise], [-side * 0.8, rise],
      [side * 0.8, -rise], [-side * 0.8, -rise]]) {
      if (room.has({ x: x + dx, y: y + dy, width: width + 8, height: LINE_HEIGHT + 4 }, weight)) {
        return [x + dx, y + dy];
      }
    }
  }
  return null;
}

/**
 * True losses along every fifth contour line, turned with it, where the line is straight and there is room.
 * @param {Grid} grid
 * @param {Axes} axes
 * @param {Room} room
 * @param {Measure} measure
 * @returns {Label[]}
 */
export function placeLevelLabels(grid, axes, room, measure) {
  /** @type {Label[]} */
  const labels = [];
  const traced = strongLevels(levelLines(grid));
  for (const [index, { loss }] of strongLevels(grid.levels).entries()) {
    const text = figure(loss);
    const width = measure(text) + 6;
    const lines = traced[index].map((line) => evenly(toPixels(line, axes)));
    /** @type {[number, number][]} */
    const placed = [];
    for (const line of lines.sort((a, b) => b.length - a.length)) {
      for (const place of placesAlong(line, width)) {
        if (placed.length < LABELS_PER_LEVEL && labels.every(({ at }) => Math.hypot(place.x - at[0], place.y - at[1]) > APART)
          && placed.every(([x, y]) => Math.hypot(place.x - x, place.y - y) > LEVEL_SPACING)
          && room.has({ ...place, width: width + 4, height: LINE_HEIGHT + 4 })) {
          room.take({ ...place, width: width + 6, height: LINE_HEIGHT + 4 });
          placed.push([place.x, place.y]);
          labels.push({ text, at: [place.x, place.y], angle: place.angle, kind: "level" });
        }
      }
    }
  }
  return labels;
}

/**
 * @param {number[]} line
 * @param {Axes} axes
 */
function toPixels(line, axes) {
  return line.map((value, index) => (index % 2 ? axes.y(value) : axes.x(value)));
}

/**
 * The same polyline with points at equal distances.
 * @param {number[]} pixels
 * @returns {[number, number][]}
 */
function evenly(pixels) {
  /** @type {[number, number][]} */
  const points = [[pixels[0], pixels[1]]];
  let spare = 0;
  for (let i = 0; i + 3 < pixels.length; i += 2) {
    const run = [pixels[i + 2] - pixels[i], pixels[i + 3] - pixels[i + 1]];
    const length = Math.hypot(run[0], run[1]);
    let along = STRIDE - spare;
    for (; along <= length; along += STRIDE) {
      points.push([pixels[i] + (run[0] * along) / length, pixels[i + 1] + (run[1] * along) / length]);
    }
    spare = length - (along - STRIDE);
  }
  return points;
}

/**
 * Places for a text of this width on the line, the best first: straight, then nearly level.
 * @param {[number, number][]} line
 * @param {number} width
 */
function placesAlong(line, width) {
  const span = Math.ceil(width / STRIDE);
  const places = [];
  for (let first = 0; first + span < line.length; first += 2) {
    const [x0, y0] = line[first];
    const [x1, y1] = line[first + span];
    const chord = Math.hypot(x1 - x0, y1 - y0);
    let sag = 0;
    for (let i = first + 1; i < first + span; i += 1) {
      const off = Math.abs((line[i][0] - x0) * (y1 - y0) - (line[i][1] - y0) * (x1 - x0)) / chord;
      sag = Math.max(sag, off);
    }
    if (sag <= MAX_SAG && chord > 0.9 * width) {
      const turn = Math.atan2(y1 - y0, x1 - x0);
      const angle = Math.abs(turn) > Math.PI / 2 ? turn - Math.sign(turn) * Math.PI : turn;
      const middle = line[first + (span >> 1)];
      places.push({ x: middle[0], y: middle[1], angle, cost: sag / MAX_SAG + Math.abs(angle) });
    }
  }
  return places.sort((a, b) => a.cost - b.cost);
}
