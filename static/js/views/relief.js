/** The surface as a block of terrain: relief by Plotly, the path laid over it on our own layer. */

import { drawBlockAxes } from "./block-axes.js";
import { createDrape } from "./drape.js";
import { drawBall, drawLine, drawLit, drawStart, GHOSTLY } from "./draw.js";
import { readGrid } from "./grid.js";
import { drawPlane } from "./layers/plane.js";
import { dashOf } from "./markers.js";
import { shownCount } from "./models.js";
import { whenReady } from "./plot.js";
import { reliefFigure } from "./relief-figure.js";
import { hasWebGL, sceneProjection } from "./scene.js";
import { createStage, differ, wipe } from "./stage.js";
import { createSwarmLayer } from "./swarm-layer.js";
import { createTurning } from "./turning.js";

/** @typedef {import("./models.js").SurfaceModel} SurfaceModel */
/** @typedef {import("./scene.js").Projection} Projection */
/** @typedef {ReturnType<typeof createDrape>} Draper */

/** After a camera movement we keep looking until it has been still for this many frames. */
const STILL_FRAMES = 20;

/** It is the dearest to draw: in another size, it waits so long for the ground that is asked for then. */
const PATIENCE_MS = 250;

/**
 * @param {HTMLElement} element
 * @param {import("./models.js").SurfaceHandlers} handlers
 */
