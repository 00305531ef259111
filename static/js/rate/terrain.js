/** Side by side: the same optimizer at the same rate on grounds that differ in one thing, each with what every rate comes to there. */

import { surfaceEntry } from "../catalog.js";
import { RATE, windowOf } from "../description.js";
import { DASHES, MARKERS } from "../drawn-runs.js";
import { createField } from "../field.js";
import { figure, rounded } from "../numbers.js";
import { box, hide, input, within } from "../page.js";
import { createScale } from "../scale.js";
import { bandsOf, notchesOf } from "../sweep-bands.js";
import { say, text } from "../texts.js";
import { createTool, shownTool } from "../tools.js";
import { createRatePaint, shareOf } from "../views/rate-paint.js";
import { createSmallGround } from "../views/small-ground.js";
import { comparisonOf, descriptionOfSide, groundBody, holdingBody, rateOfSides, runBody, surfaceOf, sweepBody } from "./side-question.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").ComparisonMember} ComparisonMember */

/** Digits that the slider gives. */
const DIGITS = 3;

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function createSideBySide(store, experiment) {
  const slider = input("side-slider");
  const radios = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=comparison]"))];
  const holding = createTool(store, "side-holding", "/comparisons/holding", (state) =>
    (shownTool(state) === "terrain" ? holdingBody(comparisonOf(state)) : null), { long: true });
  const sides = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".side"))].map((element, place) =>
    createSide(element, place, { store, experiment, setRate }));
  const field = createField(input("side-rate"), { problem: box("side-problem"), range: [1e-12, 1e6], onValue: setRate });

  /** @param {number} rate */
  function setRate(rate) {
    experiment.setView({ side: { name: comparisonOf(store.get()).name, rate } });
  }

  radios.forEach((radio) => radio.addEventListener("change", () => experiment.setView({ side: { name: radio.value, rate: null } })));
  slider.addEventListener("input", () => {
    const { learning_rates: range } = comparisonOf(store.get());
    setRate(rounded(createScale(range, "log").value(slider.valueAsNumber), DIGITS));
  });

  /** @param {State} state */
  function render(state) {
    const { name, purpose, members, learning_rates: range } = comparisonOf(state);
    const rate = rateOfSides(state);
    radios.forEach((radio) => {
      radio.checked = radio.value === name;
    });
    box("side-purpose").textContent = purpose;
    const told = holding.now(state);
    const ends = sides.map((side, place) => side.render(state, members[place] ?? null, told?.data?.members[place] ?? null));
    box("side-says").textContent = told?.problem ?? say(told?.data?.sentence);
    field.show(rate);
    const at = createScale(range, "log").at(rate);
    slider.setAttribute("aria-valuetext", [figure(rate), ...ends.filter(Boolean)].join(", "));
    if (Math.abs(slider.valueAsNumber - at) > 1e-3) {
      slider.value = String(at);
    }
  }

  return { render };
}

/**
 * One of the grounds.
 * @param {HTMLElement} element
 * @param {number} place
 * @param {{ store: import("../store.js").Store, experiment: import("../experiment.js").Experiment, setRate: (rate: number) => void }} page
 */
