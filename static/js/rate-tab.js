/** The tab of the learning rate: one tool at a time. */

import { box, hide, within } from "./page.js";
import { createLadder } from "./rate/ladder.js";
import { createMap } from "./rate/map.js";
import { createNeeded } from "./rate/needed.js";
import { createRange } from "./rate/range.js";
import { createSideBySide } from "./rate/terrain.js";
import { shownTool } from "./tools.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {{ render: (state: State) => void }} RateTool */

/** Each is made when it is first shown. @type {Record<string, (store: import("./store.js").Store, experiment: import("./experiment.js").Experiment) => RateTool>} */
const MAKERS = {
  needed: createNeeded,
  range: createRange,
  ladder: createLadder,
  map: createMap,
  terrain: createSideBySide,
};

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createRateTab(store, experiment) {
  /** @type {Record<string, RateTool>} */
  const made = {};
  const switches = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=rate-figure]"))];
  switches.forEach((one) => one.addEventListener("change", () => experiment.setView({ rateFigure: one.value })));

  return {
    /** @param {State} state */
    render(state) {
      const shown = shownTool(state) ?? "";
      for (const one of switches) {
        one.checked = one.value === shown;
        hide(box(`rate-${one.value}`), one.value !== shown);
      }
      made[shown] ??= MAKERS[shown]?.(store, experiment);
      made[shown]?.render(state);
      const tall = box(`rate-${shown}`).querySelector(":scope > [data-tall]:not([hidden])") !== null;
      within(document, ".stage").dataset.tall = String(tall);
    },
  };
}
