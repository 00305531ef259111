/** The surface as a block of terrain: relief by Plotly, the path laid over it on our own layer. */

import { drawBlockAxes } from "./block-axes.js";
import { createDrape } from "./drape.js";
import { drawBall, drawLine } from "./draw.js";
import { readGrid } from "./grid.js";
import { shownCount } from "./models.js";
import { whenReady } from "./plot.js";
import { reliefFigure } from "./relief-figure.js";
import { hasWebGL, sceneProjection } from "./scene.js";
import { createStage, differ, wipe } from "./stage.js";

/** @typedef {import("./models.js").SurfaceModel} SurfaceModel */
/** @typedef {import("./models.js").Run} Run */
/** @typedef {import("./scene.js").Projection} Projection */
/** @typedef {ReturnType<typeof createDrape>} Draper */

/** After a camera movement we keep looking until it has been still for this many frames. */
const STILL_FRAMES = 20;

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
  /** @type {{ fall: Draper, ghost: Draper, runs: Draper[] } | null} */
  let drapes = null;
  let restingKey = "";
  let watching = 0;
  let quiet = 0;
  let shape = "";
  const stage = createStage(element, { onChange, when: afterFirstPaint() });

  function onChange() {
    const { width, height } = stage.size();
    if (model && shape !== `${width} ${height}`) {
      show(model);
    }
    watch();
  }

  /** @param {SurfaceModel} shown */
  function show(shown) {
    const { width, height } = stage.size();
    shape = `${width} ${height}`;
    stage.show(reliefFigure(shown, readGrid(shown.grid), stage.theme(), { width, height }));
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
    drapes ??= { fall: createDrape(grid), ghost: createDrape(grid), runs: [] };
    if (shown.fallLine?.length) {
      const { seen } = drapes.fall.to(shown.fallLine, shown.fallLine.length, projection);
      drawLine(context, seen, { color: theme.ink, width: 1.25, opacity: 0.6, dash: [1.5, 3.5] });
    }
    if (shown.ghost?.length) {
      const { seen } = drapes.ghost.to(shown.ghost, shown.ghost.length, projection);
      drawLine(context, seen, { color: theme.color(shown.run?.color ?? "--run-1"), width: 2, opacity: 0.35 });
    }
    const runs = [...(shown.others ?? []), ...(shown.run ? [shown.run] : [])];
    const ends = runs.map((run, index) => {
      const drape = (/** @type {NonNullable<typeof drapes>} */ (drapes).runs[index] ??= createDrape(grid))
        .to(run.points, shownCount(run, shown.step), projection);
      const color = theme.color(run.color);
      drawLine(context, drape.hidden, { color, width: 2, opacity: 0.4 });
      context.lineCap = "round";
      drawLine(context, drape.seen, { color: theme.paper, width: 5.5 });
      drawLine(context, drape.seen, { color, width: 2.25 });
      return { run, end: drape.end };
    });
    const start = drapes.fall.place(shown.start[0], shown.start[1], projection);
    if (start) {
      drawStart(context, start.at, theme);
    }
    for (const { run, end } of ends) {
      if (end) {
        context.globalAlpha = end.seen ? 1 : 0.55;
        drawBall(context, end.at, theme.color(run.color), theme, 6);
        context.globalAlpha = 1;
      }
    }
    element.dataset.drawnPoints = String(shown.run ? shownCount(shown.run, shown.step) : 0);
  }

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

/**
 * @param {CanvasRenderingContext2D} context
 * @param {readonly [number, number]} at
 * @param {import("./theme.js").Theme} theme
 */
function drawStart(context, [x, y], theme) {
  context.beginPath();
  context.arc(x, y, 5, 0, 2 * Math.PI);
  context.fillStyle = theme.paper;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.75;
  context.fill();
  context.stroke();
}
