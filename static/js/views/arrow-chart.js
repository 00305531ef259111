/** A gradient as the sum of its partial slopes: two legs end to end, the arrow uphill, and the one downhill against it. */

import { plainAxes, sameScale } from "./axes.js";
import { drawArrow, drawBall, drawLine } from "./draw.js";
import { anywhere, around, placeName, polyline } from "./naming.js";
import { createRoom, HARD, SOFT } from "./room.js";
import { layer, wipe } from "./stage.js";
import { readTheme } from "./theme.js";

/**
 * @typedef {Object} ArrowModel
 * @property {[number, number] | null} parts  the partial slopes
 * @property {string} [theme]
 * @property {{ label: string, uphill: string, downhill: string, parts: string[], empty: string }} texts
 */

const MARGIN = Object.freeze({ l: 14, r: 14, t: 14, b: 14 });
const LABEL_SIZE = 12;

/** Air around the arrows, as a part of the longer leg. */
const AIR = 0.35;

/** @param {HTMLElement} element */
export function createArrowChart(element) {
  element.classList.add("view");
  element.setAttribute("role", "img");
  const context = layer(element);
  /** @type {ArrowModel | null} */
  let model = null;

  function draw() {
    const size = { width: element.clientWidth, height: element.clientHeight };
    const ratio = globalThis.devicePixelRatio || 1;
    context.canvas.width = Math.round(size.width * ratio);
    context.canvas.height = Math.round(size.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    wipe(context);
    if (model && size.width > MARGIN.l + MARGIN.r) {
      drawSum(context, model, size);
    }
    element.dataset.ready = "true";
  }

  const observer = new ResizeObserver(() => requestAnimationFrame(draw));
  observer.observe(element);
  return {
    /** @param {ArrowModel} next */
    render(next) {
      model = next;
      element.setAttribute("aria-label", [next.texts.label, ...next.texts.parts].join(", "));
      element.dataset.parts = JSON.stringify(next.parts);
      draw();
    },
    destroy() {
      observer.disconnect();
      element.replaceChildren();
    },
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {ArrowModel} model
 * @param {{ width: number, height: number }} size
 */
function drawSum(context, { parts, texts }, size) {
  const theme = readTheme();
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  const longest = parts ? Math.max(Math.abs(parts[0]), Math.abs(parts[1])) : 0;
  if (!parts || !longest) {
    const axes = plainAxes([0, 1], [0, 1], size, MARGIN);
    placeName(context, texts.empty, [[size.width / 2, size.height / 2]], createRoom(axes), theme.secondInk, theme);
    return;
  }
  const [x, y] = parts;
  const reach = longest * AIR;
  const window = /** @type {[[number, number], [number, number]]} */ ([x, y].map((part) => [-Math.abs(part) - reach, Math.abs(part) + reach]));
  const inner = { width: size.width - MARGIN.l - MARGIN.r, height: size.height - MARGIN.t - MARGIN.b };
  const axes = plainAxes(...sameScale(window, inner), size, MARGIN);
  /** @param {number} u @param {number} v @returns {[number, number]} */
  const at = (u, v) => [axes.x(u), axes.y(v)];
  const [here, corner, tip, foot] = [at(0, 0), at(x, 0), at(x, y), at(-x, -y)];
  const room = createRoom(axes);
  drawLine(context, polyline([axes.left, here[1], axes.left + axes.width, here[1]]), { color: theme.line, width: 1 });
  drawLine(context, polyline([here[0], axes.top, here[0], axes.top + axes.height]), { color: theme.line, width: 1 });
  const casing = theme.paper;
  drawArrow(context, here, corner, { color: theme.ink, casing, width: 1.5 });
  drawArrow(context, corner, tip, { color: theme.ink, casing, width: 1.5 });
  drawArrow(context, here, foot, { color: theme.secondInk, casing, width: 2 });
  drawArrow(context, here, tip, { color: theme.color("--arrow-gradient"), casing, width: 2.5 });
  drawBall(context, here, theme.ink, theme, { radius: 4 });
  room.takeLine([...here, ...corner, ...tip, ...here, ...foot], SOFT);
  room.take({ x: here[0], y: here[1], width: 12, height: 12 }, HARD);
  const between = (/** @type {[number, number]} */ one, /** @type {[number, number]} */ other) =>
    /** @type {[number, number]} */ ([(one[0] + other[0]) / 2, (one[1] + other[1]) / 2]);
  placeName(context, texts.uphill, around(tip), room, theme.color("--arrow-gradient"), theme);
  placeName(context, texts.downhill, around(foot), room, theme.secondInk, theme);
  placeName(context, texts.parts[0], [...around(between(here, corner)), ...around(corner), ...anywhere(axes)], room, theme.ink, theme);
  placeName(context, texts.parts[1], [...around(between(corner, tip)), ...around(tip), ...anywhere(axes)], room, theme.ink, theme);
}
