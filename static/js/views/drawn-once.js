/** What is drawn already: a ball that circles for ten thousand steps is drawn as the few pieces that it really is. */

/**
 * @param {number} finest  pieces whose ends differ by less than this are the same piece
 * @returns {(from: readonly number[], to: readonly number[]) => boolean} whether a piece, in either direction, is new
 */
export function createDrawnOnce(finest) {
  /** @type {Set<string>} */
  const known = new Set();
  const place = (/** @type {readonly number[]} */ [x, y]) => `${Math.round(x / finest)},${Math.round(y / finest)}`;
  return (from, to) => {
    const ends = [place(from), place(to)].sort().join(" ");
    const isNew = !known.has(ends);
    known.add(ends);
    return isNew;
  };
}
