/** Where every start ends, laid over the ground of a picture: cells under all that is drawn, level lines over them, a crosshair. */

import { pointerPosition } from "./axes.js";
import { paintCells, paletteOf } from "./cell-paint.js";
import { STRONG_EVERY, levelLines } from "./contour-lines.js";
import { drawLine } from "./draw.js";
import { readGrid } from "./grid.js";
import { clipTo, differ, wipe } from "./stage.js";
import { inside } from "./start.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./cell-paint.js").Box} Box */

/**
 * @typedef {Object} BasinPicture
 * @property {import("./cell-paint.js").PaintedCells & { window: [number, number][], groups: Uint16Array, astray: Uint8Array }} map
 *   groups: of the looks
 * @property {number} lit   the group that stands out, −1 for none
 * @property {boolean} missed  only starts that miss the nearest minimum stand out
 * @property {boolean} stale  the cells answer an earlier question
 * @property {number[] | null} cross  the middle of the cell under the crosshair
 * @property {{ cross: string, keys: string }} texts
 *
 * @typedef {{ basins?: BasinPicture | null, grid?: import("./models.js").GridData }} Grounded
 */

/** On a curve the cells are a band of this height along the axis. */
export const BAND = 18;

/** Strength of the level lines on the cells. */
const LINE = Object.freeze({ fine: 0.3, strong: 0.6, fineWidth: 0.6, strongWidth: 1 });

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const FAR = 10;

/**
 * @param {import("./stage.js").Stage} stage
 * @param {Object} on
 * @param {(point: number[] | null) => void} on.onAim   the pointer is on this start, or on none
 * @param {(by: [number, number]) => void} on.onMove  the crosshair goes so many cells right and up
 * @param {() => void} on.onDrop  the start goes to the crosshair
 */
