/** The traces and the layout of the relief: a block cut from the terrain, lit from the viewer's side. */

import { cameraFor } from "./camera.js";
import { strongLevels, STRONG_EVERY } from "./contour-lines.js";
import { rows } from "./grid.js";
import { baseLayout } from "./plot.js";
import { colorScale, faded } from "./theme.js";

/** @typedef {import("./models.js").SurfaceModel} SurfaceModel */
/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./theme.js").Theme} Theme */

/** Height of the block against its longer side, in a wide pane and in a tall one. */
const RELIEF_HEIGHT = Object.freeze({ wide: 0.42, tall: 0.8 });

/** The floor lies this far below the lowest loss, in shades. */
export const FLOOR = -0.06;

const LIGHT = Object.freeze({ x: -4000, y: -10000, z: 14000 });
const WALL_LIGHT = Object.freeze({ x: -12000, y: -6000, z: 4000 });
const LIGHTING = Object.freeze({ ambient: 0.74, diffuse: 0.42, specular: 0.03, roughness: 0.95, fresnel: 0.02 });
/** The scene is larger than the block by this part at every side. */
const BORDER = 0.002;

/** Windows longer than this against their width are drawn with sides this far from equal. */
const LONGEST = 1.8;

/**
 * @param {SurfaceModel} model
 * @param {Grid} grid
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 */
export function reliefFigure(model, grid, theme, size) {
  const [[x0, x1], [y0, y1]] = model.window;
  const side = Math.min(Math.max((y1 - y0) / (x1 - x0), 1 / LONGEST), LONGEST);
  const longest = Math.max(1, side);
  const shade = rows(grid.shade, grid.nx);
  const levels = strongLevels(grid.levels);
  const spacing = grid.levels.length > 1 ? (grid.levels[1].shade - grid.levels[0].shade) * STRONG_EVERY : 1;
  const surface = {
    type: "surface", x: grid.x, y: grid.y, z: shade, surfacecolor: shade, cmin: 0, cmax: 1, colorscale: colorScale(theme),
    showscale: false, hoverinfo: "skip", lighting: LIGHTING, lightposition: LIGHT,
    contours: {
      x: { highlight: false },
      y: { highlight: false },
      z: {
        show: true, highlight: false, usecolormap: false, color: faded(theme.ink, 0.45), width: 1,
        start: levels[0]?.shade ?? 0, end: (levels[levels.length - 1]?.shade ?? 1) + 1e-6, size: spacing,
      },
    },
  };
  const sides = /** @type {[number, number, number]} */ ([1 / longest, side / longest, heightFor(size)]);
  // WebGL reckons in single precision: a wall on the very border of the scene would be cut off here and there
  const axis = (/** @type {[number, number]} */ [low, high]) => ({
    visible: false, range: [low - BORDER * (high - low), high + BORDER * (high - low)], autorange: false, showspikes: false,
  });
  const { plot_bgcolor: _ground, dragmode: _drag, ...shared } = baseLayout(theme, size);
  const layout = {
    ...shared,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    scene: {
      xaxis: axis(model.window[0]),
      yaxis: axis(model.window[1]),
      zaxis: axis([FLOOR, 1]),
      aspectmode: "manual",
      aspectratio: { x: sides[0], y: sides[1], z: sides[2] },
      camera: model.camera ?? cameraFor(sides, size),
      dragmode: matchMedia("(pointer: coarse)").matches ? false : "turntable",
      hovermode: false,
      bgcolor: "rgba(0,0,0,0)",
      uirevision: [...sides, size.width, size.height].join(),
    },
  };
  return { traces: [surface, walls(grid, theme)], layout, label: model.texts.label };
}

/** @param {{ width: number, height: number }} pane */
function heightFor({ width, height }) {
  const tallness = Math.max(0, Math.min(1, (height / Math.max(1, width) - 0.8) / 0.8));
  return RELIEF_HEIGHT.wide + tallness * (RELIEF_HEIGHT.tall - RELIEF_HEIGHT.wide);
}

/**
 * The four cut sides, from the edge of the surface down to the floor.
 * @param {Grid} grid
 * @param {Theme} theme
 */
function walls({ x, y, shade, nx, ny }, theme) {
  const across = Array.from({ length: nx }, (_, column) => column);
  const up = Array.from({ length: ny }, (_, row) => row);
  const sides = [
    across, up.map((row) => row * nx + nx - 1), across.map((column) => (ny - 1) * nx + column), up.map((row) => row * nx),
  ];
  const mesh = {
    x: /** @type {number[]} */ ([]), y: /** @type {number[]} */ ([]), z: /** @type {number[]} */ ([]),
    i: /** @type {number[]} */ ([]), j: /** @type {number[]} */ ([]), k: /** @type {number[]} */ ([]),
  };
  for (const nodes of sides) {
    nodes.forEach((node, index) => {
      const at = mesh.x.length;
      const known = !Number.isNaN(shade[node]);
      mesh.x.push(x[node % nx], x[node % nx]);
      mesh.y.push(y[Math.floor(node / nx)], y[Math.floor(node / nx)]);
      mesh.z.push(known ? shade[node] : FLOOR, FLOOR);
      if (index > 0) {
        mesh.i.push(at - 2, at);
        mesh.j.push(at - 1, at - 1);
        mesh.k.push(at, at + 1);
      }
    });
  }
  return {
    type: "mesh3d", ...mesh, color: theme.terrain[6], hoverinfo: "skip", flatshading: true, lightposition: WALL_LIGHT,
    lighting: { ambient: 0.86, diffuse: 0.3, specular: 0, fresnel: 0 },
  };
}
