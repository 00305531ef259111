/** Says politely what happens, for people who do not see it. */

import { titleOf } from "./drawn-runs.js";
import { figure } from "./numbers.js";
import { box } from "./page.js";
import { entryOf } from "./race.js";
import { say, text } from "./texts.js";

/** @typedef {import("./types.js").State} State */

/** @param {import("./store.js").Store} store */
export function createNarration(store) {
  const region = box("narration");
  let before = store.get().status;
  let { race: raceBefore, chosen: chosenBefore } = store.get();

  /** What became of the runs: chosen, hidden, added, removed. @param {State} state */
  function ofTheRace({ race, chosen }) {
    const [old, oldChosen] = [raceBefore, chosenBefore];
    raceBefore = race;
    chosenBefore = chosen;
    const turned = race.entries.find((entry) => old.entries.some(({ id, hidden }) => id === entry.id && hidden !== entry.hidden));
    if (race.entries.length !== old.entries.length) {
      return text("narration.runs", { count: race.entries.length });
    }
    if (turned) {
      return text(turned.hidden ? "narration.hidden" : "narration.shown", { name: titleOf(race, turned) });
    }
    return chosen === oldChosen ? null : text("narration.chosen", { name: titleOf(race, entryOf(race, chosen)) });
  }

  /** @param {State} state */
  function sentence({ status, run, step, description, anatomy }) {
    if (status === "ended") {
      return say(run?.outcome?.sentence);
    }
    if (status === "paused") {
      const at = { step, steps: description.steps, loss: figure(run?.losses[step]) };
      return [text("narration.step", at), say(anatomy?.sentence)].filter(Boolean).join(" ");
    }
    return status === "playing" && before !== "playing" ? text("narration.playing") : null;
  }

  store.subscribe((state, changed) => {
    const told = changed.has("race") || changed.has("chosen") ? ofTheRace(state) : null;
    if (told) {
      region.textContent = told;
      return;
    }
    if (changed.has("status") || (changed.has("step") && state.status !== "playing") || changed.has("anatomy")) {
      const said = state.held ? null : sentence(state);
      if (said && said !== region.textContent) {
        region.textContent = said;
      }
      before = state.status;
    }
  });
}
