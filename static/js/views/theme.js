/** The colours and the type of the page, read from its CSS tokens. */

/**
 * @typedef {Object} Theme
 * @property {string} paper
 * @property {string} ink
 * @property {string} secondInk
 * @property {string} line
 * @property {string} accent
 * @property {string} better
 * @property {string} worse
 * @property {string[]} terrain  low to high loss
 * @property {string} font
 * @property {(name: string) => string} color  the value of any other token
 */

const TERRAIN_TOKENS = 8;

/** @returns {Theme} */
export function readTheme() {
  const tokens = getComputedStyle(document.documentElement);
  /** Kept, because the page would lay itself out before it says them. @type {Map<string, string>} */
  const known = new Map();
  /** @param {string} name */
  const color = (name) => {
    const value = known.get(name) ?? (tokens.getPropertyValue(name).trim() || tokens.color);
    known.set(name, value);
    return value;
  };
  return {
    paper: color("--paper"),
    ink: color("--ink"),
    secondInk: color("--ink-second"),
    line: color("--line"),
    accent: color("--accent"),
    better: color("--better"),
    worse: color("--worse"),
    terrain: Array.from({ length: TERRAIN_TOKENS }, (_, index) => color(`--terrain-${index + 1}`)),
    font: getComputedStyle(document.body).fontFamily,
    color,
  };
}

/**
 * Plotly's form of the terrain scale.
 * @param {Theme} theme
 * @returns {[number, string][]}
 */
export function colorScale(theme) {
  return theme.terrain.map((color, index) => [index / (theme.terrain.length - 1), color]);
}

/**
 * Red, green and blue of a "#rrggbb" token.
 * @param {string} color
 * @returns {[number, number, number]}
 */
export function channels(color) {
  const value = Number.parseInt(color.replace("#", ""), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/**
 * A token's colour, partly transparent.
 * @param {string} color
 * @param {number} opacity
 */
export function faded(color, opacity) {
  return `rgba(${channels(color).join(",")},${opacity})`;
}
