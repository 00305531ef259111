/** What a person can do to the runs of a race: add, remove, choose, hide, pin, give a start of its own. */

import { catalog } from "./catalog.js";
import { constantSchedule, optimizerFor, plainGradient } from "./description.js";
import { notice } from "./notices.js";
import { MOST_ENTRIES, entryOf, freeId, withEntry } from "./race.js";

/** @typedef {import("./types.js").Race} Race */
/** @typedef {import("./types.js").Entry} Entry */

/**
 * @param {import("./store.js").Store} store
 * @param {{ replace: (race: Race, how?: { play?: boolean, chosen?: number, stay?: boolean }) => void }} handlers
 */
export function createEntries(store, { replace }) {
  /** @param {Omit<Entry, "id">} entry @param {boolean} choose */
  function add(entry, choose) {
    const { race, chosen } = store.get();
    const id = freeId(race);
    if (id === null) {
      notice("full", { most: MOST_ENTRIES });
      return false;
    }
    const entries = [...race.entries, { ...entry, id }];
    replace({ ...race, entries }, { chosen: choose ? id : chosen, stay: true });
    return true;
  }

  return {
    /** A further run: the first optimizer that does not run yet, from the shared start. */
    addRun() {
      const { race } = store.get();
      const running = new Set(race.entries.map(({ optimizer }) => optimizer.name));
      const { name } = catalog.optimizers.find((one) => !running.has(one.name)) ?? catalog.optimizers[0];
      const own = { schedule: constantSchedule(), gradient: plainGradient(), seed: 0 };
      return add({ optimizer: optimizerFor(name, race.surface), ...own, start: null, hidden: false, ghost: false }, true);
    },

    /** @param {number} id */
    removeRun(id) {
      const { race, chosen } = store.get();
      const entries = race.entries.filter((entry) => entry.id !== id);
      if (entries.some(({ ghost }) => !ghost)) {
        const next = entries.find((entry) => entry.id === chosen) ?? entries.find(({ ghost }) => !ghost) ?? entries[0];
        replace({ ...race, entries }, { chosen: next.id, stay: true });
      }
    },

    /** @param {number} id */
    chooseRun(id) {
      if (store.get().race.entries.some((entry) => entry.id === id && !entry.ghost)) {
        store.set({ chosen: id });
      }
    },

    /** Shows or hides a run; a hidden one keeps stepping. @param {number} id */
    toggleRun(id) {
      const { race } = store.get();
      store.set({ race: withEntry(race, id, { hidden: !entryOf(race, id).hidden }) });
    },

    /** Leaves a frozen copy of the chosen run behind, to compare with. */
    pinGhost() {
      const { race, chosen } = store.get();
      const entry = entryOf(race, chosen);
      return add({ ...entry, start: entry.start ?? race.start, hidden: false, ghost: true }, false);
    },

    /** @param {number} id @param {number[] | null} start  null: the shared one */
    setOwnStart(id, start) {
      replace(withEntry(store.get().race, id, { start }));
    },
  };
}
