/** The map of starts as the pictures draw it, and what a person does to it there. */

import { basinsOf } from "../link-starts.js";
import { text } from "../texts.js";
import { basinsTold } from "./ask-basins.js";
import { cellOf, readBasins, startOf } from "./basin-cells.js";
import { basinsShown, toldOf } from "./basins-question.js";
import { coloursOf } from "./colours.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("./basin-cells.js").BasinMap} BasinMap */

/** @type {{ data: any, map: BasinMap | null }} */
let read = { data: null, map: null };

/** The last map that came, decoded once; null before, and where it is of another surface. @param {State} state */
export function basinMap(state) {
  const data = toldOf(state);
  if (!data) {
    return null;
  }
  if (read.data !== data) {
    read = { data, map: readBasins(data, coloursOf(state)) };
  }
  return read.map;
}

/** @type {{ parts: unknown[], picture: import("../views/basin-layer.js").BasinPicture | null }} */
let before = { parts: [], picture: null };

/** What lies over the ground; the same object for the same. @param {State} state */
export function basinPicture(state) {
  const map = basinsShown(state) ? basinMap(state) : null;
  if (!map) {
    return null;
  }
  const { missed } = basinsOf(state.view);
  const lit = state.litBasin === null ? -1 : map.parts.findIndex(({ key }) => key === state.litBasin);
  const { old: stale } = basinsTold(state);
  const cell = state.aimed && cellOf(map, state.aimed);
  const parts = [map, missed, lit, stale, String(cell)];
  if (!before.picture || parts.some((part, index) => part !== before.parts[index])) {
    before = { parts, picture: {
      map, lit, missed, stale, cross: cell && startOf(map, cell),
      texts: { cross: text("basins.cross"), keys: text("basins.keys") },
    } };
  }
  return before.picture;
}

/**
 * What the pictures tell of the map of starts.
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function basinHandlers(store, experiment) {
  return {
    /** @param {number[] | null} point */
    onAim: (point) => store.set({ aimed: point }),
    /** The crosshair goes so many cells right and up, at first from the run's own start. @param {[number, number]} by */
    onMove(by) {
      const state = store.get();
      const map = basinMap(state);
      if (map) {
        const [columns, rows] = [map.nx - 1, map.ny - 1];
        const from = (state.aimed && cellOf(map, state.aimed)) ?? cellOf(map, state.description.start) ?? [columns >> 1, rows >> 1];
        const to = [Math.min(columns, Math.max(0, from[0] + by[0])), Math.min(rows, Math.max(0, from[1] + (rows ? by[1] : 0)))];
        store.set({ aimed: startOf(map, /** @type {[number, number]} */ (to)) });
      }
    },
    onDrop() {
      const { aimed } = store.get();
      const start = aimed && cellStart(store.get(), aimed);
      if (start) {
        experiment.startOnMap(start);
      }
    },
  };
}

/**
 * Where a click on the map of starts drops the start: on that of the cell, whose run is then the very run of the map.
 * @param {State} state
 * @param {number[]} point
 */
export function cellStart(state, point) {
  const map = basinsShown(state) ? basinMap(state) : null;
  const cell = map && cellOf(map, point);
  return map && cell ? startOf(map, cell) : null;
}
