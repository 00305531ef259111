/** Hands a resting path over to a real Plotly trace: for hover, export and gd.data, without a flicker. */

import { restyle } from "./plot.js";

/** Quiet time before a path counts as resting, so that scrubbing does not pay for it. */
const QUIET_MS = 140;

/** Points above which a committed path serves hover, export and reading while our own layer goes on drawing it. */
const LONG = 2000;

/** @param {unknown[]} points */
export function isLong(points) {
  return points.length > LONG;
}

/**
 * What a view may hand over: its run and those beside it, while they rest and are seen whole.
 * @template {Pick<import("./models.js").SurfaceModel, "run" | "others" | "step" | "state" | "layers">} Shown
 * @param {Shown} shown
 * @param {(shown: Shown, path: import("./models.js").Run) => Record<string, any>} traceOf
 */
export function restingPaths(shown, traceOf) {
  const { run, others = [], step, state, layers } = shown;
  if (!run || layers?.fog || (state !== "paused" && state !== "ended")) {
    return null;
  }
  const paths = [run, ...others];
  return {
    parts: [step, ...paths.flatMap((path) => [path, path.points.length])],
    traces: () => paths.map((path) => traceOf(shown, path)),
  };
}

/**
 * @param {import("./stage.js").Stage} stage
 * @param {number} index  of the trace that receives the path; the next ones receive the other paths
 */
export function createCommit(stage, index) {
  /** @type {unknown[] | null} */
  let offered = null;
  let timer = 0;

  /** @param {boolean} live  our layer is ahead of the committed trace */
  function mark(live) {
    stage.element.dataset.live = String(live);
  }
  mark(true);

  return {
    /**
     * The path as it rests now; null while it moves.
     * @param {{ parts: unknown[], traces: () => Record<string, any>[] } | null} resting
     */
    offer(resting) {
      const parts = resting?.parts ?? null;
      if (parts && offered && parts.length === offered.length && parts.every((part, at) => part === offered?.[at])) {
        return;
      }
      clearTimeout(timer);
      mark(true);
      offered = parts;
      if (!resting) {
        return;
      }
      timer = window.setTimeout(async () => {
        if (!stage.plotted()) {
          offered = null;
          return;
        }
        const traces = resting.traces().map(({ type: _type, uid: _uid, ...changes }) => changes);
        const wrapped = Object.fromEntries(Object.keys(traces[0]).map((key) => [key, traces.map((trace) => trace[key])]));
        await restyle(stage.host, wrapped, traces.map((_, order) => index + order));
        if (offered === parts && !traces.some(({ x }) => isLong(x))) {
          mark(false);
        }
      }, QUIET_MS);
    },
    forget() {
      clearTimeout(timer);
      offered = null;
      mark(true);
    },
  };
}
