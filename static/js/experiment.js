/** What a person can do: every intent of the page; the runs that follow from it, and how they play. */

import { Away, Cut, Refused } from "./api.js";
import { surfaceBody, withRate, withoutChanges } from "./description.js";
import { titleOf } from "./drawn-runs.js";
import { createEdits } from "./edits.js";
import { createEntries } from "./entries.js";
import { clear, notice } from "./notices.js";
import { createPlayer, reach } from "./player.js";
import { RUN_PLACES, byPlace } from "./problems.js";
import { entryOf, withParts } from "./race.js";
import { createRuns, missing } from "./runs.js";
import { still } from "./still.js";
import { createSwarmEdits } from "./swarm-edits.js";

/** @typedef {import("./types.js").Description} Description */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").Race} Race */

/** @param {import("./store.js").Store} store */
export function createExperiment(store) {
  /** @type {number | null} the step to show when the runs are there: what a link asks for, or what was shown */
  let wanted = null;

  const runs = createRuns(store, { onRuns, onFailure });
  const player = createPlayer(store, {
    onMissing() {
      if (!runs.streaming()) {
        runs.askStream();
      }
    },
  });

  /** @param {Map<number, Run>} arrived */
  function onRuns(arrived) {
    const { race, results } = store.get();
    clear("cut");
    const fit = [...arrived].filter(([id, run]) => sameGround(run.key, race) && race.entries.some((one) => one.id === id));
    const now = { race, results: new Map([...results, ...fit]), swarm: store.get().swarm };
    const last = reach(now);
    if (missing(now).length) {
      store.set({ results: now.results, step: last });
      return;
    }
    const step = Math.min(wanted ?? last, last);
    wanted = null;
    store.set({
      results: now.results,
      problems: without(store.get().problems, RUN_PLACES),
      ...(!player.playing() && { step, status: restingAt(step, last) }),
    });
  }

  /** What asking again does not mend. @param {unknown} error @param {{ id: number }[]} asked */
  function onFailure(error, asked) {
    player.stop();
    if (error instanceof Refused) {
      const { race, chosen } = store.get();
      const names = asked.map(({ id }) => (id === chosen ? null : titleOf(race, entryOf(race, id))));
      const { "": homeless, ...placed } = byPlace(error.problem.errors, names);
      const kept = [...store.get().results].filter(([, run]) => sameGround(run.key, race));
      store.set({ problems: { ...store.get().problems, ...placed }, results: new Map(kept) });
      if (homeless) {
        notice("refused", { detail: homeless });
      }
    } else if (error instanceof Away || error instanceof Cut) {
      notice("cut", { step: store.get().step });
    } else {
      throw error;
    }
    store.set({ status: "paused", awaited: missing(store.get()).length > 0 });
  }

  /**
   * Replaces the race. A choice plays the new runs from their start; what is dragged or typed shows the whole paths at
   * once. Runs that stay the same are not asked for again.
   * @param {Race} race
   * @param {{ play?: boolean, chosen?: number, stay?: boolean }} [how]  stay: at the step that is shown, or still wanted
   */
  function replace(race, { play = false, chosen = store.get().chosen, stay = false } = {}) {
    const before = store.get();
    player.stop();
    runs.abandon();
    const pending = before.status === "loading" || !before.run;
    wanted = !stay || play ? null : pending ? wanted : before.step;
    const ids = new Set(race.entries.map(({ id }) => id));
    const results = new Map([...before.results].filter(([id]) => ids.has(id)));
    store.together(() => {  // the server is asked before the page is told
      store.set({ race, chosen, results, status: "loading" });
      if (play && !still.matches) {
        const gone = new Set(missing(store.get()).map(({ id }) => id));
        store.set({ results: new Map([...results].filter(([id]) => !gone.has(id))), step: 0 });
        player.play();
      } else {
        runs.askWhole();
      }
    });
  }

  /**
   * Replaces parts of the chosen run's description.
   * @param {Partial<Description>} parts
   * @param {{ play?: boolean, stay?: boolean }} [how]
   */
  function change(parts, how) {
    const { race, chosen } = store.get();
    replace(withParts(race, chosen, parts), how);
  }

  /** @param {number} rate */
  function continueWith(rate) {
    const { race, chosen, description, step } = store.get();
    const { optimizer, schedule } = description;
    const changes = schedule.changes.filter(([from]) => from < step);
    const next =
      step === 0
        ? { optimizer: withRate(optimizer, rate), schedule: withoutChanges(schedule) }
        : { schedule: { ...schedule, changes: [...changes, /** @type {[number, number]} */ ([step, rate])] } };
    store.set({ race: withParts(race, chosen, next) });
    player.wait(true);
    runs.askStream(new Map([[chosen, step + 1]]));
  }

  const edits = createEdits(store, { replace, change, playing: player.playing });

  return {
    player,

    /** Shows the state that the store holds: plays it, or goes to one of its steps. @param {number | null} step */
    begin(step, known = new Map()) {
      player.stop();
      runs.abandon();
      store.set({ results: known, step: 0, status: "loading" });
      if (step === null && !still.matches) {
        player.play();
      } else {
        wanted = step;
        runs.askWhole();
      }
    },

    /** Shows an earlier race again. @param {Race} race @param {number} chosen */
    restore(race, chosen) {
      replace(race, { chosen, stay: true });
    },

    /** While it plays the run goes on with the new rate, else it is made anew. @param {number} rate */
    setRate(rate) {
      if (player.playing()) {
        continueWith(rate);
      } else {
        edits.takeRate(rate, { play: false });
      }
    },

    /** The slider of the rate was let go. */
    releaseRate() {
      player.wait(false);
    },

    /** @param {boolean} held */
    hold(held) {
      store.set({ held });
    },

    /** Goes on to so many steps, from where it stands. @param {number} steps */
    extend(steps) {
      const { race, results } = store.get();
      const known = new Map([...results].map(([id, run]) => [id, run.points.length]));
      store.set({ race: { ...race, steps } });
      runs.askStream(known);
      player.play();
    },

    /** Exactly the same run again, from its start. */
    reset() {
      player.seek(0);
      player.play();
    },

    /** What is seen, not what runs. @param {Partial<import("./types.js").View>} parts */
    setView(parts) {
      store.set({ view: { ...store.get().view, ...parts } });
    },

    /** A step is pointed at, or none. @param {number | null} step */
    light(step) {
      store.set({ lit: step });
    },

    ...edits,
    ...createEntries(store, { replace }),
    ...createSwarmEdits(store, { replace, change }),
  };
}

/** @typedef {ReturnType<typeof createExperiment>} Experiment */

/** @param {number} step @param {number} last @returns {import("./types.js").Status} */
const restingAt = (step, last) => (step === last ? "ended" : "paused");

/**
 * Whether a run belongs onto the surface of a race.
 * @param {string} key
 * @param {Race} race
 */
function sameGround(key, { surface }) {
  return JSON.stringify(JSON.parse(key).surface) === JSON.stringify(surfaceBody(surface));
}

/**
 * @param {Record<string, string>} record
 * @param {string[]} names
 */
function without(record, names) {
  const left = Object.entries(record).filter(([name]) => !names.includes(name));
  return left.length === Object.keys(record).length ? record : Object.fromEntries(left);
}
