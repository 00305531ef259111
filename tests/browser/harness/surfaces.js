/** Surfaces to draw in tests: heights, runs and slices made here, in the shape in which the API sends them. */

const SIZE = 101;

/** name: loss, window, start, learning rate, marks, logarithmic colour */
export const SURFACES = {
  himmelblau: {
    loss: (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, window: [[-5, 5], [-5, 5]], start: [-0.27, -0.92], rate: 0.018, log: true,
    marks: [[3, 2], [-2.805118, 3.131312], [-3.77931, -3.283186], [3.584428, -1.848126]].map((at) => ({ kind: "minimum", at, lowest: true }))
      .concat([[3.3852, 0.0738], [-0.128, -1.9537], [0.0867, 2.8843], [-3.073, -0.0814]].map((at) => ({ kind: "saddle", at })))
      .concat([{ kind: "maximum", at: [-0.270845, -0.923039] }]),
  },
  rosenbrock: { loss: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, window: [[-2, 2], [-1, 3]], start: [-1.2, 1], rate: 0.0012, log: true,
    marks: [{ kind: "minimum", at: [1, 1], lowest: true }] },
  rastrigin: { loss: (x, y) => 20 + x * x - 10 * Math.cos(2 * Math.PI * x) + y * y - 10 * Math.cos(2 * Math.PI * y),
    window: [[-5.12, 5.12], [-5.12, 5.12]], start: [2.6, -3.4], rate: 0.004, log: false,
    marks: [{ kind: "minimum", at: [0, 0], lowest: true }].concat([-2, -1, 1, 2].flatMap((i) => [-2, -1, 0, 1, 2].map((j) =>
      ({ kind: "minimum", at: [i * 0.995, j * 0.995] })))) },
  easom: { loss: (x, y) => -Math.cos(x) * Math.cos(y) * Math.exp(-((x - Math.PI) ** 2 + (y - Math.PI) ** 2)), window: [[-2, 8], [-2, 8]],
    start: [1.9, 2.1], rate: 0.6, log: false, marks: [{ kind: "minimum", at: [Math.PI, Math.PI], lowest: true }] },
  saddle: { loss: (x, y) => x * x - y * y, window: [[-2, 2], [-2, 2]], start: [1.5, 0.001], rate: 0.12, log: false,
    marks: [{ kind: "saddle", at: [0, 0] }] },
  stretched: { loss: (x, y) => 0.5 * (x * x + 20 * y * y), window: [[-5, 5], [-5, 5]], start: [4, 0], rate: 0.05, log: false,
    marks: [{ kind: "minimum", at: [0, 0], lowest: true }] },
  shifted: { loss: (x, y) => (x - 103) ** 2 + 40 * (y + 0.002) ** 2 * 1e4 - 3, window: [[100, 108], [-0.01, 0.02]], start: [107, 0.015], rate: 2e-6,
    log: false, marks: [{ kind: "minimum", at: [103, -0.002], lowest: true }] },
};

export const CURVES = {
  log_bowl: { loss: (w) => Math.log(1 + w * w), window: [-3, 3], start: [2], rate: 0.8, marks: [{ kind: "minimum", at: [0], lowest: true }] },
  parabola: { loss: (w) => w * w / 2, window: [-4, 4], start: [3], rate: 1.5, marks: [{ kind: "minimum", at: [0], lowest: true }] },
};

const number = (value) => String(Number(value.toPrecision(3))).replace("-", "−");

function slope(loss, at) {
  return at.map((_, axis) => {
    const h = 1e-6 * Math.max(1, Math.abs(at[axis]) * 1e-2);
    const moved = (by) => at.map((value, index) => (index === axis ? value + by : value));
    return (loss(...moved(h)) - loss(...moved(-h))) / (2 * h);
  });
}

export function descend(surface, steps, { rate = surface.rate, start = surface.start, color = "--run-1", name = "gradient descent" } = {}) {
  const points = [start];
  for (let k = 0; k < steps; k += 1) {
    const g = slope(surface.loss, points[k]);
    const next = points[k].map((value, index) => value - rate * g[index]);
    if (!next.every((value) => Math.abs(value) < 1e9)) break;
    points.push(next);
  }
  return { points, losses: points.map((p) => surface.loss(...p)), outcome: { status: "converged" }, color, dash: "solid", marker: "circle", name };
}

const even = ([from, to], count) => Array.from({ length: count }, (_, i) => from + (i * (to - from)) / (count - 1));

export function gridOf(surface, window = surface.window) {
  const x = even(window[0], SIZE);
  const y = even(window[1], SIZE);
  const z = y.map((v) => x.map((u) => surface.loss(u, v)));
  const all = z.flat();
  const lowest = Math.min(...all);
  const highest = Math.max(...all);
  const span = highest - lowest;
  const soft = span / 2000;
  const shadeOf = (loss) => (surface.log ? Math.log1p((loss - lowest) / soft) / Math.log1p(span / soft) : (loss - lowest) / span);
  const lossOf = (shade) => (surface.log ? lowest + soft * Math.expm1(shade * Math.log1p(span / soft)) : lowest + shade * span);
  const levels = even([0, 1], 21).map((shade) => ({ shade, loss: lossOf(shade) }));
  return { x, y, z, shade: z.map((row) => row.map(shadeOf)), levels, lowest, highest };
}

export function modelOf(name, { steps = 60, step = steps, state = "paused", window } = {}) {
  const surface = SURFACES[name];
  const run = descend(surface, steps);
  const fall = descend(surface, 4000, { rate: surface.rate / 20 }).points.filter((_, i) => i % 20 === 0);
  const here = run.points[Math.min(step, run.points.length - 1)];
  return {
    grid: gridOf(surface, window), window: window ?? surface.window, axes: ["x", "y"], run, step, state, ghost: null, fallLine: fall, start: surface.start,
    marks: surface.marks.map((mark) => ({ ...mark, label: mark.kind === "minimum" ? `(${mark.at.map(number).join(", ")})` : "" })),
    arrows: { from: here, list: [{ kind: "update", name: "update", symbol: "step", vector: slope(surface.loss, here).map((g) => -surface.rate * g) }] },
    theme: "light", say,
    texts: { label: `Map of the loss ${name}`, dragMe: "drag me", start: "Start", loss: "loss", step: "step", wholeMap: "whole map", offMap: "off the map" },
  };
}

export function curveModelOf(name, { steps = 12, step = steps, state = "paused" } = {}) {
  const curve = CURVES[name];
  const w = even(curve.window, 401);
  const run = descend(curve, steps);
  const at = run.points[step][0];
  return {
    samples: { w, loss: w.map((v) => curve.loss(v)) }, window: curve.window, axes: ["w"], run, step, state, ghost: null, start: curve.start,
    marks: curve.marks.map((mark) => ({ ...mark, label: `w ${number(mark.at[0])}` })), tangent: { at, slope: slope(curve.loss, [at])[0] }, theme: "light", say,
    texts: { label: `The curve ${name}`, dragMe: "drag me", start: "Start", loss: "loss", step: "step", offMap: "off the map", tangent: "tangent" },
  };
}

/** What is said, with its figures: enough for a test to read. */
function say(key, figures = {}) {
  return [key, ...Object.values(figures)].join(" ");
}

/** What the API would tell about a point, made here. */
export function inspectionOf({ loss }, point, { radius = 0.5, minimum = null, eigenvalues = [], eigenvectors = [], gradient = slope(loss, point) } = {}) {
  const angles = point.length === 1 ? [0, 180] : Array.from({ length: 180 }, (_, index) => 2 * index);
  const turned = (angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const losses = angles.map((angle) => loss(...point.map((value, axis) => value + radius * turned(angle)[axis])));
  const best = losses.indexOf(Math.min(...losses));
  const down = point.length === 1 ? (gradient[0] > 0 ? 180 : 0) : (Math.atan2(-gradient[1], -gradient[0]) * 180) / Math.PI;
  const there = minimum && minimum.map((value, axis) => value - point[axis]);
  const cosine = there && -(gradient[0] * there[0] + gradient[1] * there[1]) / (Math.hypot(...gradient) * Math.hypot(...there));
  return {
    point, gradient, eigenvalues, eigenvectors,
    tangent: { constant: loss(...point) - gradient.reduce((sum, part, axis) => sum + part * point[axis], 0), slopes: gradient },
    compass: { radius, angles, losses, best: { angle: angles[best], loss: losses[best] }, steepest: { angle: down, loss: 0 }, apart: Math.abs(angles[best] - down) },
    way: minimum && { minimum, distance: Math.hypot(...there), angle: (Math.acos(cosine) * 180) / Math.PI },
  };
}

export function sliceOf(surface, at) {
  const g = slope(surface.loss, at);
  const length = Math.hypot(...g);
  const along = (s) => surface.loss(...at.map((value, index) => value - (s * g[index]) / length));
  const lands = surface.rate * length;
  const s = even([-0.5 * lands, 2 * lands], 121);
  const h = 1e-4;
  return { s, loss: s.map(along), slope: -length, curvature: (along(h) - 2 * along(0) + along(-h)) / (h * h), lands };
}
