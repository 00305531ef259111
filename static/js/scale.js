/** A slider's way between a position from 0 to 1 and a value, linear or logarithmic. */

/**
 * @param {[number, number]} range
 * @param {"linear" | "log"} kind
 */
export function createScale([low, high], kind) {
  if (kind === "log" && low > 0) {
    const span = Math.log(high / low);
    return {
      /** @param {number} at */
      value: (at) => low * Math.exp(at * span),
      /** @param {number} value */
      at: (value) => clamp(Math.log(value / low) / span),
    };
  }
  return {
    /** @param {number} at */
    value: (at) => low + at * (high - low),
    /** @param {number} value */
    at: (value) => clamp((value - low) / (high - low)),
  };
}

/** @param {number} at */
function clamp(at) {
  return Math.min(1, Math.max(0, at));
}
