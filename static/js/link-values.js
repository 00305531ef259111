/** The values of a link, each read strictly: null when it is not what it should be. */

const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WHOLE = /^\d{1,16}$/;
export const NAME = /^[A-Za-z][A-Za-z0-9_]{0,31}$/;
const LARGEST = 1e9;
const LONGEST_FORMULA = 500;
const MOST_LETTERS = 16;
const MOST_CHANGES = 1000;
const VARIABLES = [["x", "y"], ["w"]];

/** @param {string} said */
export function readNumber(said) {
  return NUMBER.test(said) && Number.isFinite(Number(said)) ? Number(said) : null;
}

/** @param {string} said @param {number} low @param {number} high */
export function readWhole(said, low, high) {
  const value = WHOLE.test(said) ? Number(said) : NaN;
  return Number.isSafeInteger(value) && value >= low && value <= high ? value : null;
}

/** @param {string} said @param {number} weights */
export function readPoint(said, weights) {
  const values = said.split(",").map(readNumber);
  return values.length === weights && values.every((value) => value !== null && Math.abs(value) <= LARGEST)
    ? /** @type {number[]} */ (values)
    : null;
}

/**
 * "name:value" pairs.
 * @param {string[]} said
 */
export function readPairs(said) {
  /** @type {Record<string, number>} */
  const found = {};
  for (const one of said) {
    const [name, value, ...rest] = one.split(":");
    const number = readNumber(value ?? "");
    if (!NAME.test(name) || number === null || rest.length || Object.hasOwn(found, name)) {
      return null;
    }
    found[name] = number;
  }
  return found;
}

/** @param {string} said */
export function readFormula(said) {
  try {
    const formula = decodeURIComponent(said);
    return formula.length > 0 && formula.length <= LONGEST_FORMULA && /^[\x20-\x7e]+$/.test(formula) ? formula : null;
  } catch {
    return null;
  }
}

/** @param {string} said */
export function readLetters(said) {
  const found = readPairs(said.split(","));
  return found && Object.keys(found).length <= MOST_LETTERS ? found : null;
}

/** @param {string} said */
export function readVariables(said) {
  return VARIABLES.find((names) => names.join(",") === said) ?? null;
}

/** @param {string} said @returns {[number, number][] | null} */
export function readWindow(said) {
  const axes = said.split(",").map((ends) => ends.split(":").map(readNumber));
  const fits = axes.length <= 2 && axes.every(
    (ends) => ends.length === 2 && ends[0] !== null && ends[1] !== null && ends[0] < ends[1]
      && Math.max(-ends[0], ends[1]) <= LARGEST,
  );
  return fits ? /** @type {[number, number][]} */ (axes) : null;
}

/** @param {string} said @returns {[number, number][] | null} */
export function readChanges(said) {
  const found = said.split(",").map((one) => one.split(":"));
  const values = found.map(([step, rate]) => [readWhole(step, 1, LARGEST), readNumber(rate ?? "")]);
  const fits = found.length <= MOST_CHANGES && found.every((one) => one.length === 2)
    && values.every(([step, rate], index) =>
      step !== null && rate !== null && rate >= 1e-12 && rate <= 1e6 && (index === 0 || step > Number(values[index - 1][0])));
  return fits ? /** @type {[number, number][]} */ (values) : null;
}
