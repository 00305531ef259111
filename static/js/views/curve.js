/** The loss of a single weight: the curve, the balls on it, their paths as hops, the tangent where the chosen one stands. */

import { BAND } from "./basin-layer.js";
import { createCommit, restingPaths } from "./commit.js";
import { PATH_TRACE, committedHops, curveFigure, readSamples } from "./curve-figure.js";
import { drawLine, drawMark, drawText } from "./draw.js";
import { boxOf, placeMarkLabels } from "./labels.js";
import { createLaidOver } from "./laid-over-stage.js";
import { drawFog } from "./layers/fog.js";
import { drawTrustOnCurve } from "./layers/trust.js";
import { drawAxisNames } from "./map-layers.js";
import { shownCount } from "./models.js";
import { createMovingLayer } from "./moving.js";
import { createPointing } from "./pointing.js";
import { createRoom, SOFT } from "./room.js";
import { clipTo, createStage, differ, wipe } from "./stage.js";
import { createStart, inside } from "./start.js";
import { createStartBoxes } from "./start-box.js";
import { createSwarmLayer } from "./swarm-layer.js";
import { drawTangent } from "./tangent.js";
import { createZoom } from "./zoom.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./models.js").CurveModel} CurveModel */
/** @typedef {import("./curve-figure.js").Samples} Samples */

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
  /** @type {number[][][]} */
  let labelPaths = [];
  /** @type {import("./room.js").Box | null} */
  let tangentBox = null;
  /** @type {import("./room.js").Box[]} */
  let labelBoxes = [];

  /** @type {import("./basin-layer.js").BasinLayer | null} */
  let under = null;

  const stage = createStage(element, { onChange: redraw });
  const moving = createMovingLayer(stage.moving);
  const commit = createCommit(stage, PATH_TRACE);
  const boxes = createStartBoxes(stage, handlers);
  const balls = createSwarmLayer(stage, (point) => {
    const spot = onCurve(point);
    const axes = stage.axes();
    return axes && inside(spot, axes) ? { at: spot, seen: true } : null;
  });
  const pointing = createPointing(stage, { model: () => model, at: hop, onLight: handlers.onLight });
  const zoom = createZoom(stage, { model: () => model, across: true, onWindow: handlers.onWindow });
  const start = createStart(stage, { ...handlers, onStartPick: pick }, {
    model: () => model,
    toPosition: ([w], axes) => [axes.x(w), withinHeight(axes.y(samples?.at(w) ?? NaN), axes)],
    toPoint: ([x], axes) => [axes.toX(x)],
    onRelease: redraw,
  });
  const laidOver = createLaidOver(stage, {
    flat: false,
    mapping: (axes) => ({ at: onCurve, tip: ([w], [by]) => [axes.x(w + (by ?? NaN)), onCurve([w])[1]] }),
    boxes: () => [...start.boxes(), ...(tangentBox ? [tangentBox] : []), ...labelBoxes],
    trust: (brush) => (model && samples ? drawTrustOnCurve(brush, model, samples) : null),
    onRadius: handlers.onRadius,
  });

  /** @param {number[]} point @returns {readonly [number, number]} */
  function onCurve([w]) {
    const axes = stage.axes();
    return axes && samples ? [axes.x(w), axes.y(samples.at(w))] : [NaN, NaN];
  }

  /** @type {import("./moving.js").At} a path has its own losses; anything else lies on the curve */
  function hop({ points, losses }, index) {
    const axes = stage.axes();
    return axes && losses ? [axes.x(points[index][0]), axes.y(losses[index] ?? NaN)] : onCurve(points[index]);
  }

  /** @param {number[]} point @param {readonly [number, number]} [position] */
  function pick(point, position) {
    const ball = balls.startAt(model?.swarm, position ?? onCurve(point));
    if (ball && handlers.onBall) {
      handlers.onBall(ball.start, ball.side);
      return;
    }
    const id = pointing.nearest(position ?? onCurve(point))?.run.id;
    if (id !== undefined && id !== model?.run?.id && handlers.onChoose) {
      handlers.onChoose(id);
    } else {
      handlers.onStartPick?.(point);
    }
  }

  function redraw() {
    const axes = stage.axes();
    if (!axes || !model || !samples) {
      return;
    }
    start.place();
    under?.draw(model, axes);
    const runs = [...(model.run ? [model.run] : []), ...(model.others ?? [])];
    if (!start.held() && runs.every(({ outcome }) => outcome) && differ(runs.map(({ points }) => points), labelPaths)) {
      labelPaths = runs.map(({ points }) => points);
    }
    const ball = model.run ? shownCount(model.run, model.step) - 1 : -1;
    const parts = [samples, model.marks, axes.key, Boolean(model.basins), stage.theme(), stage.plotted(), labelPaths, ...model.axes,
      model.layers?.fog && model.run?.points[ball]];
    if (differ(parts, restingParts)) {
      restingParts = parts;
      element.dataset.fog = String(Boolean(model.layers?.fog));
      drawResting(model, samples, axes, aboveBand(model, axes));
    }
    const { points, ...drawn } = moving.draw(model, axes, stage.theme(), hop);
    element.dataset.drawnPoints = String(points);
    element.dataset.drawn = JSON.stringify(drawn);
    if (model.tangent && model.run && ball >= 0 && model.layers?.tangent !== false) {
      const unclip = clipTo(stage.moving, axes);
      tangentBox = drawTangent(stage.moving, model.tangent, hop(model.run, ball), axes, stage.theme(), model.texts.tangent ?? "");
      unclip();
      element.dataset.tangent = model.texts.tangent ?? "";
    } else {
      tangentBox = null;
      delete element.dataset.tangent;
    }
    balls.draw(model.swarm, model.step, [axes.key, samples]);
    boxes.place(model.swarm?.boxes ?? [], axes);
    laidOver.draw(model, aboveBand(model, axes), [samples, model.texts.tangent, labelBoxes]);
    zoom.place(axes);
    commit.offer(start.held() ? null : restingPaths(model, (shown, path) => committedHops(shown, path, stage.theme())));
  }

  /** @param {CurveModel} shown @param {Samples} curve @param {Axes} axes @param {Axes} clear  where words may stand */
  function drawResting(shown, curve, axes, clear) {
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
    if (shown.layers?.fog) {
      const at = shown.run?.points[shownCount(shown.run, shown.step) - 1];
      drawFog(context, axes, theme, at ? onCurve(at) : null);
      labelBoxes = [];
      return;
    }
    const room = createRoom(clear);
    start.boxes().forEach((box) => room.take(box));
    room.takeLine(line, SOFT);
    if (shown.run && labelPaths.length) {
      const { losses, points } = shown.run;
      room.takeLine(points.flatMap(([w], index) => [axes.x(w), axes.y(losses[index] ?? NaN)]), SOFT);
    }
    context.font = `italic ${LABEL_SIZE}px ${theme.font}`;
    drawAxisNames(context, [shown.axes[0], shown.texts.loss ?? ""], clear, theme, room);
    const marks = shown.marks.map((mark) => ({ ...mark, at: [mark.at[0], curve.at(mark.at[0])] }));
    for (const mark of marks) {
      drawMark(context, [axes.x(mark.at[0]), axes.y(mark.at[1])], mark, theme);
    }
    context.font = `${LABEL_SIZE}px ${theme.font}`;
    const labels = placeMarkLabels(marks, clear, room, (words) => context.measureText(words).width);
    for (const { text, at } of labels) {
      drawText(context, text, at, { color: theme.ink, halo: theme.paper });
    }
    labelBoxes = labels.map(boxOf);
  }

  return {
    /** @param {CurveModel} next */
    render(next) {
      if (next.samples !== model?.samples) {
        samples = readSamples(next.samples);
      }
      model = next;
      const themed = stage.useTheme(next.theme ?? "");
      const parts = [next.samples, ...next.window.flat(), ...next.axes, next.texts.label, next.texts.loss, next.others?.length ?? 0];
      if (samples && (differ(parts, figureParts) || themed)) {
        figureParts = parts;
        commit.forget();
        stage.show(curveFigure(next, samples, stage.theme(), stage.size()));
      }
      redraw();
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

/**
 * The frame without the band along the axis that says where starts end.
 * @param {CurveModel} model
 * @param {Axes} axes
 */
const aboveBand = ({ basins }, axes) => (basins ? { ...axes, height: axes.height - BAND } : axes);

/**
 * A start on a part of the curve that does not fit waits at the edge.
 * @param {number} y
 * @param {Axes} axes
 */
function withinHeight(y, { top, height }) {
  return Number.isFinite(y) ? Math.min(Math.max(y, top), top + height) : top;
}
