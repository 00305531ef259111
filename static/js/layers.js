/** What may be laid over the pictures: which layer is on, and the popover with their switches, the window and the colours. */

import { variablesOf, windowOf } from "./description.js";
import { createField } from "./field.js";
import { figure } from "./numbers.js";
import { box, hide, input, part } from "./page.js";
import { text } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").View} View */

/** Layers that are on before anything is chosen, by the number of weights. @type {Record<string, number[]>} */
const AT_FIRST = { fall_line: [2], step: [1, 2], tangent: [1] };

/** Layers that need a map: they show directions, or what is beside the path. */
const MAPS_ONLY = ["fall_line", "way", "field", "eigen"];

/** The compass is this part of the window at first, and never wider than so many windows. */
const FIRST_RADIUS = 1 / 12;
const SLIDER_DECADES = 3;

/**
 * @param {View} view
 * @param {string} name
 * @param {number} weights
 */
export function isOn({ layers }, name, weights) {
  return (weights === 2 || !MAPS_ONLY.includes(name)) && (layers[name] ?? AT_FIRST[name]?.includes(weights) ?? false);
}

/** The radius of the compass: as set, else a share of the window. @param {State} state */
export function radiusOf({ view, frame, description }) {
  const [low, high] = (frame ?? windowOf(description.surface))[0];
  return view.radius ?? Number(((high - low) * FIRST_RADIUS).toPrecision(2));
}

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createLayers(store, experiment) {
  const popover = box("layers");
  const switches = [.../** @type {NodeListOf<HTMLInputElement>} */ (popover.querySelectorAll("[data-layer]"))];
  const slider = input("layer-radius");
  const weights = () => variablesOf(store.get().description.surface).length;

  for (const toggle of switches) {
    // the first that can be switched has the focus as the popover opens, before the next key comes
    toggle.autofocus = true;
    toggle.addEventListener("change", () => {
      const name = toggle.dataset.layer ?? "";
      const { view } = store.get();
      experiment.setView({ layers: { ...view.layers, [name]: toggle.checked } });
    });
  }
  popover.addEventListener("toggle", (event) => {
    const open = /** @type {ToggleEvent} */ (event).newState === "open";
    part("layers-button", HTMLButtonElement).setAttribute("aria-expanded", String(open));
  });
  slider.addEventListener("input", () => {
    const [low, high] = (store.get().frame ?? [[0, 1]])[0];
    const radius = (high - low) * 10 ** Number(slider.value);
    experiment.setView({ radius: Number(radius.toPrecision(3)) });
  });

  const window = createWindowFields(store, experiment);
  const colours = createColourFields(store, experiment);

  /** @param {State} state */
  function render(state) {
    const count = weights();
    for (const toggle of switches) {
      const name = toggle.dataset.layer ?? "";
      const mapOnly = count === 1 && MAPS_ONLY.includes(name);
      toggle.disabled = mapOnly;
      toggle.checked = isOn(state.view, name, count);
      hide(box(`layer-${name}-why`), !mapOnly);
    }
    hide(box("layer-radius-row"), !isOn(state.view, "compass", count));
    const [low, high] = (state.frame ?? windowOf(state.description.surface))[0];
    const radius = radiusOf(state);
    slider.value = String(Math.min(0, Math.max(-SLIDER_DECADES, Math.log10(radius / (high - low)))));
    slider.setAttribute("aria-valuetext", `ε ${figure(radius)}`);
    box("layer-radius-figure").textContent = `ε = ${figure(radius)}`;
    window.render(state);
    colours.render(state);
    hide(box("fog-note"), !isOn(state.view, "fog", count));
    document.querySelector("main")?.setAttribute("data-fog", String(isOn(state.view, "fog", count)));
  }

  let ground = groundName(store.get());
  store.subscribe((state, changed) => {
    const now = groundName(state);
    if (now !== ground) {
      ground = now;
      // a link brings its own view along
      if (!changed.has("view")) {
        experiment.setView({ window: null, radius: null, colourRange: null });
        return;
      }
    }
    if (changed.has("view") || changed.has("frame") || changed.has("description") || changed.has("ground")) {
      render(state);
    }
  });
  render(store.get());
}

/** Which surface it is, whatever its knobs. @param {State} state */
const groundName = ({ description: { surface } }) => (surface.kind === "named" ? surface.name : surface.formula);

/**
 * The edges of the window, set by hand.
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
function createWindowFields(store, experiment) {
  const problem = box("window-problem");
  /** @param {number} axis @param {number} side */
  const onEdge = (axis, side) => (/** @type {number} */ value) => {
    const { frame, view, description } = store.get();
    const now = view.window ?? frame ?? windowOf(description.surface);
    const next = now.map((range, at) => /** @type {[number, number]} */ (
      range.map((edge, place) => (at === axis && place === side ? value : edge))));
    if (next[axis][0] < next[axis][1]) {
      experiment.setView({ window: next });
    } else {
      fields[2 * axis + side].complain(text("layer.window_order"));
    }
  };
  const fields = [0, 1, 2, 3].map((place) =>
    createField(input(`window-${place}`), { problem, onValue: onEdge(place >> 1, place & 1) }));
  part("window-reset", HTMLButtonElement).addEventListener("click", () => experiment.setView({ window: null }));

  return {
    /** @param {State} state */
    render({ frame, view, description }) {
      const ranges = view.window ?? frame ?? windowOf(description.surface);
      const names = variablesOf(description.surface);
      fields.forEach((field, place) => {
        const range = ranges[place >> 1];
        const row = box(`window-row-${place >> 1}`);
        hide(row, !range);
        if (range) {
          field.show(Number(range[place & 1].toPrecision(6)));
          box(`window-name-${place >> 1}`).textContent = names[place >> 1];
        }
      });
      part("window-reset", HTMLButtonElement).disabled = view.window === null;
    },
  };
}

/**
 * The losses between which the colours run, set by hand.
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
function createColourFields(store, experiment) {
  const problem = box("colours-problem");
  const present = () => {
    const { view, ground } = store.get();
    const { lowest, highest } = ground?.data ?? {};
    return view.colourRange ?? /** @type {[number, number]} */ ([lowest?.loss ?? lowest ?? 0, highest?.loss ?? highest ?? 1]);
  };
  const fields = [0, 1].map((side) => createField(input(`colours-${side}`), {
    problem,
    range: [-1e300, 1e300],
    onValue(value) {
      const next = /** @type {[number, number]} */ (present().map((edge, place) => (place === side ? value : edge)));
      if (next[0] < next[1]) {
        experiment.setView({ colourRange: next });
      } else {
        fields[side].complain(text("layer.window_order"));
      }
    },
  }));
  part("colours-reset", HTMLButtonElement).addEventListener("click", () => experiment.setView({ colourRange: null }));

  return {
    /** @param {State} state */
    render({ view, description }) {
      const edges = present();
      fields.forEach((field, side) => field.show(Number(edges[side].toPrecision(6))));
      hide(box("colours"), variablesOf(description.surface).length === 1);
      part("colours-reset", HTMLButtonElement).disabled = view.colourRange === null;
    },
  };
}
