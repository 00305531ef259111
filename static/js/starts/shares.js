/** Where starts end against the learning rate: asked once for all rates of the slider; a rate chosen there goes into the run. */

import { groundOf } from "../description.js";
import { looksOf as looksOfRun } from "../drawn-runs.js";
import { figure, percent, place, rounded } from "../numbers.js";
import { box, hide, tell } from "../page.js";
import { entryOf } from "../race.js";
import { say, text } from "../texts.js";
import { createTool } from "../tools.js";
import { createShareChart, placeOf } from "../views/share-chart.js";
import { basinsTold, refusalOf, size } from "./ask-basins.js";
import { looksOf } from "./basin-groups.js";
import { limitFigure, nameOf, overLimit, rateFigure } from "./basin-words.js";
import { mapRate, sharesBody, sharesRange, toldOf } from "./basins-question.js";
import { coloursOf } from "./colours.js";
import { createLongWork } from "./long-work.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../views/share-chart.js").Layer} Layer */
/** @typedef {import("../views/share-chart.js").Valley} Valley */
/** @typedef {{ data: any, layers: Layer[], valleys: Valley[] }} Read */

const PATH = "/basins/shares";

/** @type {Read} */
const NOTHING = Object.freeze({ data: null, layers: [], valleys: [] });

/** Digits of a rate that is chosen here, as on the slider. */
const DIGITS = 3;

/** Valleys whose borders have a line of their own. */
const MOST_VALLEYS = 6;

/** Below this share of the starts a place is not named. */
const NAMED = 0.0005;

/** How long work on them is told of. */
const WORDS = Object.freeze({ working: "shares.working", stopped: "shares.stopped", cancel: "shares.cancel", again: "shares.again" });

/** What is not in a valley, in the order in which it is stacked. */
const OTHERS = ["converged", "bouncing", "stalled", "running", "diverged"];

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function createShares(store, experiment) {
  /** @type {object | null} */
  let asked = null;
  const work = createLongWork("shares", WORDS, {
    onStop: () => tool.cancel(),
    onAgain: () => tool.again(),
  });
  /** @param {State} state */
  function question(state) {
    if (!state.held) {
      asked = sharesBody(state);
    } else if (asked && !work.stopped() && state.tools.get("shares")?.key !== JSON.stringify(asked)) {
      asked = null; // the worker is free for what is dragged
    }
    return asked;
  }
  const tool = createTool(store, "shares", PATH, question, { long: true, streams: () => true, onProgress: work.tell, refused: (error) => refusalOf(error, "shares") });
  /** What played goes on playing, from its start, when the rate is let go. */
  let playing = false;
  const chart = createShareChart(box("shares"), {
    onRate(rate, held) {
      playing ||= experiment.player.playing();
      experiment.hold(held);
      experiment.takeRate(rounded(rate, DIGITS), { play: playing && !held });
      playing &&= held;
    },
  });
  /** @type {Read} */
  let read = NOTHING;
  /** @type {import("../types.js").Tool | null} */
  let known = null;
  let counted = "";

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
        look: looksOf(status, null, false)[0], name: nameOf({ status, minimum: null, stall: null, gaps: data.gaps }), shares: data.others[status],
      })),
      { look: looksOf("undefined", null, false)[0], name: text("group.undefined"), shares: data.rates.map(() => data.undefined) },
    ].filter(({ shares }) => shares.some((/** @type {number} */ share) => share > 0));
    const [told, others] = [true, false].map((known) => found.filter((/** @type {any} */ { stays }) => (stays !== null) === known));
    const limited = others.filter((/** @type {any} */ { limit }) => limit !== null);
    const shown = [...told, ...limited].slice(0, MOST_VALLEYS);
    const valleys = found.filter((/** @type {any} */ one) => shown.includes(one));  // in the order of the legend
    return { data, layers, valleys: valleys.map((/** @type {any} */ one) => valleyOf(one, stepsOf(data))) };
  }

  /** @param {State} state */
  function render(state) {
    const now = tool.now(state);
    const last = tool.last(state);
    known = last?.data ? last : known; // a refusal leaves what was there before
    const data = now?.data ?? ofGround(known, state);
    if (data !== read.data) {
      read = data ? readShares(data, state) : NOTHING;
    }
    const [low, high] = sharesRange(state);
    const { layers, valleys } = read;
    const rates = data?.rates ?? [low, high];
    const { comes } = basinsTold(state);
    hide(box("shares"), !layers.length && !now?.problem && !comes);
    chart.render({
      rates, layers, valleys, rate: mapRate(state.description), color: looksOfRun(entryOf(state.race, state.chosen)).color,
      stale: !now?.data, theme: state.view.theme,
      texts: {
        label: text("shares.label"), rate: text("shares.rate"), borders: text("shares.borders", { steps: stepsOf(data) }),
        waiting: now?.problem ?? (comes ? text("shares.waiting") : ""), keys: text("shares.keys"),
      },
      tell: (index) => ({
        head: text("shares.head", { rate: figure(rates[index], 3), count: size(data.resolution) }),
        rows: told(layers, index).map(({ look, name, share }) => ({ color: look.color, name, value: percent(share) })),
      }),
      tellValley: (index) => valleys[index].told,
      says: (rate) => sayRate(rates, layers, rate),
    });
    tell(box("shares-problem"), layers.length ? now?.problem : null);
    box("shares-says").textContent = now?.data ? say(now.data.sentence) : "";
    renderWork(question(state), now !== null);
  }

  /** @param {any} body  what is asked, null: nothing @param {boolean} answered */
  function renderWork(body, answered) {
    const key = JSON.stringify(body);
    if (key !== counted) {
      counted = key;
      work.forget();
    }
    work.render(body !== null && !answered, {});
  }

  return { render };
}

/** An answer, where it is about this surface. @param {import("../types.js").Tool | null} known @param {State} state */
function ofGround(known, { description }) {
  return known?.data && JSON.stringify(JSON.parse(known.key).surface) === groundOf(description.surface) ? known.data : null;
}

/** How many steps the runs of an answer make. @param {any} data */
const stepsOf = (data) => figure(data?.steps);

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

/**
 * The two borders of a valley: where rest ends, and where balls leave, as far as it is known.
 * @param {any} minimum
 * @param {string} steps
 * @returns {Valley}
 */
function valleyOf({ look, at, limit, stays, leaves, digits }, steps) {
  const [rests, circles] = [looksOf("converged", look, false)[0], looksOf("bouncing", look, false)[0]];
  const rest = limit === null ? "" : limitFigure(limit);
  const gone = leaves === null ? (stays === null ? "" : `> ${rateFigure(stays)}`)
    : limit === null ? rateFigure(leaves, digits) : overLimit(leaves, limit, digits)[0];
  const short = rest && gone ? `${rest} – ${gone}` : rest || `? – ${gone}`;
  const name = place(at);
  return {
    rests, circles, limit, stays, leaves, short, says: `${name}  ${short}`,
    told: { head: name, rows: [[text("shares.rests"), rest], [text("shares.leaves", { steps }), gone]].filter(([, rate]) => rate).map(([said, rate]) =>
      ({ color: "inherit", name: said, value: `η = ${rate}` })) },
  };
}
