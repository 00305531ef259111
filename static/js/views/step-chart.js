/** A chart over the steps: the one that loss, diagnostics and schedule share. */

import { exact } from "./figures.js";
import { COLUMN_MARGIN } from "./line-ends.js";
import { createReadout } from "./readout.js";
import { listenForSteps } from "./seeking.js";
import { createStage, differ } from "./stage.js";
import { drawMoving, drawResting, indexOf } from "./step-drawing.js";
import { nameRoom, stepFigure } from "./step-figure.js";

/** @typedef {import("./chart-models.js").StepModel} StepModel */
/** @typedef {{ onSeek?: (step: number) => void, onLight?: (step: number | null) => void }} StepHandlers */

/** Plotly is asked for new axes at most this often while data is coming in. */
const PATIENCE_MS = 90;

/** And so often while something is dragged: the map goes before, and lines are drawn at once on the axes that are there. */
const RESTLESS_MS = 240;

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

  function show() {
    timer = 0;
    if (!model) {
      return;
    }
    stage.resting.font = `12px ${stage.theme().font}`;
    names = nameRoom(model, stage.size().width, (name) => stage.resting.measureText(name).width);
    const drawn = stepFigure(model, stage.theme(), stage.size(), names ? names + COLUMN_MARGIN : 0);
    shift = drawn.shift;
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
      if (differ(parts, figureParts) || themed) {
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
