/** Says politely what happens, for people who do not see it. */

import { figure } from "./numbers.js";
import { box } from "./page.js";
import { say, text } from "./texts.js";

/** @typedef {import("./types.js").State} State */

/** @param {import("./store.js").Store} store */
export function createNarration(store) {
  const region = box("narration");
  let before = store.get().status;

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
    if (changed.has("status") || (changed.has("step") && state.status !== "playing") || changed.has("anatomy")) {
      const said = state.held ? null : sentence(state);
      if (said && said !== region.textContent) {
        region.textContent = said;
      }
      before = state.status;
    }
  });
}
