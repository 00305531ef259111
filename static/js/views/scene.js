/** From a point of a 3-D plot to pixels. The one file that reads Plotly's private scene. */

/**
 * @typedef {Object} Projection
 * @property {(x: number, y: number, z: number) => [number, number]} toPixels
 * @property {[number, number, number]} eye  where the eye is, in data units
 * @property {string} key  equal for equal projections
 */

/** @typedef {ArrayLike<number>} Matrix  4 × 4, column by column */

/** Whether this browser can draw in three dimensions at all. */
export function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

/**
 * The present projection of the plot's scene, or null before its first frame.
 * @param {HTMLElement} host
 * @param {{ width: number, height: number }} size
 * @returns {Projection | null}
 */
export function sceneProjection(host, { width, height }) {
  const scene = /** @type {any} */ (host)._fullLayout?.scene?._scene;
  const camera = scene?.glplot?.cameraParams;
  const scale = scene?.dataScale;
  if (!camera?.projection || !scale) {
    return null;
  }
  const { model, view, projection } = camera;
  const whole = times(projection, times(view, model));
  const inverse = inverted(times(view, model));
  const eye = /** @type {[number, number, number]} */ (
    [0, 1, 2].map((axis) => inverse[12 + axis] / inverse[15] / scale[axis]));
  return {
    toPixels(x, y, z) {
      const [u, v, , depth] = applied(whole, [x * scale[0], y * scale[1], z * scale[2], 1]);
      return depth > 0 ? [0.5 * (1 + u / depth) * width, 0.5 * (1 - v / depth) * height] : [NaN, NaN];
    },
    eye,
    key: [width, height, ...whole].map((value) => Math.fround(value)).join(),
  };
}

/**
 * @param {Matrix} matrix
 * @param {ArrayLike<number>} vector
 */
function applied(matrix, vector) {
  return [0, 1, 2, 3].map((row) =>
    matrix[row] * vector[0] + matrix[4 + row] * vector[1] + matrix[8 + row] * vector[2] + matrix[12 + row] * vector[3]);
}

/**
 * @param {Matrix} a
 * @param {Matrix} b
 */
function times(a, b) {
  return [0, 1, 2, 3].flatMap((column) => applied(a, [0, 1, 2, 3].map((row) => b[4 * column + row])));
}

/**
 * The inverse by Gauss and Jordan.
 * @param {Matrix} matrix
 */
function inverted(matrix) {
  const rows = [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => matrix[4 * column + row])
    .concat([0, 1, 2, 3].map((column) => (column === row ? 1 : 0))));
  for (let pivot = 0; pivot < 4; pivot += 1) {
    const best = [...rows.keys()].slice(pivot).reduce((a, b) => (Math.abs(rows[b][pivot]) > Math.abs(rows[a][pivot]) ? b : a));
    [rows[pivot], rows[best]] = [rows[best], rows[pivot]];
    const lead = rows[pivot][pivot];
    rows[pivot] = rows[pivot].map((value) => value / lead);
    rows.forEach((row, index) => {
      const factor = row[pivot];
      if (index !== pivot && factor !== 0) {
        rows[index] = row.map((value, column) => value - factor * rows[pivot][column]);
      }
    });
  }
  return [0, 1, 2, 3].flatMap((column) => [0, 1, 2, 3].map((row) => rows[row][4 + column]));
}
