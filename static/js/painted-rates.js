/** The painted slider: what every rate on the track comes to, in colour, pattern and words, and what the one pointed at does. */

import { createSweepQuestions, sweepOf } from "./ask-sweep.js";
import { figure, place } from "./numbers.js";
import { box, part } from "./page.js";
import { createScale } from "./scale.js";
import { say, text } from "./texts.js";
import { createRatePaint } from "./views/rate-paint.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./views/rate-paint.js").Band} Band */

/** The middle of the slider's knob is so far from the ends of its track. */
const END = 10;

const PLACE_DIGITS = 2;

/** A band narrower than this share of the track has no word and no notch. */
const NARROW = 0.03;

/**
 * @param {import("./store.js").Store} store
 * @param {HTMLInputElement} slider
 * @param {() => [number, number]} rangeNow
 */
export function createPaintedRates(store, slider, rangeNow) {
  const paint = createRatePaint(part("rate-paint", HTMLCanvasElement));
  /** @type {number | null} where the pointer is, from 0 to 1 */
  let pointed = null;
  createSweepQuestions(store, rangeNow);

  /** @param {PointerEvent} event */
  function point({ clientX }) {
    const { left, width } = slider.getBoundingClientRect();
    pointed = Math.min(1, Math.max(0, (clientX - left - END) / (width - 2 * END)));
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
    const { data, current } = sweepOf(state, range);
    const scale = createScale(range, "log");
    slider.dataset.painted = String(Boolean(data));
    box("rate-sweep").textContent = data && current ? say(data.sentence) : "";
    if (data) {
      const bands = bandsOf(data, scale);
      const rate = pointed === null ? null : scale.value(pointed);
      paint.render({
        range, bands, notches: notchesOf(bands), words: wordsOf(bands), old: !current, theme: state.view.theme,
        readout: rate === null || pointed === null ? null : { at: pointed, texts: readouts(data, rate) },
      });
    }
  }

  store.subscribe((state, changed) => {
    const names = /** @type {(keyof State)[]} */ (["sweep", "description", "presets"]);
    if (names.some((name) => changed.has(name)) || changed.has("view")) {
      render(state);
    }
  });
  render(store.get());

  return {
    /** What the sweep found at a rate, for those who hear it. @param {number} rate */
    says(rate) {
      const { data, current } = sweepOf(store.get(), rangeNow());
      const index = data && current ? nearest(data, rate) : -1;
      return index < 0 ? figure(rate) : `${figure(rate)}; ${text("paint.readout", { rate: figure(data.rates[index], 3), outcome: outcome(data, index) })}`;
    },
  };
}

/** @param {any} sweep @param {number} rate */
function nearest({ rates }, rate) {
  const share = Math.log(rate / rates[0]) / Math.log(rates[rates.length - 1] / rates[0]);
  return Math.min(rates.length - 1, Math.max(0, Math.round(share * (rates.length - 1))));
}

/** What a rate comes to, in more words and in fewer. @param {any} sweep @param {number} rate */
function readouts(sweep, rate) {
  const index = nearest(sweep, rate);
  return [outcome(sweep, index), text(`paint.${sweep.statuses[index]}`)].map((said) =>
    text("paint.readout", { rate: figure(sweep.rates[index], 3), outcome: said }));
}

/** @param {any} sweep @param {number} index */
function outcome({ statuses, steps, places, minima }, index) {
  const status = statuses[index];
  const at = minima.length > 1 ? minima[places[index]]?.at : null;
  if (status === "converged" && steps[index] !== null) {
    return text(at ? "paint.converges_at" : "paint.converges_in", { steps: steps[index], place: place(at, PLACE_DIGITS) });
  }
  return status === "diverged" && steps[index] !== null ? text("paint.diverges_at", { step: steps[index] }) : text(`paint.${status}`);
}

/**
 * One band for each rate, up to half-way to its neighbours.
 * @param {any} sweep
 * @param {ReturnType<typeof createScale>} scale
 * @returns {Band[]}
 */
function bandsOf({ rates, statuses, places, steps }, scale) {
  const at = rates.map(scale.at);
  const counts = steps.filter((/** @type {number | null} */ count, /** @type {number} */ index) => count && statuses[index] === "converged");
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  /** @type {number[]} in the order in which larger rates reach them */
  const minima = [...new Set(/** @type {number[]} */ (places.filter((/** @type {number | null} */ one, /** @type {number} */ index) =>
    one !== null && statuses[index] === "converged")))];
  return rates.map((/** @type {number} */ _, /** @type {number} */ index) => ({
    from: index ? (at[index - 1] + at[index]) / 2 : 0,
    to: index + 1 < at.length ? (at[index] + at[index + 1]) / 2 : 1,
    status: statuses[index],
    other: Math.max(0, minima.indexOf(places[index])),
    effort: statuses[index] === "converged" && steps[index] && most > fewest ? Math.log(steps[index] / fewest) / Math.log(most / fewest) : 0,
  }));
}

/** Neighbouring bands that come to the same, as one. @param {Band[]} bands */
function joined(bands) {
  /** @type {Band[]} */
  const found = [];
  for (const band of bands) {
    const last = found.at(-1);
    if (last && last.status === band.status && last.other === band.other) {
      last.to = band.to;
    } else {
      found.push({ ...band });
    }
  }
  return found;
}

/** Where the minimum changes between two bands that can be seen. @param {Band[]} bands */
function notchesOf(bands) {
  const spans = joined(bands);
  return spans.flatMap((span, index) => {
    const next = spans[index + 1];
    const changes = next && span.status === "converged" && next.status === "converged";
    return changes && span.to - span.from > NARROW / 2 && next.to - next.from > NARROW / 2 ? [span.to] : [];
  });
}

/** The name of each outcome under the widest band that comes to it: first where it converges, then the widest. @param {Band[]} bands */
function wordsOf(bands) {
  const spans = joined(bands.map((band) => ({ ...band, other: 0 })))
    .filter(({ from, to }) => to - from > NARROW).sort((one, other) => other.to - other.from - (one.to - one.from));
  spans.sort((one, other) => Number(other.status === "converged") - Number(one.status === "converged"));
  const first = spans.filter(({ status }, index) => spans.findIndex((other) => other.status === status) === index);
  return first.map(({ status, from, to }) => ({ at: (from + to) / 2, text: text(`paint.${status}`) }));
}
