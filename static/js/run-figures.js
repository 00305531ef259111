/** The run in figures, at the point shown. */

import { catalog } from "./catalog.js";
import { rateAt } from "./description.js";
import { figure, steady } from "./numbers.js";
import { within, write } from "./page.js";
import { standingAt } from "./run.js";

/** @param {import("./store.js").Store} store */
export function createRunFigures(store) {
  function render() {
    const state = store.get();
    const { run, description, here } = state;
    const at = standingAt(state);
    show("loss", figure(run?.losses[at]));
    show("gradient", figure(run?.gradientNorms[at]));
    show("rate", figure(here?.step === at ? here.learning_rate : setRate(description, at)));
    show("point", run?.points[at] ? run.points[at].map((value) => steady(value)).join(", ") : "–");
  }

  store.subscribe((_, changed) => {
    if (changed.has("here") || changed.has("step") || changed.has("run") || changed.has("description")) {
      render();
    }
  });
  render();
}

/**
 * The learning rate where no schedule multiplies it; where one does, only the opened step knows.
 * @param {import("./types.js").Description} description
 * @param {number} step
 */
function setRate(description, step) {
  return description.schedule.name === catalog.schedules[0].name ? rateAt(description, step) : null;
}

/** Where each figure stands. @type {Map<string, HTMLElement>} */
const places = new Map();

/** @param {string} name @param {string} said */
function show(name, said) {
  const place = places.get(name) ?? within(document, `[data-figure="${name}"]`);
  places.set(name, place);
  write(place, said);
}
