/** The loss along one step's own direction: where the step begins and lands, the tangent and the parabola of the curvature. */

import { drawBall, drawLine, drawText } from "./draw.js";
import { figure, roundValues } from "./figures.js";
import { flatNumbers } from "./grid.js";
import { axis, baseLayout } from "./plot.js";
import { createRoom, HARD, SOFT } from "./room.js";
import { clipTo, createStage, wipe } from "./stage.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./models.js").SliceModel} SliceModel */
/** @typedef {import("./models.js").Slice} Slice */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {{ s: Float64Array, loss: Float64Array, here: number, lands: { s: number, loss: number } }} Samples */

const LABEL_SIZE = 12;
const LINE_HEIGHT = 14;

/** A tick with more characters does not fit into the margin. */
const WIDEST_TICK = 5;

/**
 * @param {HTMLElement} element
 * @param {object} [_handlers]
 */
export function createSliceChart(element, _handlers) {
  /** @type {SliceModel | null} */
  let model = null;
  /** @type {Slice | null | undefined} */
  let shown;
  /** @type {Samples | null} */
  let samples = null;
  let from = 0;
  const stage = createStage(element, { onChange: redraw });

  function redraw() {
    const axes = stage.axes();
    wipe(stage.moving);
    if (axes && model?.slice && samples && stage.plotted()) {
      const loss = from ? `${model.texts.loss} ${from < 0 ? "+" : "−"} ${figure(Math.abs(from), 6)}` : model.texts.loss;
      drawSlice(stage.moving, { ...model.texts, loss }, model.slice, samples, axes, stage.theme());
    }
    element.dataset.empty = String(!model?.slice);
  }

  return {
    /** @param {SliceModel} next */
    render(next) {
      const relabelled = next.texts.label !== model?.texts.label || next.texts.along !== model?.texts.along;
      model = next;
      const themed = stage.useTheme(next.theme ?? "");
      if (next.slice !== shown || themed || relabelled) {
        shown = next.slice;
        samples = next.slice && readSlice(next.slice);
        const figureNow = sliceFigure(next, samples, stage.theme(), stage.size());
        from = figureNow.from;
        stage.show(figureNow);
      }
      redraw();
    },
    resize: stage.resize,
    destroy: stage.destroy,
  };
}

/**
 * @param {Slice} slice
 * @returns {Samples}
 */
function readSlice(slice) {
  const s = flatNumbers(slice.s);
  const loss = flatNumbers(slice.loss);
  /** @param {number} place */
  const at = (place) => {
    const right = Math.max(1, s.findIndex((value) => value >= place));
    const part = (place - s[right - 1]) / (s[right] - s[right - 1]);
    return loss[right - 1] + part * (loss[right] - loss[right - 1]);
  };
  const lands = typeof slice.lands === "number" ? { s: slice.lands, loss: at(slice.lands) } : slice.lands;
  return { s, loss, here: at(0), lands };
}

/**
 * @param {SliceModel} model
 * @param {Samples | null} samples
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 */
function sliceFigure(model, samples, theme, size) {
  const s = samples ? Array.from(samples.s) : [0, 1];
  const known = samples ? samples.loss.filter(Number.isFinite) : Float64Array.of(0, 1);
  const low = known.reduce((least, value) => Math.min(least, value), Infinity);
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity);
  const span = high - low || 1;
  const bottom = low - 0.12 * span;
  const top = high + 0.1 * span;
  const ticks = lossTicks([bottom, top], samples?.here ?? 0);
  const traces = [{
    type: "scatter", mode: "lines", x: s, y: samples?.loss ?? [], line: { color: theme.ink, width: 1.75, simplify: false },
    hovertemplate: `${model.texts.along} %{x:.4~g}<br>${model.texts.loss} %{y:.5~g}<extra></extra>`,
  }];
  const layout = {
    ...baseLayout(theme, size),
    dragmode: false,
    xaxis: axis(theme, [s[0], s[s.length - 1]], { more: { fixedrange: true, nticks: 6, exponentformat: "power", visible: samples !== null } }),
    yaxis: axis(theme, [bottom, top], {
      grid: samples !== null, more: { fixedrange: true, visible: samples !== null, tickmode: "array", tickvals: ticks.values, ticktext: ticks.texts },
    }),
  };
  return { traces, layout, label: model.texts.label, from: ticks.from };
}

/**
 * Ticks of the losses; of their differences from the loss where the step begins, when it takes many digits to tell them apart.
 * @param {[number, number]} range
 * @param {number} here
 */
