/** The balls of a swarm as the pictures draw them, and where they are at a step. */

/**
 * @typedef {"none" | "slash" | "dot" | "bar" | "back" | "stroke" | "cross" | "square" | "hollow"} BallMark
 * @typedef {{ color: string, mark: BallMark }} BallLook  color: a token; mark: what is drawn inside, for those who see no colours
 * @typedef {{ key: string, look: BallLook, members: number[] }} BallGroup  balls that end alike
 *
 * @typedef {Object} BallSide  the balls of one swarm
 * @property {string} marker
 * @property {number[]} steps       those at which it is known where they are
 * @property {Float64Array} points  steps × balls × coordinates; NaN from where one has left
 * @property {number} count
 * @property {number} weights
 * @property {BallGroup[]} groups
 *
 * @typedef {{ place: number, color: string, dash: boolean, own: boolean, window: [number, number][], names: { low: string, high: string, all: string } }} StartBox
 *   own: it can be taken hold of
 *
 * @typedef {Object} SwarmPicture
 * @property {number} steps
 * @property {BallSide[]} sides
 * @property {{ side: number, keys: string[] } | null} lit  the balls that are pointed at in the tally
 * @property {boolean} old    it answers an earlier question
 * @property {StartBox[]} boxes
 */

/**
 * The last moment that is known at a step.
 * @param {number[]} steps  rising
 * @param {number} step
 */
export function momentAt(steps, step) {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (steps[middle] <= step) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/**
 * Where a ball is at a moment.
 * @param {BallSide} side
 * @param {number} moment
 * @param {number} ball
 * @returns {number[]}
 */
export function pointAt({ points, count, weights }, moment, ball) {
  const first = (moment * count + ball) * weights;
  return Array.from(points.subarray(first, first + weights));
}
