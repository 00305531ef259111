/** Gives the views what they draw: at most once a frame, and the run of a dragged start as soon as it is there. */

import { surfaceEntry } from "./catalog.js";
import { groundOf, variablesOf, windowOf } from "./description.js";
import { drawnRuns } from "./drawn-runs.js";
import { isOpening } from "./first-picture.js";
import { overlays, slopeInWords } from "./map-model.js";
import { place } from "./numbers.js";
import { hide } from "./page.js";
import { awaitsRun } from "./run.js";
import { testedPath } from "./tested-path.js";
import { text } from "./texts.js";
import { createTerrain } from "./views/terrain.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {[[number, number], [number, number]]} Window2 */

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** What no picture of the surface shows. @type {Set<keyof State>} */
const UNSEEN = new Set(["sweep", "presets", "rates", "measures", "problems", "server", "typed"]);

/** Frames after the first map before the relief is made: it is the dearest to begin. */
const RELIEF_WAITS = 2;

/** @typedef {import("./experiment.js").Experiment} Experiment */
/** @typedef {typeof import("./views/curve.js").createCurve} CreateCurve */
/** @typedef {typeof import("./views/relief.js").createRelief} CreateRelief */
/** @typedef {typeof import("./views/basin-layer.js").createBasinLayer} CreateBasinLayer */
/** @typedef {Pick<typeof import("./starts/basin-model.js"), "basinPicture" | "cellStart">} BasinModels */
/** @typedef {{ createCurve: CreateCurve, createRelief: CreateRelief,
 *   basins: BasinModels & { lay: (stage: import("./views/stage.js").Stage) => ReturnType<CreateBasinLayer> } }} Views */

/**
 * The map at once; curve and relief, and an ear for what is done to any of them, when the rest of the page is there.
 * @param {import("./store.js").Store} store
 */
export function createPictures(store) {
  const plots = /** @type {HTMLElement} */ (document.querySelector(".plots"));
  /** @type {Experiment | null} */
  let experiment = null;
  /** @type {Views["basins"] | null} */
  let basins = null;
  const handlers = {
    onStartDrag: (/** @type {number[]} */ point) => experiment?.dragStart(point),
    onStartDrop: (/** @type {number[]} */ point) => experiment?.dropStart(point),
    onStartPick(/** @type {number[]} */ point) {
      const start = basins?.cellStart(store.get(), point);
      start ? experiment?.startOnMap(start) : experiment?.pickStart(point);
    },
    onLight: (/** @type {number | null} */ step) => experiment?.light(step),
    onChoose: (/** @type {number} */ id) => experiment?.chooseRun(id),
    onWindow: (/** @type {[number, number][] | null} */ window) => experiment?.setView({ window }),
    onRadius: (/** @type {number} */ radius) => experiment?.setView({ radius: Number(radius.toPrecision(3)) }),
    onBall: (/** @type {number[]} */ start, /** @type {number} */ side) => experiment?.takeStart(side, start),
    onBox: (/** @type {number} */ place, /** @type {[number, number][]} */ window) => experiment?.dragBox(place, window),
    onBoxDrop: () => experiment?.dropBox(),
    onCamera: (/** @type {Record<string, any>} */ camera) => experiment?.setView({ camera }),
    onUnavailable() {
      plots.dataset.relief = "none";
      element("relief-missing").hidden = false;
      arrange(store.get());
    },
  };
  const terrain = createTerrain(element("terrain"), handlers);
  /** @type {ReturnType<CreateCurve> | null} */
  let curve = null;
  /** @type {CreateRelief | null} */
  let createRelief = null;
  /** @type {ReturnType<CreateRelief> | null} */
  let relief = null;
  let waited = 0;
  let frame = 0;

  function draw() {
    frame ||= requestAnimationFrame(drawNow);
  }

  function drawNow() {
    cancelAnimationFrame(frame);
    frame = 0;
    const state = store.get();
    if (!awaitsRun(state)) {
      render(state);
    }
  }

  /** Which plots there are. @param {State} state */
  function arrange({ description, view }) {
    const weights = variablesOf(description.surface).length;
    plots.dataset.dimension = String(weights);
    hide(element("terrain"), weights === 1);
    hide(element("relief"), weights === 1 || plots.dataset.relief === "none");
    hide(element("curve"), weights === 2);
    const window = view.window?.length === weights ? view.window : windowOf(description.surface);
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
      const model = { ...surfaceModel(state, state.ground.window), basins: basins?.basinPicture(state) ?? null };
      if (weights === 1) {
        const [axis] = state.ground.window;
        curve?.render({ ...model, window: axis, samples: state.ground.data, tangent: tangent(state) });
      } else {
        const mapped = { ...model, window: /** @type {Window2} */ (state.ground.window), grid: state.ground.data };
        terrain.render(mapped);
        showRelief(mapped);
      }
    }
  }

  /** @param {Parameters<ReturnType<CreateRelief>["render"]>[0]} model */
  function showRelief(model) {
    if (plots.dataset.relief === "none") {
      return;
    }
    if (!relief && createRelief && element("terrain").dataset.ready) {
      if (waited < RELIEF_WAITS) {
        waited += 1;
        draw();
      } else {
        relief = createRelief(element("relief"), handlers);
      }
    }
    relief?.render(model);
  }

  new ResizeObserver(() => arrange(store.get())).observe(element("terrain"));
  new MutationObserver(draw).observe(element("terrain"), { attributeFilter: ["data-ready"] });
  store.subscribe((state, changed) => {
    if (changed.has("description") || changed.has("view")) {
      arrange(state);
    }
    if (state.held && changed.has("results")) {
      drawNow();
    } else if ([...changed].some((name) => !UNSEEN.has(name))) {
      draw();
    }
  });
  arrange(store.get());

  return {
    /** Draws what there is without waiting for a frame. */
    drawNow,
    /**
     * @param {Experiment} all  what is done when someone takes hold of a picture
     * @param {Views} views
     */
    attend(all, views) {
      experiment = all;
      basins = views.basins;
      terrain.lay(views.basins.lay);
      curve = views.createCurve(element("curve"), handlers);
      curve.lay(views.basins.lay);
      createRelief = views.createRelief;
      draw();
    },
  };
}

