/** The tab of diagnostics: small charts over the same steps, and the same figures as a table. */

import { createMeasuresQuestions, measuresOf } from "./ask-measures.js";
import { variablesOf } from "./description.js";
import { looksOf, nameOf } from "./drawn-runs.js";
import { figure, place } from "./numbers.js";
import { box, hide, input, within } from "./page.js";
import { entryOf } from "./race.js";
import { createStepsTable } from "./steps-table.js";
import { text } from "./texts.js";
import { createStepChart } from "./views/step-chart.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./views/chart-models.js").Series} Series */

/** What one small chart shows: a line for each list of figures. */
/** @type {Record<string, (data: any, state: State) => { values: (number | null)[], name?: string, guide?: boolean }[]>} */
const MEASURES = {
  losses: ({ losses }) => [{ values: losses }],
  gradient_norms: ({ gradient_norms: norms }) => [{ values: norms }],
  distances: ({ distances }) => (distances ? [{ values: distances }] : []),
  effective_rates: ({ effective_rates: rates }, { description }) =>
    variablesOf(description.surface).map((name, axis) => ({ name, values: column(rates, axis) })),
  sharpness: ({ sharpness, along_step: along }) =>
    [{ values: sharpness, name: text("chart.sharpness_line") }, { values: along, name: text("chart.along_line") }],
  products: ({ products, product_limits: limits }) =>
    [{ values: limits, name: text("chart.limit_line", { limit: figure(lastKnown(limits)) }), guide: true }, { values: products }],
};

/** Lines of one run in one chart are told apart by their dashes. */
const DASHES = /** @type {const} */ (["solid", "dash"]);

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createDiagnosticsTab(store, experiment) {
  const all = input("diagnostics-all");
  const tableSwitch = input("diagnostics-table");
  const questions = createMeasuresQuestions(store, measured);
  const table = createStepsTable({ onSeek: experiment.player.seek });
  const charts = Object.keys(MEASURES).map((name) => ({
    name,
    says: within(box(`multiple-${name}`).parentElement ?? document.body, ".multiple-figure"),
    caption: box(`multiple-${name}-name`),
    chart: createStepChart(box(`multiple-${name}`), { onSeek: experiment.player.seek, onLight: experiment.light }),
  }));
  all.addEventListener("change", () => {
    questions.attend();
    store.set({ view: { ...store.get().view } });
  });
  tableSwitch.addEventListener("change", () => experiment.setView({ table: tableSwitch.checked }));

  /** The runs that are measured, the chosen one first. @param {State} state @returns {Entry[]} */
  function measured({ race, chosen }) {
    const entry = entryOf(race, chosen);
    return [entry, ...(all.checked ? race.entries.filter((one) => one !== entry && !one.hidden) : [])];
  }

  /** @param {State} state @param {string} name */
  function seriesOf(state, name) {
    return measured(state).reverse().flatMap((entry) => {
      const data = measuresOf(state, entry);
      const lines = data ? MEASURES[name](data, state) : [];
      const chosen = entry.id === state.chosen;
      return lines.filter(({ guide }) => chosen || !guide).map(({ values, name: said, guide }, index) => /** @type {Series} */ ({
        values, steps: data.steps, guide, ...looksOf(entry),
        ...(guide ? { color: "--ink-second" } : lines.length > 1 && name !== "products" ? { dash: DASHES[index] } : {}),
        name: guide ? said : undefined, line: chosen ? said : undefined, ghost: entry.ghost,
      }));
    });
  }

  return {
    /** @param {State} state */
    render(state) {
      const { view, step, lit } = state;
      const entry = entryOf(state.race, state.chosen);
      const data = measuresOf(state, entry);
      tableSwitch.checked = view.table;
      hide(box("multiples"), view.table);
      hide(box("steps-table"), !view.table);
      if (view.table) {
        table.render(state, data, nameOf(entry));
        return;
      }
      const last = Math.max(1, ...measured(state).map(({ id }) => (state.results.get(id)?.points.length ?? 1) - 1));
      for (const { name, caption, says, chart } of charts) {
        const series = seriesOf(state, name);
        const named = titleOf(name, data);
        caption.textContent = named;
        says.replaceChildren(...series.filter((one) => "line" in one && !one.guide && one.color === looksOf(entry).color)
          .map((one) => figureOf(one, lit ?? step)));
        chart.render({
          series, last, step, lit, logScale: view.logScale, theme: view.theme,
          texts: { label: named, value: series.some(({ values }) => values.some((value) => value !== null)) ? "" : text("chart.nothing"), step: "" },
        });
      }
    },
  };
}

/**
 * A line's figure at a step, behind the line's dash and name where a chart has several.
 * @param {Series & { line?: string }} series
 * @param {number} step
 */
function figureOf({ values, steps, dash, line }, step) {
  const told = document.createElement("span");
  told.dataset.dash = line ? dash : "none";
  told.textContent = `${line ?? ""} ${figure(at(values, steps, step), line ? 3 : 4)}`.trim();
  return told;
}

/** @param {string} name @param {any} data */
function titleOf(name, data) {
  if (name === "distances" && data) {
    return data.minimum ? text("chart.distances_to", { place: place(data.minimum) }) : `${text("chart.distances")}: ${text("chart.no_minimum")}`;
  }
  return text(`chart.${name}`);
}

/**
 * The figure of a step, or of the last measured one before it.
 * @param {(number | null)[]} values
 * @param {number[] | undefined} steps
 * @param {number} step
 */
function at(values, steps, step) {
  const index = steps ? steps.findLastIndex((one) => one <= step) : step;
  return values[index] ?? null;
}

/** @type {WeakMap<object, (number | null)[][]>} */
const columns = new WeakMap();

/** One coordinate's figures; the same list for the same answer. @param {(number | null)[][]} rows @param {number} axis */
function column(rows, axis) {
  const known = columns.get(rows) ?? [];
  known[axis] ??= rows.map((row) => row?.[axis] ?? null);
  columns.set(rows, known);
  return known[axis];
}

/** @param {(number | null)[]} values */
function lastKnown(values) {
  return values.findLast((value) => value !== null) ?? null;
}
