/** A chart over the steps: the one that loss, diagnostics and schedule share. */

import { exact } from "./figures.js";
import { COLUMN_MARGIN } from "./line-ends.js";
import { createReadout } from "./readout.js";
import { listenForSteps } from "./seeking.js";
import { createStage, differ } from "./stage.js";
import { drawMoving, drawResting, indexOf } from "./step-drawing.js";
import { rangeOf } from "./step-scale.js";
import { nameRoom, stepFigure } from "./step-figure.js";

/** @typedef {import("./chart-models.js").StepModel} StepModel */
/** @typedef {{ onSeek?: (step: number) => void, onLight?: (step: number | null) => void }} StepHandlers */

/** Plotly is asked for new axes at most this often while data is coming in. */
const PATIENCE_MS = 90;

/** While something is dragged the map goes before: axes that still fit stay, and others are asked for this often. */
const RESTLESS_MS = 240;

/** Axes fit while the values lie on them and take up this part of their length. */
const ROOMY = 0.5;

/**
 * @param {HTMLElement} element
 * @param {StepHandlers & { onAxes?: (axes: import("./axes.js").Axes) => void }} handlers
 */
export function createStepChart(element, handlers) {
  /** @type {StepModel | null} */
  let model = null;
  /** @type {unknown[]} */
  let figureParts = [];
  /** @type {unknown[]} */
  let restingParts = [];
  let timer = 0;
  let shift = 0;
  /** What the axes span. */
  let spans = /** @type {[number, number]} */ ([0, 0]);
  let last = 0;
  let names = 0;
  const stage = createStage(element, { onChange: redraw });
  const readout = createReadout(element);
  /** @type {ReturnType<typeof import("./trail.js").createTrail>[]} */
  const trails = [];
  const listening = listenForSteps(element, {
    onSeek: (pixel) => handlers.onSeek?.(stepAt(pixel)),
    onHover: (pixel) => handlers.onLight?.(pixel === null ? null : stepAt(pixel)),
  });

  /** @param {number} pixel */
  function stepAt(pixel) {
    const axes = stage.axes();
    if (!axes || !model) {
      return 0;
    }
    const step = Math.round(axes.toX(Math.min(Math.max(pixel, axes.left), axes.left + axes.width)));
    return Math.min(Math.max(step, 0), model.last);
  }

  function redraw() {
    const axes = stage.axes();
    if (!axes || !model || !stage.plotted()) {
      return;
    }
    const scale = { axes, shift, theme: stage.theme(), names };
    const parts = [axes.key, shift, scale.theme, model.texts.value, model.texts.step,
      ...model.series.flatMap(({ values, name, color }) => [values, values.length, name, color])];
    if (differ(parts, restingParts)) {
      restingParts = parts;
      drawResting(stage.resting, model, scale);
    }
    drawMoving(stage.moving, model, scale, trails);
    element.dataset.drawnPoints = String(Math.max(0, ...model.series.map(({ values }) => Math.min(model ? model.step + 1 : 0, values.length))));
    element.dataset.lit = String(model.lit ?? "");
    tellLit(axes);
    handlers.onAxes?.(axes);
  }

  /** @param {import("./axes.js").Axes} axes */
  function tellLit(axes) {
    const lit = model?.lit ?? null;
    if (!model?.readout || lit === null) {
      readout.show(null);
      return;
    }
    const rows = model.series.filter(({ guide }) => !guide).map((series) => {
      const at = indexOf(series, lit);
      return { color: series.color, name: series.name ?? "", value: exact(at < 0 ? null : series.values[at]) };
    });
    const { theme } = { theme: stage.theme() };
    readout.show({ head: model.texts.litStep?.(lit) ?? String(lit), rows }, axes.x(lit), theme.color);
  }

  /** Whether the axes that are there serve for other values, too. @param {StepModel} next */
  function fits(next) {
    const wanted = rangeOf(next.series.map(({ values }) => values), next.logScale);
    const [[low, high], [from, to]] = [wanted.range, spans];
    return next.last === last && wanted.shift === shift && low >= from && high <= to && high - low >= ROOMY * (to - from);
  }

  function show() {
    timer = 0;
    if (!model) {
      return;
    }
    stage.resting.font = `12px ${stage.theme().font}`;
    names = nameRoom(model, stage.size().width, (name) => stage.resting.measureText(name).width);
    const drawn = stepFigure(model, stage.theme(), stage.size(), names ? names + COLUMN_MARGIN : 0);
    shift = drawn.shift;
    spans = drawn.range;
    last = model.last;
    stage.show(drawn.figure);
    redraw();
  }

  return {
    /** @param {StepModel} next */
    render(next) {
      model = next;
      const themed = stage.useTheme(next.theme ?? "");
      const parts = [next.last, next.logScale, next.texts.label, next.texts.value, stage.size().width > 0,
        ...next.series.flatMap(({ values, name }) => [values, values.length, name])];
      if ((differ(parts, figureParts) && !(next.restless && fits(next))) || themed) {
        figureParts = parts;
        if (!stage.plotted() || themed) {
          show();
        } else if (!timer) {
          timer = window.setTimeout(show, next.restless ? RESTLESS_MS : PATIENCE_MS);
        }
      }
      redraw();
    },
    stage,
    resize: stage.resize,
    destroy() {
      clearTimeout(timer);
      listening.abort();
      readout.remove();
      stage.destroy();
    },
  };
}
