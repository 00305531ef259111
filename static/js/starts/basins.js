/** Where every start ends, as a map over the terrain. */

/** @typedef {import("../types.js").State} State */

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function createBasins(store, experiment) {
  void store;
  void experiment;
  return {
    /** @param {State} state */
    render(state) {
      void state;
    },
  };
}
