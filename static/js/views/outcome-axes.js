/** The axes of a map over two settings: a logarithmic one is drawn as a plain axis of exponents, with ticks in the setting's figures. */

import { figure, powerOfTen, roundValues } from "./figures.js";
import { axis, baseLayout } from "./plot.js";

/** @typedef {import("./outcome-map.js").OutcomeMapModel} OutcomeMapModel */
/** @typedef {import("./theme.js").Theme} Theme */

/** So many pixels for a tick. */
const ACROSS = 84;
const DOWN = 44;

/** From so many powers of ten on, ticks stand at whole powers; below one power, at round values. */
const MANY = 2.5;
const FEW = 0.7;

/** Digits that tell neighbouring ticks apart. @param {number} value @param {number} apart */
const digitsFor = (value, apart) => Math.min(12, Math.max(2, Math.ceil(Math.log10(Math.abs(value) / apart || 1)) + 1));

/**
 * @param {[number, number]} range  exponents
 * @param {number} wanted
 * @returns {{ at: number, text: string }[]}
 */
export function exponentTicks([low, high], wanted) {
  const span = high - low;
  if (span > MANY) {
    const every = Math.max(1, Math.ceil(span / wanted));
    const first = Math.ceil(low / every) * every;
    return Array.from({ length: Math.max(0, Math.floor((high - first) / every) + 1) }, (_, index) => first + index * every)
      .map((power) => ({ at: power, text: power < -3 || power > 3 ? powerOfTen(power) : figure(10 ** power) }));
  }
  if (span > FEW) {
    const digits = span / wanted > 0.25 ? [1, 3] : [1, 2, 5];
    const powers = Array.from({ length: Math.ceil(span) + 2 }, (_, index) => Math.floor(low) + index);
    return powers.flatMap((power) => digits.map((digit) => digit * 10 ** power))
      .filter((value) => value >= 10 ** low && value <= 10 ** high)
      .map((value) => ({ at: Math.log10(value), text: figure(value) }));
  }
  return roundTicks([10 ** low, 10 ** high], wanted).map(({ at, text }) => ({ at: Math.log10(at), text }));
}

/**
 * @param {[number, number]} range
 * @param {number} wanted
 */
function roundTicks(range, wanted) {
  const values = roundValues(range, wanted);
  const apart = values.length > 1 ? values[1] - values[0] : 1;
  return values.map((value) => ({ at: value, text: Math.abs(value) < apart / 2 ? "0" : figure(value, digitsFor(value, apart)) }));
}

/**
 * @param {OutcomeMapModel} model
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 */
export function outcomeFigure({ window, logarithmic, limit, texts }, theme, size) {
  const [x, y] = window.map((range, place) => {
    const wanted = Math.max(2, Math.floor((place ? size.height / DOWN : size.width / ACROSS)));
    const ticks = logarithmic[place] ? exponentTicks(range, wanted) : roundTicks(range, wanted);
    return axis(theme, range, { more: {
      tickmode: "array", tickvals: ticks.map(({ at }) => at), ticktext: ticks.map(({ text }) => text),
    } });
  });
  const traces = [{
    type: "scatter", mode: "lines", x: limit?.x ?? [], y: limit?.y ?? [], name: texts.limit, opacity: 0, hoverinfo: "skip",
    line: { color: theme.ink, width: 1 },
  }];
  return { traces, layout: { ...baseLayout(theme, size), hovermode: false, xaxis: x, yaxis: y }, label: texts.label };
}
