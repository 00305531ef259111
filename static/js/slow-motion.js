/** One step, told part by part: the slope, every term of the rule, the landing; then the step is made. */

import { GRADIENT, NEXT_POINT, entryOf, partsOf } from "./step-parts.js";
import { figure, tuple } from "./numbers.js";
import { box, button, hide, part } from "./page.js";
import { standingAt } from "./run.js";
import { still } from "./still.js";
import { say, text } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").StepAnatomy} StepAnatomy */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createSlowMotion(store, { player }) {
  const panel = box("motion");
  const pace = part("motion-pace", HTMLSelectElement);
  const begin = button("motion-begin");
  let timer = 0;
  /** The step is asked for; it begins when it is here. */
  let wanted = false;

  /** Goes to a part of the step; beyond the last one the step is made. @param {number} index */
  function go(index) {
    const { here, motion, step, description } = store.get();
    const parts = here ? partsOf(here, description.optimizer.name) : [];
    if (!here || index < 0) {
      return;
    }
    if (index >= parts.length) {
      const held = panel.contains(document.activeElement);
      store.set({ motion: null });
      player.seek(step + 1);
      if (held) {
        begin.focus();
      }
    } else {
      store.set({ motion: { term: parts[index], index } });
      if (!motion && document.activeElement === begin) {
        button("motion-next").focus();
      }
    }
  }

  /** At the end of the run its last step is told once more. */
  function start() {
    player.pause();
    const { run } = store.get();
    const step = standingAt(store.get());
    if (run?.complete && step > 0 && step >= run.points.length - 1) {
      player.seek(step - 1);
    }
    wanted = true;
    attempt();
  }

  function attempt() {
    const { here } = store.get();
    if (wanted && here?.step === standingAt(store.get())) {
      wanted = false;
      go(0);
    }
  }

  function stop() {
    wanted = false;
    const held = panel.contains(document.activeElement);
    store.set({ motion: null });
    if (held) {
      begin.focus();
    }
  }

  const next = () => go((store.get().motion?.index ?? -1) + 1);
  const back = () => go((store.get().motion?.index ?? 0) - 1);

  function pacing() {
    clearTimeout(timer);
    const seconds = Number(pace.value);
    if (store.get().motion && seconds && !still.matches) {
      timer = setTimeout(next, 1000 * seconds);
    }
  }

  /** @param {State} state */
  function render(state) {
    const { motion, here, run, description } = state;
    hide(panel, !motion);
    hide(begin, Boolean(motion));
    begin.disabled = !run?.points.length;
    hide(box("motion-paced"), still.matches);
    if (!motion || !here) {
      return;
    }
    const parts = partsOf(here, description.optimizer.name);
    const entry = entryOf(motion.term, description.optimizer.name);
    panel.dataset.term = motion.term;
    panel.dataset.arrow = entry?.arrow ?? (motion.term === GRADIENT ? GRADIENT : "");
    box("motion-at").textContent = text("motion.at", { part: motion.index + 1, parts: parts.length });
    button("motion-back").disabled = motion.index === 0;
    button("motion-next").textContent = text(motion.index === parts.length - 1 ? "motion.make" : "motion.next");
    const [title, ...sentences] = told(motion.term, here, run?.gradientNorms[standingAt(state)] ?? null, entry);
    box("motion-title").textContent = title;
    box("motion-says").replaceChildren(...sentences.filter(Boolean).map(paragraph));
  }

  begin.addEventListener("click", start);
  button("motion-next").addEventListener("click", next);
  button("motion-back").addEventListener("click", back);
  button("motion-stop").addEventListener("click", stop);
  pace.addEventListener("change", pacing);
  store.subscribe((state, changed) => {
    const over = changed.has("status") && state.status === "ended";
    const moved = changed.has("step") || changed.has("description") || state.status === "playing" || over || !state.here;
    if (state.motion && moved) {
      store.set({ motion: null });
    } else if (changed.has("motion") || changed.has("here") || changed.has("run")) {
      render(state);
    }
    if (changed.has("motion")) {
      pacing();
    }
    wanted &&= state.status !== "playing" && !changed.has("description");
    attempt();
  });
  render(store.get());

  return {
    start,
    next,
    back,
    stop,
    /** Begins, or goes on. */
    press: () => (store.get().motion ? next() : start()),
  };
}

/** @typedef {ReturnType<typeof createSlowMotion>} SlowMotion */

/**
 * What is said about a part of a step: its title, what it does, and its figures.
 * @param {string} name
 * @param {StepAnatomy} step
 * @param {number | null} norm  of the gradient
 * @param {import("./types.js").TermEntry | undefined} entry
 * @returns {string[]}
 */
function told(name, step, norm, entry) {
  if (name === GRADIENT) {
    const figures = { gradient: tuple(step.gradient), length: figure(norm, 3) };
    return [text("motion.gradient"), text("motion.gradient.meaning"), text("motion.gradient.says", figures)];
  }
  if (name === NEXT_POINT) {
    const { next_point: landing, next_loss: loss } = step;
    const says = landing
      ? text("motion.landing.says", { point: tuple(landing), loss: figure(loss, 3) })
      : text("motion.landing.gone");
    return [text("motion.landing"), text("motion.landing.meaning"), says];
  }
  return [entry?.title ?? name, entry?.meaning ?? "", say(step.terms.find((term) => term.name === name)?.sentence)];
}

/** @param {string} said */
function paragraph(said) {
  const made = document.createElement("p");
  made.textContent = said;
  return made;
}
