/** The columns of the table of steps: what the run itself holds, and what was measured along it. */

import { variablesOf } from "./description.js";
import { text } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {{ key: string, title: string, digits?: number, value: (step: number) => number | null }} Column */

const DIGITS = 6;

/** @type {{ run: unknown, data: unknown, columns: Column[] }} */
let known = { run: null, data: null, columns: [] };

/**
 * The same columns for the same run and measures.
 * @param {State} state
 * @param {any} data
 * @returns {Column[]}
 */
export function columnsOf({ run, description }, data) {
  if (run === known.run && data === known.data && known.columns.length) {
    return known.columns;
  }
  const variables = variablesOf(description.surface);
  /** @type {Column[]} */
  const columns = [
    { key: "step", title: text("column.step"), value: (step) => step },
    ...variables.map((name, axis) => ({ key: name, title: name, digits: DIGITS, value: (/** @type {number} */ step) => run?.points[step]?.[axis] ?? null })),
    { key: "loss", title: text("column.loss"), digits: DIGITS, value: (step) => run?.losses[step] ?? null },
    { key: "gradient_norm", title: text("column.gradient_norm"), digits: DIGITS, value: (step) => run?.gradientNorms[step] ?? null },
    ...(data ? measured(data, variables) : []),
  ];
  known = { run, data, columns };
  return columns;
}

/**
 * @param {any} data
 * @param {string[]} variables
 * @returns {Column[]}
 */
function measured(data, variables) {
  /** @type {Map<number, number>} */
  const places = new Map(data.steps.map((/** @type {number} */ step, /** @type {number} */ index) => [step, index]));
  /** @param {(index: number) => number | null | undefined} read */
  const value = (read) => (/** @type {number} */ step) => {
    const index = places.get(step);
    return index === undefined ? null : read(index) ?? null;
  };
  return [
    { key: "learning_rate", title: text("column.learning_rate"), digits: DIGITS, value: value((index) => data.learning_rates[index]) },
    ...(data.distances ? [{ key: "distance", title: text("column.distance"), digits: DIGITS, value: value((index) => data.distances[index]) }] : []),
    ...variables.map((name, axis) => ({
      key: `effective_rate_${name}`, title: text("column.effective_rate", { axis: name }), digits: DIGITS,
      value: value((index) => data.effective_rates[index]?.[axis]),
    })),
    ...["sharpness", "along_step", "product"].map((key) => ({
      key, title: text(`column.${key}`), digits: DIGITS,
      value: value((index) => (data[key] ?? data[`${key}s`])[index]),
    })),
  ];
}

/**
 * Every row with every figure to its last digit.
 * @param {Column[]} columns
 * @param {number} count
 */
export function csvOf(columns, count) {
  const lines = [columns.map(({ key }) => key).join(",")];
  for (let step = 0; step < count; step += 1) {
    lines.push(columns.map(({ value }) => value(step) ?? "").join(","));
  }
  return `${lines.join("\n")}\n`;
}
