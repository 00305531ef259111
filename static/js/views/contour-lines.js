/** Level lines of a grid, traced by marching squares: where contour labels can stand, and the first picture. */

/** @typedef {import("./grid.js").Grid} Grid */

/** Every fifth level is drawn stronger and labelled. */
export const STRONG_EVERY = 5;

/**
 * The strong levels, those with a label.
 * @param {Grid["levels"]} levels
 */
export function strongLevels(levels) {
  return levels.filter((_, index) => index % STRONG_EVERY === 0);
}

/**
 * The lines along which the grid's shade equals the level, each a flat list x0, y0, x1, y1 … in data units.
 * @param {Grid} grid
 * @param {number} level
 * @returns {number[][]}
 */
export function levelLines(grid, level) {
  return joined(crossings(grid, level)).map((edges) => edges.flatMap((edge) => edgePoint(grid, level, edge)));
}

/**
 * Where the level crosses the grid edge. Edge 2k runs right from node k, edge 2k + 1 runs up from it.
 * @param {Grid} grid
 * @param {number} level
 * @param {number} edge
 */
function edgePoint({ x, y, shade, nx }, level, edge) {
  const node = edge >> 1;
  const column = node % nx;
  const row = (node - column) / nx;
  const up = edge & 1;
  const other = up ? node + nx : node + 1;
  const part = (level - shade[node]) / (shade[other] - shade[node]);
  return up
    ? [x[column], y[row] + part * (y[row + 1] - y[row])]
    : [x[column] + part * (x[column + 1] - x[column]), y[row]];
}

/**
 * Pairs of grid edges joined by a piece of the line, cell by cell.
 * @param {Grid} grid
 * @param {number} level
 */
function crossings({ shade, nx, ny }, level) {
  /** @type {[number, number][]} */
  const pieces = [];
  for (let row = 0; row < ny - 1; row += 1) {
    for (let column = 0; column < nx - 1; column += 1) {
      const node = row * nx + column;
      const corners = [shade[node], shade[node + 1], shade[node + nx + 1], shade[node + nx]];
      const above = corners.map((value) => value > level);
      if (above[0] === above[1] && above[1] === above[2] && above[2] === above[3]) {
        continue;
      }
      if (corners.some(Number.isNaN)) {
        continue;
      }
      const edges = [2 * node, 2 * (node + 1) + 1, 2 * (node + nx), 2 * node + 1];
      const cut = edges.filter((_, side) => above[side] !== above[(side + 1) % 4]);
      if (cut.length === 2) {
        pieces.push([cut[0], cut[1]]);
      } else {
        const middle = (corners[0] + corners[1] + corners[2] + corners[3]) / 4 > level;
        const turn = middle === above[0] ? 0 : 3;
        pieces.push([cut[turn % 4], cut[(turn + 1) % 4]], [cut[(turn + 2) % 4], cut[(turn + 3) % 4]]);
      }
    }
  }
  return pieces;
}

/**
 * Chains of pieces that share an edge.
 * @param {[number, number][]} pieces
 */
function joined(pieces) {
  /** @type {Map<number, number[]>} */
  const at = new Map();
  pieces.forEach((piece, index) => {
    for (const edge of piece) {
      const here = at.get(edge);
      if (here) {
        here.push(index);
      } else {
        at.set(edge, [index]);
      }
    }
  });
  const used = new Uint8Array(pieces.length);
  /** @param {number[]} line */
  const grow = (line) => {
    for (;;) {
      const end = line[line.length - 1];
      const next = (at.get(end) ?? []).find((index) => !used[index]);
      if (next === undefined) {
        return line;
      }
      used[next] = 1;
      line.push(pieces[next][0] === end ? pieces[next][1] : pieces[next][0]);
    }
  };
  /** @type {number[][]} */
  const lines = [];
  pieces.forEach((piece, index) => {
    if (!used[index]) {
      used[index] = 1;
      const forward = grow([...piece]);
      lines.push(grow(forward.reverse()));
    }
  });
  return lines;
}
