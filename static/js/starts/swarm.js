/** Swarms: many starts that descend together on the terrain, and a tally of where they end. */

import { catalog } from "../catalog.js";
import { groundOf, windowOf } from "../description.js";
import { looksOf, titleOf } from "../drawn-runs.js";
import { write as linkOf } from "../link.js";
import { figure } from "../numbers.js";
import { age, box, hide, tell, within, write } from "../page.js";
import { reach } from "../player.js";
import { sidesOf, swarmOf } from "../swarm-choice.js";
import { raceOfContest } from "../swarm-edits.js";
import { say, text } from "../texts.js";
import { createTool } from "../tools.js";
import { pointAt } from "../views/swarm-model.js";
import { drawSwatch } from "../views/swatch.js";
import { coloursOf } from "./colours.js";
import { createLongWork } from "./long-work.js";
import { createSwarmFields } from "./swarm-fields.js";
import { contestBody, countOf, isLong, isShown, swarmBody } from "./swarm-question.js";
import { readSwarm } from "./swarm-read.js";
import { createTally } from "./swarm-tally.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("./swarm-read.js").ReadSwarm} ReadSwarm */
/** @typedef {{ key: string, ground: string, sides: ReadSwarm[], balls: import("../views/swarm-model.js").BallSide[], sentence: any }} Shown */

/** How long work on it is told of. */
const WORDS = Object.freeze({ working: "swarm.working", stopped: "swarm.stopped", cancel: "swarm.cancel", again: "swarm.again" });