export function createBasinLayer(stage, { onAim, onMove, onDrop }) {
  const { element } = stage;
  const cells = layerUnder(stage.resting.canvas, "basin-cells");
  const lines = layerUnder(stage.resting.canvas, "basin-lines");
  const cross = element.appendChild(document.createElement("div"));
  cross.className = "basin-cross";
  cross.tabIndex = 0;
  cross.hidden = true;
  cross.setAttribute("role", "application");
  cross.setAttribute("aria-keyshortcuts", "ArrowLeft ArrowRight ArrowUp ArrowDown Enter");
  const help = element.appendChild(document.createElement("span"));
  help.className = "unseen";
  help.id = `${element.id}-cross-keys`;
  cross.setAttribute("aria-describedby", help.id);
  /** @type {BasinPicture | null} */
  let shown = null;
  /** @type {unknown[]} */
  let paintedParts = [];
  /** @type {unknown[]} */
  let lineParts = [];
  /** @type {{ parts: unknown[], palette: Int32Array }} */
  let kept = { parts: [], palette: new Int32Array(0) };
  let aimed = false;
  let placed = "";

  element.addEventListener("pointermove", (event) => {
    const axes = stage.axes();
    const position = pointerPosition(element, event);
    const there = shown && axes && event.pointerType === "mouse" && event.buttons === 0 && inside(position, axes)
      ? [axes.toX(position[0]), axes.toY(position[1])].slice(0, shown.map.window.length) : null;
    if (there || aimed) {
      aimed = Boolean(there);
      onAim(there);
    }
  });
  element.addEventListener("pointerleave", () => {
    if (aimed) {
      aimed = false;
      onAim(null);
    }
  });
  cross.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (event.metaKey || event.altKey || event.ctrlKey || (!move && event.key !== "Enter")) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (move) {
      onMove(/** @type {[number, number]} */ (move.map((part) => part * (event.shiftKey ? FAR : 1))));
    } else {
      onDrop();
    }
  });
  cross.addEventListener("focus", () => onMove([0, 0]));

  /** All cells, in pixels. @param {BasinPicture} picture @param {Axes} axes @returns {Box} */
  function boxOf({ map: { window: [[x0, x1], y] } }, axes) {
    const [left, right] = [axes.x(x0), axes.x(x1)];
    if (!y) {
      return { left, top: axes.top + axes.height - BAND, width: right - left, height: BAND };
    }
    return { left, top: axes.y(y[1]), width: right - left, height: axes.y(y[0]) - axes.y(y[1]) };
  }

  /** @param {BasinPicture} picture @param {Axes} axes */
  function paint({ map, lit, missed }, axes, /** @type {Box} */ box) {
    const theme = stage.theme();
    if (differ([map.looks, theme], kept.parts)) {
      kept = { parts: [map.looks, theme], palette: paletteOf(map.looks, theme) };
    }
    const { groups, astray } = map;
    const dims = lit < 0 && !missed ? () => false
      : (/** @type {number} */ look, /** @type {number} */ cell) => (lit >= 0 && groups[look] !== lit) || (missed && !astray[cell]);
    wipe(cells);
    const ratio = cells.canvas.width / stage.size().width;
    paintCells(cells, map, kept.palette, { box, frame: axes, ratio, dims });
    element.dataset.basins = `${map.nx}×${map.ny}`;
    element.dataset.basinsLit = String(lit);
    element.dataset.basinsMissed = String(missed);
  }

  /** Level lines where the cells hide those of the ground, and the edge of the cells. @param {Box} box @param {Axes} axes @param {Grounded} model */
  function drawLines(box, axes, { grid, basins }) {
    const theme = stage.theme();
    wipe(lines);
    const unclip = clipTo(lines, axes);
    lines.beginPath();
    lines.rect(box.left, box.top, box.width, box.height);
    lines.clip();
    const flat = basins?.map.window.length === 2 && grid;
    (flat ? levelLines(readGrid(grid)) : []).forEach((level, index) => {
      const strong = index % STRONG_EVERY === 0;
      const path = new Path2D();
      for (const line of level) {
        path.moveTo(axes.x(line[0]), axes.y(line[1]));
        for (let i = 2; i < line.length; i += 2) {
          path.lineTo(axes.x(line[i]), axes.y(line[i + 1]));
        }
      }
      drawLine(lines, path, {
        color: theme.ink, width: strong ? LINE.strongWidth : LINE.fineWidth, opacity: strong ? LINE.strong : LINE.fine,
      });
    });
    const edge = new Path2D();
    edge.rect(box.left, box.top, box.width, box.height);
    drawLine(lines, edge, { color: theme.ink, width: 1.5, opacity: 0.5 });
    unclip();
  }

  /** @param {BasinPicture} picture @param {Axes} axes */
  function placeCross({ cross: at, texts }, axes, /** @type {Box} */ box) {
    const place = at ? [axes.x(at[0]), at.length > 1 ? axes.y(at[1]) : box.top + BAND / 2] : [box.left + box.width / 2, box.top + box.height / 2];
    const there = `translate(${place[0]}px, ${place[1]}px)`;
    if (there !== placed) {
      placed = there;
      cross.style.transform = there;
    }
    if (cross.getAttribute("aria-label") !== texts.cross) {
      cross.setAttribute("aria-label", texts.cross);
      help.textContent = texts.keys;
    }
  }

  /** Nothing of it any more. */
  function clear() {
    wipe(cells);
    wipe(lines);
    paintedParts = [];
    lineParts = [];
    cross.hidden = true;
    delete element.dataset.basins;
    delete element.dataset.basinsStale;
  }

  return {
    /** @param {Grounded} model @param {Axes} axes */
    draw(model, axes) {
      const before = shown;
      shown = model.basins ?? null;
      if (!shown) {
        before && clear();
        return;
      }
      const { width, height } = stage.resting.canvas;
      for (const context of cells.canvas.width !== width || cells.canvas.height !== height ? [cells, lines] : []) {
        const ratio = width / stage.size().width;
        context.canvas.width = width;
        context.canvas.height = height;
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
      }
      const box = boxOf(shown, axes);
      const place = [axes.key, stage.theme(), width, height];
      const parts = [...place, shown.map, shown.lit, shown.missed];
      if (differ(parts, paintedParts)) {
        paintedParts = parts;
        paint(shown, axes, box);
      }
      const around = [...place, model.grid, ...shown.map.window.flat()];
      if (differ(around, lineParts)) {
        lineParts = around;
        drawLines(box, axes, model);
      }
      placeCross(shown, axes, box);
      if (cross.hidden) {
        cross.hidden = false;
      }
      if (element.dataset.basinsStale !== String(shown.stale)) {
        element.dataset.basinsStale = String(shown.stale);
      }
    },
  };
}

/**
 * A canvas of its own under another one.
 * @param {HTMLCanvasElement} above
 * @param {string} name
 */
function layerUnder(above, name) {
  const canvas = document.createElement("canvas");
  canvas.className = `view-layer ${name}`;
  canvas.setAttribute("aria-hidden", "true");
  above.before(canvas);
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/** @typedef {ReturnType<typeof createBasinLayer>} BasinLayer */
