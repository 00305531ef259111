/** The learning rate: a logarithmic slider with the limits as ticks, a figure, and three rates worth seeing. */

import { rateOf } from "./description.js";
import { createField } from "./field.js";
import { figure, floored, place, rounded } from "./numbers.js";
import { box, hide, input, tell, within, write } from "./page.js";
import { createPaintedRates } from "./painted-rates.js";
import { presetsKey } from "./questions.js";
import { rateRange, shownRate } from "./rate-range.js";
import { createScale } from "./scale.js";
import { text } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").RateLimit} RateLimit */
/** @typedef {"too_small" | "right" | "too_large"} PresetName */

/** Digits that the slider gives. */
const DIGITS = 3;

/** The figure is the same rate when it is this close, as a share. */
const SAME = 1e-9;

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createRateSlider(store, experiment) {
  const slider = input("rate-slider");
  const ticks = box("rate-ticks");
  const schedule = box("rate-schedule");
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-preset]"));
  const figureField = createField(input("rate-figure"), {
    problem: box("rate-problem"),
    range: [1e-12, 1e6],
    onValue(rate) {
      experiment.setRate(rate);
      experiment.releaseRate();
    },
  });
  let range = rateRange(store.get());
  let held = false;
  const painted = createPaintedRates(store, slider, () => (held ? range : rateRange(store.get())));

  slider.addEventListener("input", () => {
    held = true;
    experiment.hold(true);
    experiment.setRate(rounded(createScale(range, "log").value(slider.valueAsNumber), DIGITS));
  });
  slider.addEventListener("change", () => {
    held = false;
    experiment.hold(false);
    experiment.releaseRate();
  });
  buttons.forEach((button) =>
    button.addEventListener("click", () => {
      const preset = known(store.get())?.[/** @type {PresetName} */ (button.dataset.preset)];
      if (preset) {
        experiment.tryRate(preset.learning_rate);
      } else {
        box("rate-note").textContent = button.title;
      }
    }),
  );
  within(schedule, "button").addEventListener("click", experiment.forgetChanges);

  /** The presets of this very run; those of the run before stay while new ones are on their way. @param {State} state */
  function known({ presets, description }) {
    return presets?.key === presetsKey(description) ? presets.data : null;
  }

  /** @param {State} state */
  function render(state) {
    const { description, problems } = state;
    const rate = shownRate(state);
    const found = known(state);
    if (!held) {
      range = rateRange(state);
      slider.value = String(createScale(range, "log").at(rate));
    }
    slider.setAttribute("aria-valuetext", painted.says(rate));
    figureField.show(rate);
    tell(box("rate-problem"), problems.rate ?? null);
    renderPresets(rate, found, description.schedule.changes.length > 0);
    renderLimits(state);
    tell(within(schedule, "span"), scheduleText(description));
    hide(schedule, description.schedule.changes.length === 0);
  }

  /**
   * @param {number} rate
   * @param {import("./types.js").Presets | null} found
   * @param {boolean} changed
   */
  function renderPresets(rate, found, changed) {
    buttons.forEach((button) => {
      const name = /** @type {PresetName} */ (button.dataset.preset);
      const preset = found?.[name];
      const reason = found && !preset ? text(`rate.none.${name}`) : null;
      button.disabled = false;
      button.setAttribute("aria-disabled", String(!preset));
      button.dataset.none = String(Boolean(reason));
      button.title = preset ? `η = ${figure(preset.learning_rate)}` : (reason ?? text("rate.waiting"));
      button.setAttribute("aria-pressed", String(Boolean(preset) && !changed && same(preset?.learning_rate ?? 0, rate)));
    });
  }

  /** The limit that counts is that of the minimum that the run is at, or that the fall line leads to. @param {State} state */
  function renderLimits({ description, presets, run, fallLine, status }) {
    const limits = (run && presets?.data.limits) ?? [];
    const point = run?.outcome?.minimum ?? fallLine?.at(-1) ?? description.start;
    const nearest = limits.toSorted((a, b) => distance(a.at, point) - distance(b.at, point))[0];
    const scale = createScale(range, "log");
    const shown = JSON.stringify([limits, nearest, range]);
    if (shown !== ticks.dataset.shown) {
      ticks.dataset.shown = shown;
      ticks.replaceChildren(...limits.filter(within2(range)).map((limit) => tick(limit, scale, limit === nearest)));
    }
    write(box("rate-note"), nearest
      ? text("rate.limit_at", { point: place(nearest.at), rate: figure(floored(nearest.learning_rate, DIGITS)) })
      : run && presets ? text("rate.limit_none") : status === "paused" ? "" : text("rate.waiting"));
  }

  store.subscribe((state, changed) => {
    const names = /** @type {(keyof State)[]} */ (["description", "presets", "problems", "status", "sweep"]);
    if (names.some((name) => changed.has(name)) || (changed.has("step") && state.description.schedule.changes.length > 0)) {
      render(state);
    } else if (changed.has("run") || changed.has("fallLine")) {
      renderLimits(state);
    }
  });
  render(store.get());
}

/** @param {[number, number]} range */
const within2 = ([low, high]) => (/** @type {RateLimit} */ limit) => low < limit.learning_rate && limit.learning_rate < high;

/**
 * @param {RateLimit} limit
 * @param {ReturnType<typeof createScale>} scale
 * @param {boolean} chosen
 */
function tick(limit, scale, chosen) {
  const mark = document.createElement("span");
  mark.className = "tick";
  mark.dataset.chosen = String(chosen);
  mark.style.setProperty("--at", String(scale.at(limit.learning_rate)));
  return mark;
}

/** @param {import("./types.js").Description} description */
function scheduleText(description) {
  const { changes } = description.schedule;
  if (changes.length === 0) {
    return null;
  }
  const shown = changes.slice(-3).map(([step, rate]) => text("rate.change", { step, rate: figure(rate, 3) }));
  const first = changes.length > shown.length ? "… " : `${figure(rateOf(description), 3)}, `;
  return text("rate.schedule", { rates: first + shown.join(", ") });
}

/** @param {number[]} a @param {number[]} b */
function distance(a, b) {
  return Math.hypot(...a.map((value, axis) => value - (b[axis] ?? 0)));
}

/** @param {number} a @param {number} b */
function same(a, b) {
  return Math.abs(a - b) <= SAME * Math.abs(b);
}
