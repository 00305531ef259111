/** A surface or a curve in small, with one path on it: a picture to compare with its neighbours, without ticks. */

import { plainAxes, sameScale } from "./axes.js";
import { STRONG_EVERY, levelLines } from "./contour-lines.js";
import { readSamples } from "./curve-figure.js";
import { drawBall, drawBeyond, drawLine, drawMark, drawStart, drawTrail } from "./draw.js";
import { readGrid } from "./grid.js";
import { paintShade } from "./raster.js";
import { layer, wipe } from "./stage.js";
import { inside } from "./start.js";
import { CONTOUR } from "./terrain-figure.js";
import { readTheme } from "./theme.js";
import { createTrail } from "./trail.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./theme.js").Theme} Theme */

/**
 * @typedef {Object} SmallGround
 * @property {[number, number][]} window  two axes: a map; one: a curve
 * @property {any} data     heights on a grid, or samples of the curve; null while they are on their way
 * @property {import("./models.js").Run | null} run
 * @property {number[]} start
 * @property {import("./models.js").Mark[]} marks
 * @property {string} theme
 * @property {{ label: string, offMap: string }} texts
 */

const MARGIN = Object.freeze({ l: 0, r: 0, t: 0, b: 0 });

/** Room below and above a curve, as shares of its height. */
const BELOW = 0.14;
const ABOVE = 0.08;

/** @param {HTMLElement} element */
export function createSmallGround(element) {
  element.classList.add("view");
  const ground = layer(element);
  const moving = layer(element);
  const trail = createTrail();
  /** @type {SmallGround | null} */
  let model = null;
  let theme = readTheme();
  let themeName = "";
  let groundKey = "";
  /** @type {any} */
  let groundData = null;
  const size = () => ({ width: element.clientWidth, height: element.clientHeight });

  function draw() {
    const { width, height } = size();
    if (!model || !width || !height) {
      return;
    }
    const ratio = globalThis.devicePixelRatio || 1;
    const { data, window } = model;
    const [axes, at] = data ? mapping(model, size()) : [null, null];
    const key = JSON.stringify([width, height, ratio, themeName, window]);
    if (key !== groundKey || data !== groundData) {
      groundKey = key;
      groundData = data;
      for (const context of [ground, moving]) {
        context.canvas.width = Math.round(width * ratio);
        context.canvas.height = Math.round(height * ratio);
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
      }
      if (axes) {
        drawGround(ground, model, axes, theme);
      }
    }
    wipe(moving);
    if (axes && at) {
      drawRun(model, axes, at);
    }
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", model.texts.label);
  }

  /** @param {SmallGround} shown @param {Axes} axes @param {(point: number[], index: number) => readonly [number, number]} at */
  function drawRun({ run, start, marks, texts }, axes, at) {
    for (const mark of marks) {
      const place = at(mark.at, -1);
      if (inside(place, axes)) {
        drawMark(moving, place, mark, theme);
      }
    }
    if (run?.points.length) {
      const { points } = run;
      drawTrail(moving, trail.to(points, `${axes.key} ${groundKey}`, points.length, (index) => at(points[index], index)), run, theme);
      const end = at(points[points.length - 1], points.length - 1);
      drawStart(moving, at(start, 0), theme.color(run.color), theme);
      if (inside(end, axes)) {
        drawBall(moving, end, theme.color(run.color), theme, { marker: run.marker });
      } else {
        drawBeyond(moving, end, axes, { color: theme.color(run.color), text: texts.offMap }, theme);
      }
    }
    element.dataset.points = String(run?.points.length ?? 0);
  }

  new ResizeObserver(() => requestAnimationFrame(draw)).observe(element);
  return {
    /** @param {SmallGround} next */
    render(next) {
      model = next;
      if (next.theme !== themeName) {
        themeName = next.theme;
        theme = readTheme();
      }
      draw();
    },
    /**
     * The window as it fits into this picture; null while there is no room for one.
     * @param {[number, number][]} window
     * @returns {[number, number][] | null}
     */
    fit(window) {
      const { width, height } = size();
      return !width || !height ? null : window.length === 1 ? window : sameScale([window[0], window[1]], { width, height });
    },
  };
}

/**
 * @param {SmallGround} model
 * @param {{ width: number, height: number }} size
 * @returns {[Axes, (point: number[], index: number) => readonly [number, number]]}
 */
function mapping({ window, data, run }, size) {
  if (window.length === 2) {
    const axes = plainAxes(window[0], window[1], size, MARGIN);
    return [axes, ([x, y]) => [axes.x(x), axes.y(y)]];
  }
  const samples = readSamples(data);
  const known = samples.loss.filter(Number.isFinite);
  const low = known.reduce((least, value) => Math.min(least, value), Infinity);
  const span = known.reduce((most, value) => Math.max(most, value), -Infinity) - low || 1;
  const axes = plainAxes(window[0], [low - BELOW * span, low + (1 + ABOVE) * span], size, MARGIN);
  return [axes, ([w], index) => [axes.x(w), axes.y(run?.losses[index] ?? samples.at(w))]];
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {SmallGround} model
 * @param {Axes} axes
 * @param {Theme} theme
 */
function drawGround(context, { window, data }, axes, theme) {
  if (window.length === 1) {
    const { w, loss } = readSamples(data);
    const line = new Path2D();
    w.forEach((value, index) => line.lineTo(axes.x(value), axes.y(loss[index])));
    drawLine(context, line, { color: theme.ink, width: 1.75 });
    return;
  }
  const grid = readGrid(data);
  const [left, right] = [axes.x(grid.x[0]), axes.x(grid.x[grid.nx - 1])];
  const [top, bottom] = [axes.y(grid.y[grid.ny - 1]), axes.y(grid.y[0])];
  const [halfX, halfY] = [(right - left) / (grid.nx - 1) / 2, (bottom - top) / (grid.ny - 1) / 2];
  context.imageSmoothingQuality = "high";
  context.drawImage(paintShade(grid, theme), left - halfX, top - halfY, right - left + 2 * halfX, bottom - top + 2 * halfY);
  levelLines(grid).forEach((level, index) => {
    const lines = new Path2D();
    for (const points of level) {
      points.forEach((value, place) => {
        if (place % 2 === 0) {
          lines[place ? "lineTo" : "moveTo"](axes.x(value), axes.y(points[place + 1]));
        }
      });
    }
    const strong = index % STRONG_EVERY === 0;
    drawLine(context, lines, { color: theme.ink, width: 0.6, opacity: strong ? CONTOUR.strong : CONTOUR.fine });
  });
}
