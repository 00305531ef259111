/** The starts of a swarm in figures: how they are laid out, how many, in which box, by which seed. */

import { catalog } from "../catalog.js";
import { variablesOf, windowOf } from "../description.js";
import { createField } from "../field.js";
import { box, button, hide, input, tell, write } from "../page.js";
import { pairOf, sidesOf, swarmOf } from "../swarm-choice.js";
import { text } from "../texts.js";
import { countOf, isNoisy } from "./swarm-question.js";

/** @typedef {import("../types.js").State} State */

/** Coordinates go as far as those of a start. */
const FURTHEST = 1e9;
const ENDS = /** @type {const} */ (["low", "high"]);

/**
 * @param {import("../store.js").Store} store
 * @param {import("../experiment.js").Experiment} experiment
 */
export function createSwarmFields(store, experiment) {
  const problem = box("swarm-problem");
  const kinds = radios("swarm-kind");
  const whose = radios("swarm-whose");
  /** The set that the fields are about: that of the chosen run. */
  const current = () => {
    const state = store.get();
    return sidesOf(state).find(({ entry }) => entry.id === state.chosen) ?? sidesOf(state)[0];
  };
  const count = whole("swarm-count", [1, catalog.limits.swarm], (value) => experiment.setStarts(current().place, { count: value }));
  const seed = whole("swarm-seed", [0, catalog.limits.seed], (value) => experiment.setStarts(current().place, { seed: value }));
  const seeds = whole("swarm-seeds", [1, catalog.limits.seeds], (value) => experiment.setSwarm({ seeds: value }));
  const ends = [0, 1].map((axis) => ENDS.map((end, side) => createField(input(`swarm-${end}-${axis}`), {
    problem,
    range: [-FURTHEST, FURTHEST],
    onValue: (value) => setEnd(axis, side, value),
  })));

  kinds.forEach((one) => one.addEventListener("change", () =>
    experiment.setStarts(current().place, { name: /** @type {import("../types.js").StartSet["name"]} */ (one.value) })));
  whose.forEach((one) => one.addEventListener("change", () => experiment.setSwarm({ both: one.value === "both" })));
  input("swarm-own").addEventListener("change", () => {
    const { sets } = swarmOf(store.get().race);
    const { set } = current();
    experiment.setSwarm({ sets: input("swarm-own").checked ? [sets[0], { ...(sets[1] ?? sets[0]) }] : [set] });
  });
  button("swarm-die").addEventListener("click", () => experiment.rollStarts(current().place));
  button("swarm-whole").addEventListener("click", () => experiment.setStarts(current().place, { window: null }));

  /** @param {string} id @param {[number, number]} range @param {(value: number) => void} onValue */
  function whole(id, range, onValue) {
    return createField(input(id), { problem, range, whole: true, onValue });
  }

  /** The lower end stays below the upper one: else the swarm stays as it is. @param {number} axis @param {number} side @param {number} value */
  function setEnd(axis, side, value) {
    const state = store.get();
    const { set, place } = current();
    const window = set.window ?? windowOf(state.race.surface);
    const next = window.map((range, index) => /** @type {[number, number]} */ (
      range.map((end, which) => (index === axis && which === side ? value : end))));
    if (next[axis][0] < next[axis][1]) {
      experiment.setStarts(place, { window: next });
    } else {
      ends[axis][side].complain(text("swarm.empty", { name: variablesOf(state.race.surface)[axis] }));
    }
  }

  return {
    /** @param {State} state */
    render(state) {
      const { race } = state;
      const names = variablesOf(race.surface);
      const { set } = current();
      const window = set.window?.length === names.length ? set.window : windowOf(race.surface);
      kinds.forEach((one) => {
        one.checked = one.value === set.name;
      });
      count.show(set.count);
      const laid = countOf(set, names.length);
      write(box("swarm-laid"), set.name === "grid" && laid !== set.count ? text("swarm.laid", { count: laid }) : "");
      seed.show(set.seed);
      hide(box("swarm-seed-part"), set.name !== "random");
      hide(box("swarm-seeds-part"), !sidesOf(state).some(({ entry }) => isNoisy(entry)));
      seeds.show(swarmOf(race).seeds);
      [0, 1].forEach((axis) => {
        hide(box(`swarm-axis-${axis}`), axis >= names.length);
        if (axis < names.length) {
          write(box(`swarm-name-${axis}`), names[axis]);
          ENDS.forEach((end, side) => {
            input(`swarm-${end}-${axis}`).setAttribute("aria-label", text(`swarm.${end}`, { name: names[axis] }));
            ends[axis][side].show(window[axis][side]);
          });
        }
      });
      button("swarm-whole").setAttribute("aria-disabled", String(set.window === null));
      const many = pairOf(race).length === 2;
      hide(box("swarm-whose"), !many);
      whose.forEach((one) => {
        one.checked = (one.value === "both") === swarmOf(race).both;
      });
      hide(box("swarm-own-part"), !many || !swarmOf(race).both);
      input("swarm-own").checked = swarmOf(race).sets.length > 1;
    },
    /** @param {string | null} said */
    complain: (said) => tell(problem, said),
  };
}

/** @param {string} name */
const radios = (name) => [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`[name=${name}]`))];
