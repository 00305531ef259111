/** The axes of charts over the steps: what they span, their ticks, and what a logarithm does with values at or below 0. */

import { figure, powerOfTen, roundValues } from "./figures.js";

const PADDING = 0.08;

/** Values that differ by less than this part of themselves differ by rounding alone: the axis shows them as equal. */
const ROUNDING = 1e-13;

/** Ticks with more characters are written smaller. */
const LONG_TICK = 6;
const LONG_TICK_SIZE = 11;

/** A logarithmic axis never reaches below this part of its top. */
const DEEPEST = 1e-18;

/**
 * The lowest and the highest number, and the lowest above `floor`.
 * @param {ArrayLike<number | null>[]} lists
 * @param {number} [floor]
 */
function extent(lists, floor = 0) {
  let [low, high, lowAbove] = [Infinity, -Infinity, Infinity];
  for (const list of lists) {
    for (let i = 0; i < list.length; i += 1) {
      const value = list[i];
      if (value !== null && Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        lowAbove = value > floor ? Math.min(lowAbove, value) : lowAbove;
      }
    }
  }
  return { low, high, lowAbove };
}

/**
 * What an axis spans. A logarithm has no place for values at or below 0: then the axis shows how far the value is above the
 * lowest one, and the chart says so.
 * @param {ArrayLike<number | null>[]} lists
 * @param {boolean} logScale
 * @returns {{ shift: number, range: [number, number] }}
 */
export function rangeOf(lists, logScale) {
  const { low: lowest, high: highest } = extent(lists);
  if (!(highest >= lowest)) {
    return { shift: 0, range: logScale ? [-1, 1] : [0, 1] };
  }
  if (!logScale) {
    const size = Math.max(Math.abs(lowest), Math.abs(highest));
    const span = highest - lowest > size * ROUNDING ? highest - lowest : size || 1;
    const pad = span * PADDING;
    return { shift: 0, range: [lowest - pad, highest + pad] };
  }
  const shift = lowest < 0 ? lowest : 0;
  const top = highest - shift > 0 ? highest - shift : 1;
  const above = extent(lists, shift).lowAbove - shift;
  const bottom = Math.max(above > 0 && above < Infinity ? above : top, top * DEEPEST);
  const [low, high] = [Math.log10(bottom), Math.log10(top)];
  const pad = Math.max((high - low) * PADDING, 0.1);
  return { shift, range: [low - pad, high + pad] };
}

/**
 * Ticks of a linear axis, smaller where their texts are long.
 * @param {[number, number]} range
 * @param {number} [wanted]
 */
export function linearTicks(range, wanted = 4) {
  const values = roundValues(range, wanted);
  const texts = values.map((value) => figure(value));
  const long = texts.some((text) => text.length > LONG_TICK);
  return { tickmode: "array", tickvals: values, ticktext: texts, ...(long ? { tickfont: { size: LONG_TICK_SIZE } } : {}) };
}

/**
 * Ticks of a logarithmic axis: whole powers of ten, at most so many; 1, 2 and 5 of each when there are few powers.
 * @param {[number, number]} range
 * @param {number} [wanted]
 */
export function decades([low, high], wanted = 5) {
  const first = Math.ceil(low);
  const whole = Array.from({ length: Math.max(0, Math.floor(high) - first + 1) }, (_, index) => first + index);
  if (whole.length >= 2) {
    const every = Math.max(1, Math.ceil((whole.length - 1) / Math.max(1, wanted - 1)));
    const powers = whole.filter((_, index) => (whole.length - 1 - index) % every === 0);
    return { tickmode: "array", tickvals: powers.map((power) => 10 ** power), ticktext: powers.map(powerOfTen) };
  }
  const steps = [Math.floor(low), Math.floor(low) + 1].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power))
    .filter((value) => Math.log10(value) >= low && Math.log10(value) <= high);
  const every = Math.max(1, Math.ceil(steps.length / Math.max(1, wanted)));
  const shown = steps.filter((_, index) => (steps.length - 1 - index) % every === 0);
  return { tickmode: "array", tickvals: shown, ticktext: shown.map((value) => figure(value)) };
}
