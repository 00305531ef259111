/** The sign of a run: its ball has a shape as well as a colour. */

/** Dash patterns of the paths, in pixels and as Plotly calls them. */
/** @type {Record<string, { pixels: number[], name: string }>} */
const DASHES = {
  solid: { pixels: [], name: "solid" },
  dash: { pixels: [8, 4], name: "dash" },
  dot: { pixels: [2, 4], name: "dot" },
  dashdot: { pixels: [8, 4, 2, 4], name: "dashdot" },
  longdash: { pixels: [14, 5], name: "longdash" },
  longdashdot: { pixels: [14, 4, 2, 4], name: "longdashdot" },
};

/** @param {string} [dash] */
export const dashOf = (dash) => DASHES[dash ?? "solid"] ?? DASHES.solid;

/** Corners around the middle, for a marker of radius 1. @type {Record<string, number[][]>} */
const CORNERS = {
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  diamond: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  "triangle-up": [[0, -1.25], [1.15, 0.8], [-1.15, 0.8]],
  "triangle-down": [[0, 1.25], [1.15, -0.8], [-1.15, -0.8]],
  pentagon: regular(5, 1.15),
  hexagon: regular(6, 1.12),
  star: Array.from({ length: 10 }, (_, index) => turned(index / 10, index % 2 ? 0.6 : 1.4)),
  cross: [[-0.4, -1.2], [0.4, -1.2], [0.4, -0.4], [1.2, -0.4], [1.2, 0.4], [0.4, 0.4], [0.4, 1.2], [-0.4, 1.2], [-0.4, 0.4],
    [-1.2, 0.4], [-1.2, -0.4], [-0.4, -0.4]],
};

/** Other words for the same shapes. @type {Record<string, string>} */
const ALSO = { triangle: "triangle-up", wedge: "triangle-down" };

/** Plotly's name of a marker. @param {string} [marker] */
export const symbolOf = (marker) => {
  const name = ALSO[marker ?? ""] ?? marker ?? "circle";
  return name in CORNERS ? name : "circle";
};

/**
 * @param {string | undefined} marker
 * @param {readonly [number, number]} at
 * @param {number} radius
 */
export function markerPath(marker, [x, y], radius) {
  const path = new Path2D();
  const corners = CORNERS[symbolOf(marker)];
  if (!corners) {
    path.arc(x, y, radius, 0, 2 * Math.PI);
    return path;
  }
  corners.forEach(([u, v], index) => (index ? path.lineTo(x + u * radius, y + v * radius) : path.moveTo(x + u * radius, y + v * radius)));
  path.closePath();
  return path;
}

/** @param {number} corners @param {number} size */
function regular(corners, size) {
  return Array.from({ length: corners }, (_, index) => turned(index / corners, size));
}

/** @param {number} part  of a full turn, from the top @param {number} size */
function turned(part, size) {
  return [size * Math.sin(2 * Math.PI * part), -size * Math.cos(2 * Math.PI * part)];
}
