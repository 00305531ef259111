/** Loss against step: the whole run faint, as far as it is shown strong, a cursor at the present step. */

import { pointerPosition } from "./axes.js";
import { drawBall, drawLine, drawText, drawTrail } from "./draw.js";
import { decades, lastStep, linearTicks, lossRange, runsOf } from "./loss-scale.js";
import { shownCount } from "./models.js";
import { axis, baseLayout } from "./plot.js";
import { createRoom, HARD } from "./room.js";
import { clipTo, createStage, differ, wipe } from "./stage.js";
import { createTrail } from "./trail.js";

/** @typedef {import("./models.js").LossModel} LossModel */
/** @typedef {import("./models.js").Run} Run */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {{ axes: import("./axes.js").Axes, shift: number, theme: Theme }} Scale */

/** Plotly is asked for new axes at most this often while data is coming in. */
const PATIENCE_MS = 90;

const LABEL_SIZE = 12;

/**
 * @param {HTMLElement} element
 * @param {{ onSeek?: (step: number) => void }} handlers
 */
export function createLossChart(element, handlers) {
  /** @type {LossModel | null} */
  let model = null;
  /** @type {unknown[]} */
  let figureParts = [];
  /** @type {unknown[]} */
  let restingParts = [];
  let timer = 0;
  let shift = 0;
  const stage = createStage(element, { onChange: redraw });
  /** @type {ReturnType<typeof createTrail>[]} */
  const trails = [];
  const seeking = listenForSeeks(element, (pixel) => {
    const axes = stage.axes();
    if (axes && model) {
      const step = Math.round(axes.toX(Math.min(Math.max(pixel, axes.left), axes.left + axes.width)));
      handlers.onSeek?.(Math.min(Math.max(step, 0), lastStep(model)));
    }
  });

  function redraw() {
    const axes = stage.axes();
    if (!axes || !model || !stage.plotted()) {
      return;
    }
    const shown = model;
    const scale = { axes, shift, theme: stage.theme() };
    const parts = [axes.key, shift, scale.theme, shown.texts.loss, shown.texts.step, ...runsOf(shown).flatMap(({ losses, name }) =>
      [losses, losses.length, name])];
    if (differ(parts, restingParts)) {
      restingParts = parts;
      drawResting(stage.resting, shown, scale);
    }
    drawMoving(stage.moving, shown, scale);
  }

  /** @param {CanvasRenderingContext2D} context @param {LossModel} shown @param {Scale} scale */
  function drawMoving(context, shown, scale) {
    const { axes, theme } = scale;
    wipe(context);
    const unclip = clipTo(context, { ...axes, width: axes.width + 6, top: axes.top - 6, height: axes.height + 6 });
    const cursorX = axes.x(Math.min(shown.step, lastStep(shown)));
    const cursor = new Path2D();
    cursor.moveTo(cursorX, axes.top);
    cursor.lineTo(cursorX, axes.top + axes.height);
    drawLine(context, cursor, { color: theme.secondInk, width: 1, dash: [3, 3] });
    runsOf(shown).forEach((run, index) => {
      trails[index] ??= createTrail();
      const count = shownCount({ points: run.losses }, shown.step);
      const trail = trails[index].to(run.losses, `${axes.key} ${shift}`, count, locator(run, scale));
      drawTrail(context, trail, run, theme, { dots: false });
      drawBall(context, trail.end, theme.color(run.color), theme, 4);
      element.dataset.drawnPoints = String(count);
    });
    unclip();
  }

  function show() {
    timer = 0;
    if (!model) {
      return;
    }
    const range = lossRange(model);
    shift = range.shift;
    stage.show(lossFigure(model, range, stage.theme(), stage.size()));
    redraw();
  }

  return {
    /** @param {LossModel} next */
    render(next) {
      model = next;
      const themed = stage.useTheme(next.theme ?? "");
      const parts = [...runsOf(next).map((run) => run.losses), ...runsOf(next).map((run) => run.losses.length), next.logScale,
        next.texts.label, next.texts.loss];
      if (differ(parts, figureParts) || themed) {
        figureParts = parts;
        if (!stage.plotted() || themed) {
          show();
        } else if (!timer) {
          timer = window.setTimeout(show, PATIENCE_MS);
        }
      }
      redraw();
    },
    resize: stage.resize,
    destroy() {
      clearTimeout(timer);
      seeking.abort();
      stage.destroy();
    },
  };
}

