/** Level lines of a grid, traced by marching squares: where contour labels can stand, and the first picture. */

/** @typedef {import("./grid.js").Grid} Grid */

/** Every fifth level is drawn stronger and labelled. */
export const STRONG_EVERY = 5;

/**
 * Of what there is for every level, that of the strong ones, those with a label.
 * @template T
 * @param {T[]} levels
 */
export function strongLevels(levels) {
  return levels.filter((_, index) => index % STRONG_EVERY === 0);
}

/** @type {WeakMap<Grid, number[][][]>} */
const traced = new WeakMap();

/**
 * For every level of the grid, in order, the lines along which the shade equals it, each a flat list x0, y0, x1, y1 … in
 * data units.
 * @param {Grid} grid
 * @returns {number[][][]}
 */
export function levelLines(grid) {
  const known = traced.get(grid);
  if (known) {
    return known;
  }
  const levels = grid.levels.map(({ shade }) => shade);
  const lines = crossings(grid, levels).map((pieces, index) =>
    joined(pieces).map((edges) => edges.flatMap((edge) => edgePoint(grid, levels[index], edge))));
  traced.set(grid, lines);
  return lines;
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
 * For each level, pairs of grid edges joined by a piece of its line. One pass over the cells, since few levels cross one.
 * @param {Grid} grid
 * @param {number[]} levels  rising
 */
function crossings({ shade, nx, ny }, levels) {
  const pieces = levels.map(() => /** @type {[number, number][]} */ ([]));
  for (let row = 0; row < ny - 1; row += 1) {
    for (let column = 0; column < nx - 1; column += 1) {
      const node = row * nx + column;
      const a = shade[node];
      const b = shade[node + 1];
      const c = shade[node + nx + 1];
      const d = shade[node + nx];
      const lowest = Math.min(a, b, c, d); // NaN when one of them is
      const highest = Math.max(a, b, c, d);
      for (let index = firstFrom(levels, lowest); index < levels.length && levels[index] < highest; index += 1) {
        cross(pieces[index], node, nx, a, b, c, d, levels[index]);
      }
    }
  }
  return pieces;
}

/**
 * The place of the first level that is not below the value; past the end for NaN.
 * @param {number[]} levels
 * @param {number} value
 */
function firstFrom(levels, value) {
  let index = 0;
  while (index < levels.length && !(levels[index] >= value)) {
    index += 1;
  }
  return index;
}

/**
 * The pieces of a level's line in one cell with corners a, b, c, d, counter-clockwise from its node.
 * @param {[number, number][]} pieces
 * @param {number} node
 * @param {number} nx
 * @param {number} a
 * @param {number} b
 * @param {number} c
 * @param {number} d
 * @param {number} level
 */
function cross(pieces, node, nx, a, b, c, d, level) {
  const cut = [];
  if (a > level !== b > level) {
    cut.push(2 * node);
  }
  if (b > level !== c > level) {
    cut.push(2 * (node + 1) + 1);
  }
  if (c > level !== d > level) {
    cut.push(2 * (node + nx));
  }
  if (d > level !== a > level) {
    cut.push(2 * node + 1);
  }
  if (cut.length === 2) {
    pieces.push([cut[0], cut[1]]);
  } else {
    const middle = (a + b + c + d) / 4 > level;
    const turn = middle === a > level ? 0 : 3;
    pieces.push([cut[turn % 4], cut[(turn + 1) % 4]], [cut[(turn + 2) % 4], cut[(turn + 3) % 4]]);
  }
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
