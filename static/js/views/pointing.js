/** Which point of which path the pointer is on. */

import { pointerPosition } from "./axes.js";
import { shownCount } from "./models.js";

/** @typedef {import("./models.js").Run} Run */

/** The pointer is on a point that is so near, in pixels. */
const NEAR = 9;

/**
 * @typedef {{ run: Run | null, others?: Run[], step: number }} Shown
 */

/**
 * @param {import("./stage.js").Stage} stage
 * @param {Object} on
 * @param {() => Shown | null} on.model
 * @param {(run: Run, index: number) => readonly [number, number]} on.at
 * @param {(step: number | null) => void} [on.onLight]
 */
export function createPointing(stage, { model, at, onLight }) {
  const listening = new AbortController();
  const { signal } = listening;
  /** @type {number | null} */
  let lit = null;
  let frame = 0;
  /** @type {PointerEvent | null} */
  let last = null;

  /**
   * The nearest shown point of a path.
   * @param {readonly [number, number]} position
   * @returns {{ run: Run, index: number } | null}
   */
  function nearest([x, y]) {
    const shown = model();
    const runs = shown ? [...(shown.run ? [shown.run] : []), ...(shown.others ?? [])] : [];
    let best = NEAR;
    /** @type {{ run: Run, index: number } | null} */
    let found = null;
    for (const run of runs) {
      const count = shown ? shownCount(run, shown.step) : 0;
      for (let index = 0; index < count; index += 1) {
        const place = at(run, index);
        const distance = Math.hypot(place[0] - x, place[1] - y);
        if (distance < best) {
          best = distance;
          found = { run, index };
        }
      }
    }
    return found;
  }

  /** @param {number | null} step */
  function light(step) {
    if (step !== lit) {
      lit = step;
      onLight?.(step);
    }
  }

  function look() {
    frame = 0;
    light(last && (nearest(pointerPosition(stage.element, last))?.index ?? null));
  }

  if (onLight) {
    stage.element.addEventListener("pointermove", (event) => {
      last = event.pointerType === "mouse" && event.buttons === 0 ? event : null;
      frame ||= requestAnimationFrame(look);
    }, { signal });
    stage.element.addEventListener("pointerleave", () => {
      last = null;
      light(null);
    }, { signal });
  }

  return {
    nearest,
    destroy() {
      listening.abort();
      cancelAnimationFrame(frame);
    },
  };
}
