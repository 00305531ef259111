/** The axes of the loss chart: what they span, their ticks, and what a logarithm does with losses at or below 0. */

import { figure, powerOfTen, roundValues } from "./figures.js";

/** @typedef {import("./models.js").LossModel} LossModel */

const PADDING = 0.08;

/** Ticks with more characters are written smaller. */
const LONG_TICK = 6;
const LONG_TICK_SIZE = 11;

/** A logarithmic axis never reaches below this part of its top. */
const DEEPEST = 1e-18;

/** @param {LossModel} model */
export function runsOf(model) {
  return [...(model.others ?? []), ...(model.run ? [model.run] : [])];
}

/** @param {LossModel} model */
export function lastStep(model) {
  return Math.max(1, ...runsOf(model).map((run) => run.losses.length - 1));
}

/**
 * What the loss axis spans. A logarithm has no place for losses at or below 0: then the axis shows how far the loss is above
 * the lowest one, and says so.
 * @param {LossModel} model
 */
export function lossRange(model) {
  const losses = /** @type {number[]} */ (runsOf(model).flatMap((run) => run.losses).filter((loss) => Number.isFinite(loss)));
  const lowest = losses.reduce((low, loss) => Math.min(low, loss), Infinity);
  const highest = losses.reduce((high, loss) => Math.max(high, loss), -Infinity);
  if (!losses.length) {
    return { shift: 0, range: /** @type {[number, number]} */ (model.logScale ? [-1, 1] : [0, 1]) };
  }
  if (!model.logScale) {
    const pad = (highest - lowest || Math.abs(highest) || 1) * PADDING;
    return { shift: 0, range: /** @type {[number, number]} */ ([lowest - pad, highest + pad]) };
  }
  const shift = lowest < 0 ? lowest : 0;
  const positive = losses.map((loss) => loss - shift).filter((loss) => loss > 0);
  const top = positive.reduce((high, loss) => Math.max(high, loss), 0) || 1;
  const bottom = Math.max(positive.reduce((low, loss) => Math.min(low, loss), top), top * DEEPEST);
  const [low, high] = [Math.log10(bottom), Math.log10(top)];
  const pad = Math.max((high - low) * PADDING, 0.1);
  return { shift, range: /** @type {[number, number]} */ ([low - pad, high + pad]) };
}

/**
 * Ticks of a linear axis, smaller where their texts are long.
 * @param {[number, number]} range
 */
export function linearTicks(range) {
  const values = roundValues(range, 4);
  const texts = values.map((value) => figure(value));
  const long = texts.some((text) => text.length > LONG_TICK);
  return { tickmode: "array", tickvals: values, ticktext: texts, ...(long ? { tickfont: { size: LONG_TICK_SIZE } } : {}) };
}

/**
 * Ticks of a logarithmic axis: whole powers of ten, at most five; 1, 2 and 5 of each when there are few powers.
 * @param {[number, number]} range
 */
export function decades([low, high]) {
  const every = Math.max(1, Math.ceil((high - low) / 5));
  const first = Math.ceil(low / every) * every;
  const powers = Array.from({ length: Math.max(0, Math.floor((high - first) / every) + 1) }, (_, index) => first + index * every);
  if (powers.length >= 2) {
    return { tickmode: "array", tickvals: powers.map((power) => 10 ** power), ticktext: powers.map(powerOfTen) };
  }
  const steps = [Math.floor(low), Math.floor(low) + 1].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));
  return { tickmode: "array", tickvals: steps, ticktext: steps.map((value) => figure(value)) };
}
