/** Puts the playground together, around the state and the pictures that are there. */

import { createAddress } from "./address.js";
import { createFieldQuestions } from "./ask-field.js";
import { createInspection } from "./ask-inspection.js";
import { variablesOf } from "./description.js";
import { looksOf } from "./drawn-runs.js";
import { doPresses } from "./early-presses.js";
import { createEigenDirections } from "./eigen-directions.js";
import { createCharts } from "./charts.js";
import { createExperiment } from "./experiment.js";
import { createFormulaBox } from "./formula-box.js";
import { createGauge } from "./gauge.js";
import { createHeader } from "./header.js";
import { createKeySheet } from "./key-sheet.js";
import { createHistory } from "./history.js";
import { keyList, listenForKeys } from "./keys.js";
import { createLayers } from "./layers.js";
import { createLegend } from "./legend.js";
import { read } from "./link.js";
import { createNarration } from "./narration.js";
import { notice } from "./notices.js";
import { createOptimizerChooser } from "./optimizer-chooser.js";
import { createOutcomePanel } from "./outcome-panel.js";
import { box, hide, part, within } from "./page.js";
import { entryOf } from "./race.js";
import { listenForPresence } from "./presence.js";
import { createQuestions } from "./questions.js";
import { createRaceTab } from "./race-tab.js";
import { createRateSlider } from "./rate-slider.js";
import { createRunFigures } from "./run-figures.js";
import { createRunSettings } from "./run-settings.js";
import { createSlowMotion } from "./slow-motion.js";
import { createRunsList } from "./runs-list.js";
import { createStartFields } from "./start-fields.js";
import { createStepPanel } from "./step-panel.js";
import { createBasinsQuestions } from "./starts/ask-basins.js";
import { basinHandlers, basinPicture, cellStart } from "./starts/basin-model.js";
import { createSurfaceChooser } from "./surface-chooser.js";
import { createTabs } from "./tabs.js";
import { createTimeline } from "./timeline.js";
import { createBasinLayer } from "./views/basin-layer.js";
import { createCurve } from "./views/curve.js";
import { afterPaint, fetchPlotly, whenReady } from "./views/plot.js";
import { createRelief } from "./views/relief.js";

/** @typedef {import("./types.js").State} State */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./pictures.js").Pictures} pictures
 */
export function begin(store, pictures) {
  const main = within(document, "main");
  const tabs = createTabs(store);
  const known = {
    tabs: tabs.names,
    speeds: [...part("speed", HTMLSelectElement).options].map(({ value }) => Number(value)),
    layers: valuesOf("[data-layer]", (one) => one.dataset.layer ?? ""),
    figures: valuesOf("[name=gradient-figure]", (one) => one.value),
    rateFigures: valuesOf("[name=rate-figure]", (one) => one.value),
    startFigures: valuesOf("[name=start-figure]", (one) => one.value),
  };

  listenForPresence((server) => store.set({ server }));
  const experiment = createExperiment(store);

  /** @param {string} fragment @returns {number | null} the step that it asks for */
  function enter(fragment) {
    const { race, chosen, step, view, ignored } = read(fragment, known);
    if (ignored.length) {
      notice("link", { parts: ignored.join(", ") });
    }
    store.set({ race, chosen, view: { ...store.get().view, ...view }, typed: null });
    document.documentElement.dataset.theme = store.get().view.theme;
    if (race.surface.kind === "typed") {
      formulaBox.recall(race.surface);
    }
    return step;
  }

  /** @param {State} state */
  function mark({ status, step, description, held, race, chosen, server }) {
    main.dataset.state = status;
    main.dataset.server = server;
    main.style.setProperty("--run", `var(${looksOf(entryOf(race, chosen)).color})`);
    main.dataset.step = String(step);
    main.dataset.held = String(held);
    const weights = variablesOf(description.surface).length;
    hide(box("lead-map"), weights !== 2);
    hide(box("lead-curve"), weights !== 1);
  }

  const formulaBox = createFormulaBox(store, experiment);
  const asked = location.hash.length > 1;
  const step = asked ? enter(location.hash.slice(1)) : null;
  const onBasins = basinHandlers(store, experiment);
  const basins = { basinPicture, cellStart, lay: (/** @type {import("./views/stage.js").Stage} */ stage) => createBasinLayer(stage, onBasins) };
  pictures.attend(experiment, { createCurve, createRelief, basins });
  const basinsAsked = createBasinsQuestions(store);
  createCharts(store, experiment, { basinsAsked });
  createQuestions(store).attend();
  createInspection(store);
  createFieldQuestions(store);
  createLayers(store, experiment);
  createRaceTab(store, experiment);
  createSurfaceChooser(store, experiment);
  createStartFields(store, experiment);
  createRunsList(store, experiment);
  createOptimizerChooser(store, experiment);
  createRateSlider(store, experiment);
  createRunSettings(store, experiment);
  createTimeline(store, experiment);
  createStepPanel(store);
  createRunFigures(store);
  createEigenDirections(store);
  const slowMotion = createSlowMotion(store, experiment);
  createGauge(store);
  createOutcomePanel(store, experiment);
  createLegend(store);
  createNarration(store);
  createHeader(store);
  const history = createHistory(store, {
    onRestore({ race, chosen, side, steps }) {
      experiment.setView({ basins: { ...store.get().view.basins, side, steps } });
      if (race === store.get().race) {
        return;
      }
      experiment.restore(race, chosen);
      if (race.surface.kind === "typed") {
        formulaBox.recall(race.surface);
      }
    },
  });
  const keys = keyList({ store, experiment, slowMotion, history });
  const press = listenForKeys(keys);
  createKeySheet(keys);
  createAddress(store, {
    onEntered: (fragment) => experiment.begin(enter(fragment)),
  });
  store.subscribe(mark);
  mark(store.get());
  if (asked) {
    experiment.begin(step);
  } else {
    // Its whole way is there, faint; it is walked when Plotly's long work is over and every step of it can be seen.
    const { results } = store.get();
    const walk = () => store.get().status === "loading" && !store.get().held && experiment.begin(step, results);
    whenReady().then(walk, walk);
  }
  doPresses(press);
  afterPaint(fetchPlotly);
}

/** @param {string} selector @param {(one: HTMLInputElement) => string} value */
function valuesOf(selector, value) {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(selector))].map(value);
}
