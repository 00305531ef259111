/** The three pictures of a range test: the rate that grows, the loss over the steps, the loss over the rate. */

import { figure } from "../numbers.js";
import { text } from "../texts.js";

/** @typedef {import("../views/chart-models.js").LineModel} LineModel */
/** @typedef {import("../views/chart-models.js").Ball} Ball */
/** @typedef {import("../views/chart-models.js").Upright} Upright */
/** @typedef {{ step: number, learning_rate: number }} Mark */

/** What is drawn above the level at which it has blown up, as a share of what is below. */
const ROOM = 0.12;

/** Limits that differ by less than this part are drawn as one. */
const SAME = 0.01;

const MARKS = /** @type {const} */ ([["suggestion", "--better"], ["lowest", "--ink"]]);

/**
 * The places on the line that the test found, each with its colour.
 * @param {any} data
 * @returns {{ name: string, color: string, mark: Mark }[]}
 */
const marksOf = (data) => MARKS.flatMap(([name, color]) => (data[name] ? [{ name, color, mark: data[name] }] : []));

/** @param {any} data @param {string} empty @returns {LineModel} */
export function ratesModel(data, empty) {
  const texts = { label: text("range.rates_label"), x: text("view.step"), y: "η", empty };
  if (!data) {
    return { lines: [], texts };
  }
  const { rates } = data;
  return {
    lines: [{ x: stepsOf(rates), y: rates, color: "--ink" }],
    balls: marksOf(data).map(({ color, mark }) => ({ at: [mark.step, mark.learning_rate], color, small: true })),
    uprights: data.blow_up ? [{ at: data.blow_up.step, color: "--worse" }] : [],
    x: [0, rates.length],
    logY: isExponential(rates),
    texts,
  };
}

/** @param {any} data @param {string} empty @returns {LineModel} */
export function lossModel(data, empty) {
  const texts = { label: text("range.losses_label"), x: text("view.step"), y: text("view.loss_axis"), empty };
  if (!data) {
    return { lines: [], texts };
  }
  return {
    ...overLosses(data, stepsOf(data.rates)),
    balls: marksOf(data).map(({ color, mark }) => ({ at: [mark.step, lossAt(data, mark)], color, small: true })),
    uprights: data.blow_up ? [{ at: data.blow_up.step, color: "--worse" }] : [],
    x: [0, data.rates.length],
    texts,
  };
}

/** @param {any} data @param {string} empty @returns {LineModel} */
export function curveModel(data, empty) {
  const texts = { label: text("range.curve_label"), x: "η", y: text("view.loss_axis"), empty };
  if (!data) {
    return { lines: [], texts };
  }
  const { rates, bounds, limits, largest, blow_up: blown } = data;
  const log = isExponential(rates);
  const ends = [rates[0], rates[rates.length - 1]];
  const inside = (/** @type {Upright} */ { at }) => at >= ends[0] && at <= ends[1];
  /** @type {Upright[]} */
  const uprights = [
    ...(blown ? [{ at: blown.learning_rate, color: "--worse", name: text("range.blow_up") }] : []),
    ...(bounds ? [
      { at: bounds.lowest, color: "--accent", name: text("range.bound_low") },
      { at: bounds.highest, color: "--accent", name: text("range.bound_high") },
    ] : []),
    ...limitsOf(limits),
    ...(largest ? [{ at: largest, color: "--better", name: text("range.largest") }] : []),
  ];
  return {
    ...overLosses(data, rates),
    balls: marksOf(data).map(({ name, color, mark }) => ({
      at: [mark.learning_rate, lossAt(data, mark)], color, name: text(name === "lowest" ? "range.lowest_loss" : "range.suggestion"),
    })),
    uprights: uprights.filter(inside),
    x: log ? [Math.log10(ends[0]), Math.log10(ends[1])] : [0, ends[1]],
    logX: log,
    texts,
  };
}

/**
 * The stability limits at the start and at the minimum; one where they are the same.
 * @param {any} limits
 * @returns {Upright[]}
 */
function limitsOf({ start, minimum, product: number }) {
  const there = minimum?.learning_rate ?? null;
  const product = figure(number);
  const same = start !== null && there !== null && Math.abs(start - there) <= SAME * there;
  return [
    ...(there === null ? [] : [{ at: there, color: "--ink-second", name: text(same ? "range.limit_both" : "range.limit_minimum", { product }) }]),
    ...(start === null || same ? [] : [{ at: start, color: "--ink-second", name: text("range.limit_start", { product }) }]),
  ];
}

/**
 * The loss as it was, faint, and lightly smoothed; the frame ends a little above where it has blown up.
 * @param {any} data
 * @param {number[]} x
 * @returns {Pick<LineModel, "lines" | "y">}
 */
function overLosses({ losses, smoothed, start, blow_up: blown }, x) {
  const known = [...losses, ...smoothed, start.loss].filter((value) => value !== null);
  const lowest = Math.min(...known);
  const top = Math.min(Math.max(...known), Math.max(start.loss, blown?.threshold ?? start.loss));
  const room = (top - lowest) * ROOM || 1;
  return {
    lines: [
      { x, y: losses, color: "--ink-second", width: 1 },
      { x, y: smoothed, color: "--ink", width: 2 },
    ],
    y: [lowest - room, top + room],
  };
}

/** The loss beside which a mark stands: the smoothed one, or as it was. @param {any} data @param {Mark} mark */
function lossAt({ smoothed, losses, start }, { step }) {
  return smoothed[step - 1] ?? losses[step - 1] ?? start.loss;
}

/** @param {number[]} rates */
const stepsOf = (rates) => rates.map((_, index) => index + 1);

/** Whether the rate grew by a factor rather than by an amount. @param {number[]} rates */
const isExponential = (rates) => rates.length > 2 && rates[1] - rates[0] < 0.5 * (rates[rates.length - 1] - rates[rates.length - 2]);
