/** Where starts end against the learning rate: asked once for all rates of the slider; a rate chosen there goes into the run. */

import { groundOf } from "../description.js";
import { looksOf as looksOfRun } from "../drawn-runs.js";
import { figure, rounded } from "../numbers.js";
import { box } from "../page.js";
import { entryOf } from "../race.js";
import { shownRate } from "../rate-range.js";
import { say, text } from "../texts.js";
import { createTool } from "../tools.js";
import { createShareChart, placeOf } from "../views/share-chart.js";
import { looksOf } from "./basin-groups.js";
import { nameOf, percent } from "./basin-words.js";
import { sharesBody, sharesRange } from "./basins-question.js";
import { coloursOf } from "./colours.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../views/share-chart.js").Layer} Layer */
/** @typedef {{ data: any, layers: Layer[], valleys: import("../views/share-chart.js").Valley[] }} Read */

const PATH = "/basins/shares";

/** @type {Read} */
const NOTHING = Object.freeze({ data: null, layers: [], valleys: [] });

/** Digits of a rate that is chosen here, as on the slider. */
const DIGITS = 3;

/** Valleys whose borders have a line of their own. */
const MOST_VALLEYS = 6;

/** Below this share of the starts a place is not named. */
const NAMED = 0.0005;

/** What is not in a valley, in the order in which it is stacked. */
const OTHERS = ["converged", "bouncing", "stalled", "running", "diverged"];

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function createShares(store, experiment) {
  /** @type {object | null} */
  let asked = null;
  const tool = createTool(store, "shares", PATH, (state) => {
    if (!state.held) {
      asked = sharesBody(state);
    } else if (asked && state.tools.get("shares")?.key !== JSON.stringify(asked)) {
      asked = null; // the worker is free for what is dragged
    }
    return asked;
  }, { long: true });
  const chart = createShareChart(box("shares"), {
    onRate(rate, held) {
      experiment.hold(held);
      experiment.setRate(rounded(rate, DIGITS));
      if (!held) {
        experiment.releaseRate();
      }
    },
  });
  /** @type {Read} */
  let read = NOTHING;

  /** @param {any} data @param {State} state */
  function readShares(data, state) {
    const colours = coloursOf(state);
    const found = data.minima.map((/** @type {any} */ minimum) => ({ ...minimum, look: colours.look(colours.of(minimum.at)) }));
    /** @type {Layer[]} */
    const layers = [
      ...found.flatMap((/** @type {any} */ minimum) => [
        { look: looksOf("converged", minimum.look, false)[0], name: nameOf({ status: "converged", minimum, stall: null }), shares: minimum.converged },
        { look: looksOf("bouncing", minimum.look, false)[0], name: nameOf({ status: "bouncing", minimum, stall: null }), shares: minimum.bouncing },
      ]),
      ...OTHERS.map((status) => ({
        look: looksOf(status, null, false)[0], name: nameOf({ status, minimum: null, stall: null }), shares: data.others[status],
      })),
      { look: looksOf("undefined", null, false)[0], name: text("group.undefined"), shares: data.rates.map(() => data.undefined) },
    ].filter(({ shares }) => shares.some((/** @type {number} */ share) => share > 0));
    const valleys = found.filter((/** @type {any} */ { limit, leaves }) => limit !== null || leaves !== null).slice(0, MOST_VALLEYS).map(valleyOf);
    return { data, layers, valleys };
  }

  /** @param {State} state */
  function render(state) {
    const now = tool.now(state);
    const data = now?.data ?? ofGround(tool.last(state), state);
    if (data !== read.data) {
      read = data ? readShares(data, state) : NOTHING;
    }
    const [low, high] = sharesRange(state);
    const { layers, valleys } = read;
    const rates = data?.rates ?? [low, high];
    chart.render({
      rates, layers, valleys, rate: shownRate(state), color: looksOfRun(entryOf(state.race, state.chosen)).color,
      stale: !now?.data, theme: state.view.theme,
      texts: {
        label: text("shares.label"), rate: text("shares.rate"), borders: text("shares.borders"),
        waiting: now?.problem ?? text("shares.waiting"), keys: text("shares.keys"),
      },
      tell: (index) => ({
        head: `η = ${figure(rates[index], 3)}`,
        rows: told(layers, index).map(({ look, name, share }) => ({ color: look.color, name, value: percent(share) })),
      }),
      says: (rate) => sayRate(rates, layers, rate),
    });
    box("shares-says").textContent = now?.data ? say(now.data.sentence) : "";
  }

  return { render };
}

/** An answer, where it is about this surface. @param {import("../types.js").Tool | null} known @param {State} state */
function ofGround(known, { description }) {
  return known?.data && JSON.stringify(JSON.parse(known.key).surface) === groundOf(description.surface) ? known.data : null;
}

/** What there is at a rate, the largest first. @param {Layer[]} layers @param {number} index */
function told(layers, index) {
  return layers.map(({ look, name, shares }) => ({ look, name, share: shares[index] })).filter(({ share }) => share > NAMED)
    .sort((one, other) => other.share - one.share).slice(0, 8);
}

/** @param {number[]} rates @param {Layer[]} layers @param {number} rate */
function sayRate(rates, layers, rate) {
  const index = Math.min(rates.length - 1, Math.max(0, Math.round(placeOf(rates, rate))));
  const parts = layers.length ? told(layers, index).map(({ name, share }) => text("shares.part", { name, share: percent(share) })) : [];
  return text("shares.at", { rate: figure(rate, DIGITS), parts: parts.join(", ") });
}

/** @param {any} minimum */
function valleyOf({ look, limit, leaves }) {
  const [rests, circles] = [looksOf("converged", look, false)[0], looksOf("bouncing", look, false)[0]];
  return { rests, circles, limit, leaves, says: [limit, leaves].map((rate) => (rate === null ? "" : figure(rate, DIGITS))).join(" – ") };
}
