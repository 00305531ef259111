/** What our own layers show on the map: first picture, known points and labels below; paths, arrow and ball above. */

import { levelLines, STRONG_EVERY } from "./contour-lines.js";
import { drawArrow, drawBall, drawBeyond, drawLine, drawMark, drawText, drawTrail } from "./draw.js";
import { placeLevelLabels, placeMarkLabels } from "./labels.js";
import { shownCount } from "./models.js";
import { paintShade } from "./raster.js";
import { createRoom, SOFT } from "./room.js";
import { clipTo, wipe } from "./stage.js";
import { inside } from "./start.js";
import { CONTOUR } from "./terrain-figure.js";
import { createTrail } from "./trail.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./models.js").SurfaceModel} SurfaceModel */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {CanvasRenderingContext2D} Context */

const LABEL_SIZE = 12;
const LEVEL_SIZE = 11;

/**
 * The whole resting layer.
 * @param {Context} context
 * @param {SurfaceModel} model
 * @param {Grid} grid
 * @param {Axes} axes
 * @param {Theme} theme
 * @param {{ plotted: boolean, handle: import("./room.js").Box[], path: number[][] | null }} around
 */
export function drawResting(context, model, grid, axes, theme, { plotted, handle, path }) {
  wipe(context);
  const unclip = clipTo(context, axes);
  if (!plotted) {
    drawFirstPicture(context, grid, axes, theme);
  }
  unclip();
  const room = createRoom(axes);
  context.font = `italic ${LABEL_SIZE}px ${theme.font}`;
  drawAxisNames(context, model.axes, axes, theme, room);
  handle.forEach((box) => room.take(box));
  if (path) {
    room.takeLine(path.flatMap((point) => [axes.x(point[0]), axes.y(point[1])]), SOFT);
  }
  for (const mark of model.marks) {
    const at = /** @type {[number, number]} */ ([axes.x(mark.at[0]), axes.y(mark.at[1])]);
    if (inside(at, axes)) {
      drawMark(context, at, mark, theme);
    }
  }
  context.font = `${LABEL_SIZE}px ${theme.font}`;
  const names = placeMarkLabels(model.marks, axes, room, (text) => context.measureText(text).width);
  for (const { text, at } of names) {
    drawText(context, text, at, { color: theme.ink, halo: theme.paper });
  }
  context.font = `${LEVEL_SIZE}px ${theme.font}`;
  const levels = placeLevelLabels(grid, axes, room, (text) => context.measureText(text).width);
  for (const { text, at, angle } of levels) {
    drawText(context, text, at, { color: theme.secondInk, halo: theme.paper, angle });
  }
  return [...names, ...levels];
}

/**
 * Names inside the far corners, out of the way of the ticks.
 * @param {Context} context
 * @param {string[]} names
 * @param {Axes} axes
 * @param {Theme} theme
 * @param {import("./room.js").Room} [room]
 */
export function drawAxisNames(context, [nameX, nameY], { left, top, width, height }, theme, room) {
  /** @type {[string, number, number][]} */
  const places = [[nameX, left + width - 6, top + height - 10], [nameY, left + 6, top + 10]];
  for (const [name, x, y] of places) {
    room?.take({ x, y, width: 16, height: 16 });
    drawText(context, name, [x, y], { color: theme.ink, halo: theme.paper, align: x < left + width / 2 ? "left" : "right" });
  }
}

/**
 * @param {Context} context
 * @param {Grid} grid
 * @param {Axes} axes
 * @param {Theme} theme
 */
function drawFirstPicture(context, grid, axes, theme) {
  const [x0, x1] = [grid.x[0], grid.x[grid.nx - 1]];
  const [y0, y1] = [grid.y[0], grid.y[grid.ny - 1]];
  const halfX = (axes.x(x1) - axes.x(x0)) / (grid.nx - 1) / 2;
  const halfY = (axes.y(y0) - axes.y(y1)) / (grid.ny - 1) / 2;
  context.imageSmoothingQuality = "high";
  context.drawImage(paintShade(grid, theme), axes.x(x0) - halfX, axes.y(y1) - halfY,
    axes.x(x1) - axes.x(x0) + 2 * halfX, axes.y(y0) - axes.y(y1) + 2 * halfY);
  grid.levels.forEach(({ shade }, index) => {
    const strong = index % STRONG_EVERY === 0;
    const lines = new Path2D();
    for (const line of levelLines(grid, shade)) {
      lines.moveTo(axes.x(line[0]), axes.y(line[1]));
      for (let i = 2; i < line.length; i += 2) {
        lines.lineTo(axes.x(line[i]), axes.y(line[i + 1]));
      }
    }
    drawLine(context, lines, {
      color: theme.ink,
      width: strong ? CONTOUR.strongWidth : CONTOUR.fineWidth,
      opacity: strong ? CONTOUR.strong : CONTOUR.fine,
    });
  });
}

/**
 * The moving layer, which remembers what it can between frames.
 * @param {Context} context
 */
export function createMovingLayer(context) {
  const fallLine = createTrail();
  const ghost = createTrail();
  /** @type {ReturnType<typeof createTrail>[]} */
  const trails = [];

  return {
    /**
     * @param {SurfaceModel} model
     * @param {Axes} axes
     * @param {Theme} theme
     * @returns {number} how many points of the first run are drawn
     */
    draw(model, axes, theme) {
      wipe(context);
      const unclip = clipTo(context, axes);
      /** @param {number[][]} points @returns {import("./trail.js").Locate} */
      const locate = (points) => (index) => [axes.x(points[index][0]), axes.y(points[index][1])];
      /** @param {ReturnType<typeof createTrail>} trail @param {number[][]} points @param {number} count */
      const grown = (trail, points, count) => trail.to(points, axes.key, count, locate(points));

      if (model.fallLine?.length) {
        const { line } = grown(fallLine, model.fallLine, model.fallLine.length);
        drawLine(context, line, { color: theme.paper, width: 4, opacity: 0.55 });
        drawLine(context, line, { color: theme.ink, width: 1.25, opacity: 0.6, dash: [1.5, 3.5] });
      }
      if (model.ghost?.length) {
        const { line } = grown(ghost, model.ghost, model.ghost.length);
        drawLine(context, line, { color: theme.color(model.run?.color ?? "--run-1"), width: 2, opacity: 0.35 });
      }
      const runs = [...(model.others ?? []), ...(model.run ? [model.run] : [])];
      const ends = runs.map((run, index) => {
        trails[index] ??= createTrail();
        const count = shownCount(run, model.step);
        const trail = grown(trails[index], run.points, count);
        drawTrail(context, trail, run, theme);
        return { run, trail };
      });
      if (model.arrow) {
        const { from, gradientStep } = model.arrow;
        drawArrow(context, [axes.x(from[0]), axes.y(from[1])],
          [axes.x(from[0] + gradientStep[0]), axes.y(from[1] + gradientStep[1])], { color: theme.accent, casing: theme.paper });
      }
      unclip();
      for (const { run, trail } of ends) {
        if (trail.count === 0) {
          continue;
        }
        const color = theme.color(run.color);
        if (inside(trail.end, axes)) {
          drawBall(context, trail.end, color, theme);
        } else {
          drawBeyond(context, trail.end, axes, { color, text: model.texts.offMap ?? "" }, theme);
        }
      }
      return model.run ? ends[ends.length - 1].trail.count : 0;
    },
  };
}
