/** Where every start ends: what is asked of the map over the terrain, what it says, its legend and the shares against the rate. */

import { catalog } from "../catalog.js";
import { createField } from "../field.js";
import { basinsOf } from "../link-starts.js";
import { percent } from "../numbers.js";
import { age, box, button, hide, input, mark, part, tell, write } from "../page.js";
import { say, text } from "../texts.js";
import { basinsTold, size } from "./ask-basins.js";
import { cellOf } from "./basin-cells.js";
import { createBasinLegend } from "./basin-legend.js";
import { basinMap } from "./basin-model.js";
import { rateFigure, sayCell } from "./basin-words.js";
import { basinsBody, mapRate } from "./basins-question.js";
import { createShares } from "./shares.js";

/** @typedef {import("../types.js").State} State */

/** Work that takes longer is told of, and can be broken off. */
const LONG_MS = 1000;

/** Runs that are still on the way are given so many times the steps. */
const MORE = 4;

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 * @param {import("../starts-tab.js").Asked} asked
 */
export function createBasins(store, experiment, { basinsAsked }) {
  const sides = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=basins-side]"))];
  const missed = input("basins-missed");
  const keep = input("basins-keep");
  const steps = createField(input("basins-steps"), {
    problem: box("basins-steps-problem"), range: [1, catalog.limits.steps], whole: true,
    onValue: (value) => set({ steps: value }),
  });
  const legend = createBasinLegend({
    onLight: (key) => store.set({ litBasin: key }),
    onMore: () => set({ steps: moreSteps(store.get()) }),
  });
  const shares = createShares(store, experiment);
  const work = createWork(() => render(store.get()));
  let live = "";
  /** The answer that is remarked on. @type {unknown} */
  let remarked = null;
  let walked = "";

  /** @param {Partial<import("../types.js").BasinsView>} parts */
  const set = (parts) => experiment.setView({ basins: { ...store.get().view.basins, ...parts } });
  sides.forEach((one) => one.addEventListener("change", () => set({ side: Number(one.value) })));
  missed.addEventListener("change", () => set({ missed: missed.checked }));
  keep.addEventListener("change", () => set({ keep: keep.checked }));
  button("basins-as-run").addEventListener("click", () => {
    set({ steps: null });
    input("basins-steps").focus();
  });
  button("basins-fit").addEventListener("click", () => {
    set({ steps: basinsTold(store.get()).fits });
    sides.find(({ checked }) => checked)?.focus();  // the offer goes; the field would open the keyboard of a phone
  });
  button("basins-cancel").addEventListener("click", () =>
    (basinsTold(store.get()).stopped ? basinsAsked.again() : basinsAsked.cancel()));

  /** @param {State} state */
  function renderControls(state) {
    const own = basinsOf(state.view);
    sides.forEach((one) => {
      one.checked = Number(one.value) === own.side;
    });
    mark(box("basins-side"), "axes", state.description.start.length);
    missed.checked = own.missed;
    keep.checked = own.keep;
    steps.show(own.steps ?? state.description.steps);
    hide(button("basins-as-run"), own.steps === null);
  }

  /** Progress, and what was broken off. @param {State} state */
  function renderWork(state) {
    const { data, current, done, share, stopped, problem } = basinsTold(state);
    const body = basinsBody(state);
    const cells = (/** @type {number[]} */ resolution) => resolution.join(" × ");
    const long = work.attend(body && !done && !stopped && !problem ? JSON.stringify(body) : "");
    hide(box("basins-work"), !long && !stopped);
    hide(box("basins-progress"), stopped);
    if (stopped && live) {
      live = "";
      box("basins-live").textContent = "";
    }
    write(button("basins-cancel"), text(stopped ? "basins.again" : "basins.cancel"));
    if (long && body) {
      write(box("basins-computing"), text("basins.computing", { cells: cells(body.resolution) }));
      const bar = part("basins-progress", HTMLProgressElement);
      const part1 = current && data ? size(data.resolution) / size(body.resolution) : 0;
      bar.value = Math.max(share ?? 0, part1);
    } else if (stopped) {
      write(box("basins-computing"), current && data ? text("basins.stopped", { cells: cells(data.resolution) }) : text("basins.stopped_early"));
    }
  }

  /** The start under the pointer or the crosshair. @param {State} state @param {ReturnType<typeof basinMap>} map @param {boolean} current */
  function renderCell({ aimed, basins, description, view, held }, map, current) {
    const cell = map && aimed && current ? cellOf(map, aimed) : null;
    const said = map && cell ? sayCell(map, cell, basins?.data, basinsOf(view).steps ?? description.steps) : helpOf(map);
    if (cell || !held) {
      write(box("basins-cell"), said);
    }
    mark(box("basins-cell"), "cell", cell ? cell.join() : "");
    const onCross = document.activeElement?.classList.contains("basin-cross");
    if (onCross && cell && said !== walked) {
      walked = said;
      box("basins-cell-live").textContent = said;
    }
  }

  /** @param {State} state */
  function render(state) {
    renderControls(state);
    renderWork(state);
    const map = basinMap(state);
    const { data, current, old, done, problem, fits, comes } = basinsTold(state);
    tell(box("basins-problem"), problem);
    tell(button("basins-fit"), fits === null ? null : text("basins.more", { steps: fits }));
    const apart = sayChanged(state.description);
    tell(box("basins-changed"), apart);
    age(old, box("basins-legend"));
    age(old || (state.held && data !== remarked), box("basins-says"));
    if (map) {
      legend.render(map.parts, { rate: mapRate(state.description), theme: state.view.theme, held: state.held, more: moreSteps(state) });
    }
    if (map && !state.held) {
      const told = say(data.sentence);
      tell(box("basins-says"), say(data.remarks));
      remarked = data;
      const some = data.minima.length > 0;
      write(box("basins-missed-name"), some ? text("basins.missed_share", { share: percent(data.astray_share) }) : text("basins.missed"));
      missed.disabled = !some;
      const all = [apart, told].filter(Boolean).join(" ");
      if (done && all !== live) {
        live = all;
        box("basins-live").textContent = all;
      }
    } else if (!map) {
      tell(box("basins-says"), comes ? text("basins.waiting") : "");
    }
    hide(box("basins-scroll"), !map && !comes);
    hide(box("basins-cell"), !map && !comes);
    renderCell(state, map, current);
    shares.render(state);
  }

  return { render };
}

