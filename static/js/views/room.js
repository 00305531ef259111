/** Where there is still room for a label: a coarse map of what is already drawn. */

const CELL = 3;

/** How much a cell is worth keeping free: labels never cover labels, and cover a path only if they must. */
export const SOFT = 1;
export const HARD = 2;

/**
 * @param {{ left: number, top: number, width: number, height: number }} frame
 */
export function createRoom({ left, top, width, height }) {
  const columns = Math.ceil(width / CELL);
  const lines = Math.ceil(height / CELL);
  const taken = new Uint8Array(columns * lines);

  /** @param {number} x @param {number} y */
  const cell = (x, y) => {
    const column = Math.floor((x - left) / CELL);
    const line = Math.floor((y - top) / CELL);
    return column < 0 || line < 0 || column >= columns || line >= lines ? -1 : line * columns + column;
  };

  /**
   * Calls visit for points that cover a box turned around its middle.
   * @param {Box} box
   * @param {(x: number, y: number) => boolean | void} visit  true ends the walk
   */
  function walk({ x, y, width: w, height: h, angle = 0 }, visit) {
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const across = Math.max(1, Math.ceil(w / CELL));
    const down = Math.max(1, Math.ceil(h / CELL));
    for (let i = 0; i <= across; i += 1) {
      for (let j = 0; j <= down; j += 1) {
        const u = (i / across - 0.5) * w;
        const v = (j / down - 0.5) * h;
        if (visit(x + u * cos - v * sin, y + u * sin + v * cos)) {
          return true;
        }
      }
    }
    return false;
  }

  return {
    /** @param {Box} box @param {number} [weight] */
    take(box, weight = HARD) {
      walk(box, (x, y) => {
        const at = cell(x, y);
        if (at >= 0) {
          taken[at] = Math.max(taken[at], weight);
        }
      });
    },
    /**
     * Takes a polyline in pixels.
     * @param {ArrayLike<number>} pixels  x0, y0, x1, y1 …
     * @param {number} weight
     */
    takeLine(pixels, weight) {
      for (let i = 0; i + 3 < pixels.length; i += 2) {
        const run = [pixels[i + 2] - pixels[i], pixels[i + 3] - pixels[i + 1]];
        const length = Math.hypot(run[0], run[1]);
        if (!(length < 4 * (width + height))) {
          continue;
        }
        const pieces = Math.max(1, Math.ceil(length / CELL));
        for (let part = 0; part <= pieces; part += 1) {
          const at = cell(pixels[i] + (run[0] * part) / pieces, pixels[i + 1] + (run[1] * part) / pieces);
          if (at >= 0) {
            taken[at] = Math.max(taken[at], weight);
          }
        }
      }
    },
    /**
     * True when the box lies inside the frame and covers nothing of this weight or more.
     * @param {Box} box
     * @param {number} [weight]
     */
    has(box, weight = SOFT) {
      return !walk(box, (x, y) => {
        const at = cell(x, y);
        return at < 0 || taken[at] >= weight;
      });
    },
  };
}

/** @typedef {{ x: number, y: number, width: number, height: number, angle?: number }} Box  around its middle */
/** @typedef {ReturnType<typeof createRoom>} Room */
