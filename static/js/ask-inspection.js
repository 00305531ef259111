/** Asks what is known at the ball, as long as a layer or a tab shows it; and the way down at every signpost. */

import { Away, ask } from "./api.js";
import { groundOf, keyOf, surfaceBody, variablesOf } from "./description.js";
import { createLane } from "./lane.js";
import { isOn, radiusOf } from "./layers.js";
import { standingAt } from "./run.js";

/** @typedef {import("./types.js").State} State */

/** Layers that show what is known at the ball. */
const POINTED = ["way", "compass", "tangent", "eigen"];

/** So many signposts at most; the first steps have one each. */
const SIGNPOSTS = 24;
const FIRST_STEPS = 12;

/** @param {import("./store.js").Store} store */
export function createInspection(store) {
  let asked = "";
  let signed = "";
  const onFailure = (/** @type {unknown} */ error) => {
    if (!(error instanceof Away)) {
      throw error;
    }
    asked = signed = "";
  };
  const point = createLane({
    send: (/** @type {{ key: string, body: any }} */ question) => ask("/inspect", question.body),
    onAnswer: (data, { key, body }) => store.set({ inspection: { ...data, key, point: body.point } }),
    onFailure,
  });
  const signs = createLane({
    send: (/** @type {{ key: string, steps: number[], body: any }} */ question) => ask("/surfaces/field", question.body),
    onAnswer: ({ directions }, { key, steps, body }) =>
      store.set({ signs: { key, steps, points: body.points, directions } }),
    onFailure,
  });

  /** @param {State} state */
  function attend(state) {
    const { description, view, run, held, status } = state;
    const weights = variablesOf(description.surface).length;
    const step = standingAt(state);
    const at = run?.points[step];
    const surface = surfaceBody(description.surface);
    const needed = view.tab === "gradient" || POINTED.some((name) => isOn(view, name, weights));
    // the run on the screen may still be that of the surface before
    if (held || !run || !at || run.key !== keyOf(description)) {
      return;
    }
    if (needed) {
      const body = { surface, point: at, slices: true, compass: { radius: radiusOf(state) }, tangent: {}, way: weights === 2 };
      const key = JSON.stringify(body);
      if (key !== asked) {
        asked = key;
        point.ask({ key, body });
      }
    }
    if (isOn(view, "signposts", weights) && (status === "paused" || status === "ended")) {
      const steps = signposts(step);
      const body = { surface, points: steps.map((index) => run.points[index]) };
      const key = JSON.stringify([body, steps]);
      if (key !== signed) {
        signed = key;
        signs.ask({ key, steps, body });
      }
    }
  }

  /** @type {(keyof State)[]} */
  const watched = ["description", "run", "step", "held", "status", "view", "frame"];
  let ground = "";
  store.subscribe((state, changed) => {
    if (changed.has("description") && groundOf(state.description.surface) !== ground) {
      ground = groundOf(state.description.surface);
      // what is on its way is of the ground before, and what was asked there may be asked again
      asked = signed = "";
      point.forget();
      signs.forget();
      store.set({ inspection: null, signs: null });
    }
    if (watched.some((name) => changed.has(name))) {
      attend(state);
    }
  });
  attend(store.get());
}

/**
 * The steps that may have a signpost: the first ones each, the later ones evenly thinned, the last always.
 * @param {number} last
 */
function signposts(last) {
  const first = Array.from({ length: Math.min(FIRST_STEPS, last + 1) }, (_, step) => step);
  const more = SIGNPOSTS - first.length;
  const later = Array.from({ length: more }, (_, place) => Math.round(FIRST_STEPS - 1 + ((place + 1) * (last - FIRST_STEPS + 1)) / more));
  return [...new Set(last < FIRST_STEPS ? first : [...first, ...later])];
}