function lossTicks([bottom, top], here) {
  const losses = roundValues([bottom, top], 3);
  const texts = losses.map((loss) => figure(loss, 4));
  const distinct = new Set(texts).size === texts.length && texts.every((text) => text.length <= WIDEST_TICK);
  if (distinct) {
    return { from: 0, values: losses, texts };
  }
  const changes = roundValues([bottom - here, top - here], 3);
  return { from: here, values: changes.map((change) => here + change), texts: changes.map((change) => figure(change)) };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {SliceModel["texts"]} texts
 * @param {Slice} slice
 * @param {Samples} samples
 * @param {Axes} axes
 * @param {Theme} theme
 */
function drawSlice(context, texts, slice, samples, axes, theme) {
  const { s, loss, here, lands } = samples;
  const unclip = clipTo(context, axes);
  const left = s[0];
  const right = s[s.length - 1];
  const tangent = [left, right].flatMap((place) => [axes.x(place), axes.y(here + slice.slope * place)]);
  const parabola = Array.from(s).flatMap((place) =>
    [axes.x(place), axes.y(here + slice.slope * place + 0.5 * slice.curvature * place * place)]);
  const curve = Array.from(s).flatMap((place, index) => [axes.x(place), axes.y(loss[index])]);
  drawLine(context, polyline(parabola), { color: theme.secondInk, width: 1.5, dash: [2, 4] });
  drawLine(context, polyline(tangent), { color: theme.accent, width: 1.75 });
  const begin = /** @type {[number, number]} */ ([axes.x(0), axes.y(here)]);
  const end = /** @type {[number, number]} */ ([axes.x(lands.s), axes.y(lands.loss)]);
  const outcome = lands.loss <= here ? theme.better : theme.worse;
  drawLine(context, polyline([end[0], begin[1], end[0], end[1]]), { color: outcome, width: 1.5, dash: [3, 3] });
  drawLine(context, polyline([begin[0], begin[1], end[0], begin[1]]), { color: theme.secondInk, width: 1, dash: [3, 3] });
  drawBall(context, begin, theme.ink, theme, 4.5);
  drawBall(context, end, outcome, theme, 5.5);
  unclip();

  const room = createRoom(axes);
  room.takeLine(curve, SOFT);
  room.takeLine(parabola, SOFT);
  room.takeLine(tangent, SOFT);
  room.takeLine([begin[0], begin[1], end[0], begin[1], ...end], SOFT);
  for (const [x, y] of [begin, end]) {
    room.take({ x, y, width: 14, height: 14 }, HARD);
  }
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  name(context, texts.along, [[axes.left + axes.width - 4, axes.top + axes.height - 9], [axes.left + axes.width - 4, axes.top + 9],
    [axes.left + axes.width / 2, axes.top + axes.height - 9]], room, theme.secondInk, theme, "end");
  name(context, texts.loss, [[axes.left + 6, axes.top + axes.height - 9], [axes.left + 6, axes.top + 9]], room, theme.secondInk, theme, "start");
  name(context, texts.lands, around(end), room, outcome, theme);
  name(context, texts.here, around(begin), room, theme.ink, theme);
  name(context, texts.tangent, along(tangent), room, theme.accent, theme);
  name(context, texts.parabola, along(parabola), room, theme.secondInk, theme);
}

/** @param {number[]} pixels */
function polyline(pixels) {
  const path = new Path2D();
  for (let i = 0; i < pixels.length; i += 2) {
    path.lineTo(pixels[i], pixels[i + 1]);
  }
  return path;
}

/** @param {readonly [number, number]} point @returns {[number, number][]} */
function around([x, y]) {
  return [[x, y - 17], [x, y + 17], [x + 14, y], [x - 14, y], [x + 10, y - 15], [x - 10, y - 15], [x + 10, y + 15], [x - 10, y + 15]];
}

/**
 * Places beside a line, from its middle outwards.
 * @param {number[]} pixels
 * @returns {[number, number][]}
 */
function along(pixels) {
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
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {[number, number][]} places
 * @param {import("./room.js").Room} room
 * @param {string} color
 * @param {Theme} theme
 * @param {"start" | "end"} [only]
 */
function name(context, text, places, room, color, theme, only) {
  const width = context.measureText(text).width;
  for (const [x, y] of places) {
    for (const align of only ? [only] : /** @type {const} */ (["start", "end", "center"])) {
      const middle = align === "start" ? x + width / 2 : align === "end" ? x - width / 2 : x;
      const box = { x: middle, y, width: width + 2, height: LINE_HEIGHT };
      if (room.has(box)) {
        room.take(box, HARD);
        drawText(context, text, [middle, y], { color, halo: theme.paper });
        return;
      }
    }
  }
}
