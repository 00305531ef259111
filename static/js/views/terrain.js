/** The surface from above: heatmap and contour lines by Plotly, everything that moves on our own layers. */

import { sameScale } from "./axes.js";
import { createCommit, restingPaths } from "./commit.js";
import { readGrid } from "./grid.js";
import { createLaidOver } from "./laid-over-stage.js";
import { drawTrust } from "./layers/trust.js";
import { boxOf } from "./labels.js";
import { drawResting, mapTip } from "./map-layers.js";
import { shownCount } from "./models.js";
import { createMovingLayer } from "./moving.js";
import { MARGIN } from "./plot.js";
import { createPointing } from "./pointing.js";
import { createStage, differ } from "./stage.js";
import { createStart, inside } from "./start.js";
import { createStartBoxes } from "./start-box.js";
import { createSwarmLayer } from "./swarm-layer.js";
import { PATH_TRACE, committedPath, terrainFigure } from "./terrain-figure.js";
import { createZoom } from "./zoom.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./models.js").SurfaceModel} SurfaceModel */
/** @typedef {import("./models.js").SurfaceHandlers} SurfaceHandlers */
/** @typedef {import("./models.js").Window2} Window2 */

/** What the buttons in the corner cover, in pixels. */
const CORNER = Object.freeze({ width: 92, height: 48 });

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
  /** @type {number[][][]} */
  let labelPaths = [];
  /** @type {import("./room.js").Box[]} */
  let labelBoxes = [];

  /** @type {import("./basin-layer.js").BasinLayer | null} */
  let under = null;

  const stage = createStage(element, { onChange: redraw });
  const moving = createMovingLayer(stage.moving);
  const commit = createCommit(stage, PATH_TRACE);
  const boxes = createStartBoxes(stage, handlers);
  const balls = createSwarmLayer(stage, (point) => {
    const spot = toPixels(point);
    const axes = stage.axes();
    return axes && inside(spot, axes) ? { at: spot, seen: true } : null;
  });
  /** @param {{ points: number[][] }} run @param {number} index */
  const at = (run, index) => toPixels(run.points[index]);
  const pointing = createPointing(stage, { model: () => model, at, onLight: handlers.onLight });
  const zoom = createZoom(stage, { model: () => model, onWindow: handlers.onWindow });
  const start = createStart(stage, { ...handlers, onStartPick: pick }, {
    model: () => model,
    toPosition: ([x, y], axes) => [axes.x(x), axes.y(y)],
    toPoint: ([x, y], axes) => [axes.toX(x), axes.toY(y)],
    onRelease: redraw,
  });
  const laidOver = createLaidOver(stage, {
    flat: true,
    mapping: (axes) => ({ at: toPixels, tip: mapTip(axes) }),
    boxes: () => [...start.boxes(), ...corner(), ...labelBoxes],
    trust: (brush) => (model ? drawTrust(brush, model, readGrid(model.grid)) : null),
    onRadius: handlers.onRadius,
  });

  /** @param {number[]} point @returns {readonly [number, number]} */
  function toPixels([x, y]) {
    const axes = stage.axes();
    return axes ? [axes.x(x), axes.y(y)] : [NaN, NaN];
  }

  /** The upper right corner, where the page's buttons stand. */
  function corner() {
    const axes = stage.axes();
    return axes ? [{ x: axes.left + axes.width - 48, y: axes.top + 26, ...CORNER }] : [];
  }

  /** A click takes the start of the ball, or chooses the run, that it hits; else it is the start. @param {number[]} point */
  function pick(point) {
    const ball = balls.startAt(model?.swarm, toPixels(point));
    if (ball && handlers.onBall) {
      handlers.onBall(ball.start, ball.side);
      return;
    }
    const id = pointing.nearest(toPixels(point))?.run.id;
    if (id !== undefined && id !== model?.run?.id && handlers.onChoose) {
      handlers.onChoose(id);
    } else {
      handlers.onStartPick?.(point);
    }
  }

  function redraw() {
    const axes = stage.axes();
    if (!axes || !model) {
      return;
    }
    start.place();
    under?.draw(model, axes);
    drawRestingIfNeeded(model, axes);
    const { points, ...drawn } = moving.draw(model, axes, stage.theme(), at);
    element.dataset.drawnPoints = String(points);
    element.dataset.drawn = JSON.stringify(drawn);
    balls.draw(model.swarm, model.step, [axes.key]);
    boxes.place(model.swarm?.boxes ?? [], axes);
    laidOver.draw(model, axes, [model.grid, labelBoxes]);
    zoom.place(axes);
    commit.offer(start.held() ? null : restingPaths(model, (shown, path) => committedPath(shown, stage.theme(), path)));
  }

  /**
   * Labels stay where they are while the start is held or a run still grows.
   * @param {SurfaceModel} shown
   * @param {Axes} axes
   */
  function drawRestingIfNeeded(shown, axes) {
    const runs = [...(shown.run ? [shown.run] : []), ...(shown.others ?? [])];
    if (!start.held() && runs.every(({ outcome }) => outcome) && differ(runs.map(({ points }) => points), labelPaths)) {
      labelPaths = runs.map(({ points }) => points);
    }
    const { layers = {}, run, step } = shown;
    const ball = run?.points[shownCount(run, step) - 1] ?? null;
    const parts = [shown.grid, shown.marks, axes.key, stage.theme(), stage.plotted(), labelPaths, ...shown.axes,
      layers.fog && ball, layers.field && shown.field];
    if (!differ(parts, restingParts)) {
      return;
    }
    restingParts = parts;
    element.dataset.fog = String(Boolean(layers.fog));
    const { labels, arrows } = drawResting(stage.resting, shown, readGrid(shown.grid), axes, stage.theme(), {
      plotted: stage.plotted(), paths: labelPaths, handle: [...start.boxes(), ...corner()], ball,
    });
    labelBoxes = [...labels.map(boxOf), ...shown.marks.map(({ at: [x, y] }) => ({ x: axes.x(x), y: axes.y(y), width: 14, height: 14 }))];
    element.dataset.labels = labels.map(({ text }) => text).join(" | ");
    element.dataset.field = String(arrows ?? "");
  }

  return {
    /** @param {SurfaceModel} next */
    render(next) {
      model = next;
      const themed = stage.useTheme(next.theme ?? "");
      const parts = [next.grid, ...next.window.flat(), ...next.axes, next.texts.label, next.texts.loss, next.others?.length ?? 0];
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
      // the element's own size: the stage hears of a new one a frame later
      const { clientWidth: width, clientHeight: height } = element;
      return sameScale(window, {
        width: Math.max(1, width - MARGIN.l - MARGIN.r),
        height: Math.max(1, height - MARGIN.t - MARGIN.b),
      });
    },
    /** Lays something over the ground, under all else. @param {(stage: import("./stage.js").Stage) => NonNullable<typeof under>} make */
    lay(make) {
      under = make(stage);
      redraw();
    },
    resize: stage.resize,
    destroy() {
      commit.forget();
      start.destroy();
      pointing.destroy();
      zoom.destroy();
      laidOver.destroy();
      boxes.destroy();
      stage.destroy();
    },
  };
}