function createSide(element, place, { store, experiment, setRate }) {
  const ground = createSmallGround(within(element, ".side-ground"));
  const paint = createRatePaint(/** @type {HTMLCanvasElement} */ (within(element, ".side-paint")));
  const track = within(element, ".side-track");
  const load = within(element, ".side-load");
  const looks = { color: `--run-${place + 1}`, dash: DASHES[place], marker: MARKERS[place] };
  /** @param {State} state @returns {ComparisonMember | null} */
  const member = (state) => (shownTool(state) === "terrain" ? (comparisonOf(state).members[place] ?? null) : null);
  /** @param {string} name @param {string} path @param {(state: State, one: ComparisonMember) => object | null} bodyOf */
  const tool = (name, path, bodyOf) => createTool(store, `side-${name}-${place}`, path, (state) => {
    const one = member(state);
    return one && bodyOf(state, one);
  });
  const grounds = tool("ground", "/surfaces/grid", (_, one) => {
    const window = ground.fit(windowOf(surfaceOf(one)));
    return window && groundBody(one, window);
  });
  const runs = tool("run", "/descents", runBody);
  const sweeps = tool("sweep", "/learning-rates/sweep", (state, one) => sweepBody(comparisonOf(state), one));
  /** @type {{ answer: any, drawn: import("../views/models.js").Run | null }} */
  let run = { answer: null, drawn: null };

  load.addEventListener("click", () => {
    const state = store.get();
    const one = member(state);
    if (one) {
      experiment.load(descriptionOfSide(state, one));
    }
  });
  track.addEventListener("pointerdown", (event) => {
    const scale = createScale(comparisonOf(store.get()).learning_rates, "log");
    setRate(rounded(scale.value(shareOf(track, event.clientX)), DIGITS));
  });

  /** The run of this moment, or the one before it on the same ground. @param {State} state @param {ComparisonMember} one */
  function runOf(state, one) {
    const known = runs.now(state) ?? runs.last(state);
    const asked = known && JSON.parse(known.key);
    const answer = known?.data && JSON.stringify(asked.surface) === JSON.stringify(runBody(state, one).surface) ? known.data : null;
    if (answer !== run.answer) {
      element.dataset.rate = answer ? String(asked.optimizer[RATE]) : "";
      run = { answer, drawn: answer && { ...looks, points: answer.points, losses: answer.losses, outcome: answer.outcome, name: one.title } };
    }
    return run;
  }

  return {
    /**
     * @param {State} state
     * @param {ComparisonMember | null} one
     * @param {any} held  up to which rate it holds its ball
     * @returns {string} what became of it
     */
    render(state, one, held) {
      hide(element, !one);
      if (!one) {
        return "";
      }
      const { answer, drawn } = runOf(state, one);
      const found = grounds.now(state);
      const surface = surfaceOf(one);
      const window = found && JSON.parse(found.key).window;
      const points = surfaceEntry(surface.name).points;
      within(element, ".side-title").textContent = one.title;
      const status = within(element, ".side-status");
      status.textContent = answer ? text(`map.${answer.outcome.status}`) : "";
      status.dataset.status = answer?.outcome.status ?? "";
      status.style.setProperty("--status", `var(--rate-${status.dataset.status})`);
      load.textContent = text("side.load");
      load.setAttribute("aria-label", text("side.load_which", { title: one.title }));
      ground.render({
        window: window ?? windowOf(surface), data: found?.data ?? null, run: drawn, start: one.start, theme: state.view.theme,
        marks: points.filter(({ kind }) => kind === "minimum"),
        texts: { label: `${one.title}. ${say(answer?.outcome.sentence)}`, offMap: text("view.off_map") },
      });
      renderTrack(state, held?.holds_to ?? null);
      return answer ? `${one.title} ${status.textContent}` : "";
    },
  };

  /** @param {State} state @param {number | null} holds  up to this rate */
  function renderTrack(state, holds) {
    const range = comparisonOf(state).learning_rates;
    const scale = createScale(range, "log");
    const data = sweeps.now(state)?.data ?? null;
    track.style.setProperty("--at", String(scale.at(rateOfSides(state))));
    track.dataset.holds = String(holds ?? "");
    const bands = data ? bandsOf(data, scale) : [];
    paint.render({
      range, bands, notches: notchesOf(bands), readout: null, old: !data, theme: state.view.theme,
      words: [
        ...(holds === null ? [] : [{ at: scale.at(holds), text: text("side.holds", { rate: figure(holds, 3) }) }]),
        ...range.map((rate, end) => ({ at: end, text: figure(rate) })),
      ],
    });
  }
}