export function createRelief(element, handlers) {
  if (!hasWebGL()) {
    element.dataset.ready = "unavailable";
    handlers.onUnavailable?.();
    return { render() {}, resize() {}, destroy() {} };
  }
  /** @type {SurfaceModel | null} */
  let model = null;
  /** @type {unknown[]} */
  let figureParts = [];
  /** @type {{ fall: Draper, ghost: Draper, runs: Map<number | string, Draper> } | null} */
  let drapes = null;
  let restingKey = "";
  let watching = 0;
  let quiet = 0;
  const stage = createStage(element, { onChange: watch, onSize: () => model && show(model), patience: PATIENCE_MS, when: afterFirstPaint() });
  /** @type {Projection | null} */
  let seenFrom = null;
  const balls = createSwarmLayer(stage, ([x, y]) => (seenFrom && drapes ? drapes.fall.place(x, y, seenFrom) : null));

  /** @param {SurfaceModel} shown */
  function show(shown) {
    stage.measure();
    stage.show(reliefFigure(shown, readGrid(shown.grid), stage.theme(), stage.size()));
  }

  /** Looks for a moved camera, frame by frame, until it rests. */
  function watch() {
    quiet = 0;
    watching ||= requestAnimationFrame(look);
  }

  function look() {
    const before = restingKey;
    redraw();
    quiet = before === restingKey && restingKey ? quiet + 1 : 0;
    watching = quiet < STILL_FRAMES ? requestAnimationFrame(look) : 0;
  }

  function redraw() {
    const projection = stage.plotted() ? sceneProjection(stage.host, stage.size()) : null;
    if (!projection || !model) {
      return;
    }
    const key = `${projection.key} ${figureParts.length}`;
    if (key !== restingKey) {
      restingKey = key;
      wipe(stage.resting);
      drawBlockAxes(stage.resting, model, readGrid(model.grid), projection, stage.theme());
    }
    drawMoving(model, projection);
  }

  /** @param {SurfaceModel} shown @param {Projection} projection */
  function drawMoving(shown, projection) {
    const context = stage.moving;
    const theme = stage.theme();
    const grid = readGrid(shown.grid);
    wipe(context);
    seenFrom = projection;
    if (shown.swarm) {
      drapes ??= { fall: createDrape(grid), ghost: createDrape(grid), runs: new Map() };
    }
    balls.draw(shown.layers?.fog ? null : shown.swarm, shown.step, [projection.key, grid]);
    if (shown.layers?.fog) {
      element.dataset.plane = "0";
      return;
    }
    drapes ??= { fall: createDrape(grid), ghost: createDrape(grid), runs: new Map() };
    if (shown.fallLine?.length && shown.layers?.fall_line !== false) {
      const { seen } = drapes.fall.to(shown.fallLine, shown.fallLine.length, projection);
      drawLine(context, seen, { color: theme.ink, width: 1.25, opacity: 0.6, dash: [1.5, 3.5] });
    }
    if (shown.ghost?.length) {
      const { seen } = drapes.ghost.to(shown.ghost, shown.ghost.length, projection);
      drawLine(context, seen, { color: theme.color(shown.run?.color ?? "--run-1"), width: 2, opacity: 0.35 });
    }
    const plane = shown.layers?.tangent && shown.inspection;
    element.dataset.plane = String(plane ? drawPlane(context, plane, grid, projection, theme) : 0);
    const ends = drawPaths(context, shown, grid, projection, theme);
    const places = drapes;
    const starts = new Map([...(shown.others ?? []).map(({ points, color }) => /** @type {const} */ ([String(points[0]),
      { at: points[0], color: theme.color(color) }])), [String(shown.start), { at: shown.start, color: theme.ink }]]);
    for (const { at, color } of starts.values()) {
      const place = at && places.fall.place(at[0], at[1], projection);
      if (place) {
        drawStart(context, place.at, color, theme);
      }
    }
    let shining = 0;
    for (const { run, end } of ends) {
      const lit = typeof shown.lit === "number" && shown.lit < shownCount(run, shown.step) ? run.points[shown.lit] : null;
      const place = lit && places.fall.place(lit[0], lit[1], projection);
      if (place) {
        shining += 1;
        drawLit(context, place.at, theme.color(run.color), theme);
      }
      if (end) {
        context.globalAlpha = run.ghost ? GHOSTLY : end.seen ? 1 : 0.55;
        drawBall(context, end.at, theme.color(run.color), theme, { radius: run.ghost ? 4.5 : 6, marker: run.marker });
        context.globalAlpha = 1;
      }
    }
    element.dataset.lit = String(shining);
    element.dataset.drawnPoints = String(shown.run ? shownCount(shown.run, shown.step) : 0);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {SurfaceModel} shown
   * @param {import("./grid.js").Grid} grid
   * @param {Projection} projection
   * @param {import("./theme.js").Theme} theme
   */
  function drawPaths(context, shown, grid, projection, theme) {
    const { runs: known } = /** @type {NonNullable<typeof drapes>} */ (drapes);
    const runs = [...(shown.others ?? []), ...(shown.run ? [shown.run] : [])];
    return runs.map((run, order) => {
      const name = run.id ?? `at ${order}`;
      const draper = known.get(name) ?? createDrape(grid);
      known.set(name, draper);
      const drape = draper.to(run.points, shownCount(run, shown.step), projection);
      const color = theme.color(run.color);
      const dash = dashOf(run.dash).pixels;
      if (run.ghost) {
        drawLine(context, drape.seen, { color, width: 2, opacity: GHOSTLY, dash });
      } else {
        drawLine(context, drape.hidden, { color, width: 2, opacity: 0.4 });
        context.lineCap = "round";
        drawLine(context, drape.seen, { color: theme.paper, width: 5.5 });
        drawLine(context, drape.seen, { color, width: 2.25, dash });
      }
      return { run, end: drape.end };
    });
  }

  const turning = createTurning(stage, handlers, watch);
  element.addEventListener("pointermove", watch);
  element.addEventListener("wheel", watch, { passive: true });

  return {
    /** @param {SurfaceModel} next */
    render(next) {
      const themed = stage.useTheme(next.theme ?? "");
      const parts = [next.grid, ...next.window.flat(), next.texts.label, next.texts.loss, ...next.axes];
      const changed = differ(parts, figureParts) || themed;
      if (next.grid !== model?.grid) {
        drapes = null;
      }
      model = next;
      element.dataset.fog = String(Boolean(next.layers?.fog));
      if (changed) {
        figureParts = parts;
        restingKey = "";
        show(next);
        watch();
      }
      redraw();
    },
    resize: stage.resize,
    destroy() {
      cancelAnimationFrame(watching);
      turning.destroy();
      stage.destroy();
    },
  };
}

/** The relief waits for the flat plots: when Plotly is there, two frames and an idle moment more. */
async function afterFirstPaint() {
  await whenReady();
  const frame = () => new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });
  await frame();
  await frame();
  if ("requestIdleCallback" in window) {
    await new Promise((resolve) => {
      requestIdleCallback(resolve, { timeout: 1000 });
    });
  }
}
