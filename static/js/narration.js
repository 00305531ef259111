/** Says politely what happens, for people who do not see it. */

import { titleOf } from "./drawn-runs.js";
import { figure } from "./numbers.js";
import { box } from "./page.js";
import { entryOf } from "./race.js";
import { standingAt } from "./run.js";
import { say, text } from "./texts.js";

/** @typedef {import("./types.js").State} State */

/** @param {import("./store.js").Store} store */
export function createNarration(store) {
  const region = box("narration");
  let before = store.get().status;
  /** What was told of the runs stays in front of what is then told of the step: both come at once. */
  let lead = "";
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
  function sentenceOf(state) {
    const { status, run, step, description, anatomy } = state;
    if (status === "ended") {
      return say(run?.outcome?.sentence);
    }
    if (status === "paused") {
      const at = { step, steps: description.steps, loss: figure(run?.losses[standingAt(state)]) };
      return [text("narration.step", at), say(anatomy?.sentence)].filter(Boolean).join(" ");
    }
    return status === "playing" && before !== "playing" ? text("narration.playing") : null;
  }

  store.subscribe((state, changed) => {
    const ofRuns = changed.has("race") || changed.has("chosen");
    if (ofRuns || changed.has("step")) {
      lead = (ofRuns && ofTheRace(state)) || "";
    }
    if (ofRuns && lead) {
      region.textContent = lead;
      return;
    }
    if (changed.has("status") || (changed.has("step") && state.status !== "playing") || changed.has("anatomy")) {
      const sentence = state.held ? null : sentenceOf(state);
      const said = [lead, sentence].filter(Boolean).join(" ");
      if (sentence && said !== region.textContent) {
        region.textContent = said;
      }
      before = state.status;
    }
  });
}
