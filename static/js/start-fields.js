/** The start in figures, and the die. */

import { variablesOf } from "./description.js";
import { createField } from "./field.js";
import { box, button, hide, input, tell, within, write } from "./page.js";
import { text } from "./texts.js";

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createStartFields(store, experiment) {
  const problem = box("start-problem");
  const fields = [0, 1].map((axis) =>
    createField(input(`start-${axis}`), {
      problem,
      onValue(value) {
        experiment.setStart(store.get().description.start.map((old, index) => (index === axis ? value : old)));
      },
    }),
  );
  button("die").addEventListener("click", experiment.roll);

  function render() {
    const { description, problems } = store.get();
    const names = variablesOf(description.surface);
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-coordinate]"))) {
      const axis = Number(place.dataset.coordinate);
      hide(place, axis >= names.length);
      if (!place.hidden) {
        write(within(place, "label"), names[axis]);
        input(`start-${axis}`).setAttribute("aria-label", text("start.coordinate", { name: names[axis] }));
        fields[axis].show(description.start[axis]);
      }
    }
    if (problems.start) {
      tell(problem, problems.start);
    }
  }

  store.subscribe((_, changed) => {
    if (changed.has("problems") && !store.get().problems.start) {
      tell(problem, null);
    }
    if (changed.has("description") || changed.has("problems")) {
      render();
    }
  });
  render();
}
