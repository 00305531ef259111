/** The optimizer, its sentence and its knobs. */

import { optimizerEntry } from "./catalog.js";
import { createKnobGroups } from "./knobs.js";
import { box, part, tell } from "./page.js";

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createOptimizerChooser(store, experiment) {
  const select = part("optimizer", HTMLSelectElement);
  const knobs = createKnobGroups(box("optimizer-knobs"), {
    onValue: experiment.setOptimizerKnob,
    onHold: experiment.hold,
  });
  select.addEventListener("change", () => experiment.chooseOptimizer(select.value));

  function render() {
    const { description, problems } = store.get();
    const { name, knobs: values } = description.optimizer;
    select.value = name;
    box("optimizer-purpose").textContent = optimizerEntry(name).purpose;
    knobs.show(name, values);
    tell(box("optimizer-problem"), problems.optimizer);
  }

  store.subscribe((_, changed) => {
    if (changed.has("description") || changed.has("problems")) {
      render();
    }
  });
  render();
}
