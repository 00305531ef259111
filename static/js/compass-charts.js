/** The loss at a distance in every direction, where it is lowest, and how far that is from −∇L as the distance grows. */

import { createField } from "./field.js";
import { hasSlope } from "./inspected.js";
import { figure, rounded } from "./numbers.js";
import { box, hide, input } from "./page.js";
import { createScale } from "./scale.js";
import { text } from "./texts.js";
import { createLineChart } from "./views/line-chart.js";

/** @typedef {import("./types.js").State} State */

const DIGITS = 3;
const QUARTERS = [-180, -90, 0, 90, 180];

/** @param {import("./experiment.js").Experiment} experiment */
export function createCompassCharts(experiment) {
  const around = createLineChart(box("compass-around"));
  const sweep = createLineChart(box("compass-sweep"));
  const slider = input("radius-slider");
  let scale = createScale([1e-3, 1], "log");
  const field = createField(input("radius"), {
    problem: box("radius-problem"),
    range: [1e-12, 1e9],
    onValue: (radius) => experiment.setView({ radius }),
  });
  slider.addEventListener("input", () => experiment.setView({ radius: rounded(scale.value(slider.valueAsNumber), DIGITS) }));

  /** @param {any} compass @param {State["view"]} view */
  function showRadius(compass, view) {
    const radii = compass.sweep.map((/** @type {any} */ { radius }) => radius);
    const radius = view.radius ?? compass.radius;
    if (radii.length) {
      scale = createScale([radii[0], radii[radii.length - 1]], "log");
    }
    field.show(rounded(radius, DIGITS + 1));
    slider.setAttribute("aria-valuetext", figure(radius));
    if (document.activeElement !== slider || Math.abs(slider.valueAsNumber - scale.at(radius)) > 1e-3) {
      slider.value = String(scale.at(radius));
    }
  }

  return {
    /** @param {State} state @param {string[]} variables */
    render({ inspection, view }, variables) {
      const compass = inspection?.compass ?? null;
      const flat = variables.length === 1;
      hide(box("compass-sweep"), flat);
      around.render({ ...(flat ? sidesModel(compass) : aroundModel(compass)), theme: view.theme });
      if (!flat) {
        sweep.render({ ...sweepModel(compass), theme: view.theme });
      }
      if (!compass) {
        return null;
      }
      showRadius(compass, view);
      return hasSlope(inspection) ? (flat ? saySides(compass) : say(compass)) : text("gradient.says.no_slope");
    },
  };
}

/** An angle between −180° and 180°. @param {number} angle */
function turned(angle) {
  return ((((angle + 180) % 360) + 360) % 360) - 180;
}

/** @param {any} compass */
function aroundModel(compass) {
  const texts = { label: text("gradient.compass_label"), x: text("gradient.direction"), y: text("gradient.loss_there"),
    empty: text("chart.nothing") };
  if (!compass) {
    return { lines: [], texts };
  }
  const { angles, losses, best, steepest } = compass;
  const order = angles.map((/** @type {number} */ angle, /** @type {number} */ index) => ({ angle: turned(angle), loss: losses[index] }))
    .sort((/** @type {any} */ one, /** @type {any} */ other) => one.angle - other.angle);
  const closed = [...order, { angle: order[0].angle + 360, loss: order[0].loss }];
  const marks = [
    ...(steepest ? [{ at: turned(steepest.angle), loss: steepest.loss, color: "--accent", name: text("gradient.steepest", { angle: figure(turned(steepest.angle), 4) }) }] : []),
    ...(best ? [{ at: turned(best.angle), loss: best.loss, color: "--better", name: text("gradient.best", { angle: figure(turned(best.angle), 4) }) }] : []),
  ];
  return {
    lines: [{ x: closed.map(({ angle }) => angle), y: closed.map(({ loss }) => loss), color: "--ink" }],
    uprights: marks.map(({ at, color, name }) => ({ at, color, name })),
    balls: marks.map(({ at, loss, color }) => ({ at: /** @type {[number, number]} */ ([at, loss]), color, small: true })),
    x: /** @type {[number, number]} */ ([-180, 180]),
    ticks: QUARTERS.map((at) => ({ at, text: `${at}°`.replace("-", "−") })),
    texts,
  };
}

/** On a curve there are two sides only. @param {any} compass */
function sidesModel(compass) {
  const texts = { label: text("gradient.compass_label"), x: text("gradient.side"), y: text("gradient.loss_there"), empty: text("chart.nothing") };
  if (!compass) {
    return { lines: [], texts };
  }
  const { angles, losses, best, steepest } = compass;
  const side = (/** @type {number} */ angle) => (Math.abs(turned(angle)) < 90 ? 1 : -1);
  const places = angles.map(side);
  return {
    lines: [{ x: places, y: losses, color: "--line" }],
    balls: places.map((/** @type {number} */ at, /** @type {number} */ index) => ({
      at: /** @type {[number, number]} */ ([at, losses[index]]), color: best && side(best.angle) === at ? "--better" : "--ink",
      name: steepest && side(steepest.angle) === at ? "−∇L" : "",
    })),
    x: /** @type {[number, number]} */ ([-1.6, 1.6]),
    ticks: [{ at: -1, text: text("gradient.left") }, { at: 1, text: text("gradient.right") }],
    texts,
  };
}

/** @param {any} compass */
function sweepModel(compass) {
  const texts = { label: text("gradient.sweep_label"), x: text("gradient.epsilon"), y: text("gradient.apart"), empty: text("chart.nothing") };
  const sweep = (compass?.sweep ?? []).filter((/** @type {any} */ { apart }) => apart !== null);
  if (!sweep.length) {
    return { lines: [], texts };
  }
  return {
    lines: [{ x: sweep.map((/** @type {any} */ { radius }) => radius), y: sweep.map((/** @type {any} */ { apart }) => apart), color: "--ink" }],
    balls: compass.apart === null ? [] : [{ at: /** @type {[number, number]} */ ([compass.radius, compass.apart]), color: "--better", name: text("gradient.this_radius") }],
    logX: true,
    texts,
  };
}

/** @param {any} compass */
function say({ radius, best, steepest, apart, sweep }) {
  if (!steepest) {
    return text("gradient.says.none");
  }
  if (!best || apart === null) {
    return text("gradient.says.tie", { radius: figure(radius, DIGITS) });
  }
  const [tiny] = sweep;
  return text("gradient.says.compass", {
    radius: figure(radius, DIGITS), best: figure(turned(best.angle)), lowest: figure(best.loss), steepest: figure(turned(steepest.angle)),
    reached: figure(steepest.loss), apart: figure(apart), tiny: figure(tiny.radius, 2), apart_tiny: figure(tiny.apart, 2),
  });
}

/** @param {any} compass */
function saySides({ radius, losses, best, steepest }) {
  if (!steepest) {
    return text("gradient.says.none");
  }
  if (!best) {
    return text("gradient.says.tie", { radius: figure(radius, DIGITS) });
  }
  const known = losses.filter((/** @type {number | null} */ loss) => loss !== null);
  const sides = known.length < losses.length ? "one_side" : "sides";
  const agree = Math.abs(turned(best.angle - steepest.angle)) < 90;
  return text(`gradient.says.${sides}_${agree ? "agree" : "differ"}`, {
    radius: figure(radius, DIGITS), lowest: figure(best.loss), highest: figure(Math.max(...known)),
  });
}