/** @typedef {ReturnType<typeof createPictures>} Pictures */

/**
 * @param {State} state
 * @param {[number, number][]} window
 */
function surfaceModel(state, window) {
  const { description, awaited, step, view, held } = state;
  const { surface, start } = description;
  const points = surface.kind === "named" ? surfaceEntry(surface.name).points : [];
  const { run, others } = drawnRuns(state);
  const tested = testedPath(state);
  return {
    window,
    whole: windowOf(surface),
    axes: variablesOf(surface),
    run: awaited ? null : run,
    others: tested ? [...others, tested] : others,
    ghost: run && (awaited || isAhead(state, run)) ? run.points : null,
    ...overlays(state),
    swarm: state.swarm,
    step,
    state: held ? /** @type {const} */ ("loading") : state.status,
    fallLine: state.run ? state.fallLine : null,
    start,
    marks: marksOf(points),
    theme: view.theme,
    texts: {
      label: text("view.terrain"), dragMe: text("view.start_drag"), start: text("view.start_handle"),
      loss: text("view.loss_axis"), step: text("view.step"), wholeMap: text("view.whole_map"),
      offMap: text("view.off_map"), tangent: state.here ? slopeInWords(state.here.gradient[0]) : "",
    },
  };
}

/** The way of the opening, until it is walked: nothing is asked for it, so it is seen at once. @param {State} state @param {{ points: number[][] }} run */
const isAhead = ({ status }, run) => (status === "loading" || status === "playing") && isOpening(run);

/** @type {WeakMap<object, { kind: string, at: number[], lowest: boolean, label: string }[]>} */
const labelled = new WeakMap();

/** @param {import("./types.js").KnownPoint[]} points */
function marksOf(points) {
  const known = labelled.get(points) ?? points.map(({ kind, at, lowest }) => ({ kind, at, lowest, label: place(at) }));
  labelled.set(points, known);
  return known;
}

/** The slope under the ball. @param {State} state */
function tangent({ here }) {
  return here ? { at: here.point[0], slope: here.gradient[0] } : null;
}
