/** The map of outcomes over two settings: asked coarsely, then finely; walked over, zoomed into, a click loads the run of a cell. */

import { catalog } from "../catalog.js";
import { groundOf } from "../description.js";
import { looksOf } from "../drawn-runs.js";
import { age, box, button, hide, part, tell } from "../page.js";
import { entryOf } from "../race.js";
import { say, text } from "../texts.js";
import { createTool, shownTool } from "../tools.js";
import { createOutcomeMap, nearest } from "../views/outcome-map.js";
import { createColours, readMap } from "./map-cells.js";
import { COARSE, axisOf, clipped, finest, mapBody, pairsOf, shownPair, shownRanges, wholeRanges } from "./map-question.js";
import { sayKnobs, sayOutcome, showLegend, titleOf } from "./map-words.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Knob} Knob */
/** @typedef {import("../types.js").Tool} Tool */
/** @typedef {[number, number]} Cell  column and row */

const PATH = "/stability-map";

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function createMap(store, experiment) {
  const seen = (/** @type {State} */ state) => shownTool(state) === "map";
  const coarse = createTool(store, "map-coarse", PATH, (state) => (seen(state) ? mapBody(state, COARSE) : null));
  const fine = createTool(store, "map", PATH, (state) =>
    (seen(state) && !state.held && coarse.now(state)?.data ? mapBody(state, finest(state.description.steps)) : null), { long: true });
  const select = part("map-pair", HTMLSelectElement);
  const colours = createColours();
  const view = createOutcomeMap(box("outcome-map"), { onWindow, onPoint, onMove, onPick });
  /** @type {{ data: any, ground: string, map: import("./map-cells.js").OutcomeMap } | null} */
  let read = null;
  /** The crosshair, as settings: it stays where it is when the cells become finer. @type {[number, number] | null} */
  let cross = null;
  /** @type {Cell | null} */
  let pointed = null;
  /** The cells answer an earlier question: what became of one of them is not said of the present run. */
  let stale = true;
  let optimizer = "";
  let before = groundKey(store.get());
  let zoomed = store.get().view.map;

  select.addEventListener("change", () => {
    const pair = pairsOf(store.get().description.optimizer.name)[select.selectedIndex];
    cross = null;
    experiment.setView({ map: { knobs: pair.map(({ name }) => name), ranges: null } });
  });
  const richer = catalog.optimizers.find(({ name }) => pairsOf(name).length);
  button("map-take").textContent = text("map.take", { title: richer?.title ?? "" });
  button("map-take").addEventListener("click", () => richer && experiment.chooseOptimizer(richer.name));
  // What was zoomed into belongs to its surface and its optimizer.
  store.subscribe((state) => {
    const now = groundKey(state);
    const { map } = state.view;
    if (now !== before && map === zoomed && map?.ranges) {
      experiment.setView({ map: { ...map, ranges: null } });
    }
    before = now;
    zoomed = store.get().view.map;
  });

  /** The cells to show: the finest answer to the present question, else the last one. @param {State} state */
  function answer(state) {
    /** @type {[Tool | null, boolean][]} */
    const found = [[fine.now(state), false], [coarse.now(state), false], [coarse.last(state), true]];
    return found.find(([tool]) => tool?.data) ?? [null, true];
  }

  /** @param {any} data @param {State} state */
  function cellsOf(data, state) {
    if (read && read.data === data) {
      return read.map;
    }
    const ground = groundOf(state.description.surface);
    if (read?.ground !== ground) {
      colours.forget();
    }
    const map = readMap(data, colours);
    read = { data, ground, map };
    return map;
  }

  /** @returns {Cell | null} */
  function crossCell() {
    return cross && read && [nearestValue(read.map.x, cross[0]), nearestValue(read.map.y, cross[1])];
  }

  /** @param {[number, number][] | null} window */
  function onWindow(window) {
    const state = store.get();
    const pair = shownPair(state);
    if (!pair) {
      return;
    }
    const values = window && window.map((range, place) =>
      /** @type {[number, number]} */ (range.map((at) => axisOf(pair[place]).value(at))));
    const ranges = values && clipped(values, pair);
    const own = pair.map(({ name }) => name);
    experiment.setView({ map: ranges || own.join() !== pairsOf(state.description.optimizer.name)[0].map(({ name }) => name).join()
      ? { knobs: own, ranges } : null });
  }

  /** @param {Cell | null} cell */
  function onPoint(cell) {
    if (String(cell) !== String(pointed)) {
      pointed = cell;
    }
    sayCell(store.get());
  }

  /** @param {[number, number]} by */
  function onMove(by) {
    const state = store.get();
    const pair = shownPair(state);
    if (!read || !pair) {
      return;
    }
    const { x, y } = read.map;
    const { knobs } = state.description.optimizer;
    const from = crossCell() ?? [nearestValue(x, knobs[pair[0].name]), nearestValue(y, knobs[pair[1].name])];
    const to = [x, y].map((values, place) => Math.min(values.length - 1, Math.max(0, from[place] + by[place])));
    cross = [x[to[0]], y[to[1]]];
    pointed = null;
    render(store.get());
    box("map-live").textContent = box("map-cell").textContent;
  }

  /** @param {Cell} cell */
  function onPick([column, row]) {
    const pair = shownPair(store.get());
    if (pair && read) {
      cross = [read.map.x[column], read.map.y[row]];
      experiment.tryKnobs({ [pair[0].name]: cross[0], [pair[1].name]: cross[1] });
    }
  }

  /** The cell under the pointer, else that of the crosshair. @param {State} state */
  function sayCell(state) {
    const cell = pointed ?? crossCell();
    const pair = shownPair(state);
    const known = cell && pair && read;
    box("map-cell-knobs").textContent = known ? sayKnobs(pair, known.map.x[cell[0]], known.map.y[cell[1]]) : text("map.help");
    box("map-cell-outcome").textContent = known && !stale ? sayOutcome(known.map, cell) : "";
  }

  /** @param {State} state @param {[Knob, Knob][]} pairs */
  function showPairs({ description }, pairs) {
    if (optimizer !== description.optimizer.name) {
      optimizer = description.optimizer.name;
      select.replaceChildren(...pairs.map((pair) => new Option(pair.map(({ title }) => title).join(" × "))));
      cross = null;
    }
    select.disabled = pairs.length < 2;
  }

  /** @param {State} state */
  function render(state) {
    const pairs = pairsOf(state.description.optimizer.name);
    const pair = shownPair(state);
    hide(box("map-none"), Boolean(pair));
    hide(box("map-figure"), !pair);
    if (!pair) {
      return;
    }
    showPairs(state, pairs);
    select.selectedIndex = pairs.indexOf(/** @type {[Knob, Knob]} */ (pairs.find((one) => one[0] === pair[0] && one[1] === pair[1])));
    const [tool, old] = answer(state);
    stale = old;
    const own = tool?.data && tool.data.x.knob === pair[0].name && tool.data.y.knob === pair[1].name;
    const map = own ? cellsOf(tool.data, state) : null;
    read = map ? read : null;
    view.render(modelOf(state, pair, map));
    tell(box("map-problem"), fine.now(state)?.problem ?? coarse.now(state)?.problem);
    tell(box("map-says"), map ? say(tool?.data.sentence) : null);
    age(stale, box("map-says"), box("map-legend"));
    if (map) {
      showLegendOnce(map, state.view.theme);
    }
    sayCell(state);
  }

  /** @type {unknown[]} */
  let legend = [];

  /** @param {import("./map-cells.js").OutcomeMap} map @param {string} theme */
  function showLegendOnce(map, theme) {
    if (legend[0] !== map || legend[1] !== theme) {
      legend = [map, theme];
      showLegend(box("map-legend"), map);
    }
  }

  /** @typedef {import("../views/outcome-map.js").Border} Border */
  /** @type {{ map: unknown, limit: Border | null, zones: { name: string, end: Border | null }[], cells: import("../views/outcome-raster.js").Cells | null }} */
  let drawn = { map: undefined, limit: null, zones: [], cells: null };

  /**
   * @param {State} state
   * @param {[Knob, Knob]} pair
   * @param {import("./map-cells.js").OutcomeMap | null} map
   */
  function modelOf(state, pair, map) {
    const [x, y] = pair.map(axisOf);
    const { knobs } = state.description.optimizer;
    const placed = (/** @type {[number, number][]} */ ranges) => ranges.map((range, place) =>
      /** @type {[number, number]} */ (range.map((value) => [x, y][place].at(value))));
    if (drawn.map !== map) {
      const rows = map ? map.limit.flatMap((rate, row) => (rate === null ? [] : [row])) : [];
      /** @param {(number | null)[]} rates @returns {Border | null} */
      const border = (rates) => (map && rows.length && rates.length ? { x: rows.map((row) => x.at(Number(rates[row]))), y: rows.map((row) => y.at(map.y[row])) } : null);
      drawn = {
        map,
        cells: map && { x: map.x.map(x.at), y: map.y.map(y.at), looks: map.looksOfCells },
        limit: border(map?.limit ?? []),
        zones: (rows.length && map ? map.zones : []).map(({ name, up_to: rates }) => ({ name: text(`zone.${name}`), end: border(rates) })),
      };
    }
    return {
      cells: drawn.cells, limit: drawn.limit, zones: drawn.zones, looks: map?.looks ?? [], stale, theme: state.view.theme,
      window: placed(shownRanges(state, pair)), whole: placed(wholeRanges(state.description, pair)),
      zoomed: Boolean(state.view.map?.ranges),
      logarithmic: /** @type {[boolean, boolean]} */ (pair.map(({ scale }) => scale === "log")),
      here: /** @type {[number, number]} */ ([x.at(knobs[pair[0].name]), y.at(knobs[pair[1].name])]),
      color: looksOf(entryOf(state.race, state.chosen)).color, cross: crossCell(),
      texts: { label: text("map.label", { x: titleOf(pair[0]), y: titleOf(pair[1]) }), x: titleOf(pair[0]), y: titleOf(pair[1]),
        limit: text("map.limit"), empty: text("map.waiting"), wholeMap: text("view.whole_map") },
    };
  }

  return { render };
}

/** What a zoomed range belongs to. @param {State} state */
function groundKey({ description: { surface, optimizer } }) {
  return `${surface.kind === "named" ? surface.name : surface.formula} ${optimizer.name}`;
}

/** Which of rising values is nearest, as a share where all are positive. @param {number[]} values @param {number} wanted */
function nearestValue(values, wanted) {
  const logarithmic = values[0] > 0 && values[values.length - 1] / values[0] > 10;
  return logarithmic ? nearest(values.map(Math.log), Math.log(Math.max(wanted, Number.MIN_VALUE))) : nearest(values, wanted);
}
