/** Asks for the field of the way down while it is shown. */

import { Away, ask } from "./api.js";
import { surfaceBody, variablesOf } from "./description.js";
import { createLane } from "./lane.js";
import { isOn } from "./layers.js";

/** Arrows along each axis. */
const RESOLUTION = [17, 17];

/** @param {import("./store.js").Store} store */
export function createFieldQuestions(store) {
  let asked = "";
  const lane = createLane({
    send: (/** @type {{ key: string, body: any }} */ question) => ask("/surfaces/field", question.body),
    onAnswer: (data, { key }) => store.set({ field: { ...data, key } }),
    onFailure(error) {
      asked = "";
      if (!(error instanceof Away)) {
        throw error;
      }
    },
  });

  function attend() {
    const { description, view, frame, held } = store.get();
    const weights = variablesOf(description.surface).length;
    if (!isOn(view, "field", weights) || frame?.length !== 2 || held) {
      return;
    }
    const body = { surface: surfaceBody(description.surface), window: frame, resolution: RESOLUTION };
    const key = JSON.stringify(body);
    if (key !== asked) {
      asked = key;
      store.set({ field: null });
      lane.ask({ key, body });
    }
  }

  store.subscribe((_, changed) => {
    if (changed.has("description") || changed.has("view") || changed.has("frame") || changed.has("held")) {
      attend();
    }
  });
  attend();
}
