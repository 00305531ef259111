/** What is set in the tools of the learning rate, in a link: only what is not as at first. */

import { readNumber } from "./link-values.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").RangeTest} RangeTest */

/** How small the slope has to become, as a share of that at the start. */
const TOLERANCE = 1e-6;
export const TOLERANCE_RANGE = /** @type {[number, number]} */ ([1e-12, 0.999]);

/** The range test as it is at first. @type {RangeTest} */
const PLAIN_TEST = Object.freeze({ lowest: 1e-5, highest: 10, growth: "exponential", smoothing: 0.5, factor: 3 });

/** What its numbers may be. @type {Record<"lowest" | "highest" | "smoothing" | "factor", [number, number]>} */
export const TEST_RANGES = { lowest: [1e-12, 1e6], highest: [1e-12, 1e6], smoothing: [0, 0.99], factor: [1, 1e6] };

export const TOOL_PARTS = ["tolerance", "test"];

/** The range test as it is set. @param {View} view @returns {RangeTest} */
export const testOf = ({ test }) => ({ ...PLAIN_TEST, ...test });

/** @param {View} view */
export const toleranceOf = ({ tolerance }) => tolerance ?? TOLERANCE;

/** @param {View} view @returns {[string, string][]} */
export function writeTools(view) {
  const test = testOf(view);
  const changed = /** @type {(keyof RangeTest)[]} */ (Object.keys(PLAIN_TEST)).filter((name) => test[name] !== PLAIN_TEST[name]);
  return [
    ["tolerance", toleranceOf(view) === TOLERANCE ? "" : String(view.tolerance)],
    ["test", changed.map((name) => `${name}:${test[name]}`).join(",")],
  ];
}

/** @param {import("./link-runs.js").Take} take */
export function readTools(take) {
  return {
    tolerance: take("tolerance", (said) => readWithin(said, TOLERANCE_RANGE)),
    test: take("test", readTest),
  };
}

/** @param {string} said @param {[number, number]} range */
function readWithin(said, [low, high]) {
  const value = readNumber(said);
  return value !== null && low <= value && value <= high ? value : null;
}

/** @param {string} said @returns {Partial<RangeTest> | null} */
function readTest(said) {
  /** @type {Record<string, number | string>} */
  const found = {};
  for (const one of said.split(",")) {
    const [name, value, ...rest] = one.split(":");
    const range = Object.hasOwn(TEST_RANGES, name) ? TEST_RANGES[/** @type {keyof typeof TEST_RANGES} */ (name)] : null;
    const read = range ? readWithin(value ?? "", range) : name === "growth" && ["linear", "exponential"].includes(value) ? value : null;
    if (read === null || rest.length || Object.hasOwn(found, name)) {
      return null;
    }
    found[name] = read;
  }
  const { lowest, highest } = { ...PLAIN_TEST, ...found };
  return lowest < highest ? found : null;
}