/** Of a run whose rate was changed on its way: that the map is of one rate. @param {import("../types.js").Description} description */
function sayChanged(description) {
  const [step] = description.schedule.changes.filter(([from]) => from < description.steps).at(-1) ?? [];
  return step === undefined ? null : text("basins.changed", { rate: rateFigure(mapRate(description)), step });
}

/** @param {ReturnType<typeof basinMap>} map */
function helpOf(map) {
  if (!map?.steps) {
    return text("basins.help");
  }
  const [fewest, most] = map.steps;
  return fewest === most ? text("basins.help_shade", { step: most }) : text("basins.help_shades", { fewest, most });
}

/** To how many steps the runs of the map may go on; none where they make all that there can be. @param {State} state */
function moreSteps({ view, description }) {
  const steps = basinsOf(view).steps ?? description.steps;
  const most = catalog.limits.steps;
  return steps < most ? Math.min(MORE * steps, most) : null;
}

/** Whether a piece of work takes long by now. @param {() => void} onLong */
function createWork(onLong) {
  let key = "";
  let long = false;
  let timer = 0;
  return {
    /** @param {string} now  what is being done, empty: nothing */
    attend(now) {
      if (now !== key) {
        key = now;
        long = false;
        clearTimeout(timer);
        timer = now ? window.setTimeout(() => {
          long = true;
          onLong();
        }, LONG_MS) : 0;
      }
      return long;
    },
  };
}
