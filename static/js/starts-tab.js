/** The tab of the starts: one tool at a time. */

import { box, hide, mark, within } from "./page.js";
import { createBasins } from "./starts/basins.js";
import { createSwarm } from "./starts/swarm.js";
import { shownStartTool } from "./tools.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {{ render: (state: State) => void }} StartTool */

/** @typedef {{ basinsAsked: ReturnType<typeof import("./starts/ask-basins.js").createBasinsQuestions> }} Asked  what is asked whether the tab is open or not */

/** Each is made when it is first shown. @type {Record<string, (store: import("./store.js").Store, experiment: import("./experiment.js").Experiment, asked: Asked) => StartTool>} */
const MAKERS = {
  basins: createBasins,
  swarm: createSwarm,
};

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 * @param {Asked} asked
 */
export function createStartsTab(store, experiment, asked) {
  /** @type {Record<string, StartTool>} */
  const made = {};
  const switches = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=start-figure]"))];
  switches.forEach((one) => one.addEventListener("change", () => experiment.setView({ startFigure: one.value })));

  return {
    /** @param {State} state */
    render(state) {
      const shown = shownStartTool(state) ?? "";
      for (const one of switches) {
        one.checked = one.value === shown;
        hide(box(`starts-${one.value}`), one.value !== shown);
      }
      mark(within(document, ".stage"), "start", shown);
      made[shown] ??= MAKERS[shown]?.(store, experiment, asked);
      made[shown]?.render(state);
    },
  };
}
