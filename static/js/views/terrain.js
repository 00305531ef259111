/** The surface from above: heatmap and contour lines by Plotly, everything that moves on our own layer. */

import { sameScale } from "./axes.js";
import { createCommit } from "./commit.js";
import { readGrid } from "./grid.js";
import { createMovingLayer, drawResting } from "./map-layers.js";
import { MARGIN, relayout } from "./plot.js";
import { createStage, differ } from "./stage.js";
import { createStart } from "./start.js";
import { PATH_TRACE, committedPath, terrainFigure } from "./terrain-figure.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./models.js").SurfaceModel} SurfaceModel */
/** @typedef {import("./models.js").SurfaceHandlers} SurfaceHandlers */
/** @typedef {import("./models.js").Window2} Window2 */

/**
 * @param {HTMLElement} element
 * @param {SurfaceHandlers} handlers
 */
export function createTerrain(element, handlers) {
  /** @type {SurfaceModel | null} */
  let model = null;
  /** @type {unknown[]} */
  let figureParts = [];
  /** @type {unknown[]} */
  let restingParts = [];
  /** @type {number[][] | null} */
  let labelPath = null;

  const stage = createStage(element, { onChange: redraw });
  const moving = createMovingLayer(stage.moving);
  const commit = createCommit(stage, PATH_TRACE);
  const wholeMap = addReset(element, () => {
    if (model) {
      void relayout(stage.host, { "xaxis.range": [...model.window[0]], "yaxis.range": [...model.window[1]] });
    }
  });
  const start = createStart(stage, handlers, {
    model: () => model,
    toPosition: ([x, y], axes) => [axes.x(x), axes.y(y)],
    toPoint: ([x, y], axes) => [axes.toX(x), axes.toY(y)],
    onRelease: redraw,
  });

  function redraw() {
    const axes = stage.axes();
    if (!axes || !model) {
      return;
    }
    start.place();
    drawRestingIfNeeded(model, axes);
    element.dataset.drawnPoints = String(moving.draw(model, axes, stage.theme()));
    wholeMap.textContent = model.texts.wholeMap ?? "";
    wholeMap.hidden = !isZoomed(axes, model.window);
    commit.offer(restingPath(model));
  }

  /** @param {SurfaceModel} shown */
  function restingPath(shown) {
    const { run, step, state } = shown;
    if (!run || start.held() || (state !== "paused" && state !== "ended")) {
      return null;
    }
    return { parts: [run, run.points.length, step], trace: () => committedPath(shown, stage.theme(), run) };
  }

  /**
   * Labels stay where they are while the start is held or the run still grows.
   * @param {SurfaceModel} shown
   * @param {Axes} axes
   */
  function drawRestingIfNeeded(shown, axes) {
    if (!start.held() && (!shown.run || shown.run.outcome)) {
      labelPath = shown.run?.points ?? null;
    }
    const parts = [shown.grid, shown.marks, axes.key, stage.theme(), stage.plotted(), labelPath, ...shown.axes];
    if (!differ(parts, restingParts)) {
      return;
    }
    restingParts = parts;
    const labels = drawResting(stage.resting, shown, readGrid(shown.grid), axes, stage.theme(), {
      plotted: stage.plotted(), path: labelPath, handle: start.boxes(),
    });
    element.dataset.labels = labels.map(({ text }) => text).join(" | ");
  }

  return {
    /** @param {SurfaceModel} next */
    render(next) {
      model = next;
      const themed = stage.useTheme(next.theme ?? "");
      const parts = [next.grid, ...next.window.flat(), ...next.axes, next.texts.label, next.texts.loss];
      if (differ(parts, figureParts) || themed) {
        figureParts = parts;
        commit.forget();
        stage.show(terrainFigure(next, readGrid(next.grid), stage.theme(), stage.size()));
      }
      redraw();
    },
    /**
     * The window widened to this pane so that both axes have one scale.
     * @param {Window2} window
     * @returns {Window2}
     */
    fit(window) {
      const { width, height } = stage.size();
      return sameScale(window, {
        width: Math.max(1, width - MARGIN.l - MARGIN.r),
        height: Math.max(1, height - MARGIN.t - MARGIN.b),
      });
    },
    resize: stage.resize,
    destroy() {
      commit.forget();
      start.destroy();
      stage.destroy();
    },
  };
}

/**
 * The button that undoes a zoom.
 * @param {HTMLElement} element
 * @param {() => void} onPress
 */
function addReset(element, onPress) {
  const button = element.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "view-reset";
  button.hidden = true;
  button.addEventListener("click", onPress);
  return button;
}

/**
 * @param {Axes} axes
 * @param {Window2} window
 */
function isZoomed(axes, window) {
  const shown = [axes.toX(axes.left), axes.toX(axes.left + axes.width), axes.toY(axes.top + axes.height), axes.toY(axes.top)];
  return window.flat().some((edge, index) => {
    const [low, high] = window[index >> 1];
    return Math.abs(edge - shown[index]) > 1e-6 * (high - low);
  });
}
