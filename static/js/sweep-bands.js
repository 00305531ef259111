/** What a sweep found, as bands along a track: where which outcome begins, where the minimum changes, and the word for each. */

import { text } from "./texts.js";

/** @typedef {import("./views/rate-paint.js").Band} Band */

/** A band narrower than this share of the track has no word and no notch. */
const NARROW = 0.03;

/**
 * One band for each rate, up to half-way to its neighbours.
 * @param {any} sweep
 * @param {ReturnType<typeof import("./scale.js").createScale>} scale
 * @returns {Band[]}
 */
export function bandsOf({ rates, statuses, places, steps }, scale) {
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
export function notchesOf(bands) {
  const spans = joined(bands);
  return spans.flatMap((span, index) => {
    const next = spans[index + 1];
    const changes = next && span.status === "converged" && next.status === "converged";
    return changes && span.to - span.from > NARROW / 2 && next.to - next.from > NARROW / 2 ? [span.to] : [];
  });
}

/** The name of each outcome under the widest band that comes to it: first where it converges, then the widest. @param {Band[]} bands */
export function wordsOf(bands) {
  const spans = joined(bands.map((band) => ({ ...band, other: 0 })))
    .filter(({ from, to }) => to - from > NARROW).sort((one, other) => other.to - other.from - (one.to - one.from));
  spans.sort((one, other) => Number(other.status === "converged") - Number(one.status === "converged"));
  const first = spans.filter(({ status }, index) => spans.findIndex((other) => other.status === status) === index);
  return first.map(({ status, from, to }) => ({ at: (from + to) / 2, text: text(`paint.${status}`) }));
}
