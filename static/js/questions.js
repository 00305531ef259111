/** What the page asks beside the run: the ground, the fall line, the three rates, the steps in their figures. */

import { ask } from "./api.js";
import { catalog } from "./catalog.js";
import { RATE, body, groundOf, keyOf, surfaceBody } from "./description.js";
import { createLane } from "./lane.js";
import { standingAt } from "./run.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").StepAnatomy} StepAnatomy */

/** Nodes of a map along each axis, and of a curve. */
const MAP_NODES = 101;
const CURVE_NODES = 401;

/** Steps asked for together, so that playing asks seldom. */
const TOGETHER = 16;

/** Runs whose steps are remembered. */
const REMEMBERED = 4;

/** @param {import("./store.js").Store} store */
export function createQuestions(store) {
  /** @type {Map<string, Map<number, StepAnatomy>>} steps by run */
  const opened = new Map();
  let asked = { ground: "", fallLine: "", presets: "" };
  /** @type {Set<string>} kinds that failed: asked again with the next action */
  const failed = new Set();

  /** @param {string} kind */
  const onFailure = (kind) => () => {
    failed.add(kind);
  };

  /** @typedef {{ key: string, body: unknown }} Question */
  /** @param {string} path */
  const sendTo = (path) => (/** @type {Question} */ question) => ask(path, question.body);

  const ground = createLane({
    send: (/** @type {{ surface: string, window: [number, number][], range: [number, number] | null }} */ { surface, window, range }) =>
      ask("/surfaces/grid", {
        surface: JSON.parse(surface),
        window,
        resolution: window.map(() => (window.length === 1 ? CURVE_NODES : MAP_NODES)),
        ...(range && window.length === 2 && { range }),
      }),
    onAnswer: (data, { surface, window }) => store.set({ ground: { surface, window, data } }),
    onFailure: onFailure("ground"),
  });
  const fallLine = createLane({
    send: sendTo("/surfaces/fall-line"),
    onAnswer: ({ points }) => store.set({ fallLine: points }),
    onFailure: onFailure("fallLine"),
  });
  const presets = createLane({
    send: sendTo("/learning-rates/presets"),
    onAnswer: (data, { key }) => store.set({ presets: { key, data } }),
    onFailure: onFailure("presets"),
  });
  const steps = createLane({
    send: sendTo("/descents/step"),
    onAnswer(answer, { key }) {
      const known = opened.get(key) ?? new Map();
      /** @type {StepAnatomy[]} */ (answer.steps).forEach((step) => known.set(step.step, step));
      opened.delete(key);
      opened.set(key, known);
      [...opened.keys()].slice(0, -REMEMBERED).forEach((old) => opened.delete(old));
      queueMicrotask(() => attend(store.get()));  // when the lane is free again
    },
    onFailure: onFailure("steps"),
  });

  /** @param {State} state */
  function attend(state) {
    const { description, held, status, frame, run, view } = state;
    const surface = surfaceBody(description.surface);
    const groundKey = JSON.stringify([surface, frame, view.colourRange]);
    if (frame && groundKey !== asked.ground) {
      asked = { ...asked, ground: groundKey };
      ground.ask({ surface: groundOf(description.surface), window: frame, range: view.colourRange });
    }
    const fallKey = JSON.stringify([surface, description.start]);
    // The run comes first: under a dragged start the fall line follows one answer later.
    if (fallKey !== asked.fallLine && run?.key === keyOf(description)) {
      asked = { ...asked, fallLine: fallKey };
      fallLine.ask({ key: fallKey, body: { surface, start: description.start } });
    }
    const presetKey = presetsKey(description);
    if (presetKey !== asked.presets && !held && status !== "loading") {
      asked = { ...asked, presets: presetKey };
      presets.ask({ key: presetKey, body: JSON.parse(keyOf({ ...description, schedule: { ...description.schedule, changes: [] } })) });
    }
    openStep(state);
  }

  /** @param {State} state */
  function openStep(state) {
    const { description, run, view, held, status } = state;
    const key = keyOf(description);
    const step = standingAt(state);
    if (!run || run.key !== key || step >= run.points.length) {
      if (!held && status !== "loading") {
        store.set({ anatomy: null, here: null });
      }
      return;
    }
    const known = opened.get(key);
    const sliced = view.tab === "slice";
    const made = known?.get(madeStep(step)) ?? null;
    const here = known?.get(step) ?? null;
    if (!held || made) {
      store.set({ anatomy: made, here });
    }
    const missing = !made || (sliced && !made.slice) ? madeStep(step) : !here && step <= lastStep(run) ? step : null;
    if (missing !== null && !held && !steps.busy() && !failed.has("steps")) {
      // One step more than the run makes: it tells how the surface bends under the last point.
      const first = missing - (missing % TOGETHER);
      const question = { from_step: first, count: TOGETHER, beyond: true, slice: sliced, equations: true };
      steps.ask({ key, body: { ...body(description), ...question } });
    }
  }

  /** @type {(keyof State)[]} */
  const watched = ["description", "run", "step", "held", "status", "view", "frame"];
  store.subscribe((state, changed) => {
    if (changed.has("description") || changed.has("status")) {
      const again = [...failed].filter((kind) => kind in asked).map((kind) => [kind, ""]);
      asked = { ...asked, ...Object.fromEntries(again) };
      failed.clear();
    }
    if (watched.some((name) => changed.has(name))) {
      attend(state);
    }
  });
  return { attend: () => attend(store.get()) };
}

/**
 * The step that is explained: the one that led to the point shown; at the start the first one.
 * @param {number} step
 */
const madeStep = (step) => Math.max(0, step - 1);

/**
 * The last step that the server can open.
 * @param {import("./types.js").Run} run
 */
const lastStep = (run) => run.points.length - 1;

/**
 * The three rates and the limits belong to everything but the rate.
 * @param {Description} description
 */
export function presetsKey(description) {
  const { optimizer, schedule } = description;
  const knobs = { ...optimizer.knobs, [RATE]: 1 };
  return keyOf({ ...description, optimizer: { ...optimizer, knobs }, schedule: { ...schedule, changes: [] } });
}
