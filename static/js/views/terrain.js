/** The surface from above: heatmap and contour lines by Plotly, everything that moves on our own layer. */

import { sameScale } from "./axes.js";
import { figure } from "./figures.js";
import { readGrid } from "./grid.js";
import { createHandle } from "./handle.js";
import { createCommit } from "./commit.js";
import { createMovingLayer, drawResting, inside } from "./map-layers.js";
import { MARGIN, relayout } from "./plot.js";
import { createStage } from "./stage.js";
import { PATH_TRACE, committedPath, terrainFigure } from "./terrain-figure.js";

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
  /** @type {number[] | null} */
  let heldPoint = null;
  let everMoved = false;
  /** @type {unknown[]} */
  let figureParts = [];
  /** @type {unknown[]} */
  let restingParts = [];
  /** @type {number[][] | null} */
  let labelPath = null;

  const stage = createStage(element, { onChange: redraw });
  const moving = createMovingLayer(stage.moving);
  const commit = createCommit(stage, PATH_TRACE);
  const wholeMap = element.appendChild(document.createElement("button"));
  wholeMap.type = "button";
  wholeMap.className = "view-reset";
  wholeMap.hidden = true;
  wholeMap.addEventListener("click", () => {
    if (model) {
      void relayout(stage.host, { "xaxis.range": [...model.window[0]], "yaxis.range": [...model.window[1]] });
    }
  });

  const handle = createHandle(element, {
    onDrag: (position) => moveStart(pointAt(position), handlers.onStartDrag),
    onDrop: (position) => dropStart(pointAt(position)),
    onPick(position) {
      const axes = stage.axes();
      if (axes && inside(position, axes)) {
        handlers.onStartPick?.(pointAt(position));
      }
    },
    onNudge([right, up], done) {
      const axes = stage.axes();
      if (!axes || !model) {
        return;
      }
      const [x, y] = heldPoint ?? model.start;
      if (done) {
        dropStart([x, y]);
      } else {
        moveStart(pointAt([axes.x(x) + right * axes.width, axes.y(y) - up * axes.height]), handlers.onStartDrag);
      }
    },
  });

  /** @param {readonly [number, number]} position */
  function pointAt([pixelX, pixelY]) {
    const axes = stage.axes();
    if (!axes) {
      return [0, 0];
    }
    const x = Math.min(Math.max(pixelX, axes.left), axes.left + axes.width);
    const y = Math.min(Math.max(pixelY, axes.top), axes.top + axes.height);
    return [axes.toX(x), axes.toY(y)];
  }

  /**
   * @param {number[]} point
   * @param {((point: number[]) => void) | undefined} tell
   */
  function moveStart(point, tell) {
    heldPoint = point;
    everMoved = true;
    placeHandle();
    tell?.(point);
  }

  /** @param {number[]} point */
  function dropStart(point) {
    moveStart(point, handlers.onStartDrop);
    heldPoint = null;
    redraw();
  }

  function placeHandle() {
    const axes = stage.axes();
    if (!axes || !model) {
      return;
    }
    const [x, y] = heldPoint ?? model.start;
    const at = /** @type {[number, number]} */ ([axes.x(x), axes.y(y)]);
    handle.show(inside(at, axes));
    handle.place(at, axes);
    handle.describe({
      name: model.texts.start ?? "",
      value: `${model.axes[0]} ${figure(x)}, ${model.axes[1]} ${figure(y)}`,
      now: x,
      range: model.window[0],
      hint: everMoved ? "" : model.texts.dragMe ?? "",
    });
  }

  function redraw() {
    const axes = stage.axes();
    if (!axes || !model) {
      return;
    }
    placeHandle();
    drawRestingIfNeeded(axes);
    element.dataset.drawnPoints = String(moving.draw(model, axes, stage.theme()));
    wholeMap.textContent = model.texts.wholeMap ?? "";
    wholeMap.hidden = !isZoomed(axes, model.window);
    const { run, step } = model;
    commit.offer(heldPoint === null && (model.state === "paused" || model.state === "ended") && run
      ? { parts: [run, run.points.length, step], trace: () => committedPath(/** @type {SurfaceModel} */ (model), stage.theme(), run) }
      : null);
  }

  /** @param {import("./axes.js").Axes} axes */
  function drawRestingIfNeeded(axes) {
    if (!model) {
      return;
    }
    if (!handle.held() && (!model.run || model.run.outcome)) {
      labelPath = model.run?.points ?? null;
    }
    const start = labelPath?.[0] ?? model.start;
    const parts = [model.grid, model.marks, model.texts, axes.key, stage.theme(), stage.plotted(), labelPath, everMoved];
    if (sameParts(parts, restingParts)) {
      return;
    }
    restingParts = parts;
    const at = { x: axes.x(start[0]), y: axes.y(start[1]) };
    const hint = handle.hintWidth();
    const toSide = handle.side() === "left" ? -1 : 1;
    const labels = drawResting(stage.resting, model, readGrid(model.grid), axes, stage.theme(), {
      plotted: stage.plotted(),
      path: labelPath,
      handle: [
        { ...at, width: 26, height: 26 },
        ...(hint ? [{ x: at.x + toSide * (18 + hint / 2), y: at.y, width: hint + 6, height: 16 }] : []),
      ],
    });
    element.dataset.labels = labels.map(({ text }) => text).join(" | ");
  }

  return {
    /** @param {SurfaceModel} next */
    render(next) {
      model = next;
      const themed = stage.useTheme(next.theme ?? "");
      const parts = [next.grid, ...next.window.flat(), ...next.axes, next.texts.label, next.texts.loss];
      if (themed || !sameParts(parts, figureParts)) {
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
      handle.destroy();
      stage.destroy();
    },
  };
}

/**
 * @param {import("./axes.js").Axes} axes
 * @param {Window2} window
 */
function isZoomed(axes, window) {
  const shown = [axes.toX(axes.left), axes.toX(axes.left + axes.width), axes.toY(axes.top + axes.height), axes.toY(axes.top)];
  return window.flat().some((edge, index) => {
    const span = index < 2 ? window[0][1] - window[0][0] : window[1][1] - window[1][0];
    return Math.abs(edge - shown[index]) > 1e-6 * span;
  });
}

/** @param {unknown[]} a @param {unknown[]} b */
export function sameParts(a, b) {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
