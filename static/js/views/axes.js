/**
 * From data to pixels and back. The one file that reads Plotly's private axis mapping.
 * Pixels are CSS pixels from the upper left corner of the view's element, before any CSS scale.
 */

/**
 * @typedef {Object} Axes
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {(value: number) => number} x    data to pixels
 * @property {(value: number) => number} y
 * @property {(pixel: number) => number} toX  pixels to data
 * @property {(pixel: number) => number} toY
 * @property {string} key  equal for equal mappings
 */

/** @typedef {{ l: number, r: number, t: number, b: number }} Margin */

/**
 * The mapping of a drawn plot, or null before the first drawing.
 * @param {HTMLElement} host
 * @returns {Axes | null}
 */
export function plotAxes(host) {
  const layout = /** @type {any} */ (host)._fullLayout;
  const x = layout?.xaxis;
  const y = layout?.yaxis;
  if (!x?._length || !y?._length || typeof x.p2d !== "function") {
    return null;
  }
  return {
    left: x._offset,
    top: y._offset,
    width: x._length,
    height: y._length,
    x: pixelsOf(x),
    y: pixelsOf(y),
    toX: (pixel) => x.p2d(pixel - x._offset),
    toY: (pixel) => y.p2d(pixel - y._offset),
    key: [x._offset, y._offset, x._length, y._length, ...x.range, ...y.range, y.type].join(),
  };
}

/**
 * The inverse of an axis' p2d, to the last digit: Plotly's own d2p rounds to a hundredth of a pixel.
 * @param {any} axis
 * @returns {(value: number) => number}
 */
function pixelsOf(axis) {
  const scale = axis.type === "log" ? Math.log10 : (/** @type {number} */ value) => value;
  const first = scale(axis.p2d(0));
  const perUnit = axis._length / (scale(axis.p2d(axis._length)) - first);
  return (value) => axis._offset + (scale(value) - first) * perUnit;
}

/**
 * The mapping that the plot will have, for the time before Plotly is there.
 * @param {[number, number]} rangeX
 * @param {[number, number]} rangeY
 * @param {{ width: number, height: number }} size
 * @param {Margin} margin
 * @returns {Axes}
 */
export function plainAxes(rangeX, rangeY, size, margin) {
  const width = Math.max(1, size.width - margin.l - margin.r);
  const height = Math.max(1, size.height - margin.t - margin.b);
  const perX = width / (rangeX[1] - rangeX[0]);
  const perY = height / (rangeY[1] - rangeY[0]);
  return {
    left: margin.l,
    top: margin.t,
    width,
    height,
    x: (value) => margin.l + (value - rangeX[0]) * perX,
    y: (value) => margin.t + (rangeY[1] - value) * perY,
    toX: (pixel) => rangeX[0] + (pixel - margin.l) / perX,
    toY: (pixel) => rangeY[1] - (pixel - margin.t) / perY,
    key: ["plain", width, height, ...rangeX, ...rangeY].join(),
  };
}

/**
 * Where a pointer is on the element, in the element's own pixels even when CSS scales it.
 * @param {HTMLElement} element
 * @param {{ clientX: number, clientY: number }} pointer
 * @returns {[number, number]}
 */
export function pointerPosition(element, pointer) {
  const box = element.getBoundingClientRect();
  return [
    (pointer.clientX - box.left) * (element.offsetWidth / box.width) - element.clientLeft,
    (pointer.clientY - box.top) * (element.offsetHeight / box.height) - element.clientTop,
  ];
}

/**
 * The window widened around its middle until both axes have one scale, so that angles on the map are true.
 * @param {[[number, number], [number, number]]} window
 * @param {{ width: number, height: number }} frame
 * @returns {[[number, number], [number, number]]}
 */
export function sameScale([[x0, x1], [y0, y1]], frame) {
  const unit = Math.max((x1 - x0) / frame.width, (y1 - y0) / frame.height);
  const spareX = (unit * frame.width - (x1 - x0)) / 2;
  const spareY = (unit * frame.height - (y1 - y0)) / 2;
  return [[x0 - spareX, x1 + spareX], [y0 - spareY, y1 + spareY]];
}
