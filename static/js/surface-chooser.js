/** The surface: chosen by thumbnail, with its formula, its sentence and its knobs. */

import { firstWith, surfaceEntry } from "./catalog.js";
import { variablesOf } from "./description.js";
import { createKnobGroups } from "./knobs.js";
import { mathPieces } from "./mathml.js";
import { box, button, hide, part, tell } from "./page.js";
import { text } from "./texts.js";
import { drawThumbnail, drawThumbnails } from "./thumbnails.js";

/** @typedef {import("./types.js").State} State */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 */
export function createSurfaceChooser(store, experiment) {
  const popover = box("surfaces");
  const thumbnail = part("surface-thumbnail", HTMLCanvasElement);
  const radios = [.../** @type {NodeListOf<HTMLInputElement>} */ (popover.querySelectorAll("input"))];
  const knobs = createKnobGroups(part("surface-part", HTMLElement), {
    onValue: experiment.setSurfaceKnob,
    onHold: experiment.hold,
  });
  let formula = "";
  let drawn = "";

  for (const radio of radios) {
    radio.addEventListener("change", () => experiment.chooseSurface(radio.value));
    radio.closest("label")?.addEventListener("click", (event) => {
      if (event.detail > 0) {
        popover.hidePopover();
      }
    });
    radio.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        popover.hidePopover();
      }
    });
  }
  if (popover.matches(":popover-open")) {  // opened before the rest of the page came
    drawThumbnails();
  }
  popover.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") {
      drawThumbnails();
    }
  });
  button("weights-door").addEventListener("click", () => {
    const weights = variablesOf(store.get().description.surface).length;
    experiment.chooseSurface(firstWith(3 - weights).name);
  });

  /** @param {State} state */
  function render({ description, view, typed, problems }) {
    const { surface } = description;
    const name = surface.kind === "named" ? surface.name : null;
    const weights = variablesOf(surface).length;
    radios.forEach((radio, index) => {
      radio.checked = radio.value === name;
      // the popover takes the focus there as it opens, before the next key comes
      radio.autofocus = name === null ? index === 0 : radio.checked;
    });
    box("surface-title").textContent = name ? surfaceEntry(name).title : text("surface.typed");
    tell(box("surface-purpose"), name ? surfaceEntry(name).purpose : null);
    button("weights-door").textContent = text(weights === 2 ? "surface.one_weight_door" : "surface.two_weights_door");
    knobs.show(name, surface.kind === "named" ? surface.knobs : {});
    tell(box("surface-problem"), problems.surface);
    const markup = name ? surfaceEntry(name).mathml : (typed?.mathml ?? "");
    if (markup !== formula) {
      formula = markup;
      box("surface-formula").replaceChildren(...(markup ? mathPieces(markup) : []));
    }
    if (`${name} ${view.theme}` !== drawn) {
      drawn = `${name} ${view.theme}`;
      hide(thumbnail, name === null);
      drawThumbnail(thumbnail, name);
    }
  }

  store.subscribe((state, changed) => {
    if (["description", "view", "typed", "problems"].some((piece) => changed.has(/** @type {keyof State} */ (piece)))) {
      render(state);
    }
  });
  render(store.get());
}
