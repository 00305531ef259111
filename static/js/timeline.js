/** The timeline: reset, back, play, forward, scrubber, count, speed. */

import { catalog } from "./catalog.js";
import { createField } from "./field.js";
import { box, button, input, part, write } from "./page.js";
import { reach } from "./player.js";
import { text } from "./texts.js";

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createTimeline(store, experiment) {
  const { player } = experiment;
  const scrubber = input("scrubber");
  const play = button("play");
  const speed = part("speed", HTMLSelectElement);
  const steps = createField(input("steps"), {
    problem: box("steps-problem"),
    range: [1, catalog.limits.steps],
    whole: true,
    onValue: experiment.setSteps,
  });

  play.addEventListener("click", player.toggle);
  button("reset").addEventListener("click", experiment.reset);
  button("back").addEventListener("click", () => player.move(-1));
  button("forward").addEventListener("click", () => player.move(1));
  scrubber.addEventListener("input", () => player.seek(scrubber.valueAsNumber));
  speed.addEventListener("change", () =>
    store.set({ view: { ...store.get().view, speed: Number(speed.value) } }),
  );

  function render() {
    const state = store.get();
    const { results, step, description, status, view, problems, server } = state;
    const complete = [...results.values()].every((run) => run.complete) && results.size > 0;
    const last = complete ? reach(state) : description.steps;
    scrubber.max = String(Math.max(1, last));
    scrubber.value = String(step);
    scrubber.setAttribute("aria-valuetext", text("timeline.at", { step: String(step) }) + ` ${description.steps}`);
    box("scrub").style.setProperty("--done", String(last ? Math.min(1, step / last) : 0));
    const waits = server !== "here" && status === "playing" && step >= reach(state);
    write(box("step-at"), text(waits ? "timeline.waits" : "timeline.at", { step: String(step) }));
    steps.show(description.steps);
    if (problems.steps) {
      steps.complain(problems.steps);
    }
    button("back").disabled = step === 0;
    button("forward").disabled = complete && step >= last;
    const label = text(status === "playing" ? "timeline.pause" : "timeline.play");
    play.setAttribute("aria-label", label);
    play.title = label;
    play.dataset.playing = String(status === "playing");
    speed.value = String(view.speed);
  }

  store.subscribe(render);
  render();
}
