/** The learning rates between which the slider goes. */

import { optimizerEntry } from "./catalog.js";
import { RATE, groundOf, rateAt, rateOf } from "./description.js";
import { presetsKey } from "./questions.js";

/** @typedef {import("./types.js").State} State */

/**
 * What the server found worth trying on this surface with this optimizer, else the knob's own; always with the rate inside.
 * @param {Pick<State, "description" | "presets" | "status" | "step">} state
 * @param {number} [rate]
 * @returns {[number, number]}
 */
export function rateRange(state, rate = shownRate(state)) {
  const { description, presets } = state;
  const knob = optimizerEntry(description.optimizer.name).knobs.find(({ name }) => name === RATE);
  const [low, high] = (presets && isAbout(presets.key, description) ? presets.data.range : knob?.soft) ?? [1e-4, 1];
  return [Math.min(low, rate), Math.max(high, rate)];
}

/** Whether the slider's range is that of this very run: then what is asked about it need not be asked again. @param {State} state */
export function knowsRange({ presets, description, status }) {
  return status !== "loading" && presets?.key === presetsKey(description);
}

/** The rate that the slider stands at: that of the step shown, once it was changed on the way. @param {Pick<State, "description" | "status" | "step">} state */
export function shownRate({ description, status, step }) {
  return status === "playing" || description.schedule.changes.length === 0 ? rateAt(description, step) : rateOf(description);
}

/** Whether presets were found on the same surface with the same optimizer: from another start they go as far. @param {string} key @param {import("./types.js").Description} description */
function isAbout(key, description) {
  const { surface, optimizer } = JSON.parse(key);
  return JSON.stringify(surface) === groundOf(description.surface) && optimizer.name === description.optimizer.name;
}
