/** The painted slider: what every rate on the track comes to, in colour, pattern and words, and what the one pointed at does. */

import { createSweepQuestions, sweepOf } from "./ask-sweep.js";
import { catalog } from "./catalog.js";
import { keyOf, rateOf, windowOf } from "./description.js";
import { figure, place } from "./numbers.js";
import { box, hide, part } from "./page.js";
import { createScale } from "./scale.js";
import { say, text } from "./texts.js";
import { bandsOf, notchesOf, wordsOf } from "./sweep-bands.js";
import { createRatePaint, shareOf } from "./views/rate-paint.js";

/** @typedef {import("./types.js").State} State */

const PLACE_DIGITS = 2;

/**
 * @param {import("./store.js").Store} store
 * @param {HTMLInputElement} slider
 * @param {() => [number, number]} rangeNow
 */
export function createPaintedRates(store, slider, rangeNow) {
  const canvas = part("rate-paint", HTMLCanvasElement);
  const paint = createRatePaint(canvas);
  /** @type {number | null} where the pointer is, from 0 to 1 */
  let pointed = null;
  createSweepQuestions(store, rangeNow);

  /** @param {PointerEvent} event */
  function point({ clientX }) {
    pointed = shareOf(slider, clientX);
    render(store.get());
  }

  function leave() {
    pointed = null;
    render(store.get());
  }

  slider.addEventListener("pointermove", point);
  slider.addEventListener("pointerleave", leave);
  slider.addEventListener("pointercancel", leave);

  /** @param {State} state */
  function render(state) {
    const range = rangeNow();
    const { data, problem, current, steps } = sweepOf(state, range);
    const scale = createScale(range, "log");
    slider.dataset.painted = String(Boolean(data));
    const said = box("rate-sweep");
    said.textContent = current ? (problem ?? sweepSays(state, { data, current })) : "";
    // a refusal is for all to see, for there is no paint
    said.className = current && problem ? "second" : "unseen";
    hide(canvas, !data);
    if (data) {
      const bands = bandsOf(data, scale);
      const rate = pointed === null ? null : scale.value(pointed);
      paint.render({
        range, bands, notches: notchesOf(bands), words: wordsOf(bands), old: !current && (!state.held || state.awaited), theme: state.view.theme,
        readout: rate === null || pointed === null ? null : { at: pointed, texts: readouts(data, rate, steps) },
      });
    }
  }

  store.subscribe((state, changed) => {
    const names = /** @type {(keyof State)[]} */ (["sweep", "description", "presets", "held", "run"]);
    if (names.some((name) => changed.has(name)) || changed.has("view")) {
      render(state);
    }
  });
  render(store.get());

  return {
    /** What the sweep found at a rate, for those who hear it. @param {number} rate */
    says(rate) {
      const { data, current, steps } = sweepOf(store.get(), rangeNow());
      const index = data && current ? nearest(data, rate) : -1;
      return index < 0 ? figure(rate) : `${figure(rate)}; ${text("paint.readout", { rate: figure(data.rates[index], 3), outcome: outcome(data, index, steps) })}`;
    },
  };
}

/**
 * What the rates come to, and the run's own one if that is different.
 * @param {State} state
 * @param {{ data: any, current: boolean }} sweep  current: about the run that is there now
 */
export const sweepSays = (state, { data, current }) => [say(data?.sentence), current ? ownOf(state, data) : ""].filter(Boolean).join(" ");

/** What the run comes to, where its own rate was not tried and none of those that were ends in the same minimum. @param {State} state @param {any} sweep */
function ownOf({ description, run }, sweep) {
  const rate = rateOf(description);
  const at = run?.outcome?.minimum;
  if (!sweep || !at || run.outcome?.status !== "converged" || run.key !== keyOf(description) || description.schedule.changes.length || sweep.rates.includes(rate)) {
    return "";
  }
  const near = catalog.limits.near * Math.max(...windowOf(description.surface).map(([low, high]) => high - low));
  const known = sweep.minima.some((/** @type {any} */ one) => Math.hypot(...at.map((/** @type {number} */ part, /** @type {number} */ axis) => part - one.at[axis])) <= near);
  return known ? "" : text("paint.own", { rate: figure(rate), place: place(at) });
}

/** @param {any} sweep @param {number} rate */
function nearest({ rates }, rate) {
  const share = Math.log(rate / rates[0]) / Math.log(rates[rates.length - 1] / rates[0]);
  return Math.min(rates.length - 1, Math.max(0, Math.round(share * (rates.length - 1))));
}

/** What a rate comes to, in more words and in fewer. @param {any} sweep @param {number} rate @param {number} most  steps of a run */
function readouts(sweep, rate, most) {
  const index = nearest(sweep, rate);
  return [outcome(sweep, index, most), text(`paint.${sweep.statuses[index]}`)].map((said) =>
    text("paint.readout", { rate: figure(sweep.rates[index], 3), outcome: said }));
}

/** @param {any} sweep @param {number} index @param {number} most  steps of a run */
function outcome({ statuses, steps, places, minima }, index, most) {
  const status = statuses[index];
  const at = minima.length > 1 ? minima[places[index]]?.at : null;
  if (status === "converged" && steps[index] !== null) {
    return text(at ? "paint.converges_at" : "paint.converges_in", { steps: steps[index], place: place(at, PLACE_DIGITS) });
  }
  if (status === "running") {
    return text("paint.running_after", { steps: most });
  }
  return status === "diverged" && steps[index] !== null ? text("paint.diverges_at", { step: steps[index] }) : text(`paint.${status}`);
}
