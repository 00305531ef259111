/** The loss of a single weight: the curve, the ball on it, its path as hops, the tangent where it stands. */

import { createCommit, isLong } from "./commit.js";
import { drawBall, drawBeyond, drawLine, drawMark, drawText, drawTrail } from "./draw.js";
import { flatNumbers } from "./grid.js";
import { placeMarkLabels } from "./labels.js";
import { drawAxisNames } from "./map-layers.js";
import { shownCount } from "./models.js";
import { axis, baseLayout } from "./plot.js";
import { createRoom, SOFT } from "./room.js";
import { clipTo, createStage, differ, wipe } from "./stage.js";
import { createStart, inside } from "./start.js";
import { PATH_UID } from "./terrain-figure.js";
import { createTrail } from "./trail.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./models.js").CurveModel} CurveModel */
/** @typedef {import("./models.js").Run} Run */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {{ w: Float64Array, loss: Float64Array, at: (w: number) => number }} Samples */

/** Index of the trace that holds the committed path. */
const PATH_TRACE = 1;

/** Half the length of the tangent in pixels. */
const TANGENT_REACH = 90;
const LABEL_SIZE = 12;

/**
 * @param {HTMLElement} element
 * @param {import("./models.js").SurfaceHandlers} handlers
 */
export function createCurve(element, handlers) {
  /** @type {CurveModel | null} */
  let model = null;
  /** @type {Samples | null} */
  let samples = null;
  /** @type {unknown[]} */
  let figureParts = [];
  /** @type {unknown[]} */
  let restingParts = [];
  /** @type {number[][] | null} */
  let labelPath = null;

  const stage = createStage(element, { onChange: redraw });
  const moving = createHops(stage.moving);
  const commit = createCommit(stage, PATH_TRACE);
  const start = createStart(stage, handlers, {
    model: () => model,
    toPosition: ([w], axes) => [axes.x(w), withinHeight(axes.y(samples?.at(w) ?? NaN), axes)],
    toPoint: ([x], axes) => [axes.toX(x)],
    onRelease: redraw,
  });

  function redraw() {
    const axes = stage.axes();
    if (!axes || !model || !samples) {
      return;
    }
    start.place();
    if (!start.held() && (!model.run || model.run.outcome)) {
      labelPath = model.run?.points ?? null;
    }
    const parts = [samples, model.marks, axes.key, stage.theme(), stage.plotted(), labelPath, ...model.axes];
    if (differ(parts, restingParts)) {
      restingParts = parts;
      drawResting(model, samples, axes);
    }
    element.dataset.drawnPoints = String(moving.draw(model, axes, stage.theme(), samples.at));
    commit.offer(restingPath(model));
  }

  /** @param {CurveModel} shown */
  function restingPath(shown) {
    const { run, step, state } = shown;
    if (!run || start.held() || (state !== "paused" && state !== "ended")) {
      return null;
    }
    return { parts: [run, run.points.length, step], trace: () => committedHops(shown, run, stage.theme()) };
  }

  /** @param {CurveModel} shown @param {Samples} curve @param {Axes} axes */
  function drawResting(shown, curve, axes) {
    const context = stage.resting;
    const theme = stage.theme();
    wipe(context);
    const line = Array.from(curve.w).flatMap((w, index) => [axes.x(w), axes.y(curve.loss[index])]);
    if (!stage.plotted()) {
      const unclip = clipTo(context, axes);
      const path = new Path2D();
      line.forEach((x, index) => index % 2 || (Number.isFinite(line[index + 1]) && path.lineTo(x, line[index + 1])));
      drawLine(context, path, { color: theme.ink, width: 1.75 });
      unclip();
    }
    const room = createRoom(axes);
    start.boxes().forEach((box) => room.take(box));
    room.takeLine(line, SOFT);
    if (shown.run && labelPath) {
      const { losses } = shown.run;
      room.takeLine(labelPath.flatMap(([w], index) => [axes.x(w), axes.y(losses[index] ?? NaN)]), SOFT);
    }
    context.font = `italic ${LABEL_SIZE}px ${theme.font}`;
    drawAxisNames(context, [shown.axes[0], shown.texts.loss ?? ""], axes, theme, room);
    const marks = shown.marks.map((mark) => ({ ...mark, at: [mark.at[0], curve.at(mark.at[0])] }));
    for (const mark of marks) {
      drawMark(context, [axes.x(mark.at[0]), axes.y(mark.at[1])], mark, theme);
    }
    context.font = `${LABEL_SIZE}px ${theme.font}`;
    for (const { text, at } of placeMarkLabels(marks, axes, room, (words) => context.measureText(words).width)) {
      drawText(context, text, at, { color: theme.ink, halo: theme.paper });
    }
  }

  return {
    /** @param {CurveModel} next */
    render(next) {
      if (next.samples !== model?.samples) {
        samples = readSamples(next.samples);
      }
      model = next;
      const themed = stage.useTheme(next.theme ?? "");
      const parts = [next.samples, ...next.window.flat(), ...next.axes, next.texts.label, next.texts.loss];
      if (samples && (differ(parts, figureParts) || themed)) {
        figureParts = parts;
        commit.forget();
        stage.show(curveFigure(next, samples, stage.theme(), stage.size()));
      }
      redraw();
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
 * A start on a part of the curve that does not fit waits at the edge.
 * @param {number} y
 * @param {Axes} axes
 */
function withinHeight(y, { top, height }) {
  return Number.isFinite(y) ? Math.min(Math.max(y, top), top + height) : top;
}

/**
 * @param {CurveModel["samples"]} data
 * @returns {Samples}
 */
function readSamples(data) {
  const w = flatNumbers(data.w);
  const loss = flatNumbers(data.loss);
  const spacing = (w[w.length - 1] - w[0]) / (w.length - 1);
  return {
    w,
    loss,
    at(value) {
      const place = Math.min(Math.max((value - w[0]) / spacing, 0), w.length - 1);
      const left = Math.min(Math.floor(place), w.length - 2);
      return loss[left] + (place - left) * (loss[left + 1] - loss[left]);
    },
  };
}

/**
 * @param {CurveModel} model
 * @param {Samples} samples
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 */
function curveFigure(model, { w, loss }, theme, size) {
  const known = loss.filter(Number.isFinite);
  const low = known.reduce((least, value) => Math.min(least, value), Infinity);
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity);
  const span = high - low || 1;
  const [name] = model.axes;
  const traces = [
    {
      type: "scatter", mode: "lines", x: w, y: loss, line: { color: theme.ink, width: 1.75, simplify: false },
      hovertemplate: `${name} %{x:.4~g}<br>${model.texts.loss ?? ""} %{y:.5~g}<extra></extra>`,
    },
    committedHops(model, null, theme),
  ];
  const [from, to] = /** @type {[number, number]} */ (model.window.flat());
  const layout = {
    ...baseLayout(theme, size),
    xaxis: axis(theme, [from, to]),
    yaxis: axis(theme, [low - 0.12 * span, high + 0.06 * span], { grid: true, more: { exponentformat: "power" } }),
  };
  return { traces, layout, label: model.texts.label };
}

/**
 * @param {CurveModel} model
 * @param {Run | null} run
 * @param {Theme} theme
 */
function committedHops(model, run, theme) {
  const shown = run ? run.points.slice(0, model.step + 1) : [];
  return {
    type: "scatter", mode: isLong(shown) ? "lines" : "lines+markers", uid: PATH_UID,
    x: shown.map(([w]) => w), y: shown.map((_, index) => run?.losses[index] ?? null), customdata: shown.map((_, index) => index),
    hovertemplate: `${model.texts.step ?? ""} %{customdata}<br>${model.axes[0]} %{x:.5~g}<br>${model.texts.loss ?? ""} %{y:.5~g}<extra></extra>`,
    line: { color: theme.color(run?.color ?? "--run-1"), width: 2.25 },
    marker: { size: 4, color: theme.color(run?.color ?? "--run-1") },
  };
}

/**
 * The moving layer of the curve.
 * @param {CanvasRenderingContext2D} context
 */
function createHops(context) {
  const ghost = createTrail();
  /** @type {ReturnType<typeof createTrail>[]} */
  const trails = [];
  return {
    /**
     * @param {CurveModel} model
     * @param {Axes} axes
     * @param {Theme} theme
     * @param {(w: number) => number} lossAt
     * @returns {number} how many points of the run are drawn
     */
    draw(model, axes, theme, lossAt) {
      wipe(context);
      const unclip = clipTo(context, axes);
      if (model.ghost?.length) {
        const old = model.ghost;
        const { line } = ghost.to(old, axes.key, old.length, (at) => [axes.x(old[at][0]), axes.y(lossAt(old[at][0]))]);
        drawLine(context, line, { color: theme.color(model.run?.color ?? "--run-1"), width: 2, opacity: 0.35 });
      }
      const runs = [...(model.others ?? []), ...(model.run ? [model.run] : [])];
      const ends = runs.map((run, index) => {
        trails[index] ??= createTrail();
        const count = shownCount(run, model.step);
        const trail = trails[index].to(run.points, axes.key, count,
          (at) => [axes.x(run.points[at][0]), axes.y(run.losses[at] ?? NaN)]);
        drawTrail(context, trail, run, theme);
        return { run, trail };
      });
      if (model.tangent && ends.length) {
        drawTangent(context, model.tangent, ends[ends.length - 1].trail.end, axes, theme, model.texts.tangent ?? "");
      }
      unclip();
      for (const { run, trail } of ends) {
        if (inside(trail.end, axes)) {
          drawBall(context, trail.end, theme.color(run.color), theme);
        } else {
          drawBeyond(context, trail.end, axes, { color: theme.color(run.color), text: model.texts.offMap ?? "" }, theme);
        }
      }
      return model.run ? ends[ends.length - 1].trail.count : 0;
    },
  };
}

/**
 * The straight line with the curve's slope through the ball.
 * @param {CanvasRenderingContext2D} context
 * @param {{ at: number, slope: number }} tangent
 * @param {readonly [number, number]} ball
 * @param {Axes} axes
 * @param {Theme} theme
 * @param {string} name
 */
function drawTangent(context, { at, slope }, [x, y], axes, theme, name) {
  const run = axes.x(at + 1) - axes.x(at);
  const rise = axes.y(slope) - axes.y(0);
  const scale = TANGENT_REACH / Math.hypot(run, rise);
  if (!Number.isFinite(scale) || !Number.isFinite(y)) {
    return;
  }
  const reach = [run * scale, rise * scale];
  const line = new Path2D();
  line.moveTo(x - reach[0], y - reach[1]);
  line.lineTo(x + reach[0], y + reach[1]);
  drawLine(context, line, { color: theme.paper, width: 4, opacity: 0.8 });
  drawLine(context, line, { color: theme.accent, width: 1.75 });
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  const upper = slope > 0 ? 1 : -1;
  drawText(context, name, [x + upper * reach[0], y + upper * reach[1] - 10], { color: theme.accent, halo: theme.paper });
}
