/** How far to step: the loss after one step along −∇L, for powers of ten and in units of 1/λ. */

import { surfaceBody } from "../description.js";
import { figure } from "../numbers.js";
import { age, box, tell } from "../page.js";
import { say, text } from "../texts.js";
import { createTool, shownTool } from "../tools.js";
import { createLineChart } from "../views/line-chart.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../views/chart-models.js").LineModel} LineModel */
/** @typedef {{ multiple?: number, learning_rate: number, loss: number | null, change: number | null,
 *   what: "nothing" | "gain" | "overshoot" }} Rung */
/** @typedef {"decades" | "units"} Kind */

const NAME = "ladder";
const DIGITS = 3;

/** What leads higher than the start by more than this share of the most that is gained leaves the picture. */
const ABOVE = 0.6;
const PADDING = 0.08;
const MOST_DIGITS = 8;

const COLORS = { nothing: "--ink-second", gain: "--better", overshoot: "--worse" };
const KINDS = /** @type {const} */ (["decades", "units"]);

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function createLadder(store, experiment) {
  const tool = createTool(store, NAME, "/learning-rates/ladder", questionOf);
  const charts = { decades: createLineChart(box("ladder-decades")), units: createLineChart(box("ladder-units")) };
  /** @type {any} */
  let shown;

  return {
    /** @param {State} state */
    render(state) {
      const known = tool.last(state);
      const data = known?.data ?? null;
      age(tool.now(state) === null, box("ladders"), box("ladder-says"));
      box("ladder-says").textContent = known?.problem ?? say(data?.sentence);
      for (const kind of KINDS) {
        const rungs = rungsOf(data, kind);
        const empty = text(known?.problem ? "chart.nothing" : "ladder.waiting");
        charts[kind].render({ ...ladderModel(data, rungs, kind, empty), theme: state.view.theme });
        if (data !== shown) {
          const digits = digitsFor(data);
          box(`ladder-${kind}-rows`).replaceChildren(...rungs.map((rung) => row(rung, digits, experiment)));
          tell(box(`ladder-${kind}-none`), data && !rungs.length ? text("ladder.none") : null);
        }
      }
      shown = data;
    },
  };
}

/** @param {State} state */
function questionOf(state) {
  const { description: { surface, start }, held, status } = state;
  return shownTool(state) === NAME && !held && status !== "loading" ? { surface: surfaceBody(surface), start } : null;
}

/** @param {any} data @param {Kind} kind @returns {Rung[]} */
const rungsOf = (data, kind) => data?.[kind]?.rungs ?? [];

/** @param {any} data @param {Rung[]} rungs @param {Kind} kind @param {string} empty @returns {LineModel} */
function ladderModel(data, rungs, kind, empty) {
  const units = kind === "units";
  const texts = { label: text(`ladder.${kind}_label`), x: units ? "η·λ" : "η", y: text("ladder.change"), empty };
  const there = rungs.filter(({ loss }) => loss !== null);
  if (!data || !there.length) {
    return { lines: [], texts };
  }
  /** @param {Rung} rung */
  const at = ({ multiple, learning_rate: rate }) => (units ? Number(multiple) : rate);
  const changes = there.map(({ change }) => Number(change));
  const lowest = Math.min(0, ...changes);
  const highest = Math.max(0, ...changes);
  const top = lowest < 0 ? Math.min(highest, -ABOVE * lowest) : highest;
  const pad = (top - lowest) * PADDING || 1;
  const x = /** @type {[number, number]} */ ([Math.log10(at(rungs[0])) - 0.15, Math.log10(at(rungs[rungs.length - 1])) + 0.15]);
  return {
    lines: [
      { x: x.map((power) => 10 ** power), y: [0, 0], color: "--ink-second", width: 1, dash: [2, 3], name: text("ladder.before") },
      { x: there.map(at), y: changes, color: "--ink", width: 1 },
    ],
    balls: there.filter(({ change }) => Number(change) <= top + pad).map((rung) => ({
      at: /** @type {[number, number]} */ ([at(rung), Number(rung.change)]), color: COLORS[rung.what], small: true,
    })),
    x,
    y: [lowest - pad, top + pad],
    logX: true,
    texts,
  };
}

/** Digits enough to see the gain in the loss. @param {any} data */
function digitsFor(data) {
  const changes = KINDS.flatMap((kind) => rungsOf(data, kind)).map(({ change }) => Number(change));
  const gain = -Math.min(0, ...changes);
  return gain > 0 ? Math.min(MOST_DIGITS, Math.max(DIGITS, DIGITS - 1 + Math.ceil(Math.log10(Math.abs(data.loss) / gain)))) : DIGITS;
}

/** One rung as a row of the table; its rate is a button. @param {Rung} rung @param {number} digits @param {import("../experiment.js").Experiment} experiment */
function row({ multiple, learning_rate: rate, loss, what }, digits, experiment) {
  const made = document.createElement("tr");
  made.dataset.what = what;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = figure(rate, DIGITS);
  button.title = text("ladder.try", { rate: figure(rate, DIGITS) });
  button.setAttribute("aria-label", button.title);
  button.addEventListener("click", () => experiment.tryRate(rate));
  const cells = [
    ...(multiple === undefined || multiple === null ? [] : [figure(multiple, DIGITS)]),
    button,
    loss === null ? text("ladder.no_value") : figure(loss, digits),
    text(`ladder.${what}`),
  ];
  made.append(...cells.map((cell) => {
    const made = document.createElement("td");
    made.append(cell);
    return made;
  }));
  return made;
}
