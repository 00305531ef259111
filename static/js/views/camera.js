/** Where the eye stands so that the block of terrain fills its pane and its labels still fit. */

/** @typedef {[number, number, number]} Vector */

/** The direction from the block to the eye: from the front left, above; the taller the pane the steeper. */
const DIRECTION = /** @type {Vector} */ ([-0.36, -0.7, 0.76]);
const STEEPER = 0.42;

/** Plotly's scene: vertical angle of view, and up. */
const ANGLE_OF_VIEW = Math.PI / 4;
const UP = /** @type {Vector} */ ([0, 0, 1]);

/** Room for labels around the block, in pixels. */
const LABELS = Object.freeze({ left: 34, right: 8, top: 22, bottom: 34 });

const ROUNDS = 24;

/**
 * @param {Vector} sides  of the block, in the units of Plotly's aspect ratio
 * @param {{ width: number, height: number }} pane
 */
export function cameraFor(sides, pane) {
  const tallness = Math.max(0, Math.min(1.2, pane.height / Math.max(1, pane.width) - 1));
  const back = unit([DIRECTION[0], DIRECTION[1], DIRECTION[2] + STEEPER * tallness]);
  const right = unit(cross(UP, back));
  const up = cross(back, right);
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
    /** @type {Vector} */ (sides.map((side, axis) => ((bits >> axis) & 1 ? side / 2 : -side / 2))));
  const tall = Math.tan(ANGLE_OF_VIEW / 2);
  const wide = (tall * pane.width) / pane.height;
  const free = {
    width: Math.max(0.2, 1 - (LABELS.left + LABELS.right) / pane.width),
    height: Math.max(0.2, 1 - (LABELS.top + LABELS.bottom) / pane.height),
  };
  let distance = 2;
  let center = /** @type {Vector} */ ([0, 0, 0]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = corners.map((corner) => {
      const from = minus(corner, center);
      const depth = distance - dot(from, back);
      return [dot(from, right) / (depth * wide), dot(from, up) / (depth * tall)];
    });
    const [low, high] = [0, 1].map((axis) => Math.min(...seen.map((at) => at[axis])))
      .map((least, axis) => [least, Math.max(...seen.map((at) => at[axis]))]);
    distance *= 0.5 + 0.5 * Math.max((low[1] - low[0]) / (2 * free.width), (high[1] - high[0]) / (2 * free.height));
    const shift = [
      ((low[0] + low[1]) / 2 - (LABELS.left - LABELS.right) / pane.width) * wide * distance,
      ((high[0] + high[1]) / 2 - (LABELS.bottom - LABELS.top) / pane.height) * tall * distance,
    ];
    center = /** @type {Vector} */ (center.map((value, axis) => value + 0.7 * (shift[0] * right[axis] + shift[1] * up[axis])));
  }
  return { eye: point(center.map((value, axis) => value + distance * back[axis])), center: point(center), up: point(UP) };
}

/** @param {number[]} vector */
const point = ([x, y, z]) => ({ x, y, z });

/** @param {Vector} a @param {Vector} b */
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** @param {Vector} a @param {Vector} b @returns {Vector} */
const minus = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** @param {Vector} a @param {Vector} b @returns {Vector} */
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

/** @param {Vector} vector @returns {Vector} */
const unit = (vector) => /** @type {Vector} */ (vector.map((value) => value / Math.sqrt(dot(vector, vector))));
