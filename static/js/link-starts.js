/** What is set in the tools of the starts, in a link: only what is not as at first. */

/** @typedef {import("./types.js").View} View */

/** One part for each tool. @type {string[]} */
export const STARTS_PARTS = [];

/** @param {View} view @returns {[string, string][]} */
export function writeStarts(view) {
  void view;
  return [];
}

/** @param {import("./link-runs.js").Take} take */
export function readStarts(take) {
  void take;
  return {};
}
