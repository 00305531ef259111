/** Our own layers of a chart over the steps: whole lines faint, what has been walked strong, the lit step. */

import { GHOSTLY, drawBall, drawLine, drawLit, drawText, drawTrail } from "./draw.js";
import { COLUMN_MARGIN, nameAll, nameOne } from "./line-ends.js";
import { createRoom, HARD } from "./room.js";
import { clipTo, wipe } from "./stage.js";
import { createTrail } from "./trail.js";

/** @typedef {import("./chart-models.js").StepModel} StepModel */
/** @typedef {import("./chart-models.js").Series} Series */
/** @typedef {{ axes: import("./axes.js").Axes, shift: number, theme: import("./theme.js").Theme, names: number }} Scale */

const LABEL_SIZE = 12;

/** How far from its corner the name of the upright axis may stand, where a line begins there. */
const ASIDE = [0, 16, 32, 64];

/** Balls and lines may stand out of the frame by this much. */
const OVERHANG = 6;

/**
 * Where the values stand; what a logarithm cannot show stands on the floor, a value that is no number nowhere.
 * @param {Series} series
 * @param {Scale} scale
 * @returns {import("./trail.js").Locate}
 */
function locator({ values, steps }, { axes, shift }) {
  const floor = axes.top + axes.height;
  return (index) => {
    const value = values[index];
    const pixel = value === null ? NaN : axes.y(value - shift);
    const x = axes.x(steps ? steps[index] : index);
    return [x, value !== null && !Number.isFinite(pixel) ? floor : Math.min(pixel, floor)];
  };
}

/**
 * How many of the values belong to the first steps.
 * @param {Series} series
 * @param {number} step
 */
function countTo({ values, steps }, step) {
  if (!steps) {
    return Math.max(0, Math.min(step + 1, values.length));
  }
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = steps[middle] <= step ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/**
 * The whole lines faint, their names, what the axes count.
 * @param {CanvasRenderingContext2D} context
 * @param {StepModel} model
 * @param {Scale} scale
 */
export function drawResting(context, model, scale) {
  const { axes, theme } = scale;
  const room = createRoom(axes);
  wipe(context);
  const unclip = clipTo(context, wider(axes));
  for (const series of model.series) {
    const locate = locator(series, scale);
    const whole = createTrail().to(series.values, axes.key, series.values.length, locate);
    const style = series.guide ? { width: 1, dash: [5, 4] } : { width: 1.5, opacity: series.ghost ? 0.25 : 0.35 };
    drawLine(context, whole.line, { color: theme.color(series.color), ...style });
    room.takeLine(pixelsOf(series, locate), HARD);
  }
  unclip();
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  const named = model.namesHidden ? [] : model.series;
  const endings = named.filter(({ name, values }) => name && values.length).map((series) =>
    ({ ...series, name: series.name ?? "", end: endOf(series, locator(series, scale)) }));
  const lines = endings.filter(({ guide }) => !guide);
  if (scale.names) {
    nameAll(context, lines, axes, scale.names + COLUMN_MARGIN, theme);
  } else {
    lines.forEach((ending) => nameOne(context, ending, room, axes, theme));
  }
  endings.filter(({ guide }) => guide).forEach((ending) => nameOne(context, ending, room, axes, theme));
  nameAxes(context, model, scale, room);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {StepModel} model
 * @param {Scale} scale
 * @param {import("./room.js").Room} room
 */
function nameAxes(context, { texts }, { axes, shift, theme }, room) {
  const floor = axes.top + axes.height;
  const caption = shift ? texts.aboveLowest ?? texts.value : texts.value;
  const style = { color: theme.secondInk, halo: theme.paper };
  const width = context.measureText(caption).width;
  const places = [...ASIDE.map((aside) => [aside, axes.top + 9]), [0, floor - 10]];
  const corners = places.map(([aside, y]) => ({ x: axes.left + 6 + aside + width / 2, y, width, height: LABEL_SIZE }));
  const corner = corners.find((box) => room.has(box)) ?? corners[0];
  if (caption) {
    drawText(context, caption, [corner.x, corner.y], style);
  }
  if (texts.step) {
    drawText(context, texts.step, [axes.left - 12, floor + 13], { ...style, align: "right" });
  }
}

/**
 * What has been walked, the cursor, the lit step.
 * @param {CanvasRenderingContext2D} context
 * @param {StepModel} model
 * @param {Scale} scale
 * @param {ReturnType<typeof createTrail>[]} trails  kept between frames
 */
export function drawMoving(context, model, scale, trails) {
  const { axes, theme } = scale;
  wipe(context);
  const unclip = clipTo(context, wider(axes));
  drawUpright(context, axes, axes.x(Math.min(model.step, model.last)), { color: theme.secondInk, width: 1, dash: [3, 3] });
  const lit = model.lit ?? null;
  if (lit !== null) {
    drawUpright(context, axes, axes.x(lit), { color: theme.accent, width: 1 });
  }
  model.series.filter(({ guide }) => !guide).forEach((series, index) => {
    trails[index] ??= createTrail();
    const locate = locator(series, scale);
    const trail = trails[index].to(series.values, `${axes.key} ${scale.shift}`, countTo(series, model.step), locate);
    drawTrail(context, trail, { ...series, points: [], losses: [] }, theme, { dots: false });
    context.globalAlpha = series.ghost ? GHOSTLY : 1;
    if (trail.count) {
      drawBall(context, trail.end, theme.color(series.color), theme, { radius: 4, marker: series.marker });
    }
    context.globalAlpha = 1;
  });
  if (lit !== null) {
    for (const series of model.series) {
      const at = indexOf(series, lit);
      if (at >= 0 && !series.guide) {
        drawLit(context, locator(series, scale)(at), theme.color(series.color), theme);
      }
    }
  }
  unclip();
}

/**
 * The place of a step among the values, or −1.
 * @param {Series} series
 * @param {number} step
 */
export function indexOf(series, step) {
  const last = countTo(series, step) - 1;
  return (series.steps ? series.steps[last] : last) === step ? last : -1;
}

/** @param {import("./axes.js").Axes} axes */
function wider(axes) {
  return { ...axes, width: axes.width + OVERHANG, top: axes.top - OVERHANG, height: axes.height + OVERHANG };
}

/** @param {Series} series @param {import("./trail.js").Locate} locate @returns {readonly [number, number]} */
function endOf({ values }, locate) {
  for (let index = values.length - 1; index >= 0; index -= 1) {
    if (values[index] !== null) {
      return locate(index);
    }
  }
  return locate(0);
}

/** @param {Series} series @param {import("./trail.js").Locate} locate */
function pixelsOf({ values }, locate) {
  const pixels = new Float64Array(2 * values.length);
  for (let index = 0; index < values.length; index += 1) {
    pixels.set(locate(index), 2 * index);
  }
  return pixels;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./axes.js").Axes} axes
 * @param {number} x
 * @param {Parameters<typeof drawLine>[2]} style
 */
function drawUpright(context, axes, x, style) {
  const line = new Path2D();
  line.moveTo(x, axes.top);
  line.lineTo(x, axes.top + axes.height);
  drawLine(context, line, style);
}
