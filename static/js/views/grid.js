/** The heights of a surface on a grid, decoded once and read between the nodes. */

/** @typedef {import("./models.js").GridData} GridData */
/** @typedef {import("./models.js").Numbers} Numbers */

/**
 * @typedef {Object} Grid
 * @property {Float64Array} x
 * @property {Float64Array} y
 * @property {Float64Array} loss   (ny, nx), row by row
 * @property {Float64Array} shade  (ny, nx), 0 at the lowest loss
 * @property {number} nx
 * @property {number} ny
 * @property {{ shade: number, loss: number }[]} levels
 * @property {(x: number, y: number) => number} shadeAt  NaN outside
 * @property {(x: number, y: number) => number} lossAt  NaN outside
 */

const READERS = /** @type {const} */ ({
  f8: Float64Array, f4: Float32Array, i4: Int32Array, u4: Uint32Array, i2: Int16Array, u2: Uint16Array, i1: Int8Array,
  u1: Uint8Array,
});

/** @type {WeakMap<object, Grid>} */
const decoded = new WeakMap();

/**
 * All numbers of a list, a list of rows, or one of Plotly's base64 arrays, in one flat array; null is NaN.
 * @param {Numbers} numbers
 * @returns {Float64Array}
 */
export function flatNumbers(numbers) {
  if ("bdata" in numbers) {
    const text = atob(numbers.bdata);
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index += 1) {
      bytes[index] = text.charCodeAt(index);
    }
    const Reader = READERS[/** @type {keyof typeof READERS} */ (numbers.dtype)];
    return new Float64Array(new Reader(bytes.buffer));
  }
  const list = Array.from(/** @type {ArrayLike<number | null | ArrayLike<number | null>>} */ (numbers));
  if (typeof list[0] !== "object" || list[0] === null) {
    return Float64Array.from(list, (value) => (value === null ? NaN : Number(value)));
  }
  return Float64Array.from(list.flatMap((row) => Array.from(/** @type {ArrayLike<number | null>} */ (row))), (value) =>
    value === null ? NaN : value);
}

/**
 * @param {GridData} data
 * @returns {Grid}
 */
export function readGrid(data) {
  const known = decoded.get(data);
  if (known) {
    return known;
  }
  const x = flatNumbers(data.x);
  const y = flatNumbers(data.y);
  const shade = flatNumbers(data.shade);
  const loss = flatNumbers(data.z);
  const grid = {
    x, y, shade, loss, nx: x.length, ny: y.length, levels: data.levels,
    shadeAt: bilinear(x, y, shade), lossAt: bilinear(x, y, loss),
  };
  decoded.set(data, grid);
  return grid;
}

/**
 * The rows of a flat (ny, nx) array, as Plotly wants them.
 * @param {Float64Array} values
 * @param {number} nx
 */
export function rows(values, nx) {
  return Array.from({ length: values.length / nx }, (_, row) => values.subarray(row * nx, (row + 1) * nx));
}

/**
 * Reads a field on an evenly spaced grid between its nodes.
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @param {Float64Array} values
 */
function bilinear(x, y, values) {
  const nx = x.length;
  const ny = y.length;
  const perX = (nx - 1) / (x[nx - 1] - x[0]);
  const perY = (ny - 1) / (y[ny - 1] - y[0]);
  /** @param {number} atX @param {number} atY */
  return (atX, atY) => {
    const u = (atX - x[0]) * perX;
    const v = (atY - y[0]) * perY;
    if (!(u >= 0 && v >= 0 && u <= nx - 1 && v <= ny - 1)) {
      return NaN;
    }
    const column = Math.min(Math.floor(u), nx - 2);
    const row = Math.min(Math.floor(v), ny - 2);
    const s = u - column;
    const t = v - row;
    const at = row * nx + column;
    return (values[at] * (1 - s) + values[at + 1] * s) * (1 - t) + (values[at + nx] * (1 - s) + values[at + nx + 1] * s) * t;
  };
}
