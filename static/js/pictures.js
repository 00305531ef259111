/** Gives the views what they draw, at most once a frame. */

import { surfaceEntry } from "./catalog.js";
import { groundOf, variablesOf, windowOf } from "./description.js";
import { drawnRuns } from "./drawn-runs.js";
import { place } from "./numbers.js";
import { text } from "./texts.js";
import { createCurve } from "./views/curve.js";
import { createLossChart } from "./views/loss-chart.js";
import { createRelief } from "./views/relief.js";
import { createSliceChart } from "./views/slice-chart.js";
import { createTerrain } from "./views/terrain.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {[[number, number], [number, number]]} Window2 */

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Frames after the first map before the relief is made: it is the dearest to begin. */
const RELIEF_WAITS = 2;

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createPictures(store, experiment) {
  const plots = /** @type {HTMLElement} */ (document.querySelector(".plots"));
  const handlers = {
    onStartDrag: experiment.dragStart,
    onStartDrop: experiment.dropStart,
    onStartPick: experiment.pickStart,
    onUnavailable() {
      plots.dataset.relief = "none";
      element("relief-missing").hidden = false;
      arrange(store.get());
    },
  };
  const terrain = createTerrain(element("terrain"), handlers);
  const curve = createCurve(element("curve"), handlers);
  const loss = createLossChart(element("loss"), { onSeek: experiment.player.seek });
  const slice = createSliceChart(element("slice"));
  /** @type {ReturnType<typeof createRelief> | null} */
  let relief = null;
  let maps = 0;
  let frame = 0;

  function draw() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      render(store.get());
    });
  }

  /** Which plots there are. @param {State} state */
  function arrange({ description }) {
    const weights = variablesOf(description.surface).length;
    plots.dataset.dimension = String(weights);
    element("terrain").hidden = weights === 1;
    element("relief").hidden = weights === 1 || plots.dataset.relief === "none";
    element("curve").hidden = weights === 2;
    const window = windowOf(description.surface);
    const fitted = weights === 2 ? terrain.fit(/** @type {Window2} */ (window)) : window;
    if (JSON.stringify(fitted) !== JSON.stringify(store.get().frame)) {
      store.set({ frame: fitted });
    }
  }

  /** @param {State} state */
  function render(state) {
    const weights = variablesOf(state.description.surface).length;
    const current = state.ground?.surface === groundOf(state.description.surface);
    if (state.ground && state.ground.window.length === weights && current) {
      const model = surfaceModel(state, state.ground.window);
      if (weights === 1) {
        const [axis] = state.ground.window;
        curve.render({ ...model, window: axis, samples: state.ground.data, tangent: tangent(state) });
      } else {
        const mapped = { ...model, window: /** @type {Window2} */ (state.ground.window), grid: state.ground.data };
        terrain.render(mapped);
        showRelief(mapped);
      }
    }
    if (state.view.tab === "loss") {
      loss.render(lossModel(state));
    } else {
      slice.render(sliceModel(state));
    }
  }

  /** @param {Parameters<ReturnType<typeof createRelief>["render"]>[0]} model */
  function showRelief(model) {
    if (plots.dataset.relief === "none") {
      return;
    }
    maps += 1;
    if (!relief && maps > RELIEF_WAITS && element("terrain").dataset.ready) {
      relief = createRelief(element("relief"), handlers);
    }
    relief?.render(model);
  }

  new ResizeObserver(() => arrange(store.get())).observe(element("terrain"));
  new MutationObserver(draw).observe(element("terrain"), { attributeFilter: ["data-ready"] });
  store.subscribe((state, changed) => {
    if (changed.has("description")) {
      arrange(state);
    }
    draw();
  });
  arrange(store.get());
}

/**
 * @param {State} state
 * @param {[number, number][]} window
 */
function surfaceModel(state, window) {
  const { description, awaited, step, view, held } = state;
  const { surface, start } = description;
  const points = surface.kind === "named" ? surfaceEntry(surface.name).points : [];
  const { run, others } = drawnRuns(state);
  return {
    window,
    axes: variablesOf(surface),
    run: awaited ? null : run,
    others,
    ghost: awaited && run ? run.points : null,
    lit: state.lit,
    layers: view.layers,
    inspection: state.inspection,
    field: state.field,
    here: state.here,
    anatomy: state.anatomy,
    motion: state.motion,
    step,
    state: held ? /** @type {const} */ ("loading") : state.status,
    fallLine: state.fallLine,
    start,
    marks: marksOf(points),
    arrow: arrow(state),
    theme: view.theme,
    texts: {
      label: text("view.terrain"), dragMe: text("view.start_drag"), start: text("view.start_handle"),
      loss: text("view.loss_axis"), step: text("view.step"), wholeMap: text("view.whole_map"),
      offMap: text("view.off_map"), tangent: text("view.tangent"),
    },
  };
}

/** @type {WeakMap<object, { kind: string, at: number[], lowest: boolean, label: string }[]>} */
const labelled = new WeakMap();

/** @param {import("./types.js").KnownPoint[]} points */
function marksOf(points) {
  const known = labelled.get(points) ?? points.map(({ kind, at, lowest }) => ({ kind, at, lowest, label: place(at) }));
  labelled.set(points, known);
  return known;
}

/** The step that will be made from here, while the run rests. @param {State} state */
function arrow({ here, status, awaited }) {
  if (!here || awaited || (status !== "paused" && status !== "ended")) {
    return null;
  }
  return { from: here.point, gradientStep: here.update };
}

/** The slope under the ball. @param {State} state */
function tangent({ here }) {
  return here ? { at: here.point[0], slope: here.gradient[0] } : null;
}

/** @param {State} state */
function lossModel(state) {
  const { step, status, held, view } = state;
  return {
    ...drawnRuns(state),
    lit: state.lit,
    step,
    state: held ? /** @type {const} */ ("loading") : status,
    logScale: view.logScale,
    theme: view.theme,
    texts: {
      label: text("view.loss"), loss: text("view.loss_axis"), step: text("view.step"),
      aboveLowest: text("view.above_lowest"),
    },
  };
}

/** @param {State} state */
function sliceModel({ anatomy, view }) {
  return {
    slice: anatomy?.slice ?? null,
    theme: view.theme,
    texts: {
      label: text("view.slice"), along: text("view.distance"), loss: text("view.loss_axis"),
      tangent: text("view.tangent"), parabola: text("view.parabola"), lands: text("view.lands"),
      here: text("view.here"),
    },
  };
}
