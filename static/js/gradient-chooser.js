/** Where the gradient of the chosen run comes from: its source, the seed of what is drawn, and clipping. */

import { catalog, defaultsOf } from "./catalog.js";
import { createField } from "./field.js";
import { createKnob, createKnobGroups } from "./knobs.js";
import { box, button, hide, input, part, tell, within } from "./page.js";

/** The die draws below this. */
const SEEDS = 10000;

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createGradientChooser(store, experiment) {
  const select = part("gradient", HTMLSelectElement);
  const clips = input("clip");
  const current = () => store.get().description.gradient;
  const knobs = createKnobGroups(box("gradient-knobs"), {
    onValue: (name, value) => experiment.setGradient({ ...current(), knobs: { ...current().knobs, [name]: value } }),
    onHold: experiment.hold,
  });
  const clip = createKnob(within(box("clip-knob"), ".knob"), {
    onValue: (_, value) => experiment.setGradient({ ...current(), clip: value }),
    onHold: experiment.hold,
  });
  const seed = createField(input("seed"), {
    problem: box("seed-problem"),
    range: [0, catalog.limits.seed],
    whole: true,
    onValue: experiment.setSeed,
  });

  select.addEventListener("change", () =>
    experiment.setGradient({ ...current(), source: select.value, knobs: defaultsOf(entryOf(select.value)?.knobs ?? []) }),
  );
  clips.addEventListener("change", () =>
    experiment.setGradient({ ...current(), clip: clips.checked ? catalog.clip.default : null }),
  );
  button("seed-die").addEventListener("click", () => experiment.setSeed(Math.floor(Math.random() * SEEDS)));

  function render() {
    const { description, problems } = store.get();
    const { source, knobs: values, clip: norm } = description.gradient;
    const entry = entryOf(source);
    select.value = source;
    box("gradient-purpose").textContent = entry?.purpose ?? "";
    knobs.show(source, values);
    hide(box("seed-row"), !entry?.draws);
    seed.show(description.seed);
    clips.checked = norm !== null;
    hide(box("clip-knob"), norm === null);
    if (norm !== null) {
      clip.show(norm);
    }
    tell(box("gradient-problem"), problems.gradient);
  }

  store.subscribe((_, changed) => {
    if (changed.has("description") || changed.has("problems")) {
      render();
    }
  });
  render();
}

/** @param {string} source */
const entryOf = (source) => catalog.gradients.find(({ name }) => name === source);
