/** What moves on a flat picture: fall line, paths, other starts, what is lit, and the balls. */

import { drawBall, drawBeyond, drawLine, drawLit, drawStart, drawText, drawTrail, GHOSTLY } from "./draw.js";
import { shownCount } from "./models.js";
import { clipTo, wipe } from "./stage.js";
import { inside } from "./start.js";
import { createTrail } from "./trail.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./models.js").Run} Run */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {(run: Pick<Run, "points"> & Partial<Run>, index: number) => readonly [number, number]} At  pixels of a path's point */
/** @typedef {{ run: Run | null, others?: Run[], ghost?: number[][] | null, fallLine?: number[][] | null, step: number,
 *   start: number[], lit?: number | null, layers?: Record<string, boolean>, texts: import("./models.js").SurfaceTexts }} Moving */

/**
 * The moving layer, which remembers what it can between frames.
 * @param {CanvasRenderingContext2D} context
 */
export function createMovingLayer(context) {
  const fallLine = createTrail();
  const ghost = createTrail();
  /** @type {Map<number | string, ReturnType<typeof createTrail>>} */
  const trails = new Map();

  /** @param {Run} run @param {number} order */
  function trailOf(run, order) {
    const name = run.id ?? `at ${order}`;
    const known = trails.get(name) ?? createTrail();
    trails.set(name, known);
    return known;
  }

  /** @param {Moving} model @param {Axes} axes @param {Theme} theme @param {At} at */
  function drawGuides(model, axes, theme, at) {
    const fall = model.layers?.fog || model.layers?.fall_line === false ? null : model.fallLine;
    if (fall?.length) {
      const { line } = fallLine.to(fall, axes.key, fall.length, (index) => at({ points: fall }, index));
      drawLine(context, line, { color: theme.paper, width: 4, opacity: 0.55 });
      drawLine(context, line, { color: theme.ink, width: 1.25, opacity: 0.6, dash: [1.5, 3.5] });
    }
    const old = model.ghost;
    if (old?.length) {
      const { line } = ghost.to(old, axes.key, old.length, (index) => at({ points: old }, index));
      drawLine(context, line, { color: theme.color(model.run?.color ?? "--run-1"), width: 2, opacity: 0.35 });
    }
    return { fall: Boolean(fall?.length), faint: old?.length ?? 0 };
  }

  return {
    /**
     * @param {Moving} model
     * @param {Axes} axes
     * @param {Theme} theme
     * @param {At} at
     * @returns {{ points: number, runs: string, lit: number, starts: number, fall: boolean, faint: number }} what is drawn
     */
    draw(model, axes, theme, at) {
      wipe(context);
      const unclip = clipTo(context, axes);
      const guides = drawGuides(model, axes, theme, at);
      const runs = [...(model.others ?? []), ...(model.run ? [model.run] : [])];
      const ends = runs.map((run, order) => {
        const count = shownCount(run, model.step);
        const trail = trailOf(run, order).to(run.points, axes.key, count, (index) => at(run, index));
        drawTrail(context, trail, run, theme);
        return { run, trail };
      });
      const starts = drawStarts(context, model, theme, at);
      const lit = drawLitPoints(context, model, runs, theme, at);
      unclip();
      for (const { run, trail } of ends.filter(({ trail: { count } }) => count > 0)) {
        drawEnd(context, run, trail, axes, theme, model.texts.offMap ?? "");
      }
      const points = model.run ? ends[ends.length - 1].trail.count : 0;
      return { points, lit, starts, ...guides, runs: runs.map(lookOf).join(" ") };
    },
  };
}

/** What a run was drawn with. @param {Run} run */
const lookOf = ({ id, color, dash, marker, ghost }) => [id, color, dash, marker, ghost ? "ghost" : ""].join(",");

/**
 * The starts of other runs that begin elsewhere, each once.
 * @param {CanvasRenderingContext2D} context
 * @param {Moving} model
 * @param {Theme} theme
 * @param {At} at
 */
function drawStarts(context, { start, others = [] }, theme, at) {
  const seen = new Set([String(start)]);
  for (const run of others) {
    if (run.points.length && !seen.has(String(run.points[0]))) {
      seen.add(String(run.points[0]));
      drawStart(context, at(run, 0), theme.color(run.color), theme);
    }
  }
  return seen.size;
}

/**
 * The lit step on every path that has come so far.
 * @param {CanvasRenderingContext2D} context
 * @param {Moving} model
 * @param {Run[]} runs
 * @param {Theme} theme
 * @param {At} at
 */
function drawLitPoints(context, { lit, step }, runs, theme, at) {
  if (lit === null || lit === undefined) {
    return 0;
  }
  const there = runs.filter((run) => lit < shownCount(run, step));
  there.forEach((run) => drawLit(context, at(run, lit), theme.color(run.color), theme));
  return there.length;
}

/**
 * The ball of a run, or the mark on the edge where it left. A ghost says its name, once it has left the start and its hint.
 * @param {CanvasRenderingContext2D} context
 * @param {Run} run
 * @param {{ end: readonly [number, number], count: number }} trail
 * @param {Axes} axes
 * @param {Theme} theme
 * @param {string} offMap
 */
function drawEnd(context, run, { end, count }, axes, theme, offMap) {
  const color = theme.color(run.color);
  context.globalAlpha = run.ghost ? GHOSTLY + 0.2 : 1;
  if (inside(end, axes)) {
    drawBall(context, end, color, theme, { radius: run.ghost ? 4.5 : undefined, marker: run.marker });
  } else {
    drawBeyond(context, end, axes, { color, text: offMap }, theme);
  }
  context.globalAlpha = 1;
  if (run.ghost && run.name && count > 1 && inside(end, axes)) {
    context.font = `italic 12px ${theme.font}`;
    const toLeft = end[0] > axes.left + axes.width / 2;
    drawText(context, run.name, [end[0] + (toLeft ? -10 : 10), end[1] + 14],
      { color: theme.secondInk, halo: theme.paper, align: toLeft ? "right" : "left" });
  }
}