/** An older question is broken off once it took so long, in milliseconds. */
const PATIENCE_MS = 300;

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function createSwarm(store, experiment) {
  const work = createLongWork("swarm", WORDS, {
    onStop: () => stopOrGo((tool) => tool.cancel()),
    onAgain: () => stopOrGo((tool) => tool.again()),
  });
  const how = { long: true, patience: PATIENCE_MS, streams: isLong, onProgress: work.tell };
  const tools = [createTool(store, "swarm", "/swarms", swarmBody, how), createTool(store, "contest", "/contests", contestBody, how)];
  const fields = createSwarmFields(store, experiment);
  const tallies = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".tally"))].map((element, side) => ({
    element,
    tally: createTally(element, { onPoint: (keys) => point(side, keys), onTake: (members) => take(side, members) }),
  }));
  const contests = [.../** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-contest]"))];
  /** @type {Shown | null} */
  let shown = null;
  /** @type {import("../views/swarm-model.js").SwarmPicture["lit"]} */
  let lit = null;
  let asked = "";
  /** @type {Map<string, number>} how often a start was taken from a line */
  const taken = new Map();
  let rendered = { race: /** @type {State["race"] | null} */ (null), chosen: 0, theme: "" };

  contests.forEach((one) => one.addEventListener("click", () => {
    const contest = catalog.contests.find(({ name }) => name === one.dataset.contest);
    if (contest) {
      experiment.loadContest(contest);
    }
  }));
  /** @param {(tool: ReturnType<typeof createTool>) => void} act */
  function stopOrGo(act) {
    tools.forEach(act);
    write(box("swarm-live"), "");
    render(store.get());
  }

  /** @param {number} side @param {string[] | null} keys */
  function point(side, keys) {
    lit = keys && { side, keys };
    attend(store.get());
  }

  /** The next start of those that end there becomes the start of the run. @param {number} side @param {number[]} members */
  function take(side, members) {
    const picture = shown?.balls[side];
    if (picture && members.length) {
      const key = `${shown?.key} ${side} ${members[0]}`;
      const turn = (taken.get(key) ?? -1) + 1;
      taken.set(key, turn);
      const ball = members[turn % members.length];
      experiment.takeStart(side, pointAt(picture, 0, ball));
    }
  }

  /** The answer that is shown: the newest one about this surface. @param {State} state */
  function read(state) {
    const both = sidesOf(state).length === 2;
    const [tool] = both ? tools.slice(1) : tools;
    const known = tool.last(state);
    const answers = both ? known?.data?.sides : known?.data && [known.data];
    if (known && answers && known.key !== shown?.key && JSON.stringify(JSON.parse(known.key).surface) === groundOf(state.race.surface)) {
      const colours = coloursOf(state);
      const sides = answers.map((/** @type {any} */ answer) => readSwarm(answer, colours));
      const markers = sidesOf(state).map(({ entry }) => looksOf(entry).marker);
      shown = {
        key: known.key, sides, ground: groundOf(state.race.surface), sentence: known.data.sentence,
        balls: sides.map((/** @type {ReadSwarm} */ one, /** @type {number} */ side) => one.balls(markers[side])),
      };
    }
    if (shown && shown.ground !== groundOf(state.race.surface)) {
      shown = null;
    }
    return { now: tool.now(state), problem: known?.problem ?? null };
  }

  /** What the pictures show of it. @param {State} state */
  function attend(state) {
    if (!isShown(state)) {
      if (state.swarm) {
        store.set({ swarm: null });
        store.set({ step: Math.min(store.get().step, Math.max(reach(store.get()), 0)) });
      }
      return;
    }
    const { now } = read(state);
    const boxes = boxesOf(state);
    const old = !now?.data;
    const before = state.swarm;
    if (before && before.sides === (shown?.balls ?? []) && before.lit === lit && before.old === old && sameBoxes(before.boxes, boxes)) {
      return;
    }
    store.set({ swarm: { steps: shown?.sides[0].steps ?? 0, sides: shown?.balls ?? NONE, lit, old, boxes } });
    goOn(state);
  }

  /** Where the runs have left early the balls go on: an ending is that of the last of them. @param {State} before */
  function goOn(before) {
    const state = store.get();
    if (!before.swarm?.steps && state.status === "ended" && state.step < reach(state)) {
      store.set({ step: reach(state) });
    }
  }

  /** @param {State} state */
  function boxesOf(state) {
    const sides = sidesOf(state);
    const own = sides.find(({ entry }) => entry.id === state.chosen) ?? sides[0];
    const apart = sides.filter(({ place: one }, index) => sides.findIndex(({ place: other }) => one === other) === index);
    return apart.map(({ entry, place: at, set }) => ({
      place: at, own: at === own.place, dash: at > 0, color: apart.length > 1 ? looksOf(entry).color : "--ink",
      window: set.window?.length === state.race.start.length ? set.window : windowOf(state.race.surface),
      names: BOX_NAMES,
    }));
  }

  store.subscribe((state, changed) => {
    if (["race", "chosen", "view", "tools", "held"].some((name) => changed.has(/** @type {keyof State} */ (name)))) {
      const question = JSON.stringify([swarmBody(state), contestBody(state)]);
      if (question !== asked) {
        asked = question;
        work.forget();
      }
      attend(state);
    }
  });
  attend(store.get());

  /** What changes with the runs and their starts, not with the step. @param {State} state @param {ReturnType<typeof sidesOf>} sides */
  function renderStarts(state, sides) {
    if (rendered.race !== state.race || rendered.chosen !== state.chosen || rendered.theme !== state.view.theme) {
      rendered = { race: state.race, chosen: state.chosen, theme: state.view.theme };
      fields.render(state);
      renderContests(state);
      tallies.forEach(({ element }, side) => {
        hide(element, side >= sides.length);
        if (side < sides.length) {
          head(element, state, sides[side]);
        }
      });
    }
  }

  /** @param {State} state */
  function render(state) {
    const { now, problem } = read(state);
    const sides = sidesOf(state);
    renderStarts(state, sides);
    tallies.forEach(({ element, tally }, side) => {
      const swarm = shown?.sides.length === sides.length ? shown.sides[side] : null;
      if (element.dataset.empty !== String(!swarm)) {
        element.dataset.empty = String(!swarm);
      }
      if (swarm && side < sides.length) {
        tally.render(swarm, { marker: looksOf(sides[side].entry).marker, step: state.step, theme: state.view.theme });
      }
    });
    const failed = now?.problem ?? (shown ? null : problem);
    tell(box("swarm-refused"), failed);
    const said = say(shown?.sentence);
    write(box("swarm-says"), said);
    if (!state.held && now?.data) {
      write(box("swarm-live"), said);
    }
    const every = shown ? spacing(shown.balls[0].steps) : 1;
    tell(box("swarm-every"), every > 1 ? text("swarm.every", { every }) : null);
    age(!now?.data, box("swarm-tallies"), box("swarm-says"));
    box("swarm-figure").dataset.key = now?.data ? (shown?.key ?? "") : "";
    const count = sides.reduce((sum, { set }) => sum + countOf(set, state.race.start.length), 0);
    work.render(!now, { count, steps: state.race.steps });
  }

  /** @param {HTMLElement} element @param {State} state @param {ReturnType<typeof sidesOf>[number]} side */
  function head(element, state, { entry, set }) {
    drawSwatch(/** @type {HTMLCanvasElement} */ (within(element, ".tally-run canvas")), { ...looksOf(entry), hollow: false, faint: false }, state.view.theme);
    write(within(element, ".tally-run span"), titleOf(state.race, entry));
    const apart = swarmOf(state.race).sets.length > 1 && swarmOf(state.race).both;
    const from = set.window ? set.window.map((range) => range.map((end) => figure(end)).join(" … ")).join(" × ") : text("swarm.anywhere");
    write(within(element, ".tally-from"), apart ? from : "");
  }

  /** @param {State} state */
  function renderContests({ race, view }) {
    const said = linkOf({ race, chosen: race.entries[0].id, step: null, view });
    const loaded = catalog.contests.find((contest) => linkOf({ race: raceOfContest(contest), chosen: 1, step: null, view }) === said);
    contests.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.contest === loaded?.name)));
    tell(box("swarm-purpose"), loaded?.purpose ?? null);
  }

  return { render };
}

/** How many steps lie between two moments at which it is known where the balls are. @param {number[]} steps */
const spacing = (steps) => Math.ceil((steps[steps.length - 1] - steps[0]) / Math.max(1, steps.length - 1));

/** @type {import("../views/swarm-model.js").BallSide[]} */
const NONE = [];

const BOX_NAMES = Object.freeze({ low: text("swarm.box_low"), high: text("swarm.box_high"), all: text("swarm.box_all") });

/** @param {import("../views/swarm-model.js").StartBox[]} before @param {import("../views/swarm-model.js").StartBox[]} now */
const sameBoxes = (before, now) => JSON.stringify(before) === JSON.stringify(now);
