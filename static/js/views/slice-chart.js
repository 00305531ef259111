/** The loss along one step's own direction: where the step begins and lands, the tangent and the parabola of the curvature. */

import { drawBall, drawLine } from "./draw.js";
import { figure } from "./figures.js";
import { along, around, placeName, polyline } from "./naming.js";
import { createRoom, HARD, SOFT } from "./room.js";
import { readSlice, sliceFigure } from "./slice-figure.js";
import { clipTo, createStage, wipe } from "./stage.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./models.js").SliceModel} SliceModel */
/** @typedef {import("./models.js").Slice} Slice */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./slice-figure.js").Samples} Samples */

const LABEL_SIZE = 12;

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
  drawBall(context, begin, theme.ink, theme, { radius: 4.5 });
  drawBall(context, end, outcome, theme, { radius: 5.5 });
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
  placeName(context, texts.along, [[axes.left + axes.width - 4, axes.top + axes.height - 9], [axes.left + axes.width - 4, axes.top + 9],
    [axes.left + axes.width / 2, axes.top + axes.height - 9]], room, theme.secondInk, theme, "end");
  placeName(context, texts.loss, [[axes.left + 6, axes.top + axes.height - 9], [axes.left + 6, axes.top + 9]], room, theme.secondInk, theme, "start");
  placeName(context, texts.lands, around(end), room, outcome, theme);
  placeName(context, texts.here, around(begin), room, theme.ink, theme);
  placeName(context, texts.tangent, along(tangent), room, theme.accent, theme);
  placeName(context, texts.parabola, along(parabola), room, theme.secondInk, theme);
}
