/** The traces and the layout of the map. */

import { isLong } from "./commit.js";
import { STRONG_EVERY } from "./contour-lines.js";
import { GHOSTLY } from "./draw.js";
import { rows } from "./grid.js";
import { dashOf, symbolOf } from "./markers.js";
import { axis, baseLayout } from "./plot.js";
import { colorScale, faded } from "./theme.js";

/** @typedef {import("./models.js").SurfaceModel} SurfaceModel */
/** @typedef {import("./models.js").Run} Run */
/** @typedef {import("./theme.js").Theme} Theme */

/** The committed path has this uid, so that views.css finds it. */
const PATH_UID = "committed-path";

/** Index of its trace; those of the other runs follow. */
export const PATH_TRACE = 3;

/** Strength of the contour lines on the ground. */
export const CONTOUR = Object.freeze({ fine: 0.2, strong: 0.62, fineWidth: 0.6, strongWidth: 1 });

/**
 * @param {SurfaceModel} model
 * @param {import("./grid.js").Grid} grid
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 */
export function terrainFigure(model, grid, theme, size) {
  const [nameX, nameY] = model.axes;
  const shade = rows(grid.shade, grid.nx);
  const { x, y } = grid;
  const heat = {
    type: "heatmap", x, y, z: shade, zmin: 0, zmax: 1, zsmooth: "fast", showscale: false, colorscale: colorScale(theme),
    customdata: rows(grid.loss, grid.nx),
    hovertemplate: `${nameX} %{x:.4~g}<br>${nameY} %{y:.4~g}<br>${model.texts.loss ?? ""} %{customdata:.5~g}<extra></extra>`,
  };
  const traces = [
    heat,
    contour(grid, shade, 1, { color: faded(theme.ink, CONTOUR.fine), width: CONTOUR.fineWidth }),
    contour(grid, shade, STRONG_EVERY, { color: faded(theme.ink, CONTOUR.strong), width: CONTOUR.strongWidth }),
    ...[null, ...(model.others ?? [])].map((_, order) => committedPath(model, theme, null, order)),
  ];
  const layout = {
    ...baseLayout(theme, size),
    xaxis: axis(theme, model.window[0]),
    yaxis: axis(theme, model.window[1]),
  };
  return { traces, layout, label: model.texts.label };
}

/**
 * Every `every`-th level line.
 * @param {import("./grid.js").Grid} grid
 * @param {Float64Array[]} shade
 * @param {number} every
 * @param {{ color: string, width: number }} line
 */
function contour({ x, y, levels }, shade, every, line) {
  const spacing = levels.length > 1 ? (levels[levels.length - 1].shade - levels[0].shade) / (levels.length - 1) : 1;
  return {
    type: "contour", x, y, z: shade, autocontour: false, showscale: false, hoverinfo: "skip",
    contours: {
      coloring: "none", showlabels: false,
      start: levels[0]?.shade ?? 0, end: (levels[levels.length - 1]?.shade ?? 1) + spacing * 1e-6, size: spacing * every,
    },
    line: { ...line, smoothing: 0.6 },
  };
}

/**
 * The path as far as it is shown, for hover, export and reading; empty while our layer draws it alone.
 * @param {SurfaceModel} model
 * @param {Theme} theme
 * @param {Run | null} run
 * @param {number} [order]  among the paths
 */
export function committedPath(model, theme, run, order = 0) {
  const shown = run ? run.points.slice(0, model.step + 1) : [];
  return {
    type: "scatter", mode: isLong(shown) ? "lines" : "lines+markers", uid: uidOf(order), name: run?.name ?? "",
    x: shown.map((point) => point[0]), y: shown.map((point) => point[1]),
    customdata: shown.map((_, index) => [index, run?.losses[index] ?? null]),
    hovertemplate: `${model.texts.step ?? ""} %{customdata[0]}<br>${model.axes[0]} %{x:.5~g}<br>${model.axes[1]} %{y:.5~g}<br>`
      + `${model.texts.loss ?? ""} %{customdata[1]:.5~g}<extra></extra>`,
    ...committedLook(theme, run),
  };
}

/** Every committed path has a uid of its own, all with the same beginning. @param {number} order  0 for the chosen run */
export const uidOf = (order) => (order ? `${PATH_UID}-${order}` : PATH_UID);

/** @param {Theme} theme @param {Run | null} run */
export function committedLook(theme, run) {
  const color = theme.color(run?.color ?? "--run-1");
  return {
    line: { color, width: 2.25, dash: dashOf(run?.dash).name },
    marker: { size: 5, color, symbol: symbolOf(run?.marker) },
    opacity: run?.ghost ? GHOSTLY : 1,
  };
}
