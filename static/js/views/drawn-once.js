/** What is drawn already: a ball that circles for ten thousand steps is drawn as the few pieces that it really is. */

/** So many pieces are drawn without a look at what is there: for a short path the looking costs more than it saves. */
const FEW = 1000;

/**
 * @param {number} finest  pieces whose ends differ by less than this are the same piece
 * @returns {(from: readonly number[], to: readonly number[]) => boolean} whether a piece, in either direction, is new
 */
export function createDrawnOnce(finest) {
  /** @type {Set<string>} */
  const known = new Set();
  let count = 0;
  const place = (/** @type {readonly number[]} */ [x, y]) => `${Math.round(x / finest)},${Math.round(y / finest)}`;
  return (from, to) => {
    count += 1;
    if (count <= FEW) {
      return true;
    }
    const ends = [place(from), place(to)].sort().join(" ");
    const isNew = !known.has(ends);
    known.add(ends);
    return isNew;
  };
}