/**
 * The axes, and the runs as real traces under our layer, for hover and reading.
 * @param {LossModel} model
 * @param {{ shift: number, range: [number, number] }} span
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 */
function lossFigure(model, { shift, range }, theme, size) {
  const { texts } = model;
  const traces = runsOf(model).map((run) => ({
    type: "scatter", mode: "lines", x: run.losses.map((_, index) => index),
    y: run.losses.map((loss) => (loss === null ? null : loss - shift)), customdata: run.losses,
    line: { color: theme.color(run.color), width: 1 }, opacity: 0,
    hovertemplate: `${texts.step} %{x}<br>${texts.loss} %{customdata:.5~g}<extra></extra>`,
  }));
  const layout = {
    ...baseLayout(theme, size),
    dragmode: false,
    hovermode: "x",
    xaxis: axis(theme, [0, lastStep(model)], { more: { fixedrange: true, nticks: 8, tickformat: "d" } }),
    yaxis: axis(theme, range, {
      grid: true,
      more: { fixedrange: true, ...(model.logScale ? { type: "log", ...decades(range) } : linearTicks(range)) },
    }),
  };
  return { traces, layout, label: texts.label };
}

/**
 * Where the losses of a run stand; what a logarithm cannot show stands on the floor, a loss that is no number nowhere.
 * @param {Run} run
 * @param {Scale} scale
 * @returns {import("./trail.js").Locate}
 */
function locator({ losses }, { axes, shift }) {
  const floor = axes.top + axes.height;
  return (index) => {
    const loss = losses[index];
    const pixel = loss === null ? NaN : axes.y(loss - shift);
    return [axes.x(index), loss !== null && !Number.isFinite(pixel) ? floor : Math.min(pixel, floor)];
  };
}

/**
 * The whole runs faint, their names, what the axes count.
 * @param {CanvasRenderingContext2D} context
 * @param {LossModel} model
 * @param {Scale} scale
 */
function drawResting(context, model, scale) {
  const { axes, shift, theme } = scale;
  const { texts } = model;
  const floor = axes.top + axes.height;
  const room = createRoom(axes);
  wipe(context);
  const unclip = clipTo(context, { ...axes, width: axes.width + 6, top: axes.top - 6, height: axes.height + 6 });
  for (const run of runsOf(model)) {
    const locate = locator(run, scale);
    const whole = createTrail().to(run.losses, axes.key, run.losses.length, locate);
    drawLine(context, whole.line, { color: theme.color(run.color), width: 1.5, opacity: 0.35 });
    room.takeLine(run.losses.flatMap((_, index) => locate(index)), HARD);
  }
  unclip();
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  for (const run of runsOf(model)) {
    nameRun(context, run, locator(run, scale), room, axes, theme);
  }
  const caption = shift ? texts.aboveLowest ?? texts.loss : texts.loss;
  const style = { color: theme.secondInk, halo: theme.paper };
  const width = context.measureText(caption).width;
  const corners = [floor - 10, axes.top + 9].map((y) => ({ x: axes.left + 6 + width / 2, y, width, height: LABEL_SIZE }));
  const corner = corners.find((box) => room.has(box)) ?? corners[0];
  drawText(context, caption, [corner.x, corner.y], style);
  drawText(context, texts.step, [axes.left - 12, floor + 13], { ...style, align: "right" });
}

/**
 * The run's name at the end of its line, above or below it where there is room.
 * @param {CanvasRenderingContext2D} context
 * @param {Run} run
 * @param {import("./trail.js").Locate} locate
 * @param {import("./room.js").Room} room
 * @param {import("./axes.js").Axes} axes
 * @param {Theme} theme
 */
function nameRun(context, run, locate, room, axes, theme) {
  if (!run.name || !run.losses.length) {
    return;
  }
  const width = context.measureText(run.name).width;
  const [endX, endY] = locate(run.losses.length - 1);
  const x = Math.max(endX, axes.left + width) - width / 2 - 8;
  for (const distance of [14, -14, 22, -22, 32, -32, 44, 58]) {
    const box = { x, y: endY - distance, width, height: LABEL_SIZE };
    if (room.has(box)) {
      room.take(box);
      drawText(context, run.name, [x, box.y], { color: theme.color(run.color), halo: theme.paper });
      return;
    }
  }
}

/**
 * Press or drag along the chart.
 * @param {HTMLElement} element
 * @param {(pixel: number) => void} seek
 */
function listenForSeeks(element, seek) {
  const listening = new AbortController();
  const { signal } = listening;
  let pressed = false;
  let frame = 0;
  let pixel = 0;
  /** @param {PointerEvent} event */
  const follow = (event) => {
    pixel = pointerPosition(element, event)[0];
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      seek(pixel);
    });
  };
  element.style.touchAction = "pan-y";
  element.addEventListener("pointerdown", (event) => {
    if (event.button === 0) {
      pressed = true;
      follow(event);
    }
  }, { signal, capture: true });
  window.addEventListener("pointermove", (event) => {
    if (pressed) {
      follow(event);
    }
  }, { signal, capture: true });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, () => {
      pressed = false;
    }, { signal, capture: true });
  }
  return listening;
}
