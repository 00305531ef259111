/** The page's keys, where nothing else needs them. */

/** Elements that use letters, space or arrows themselves. */
const TYPES = "input, select, textarea, [role=slider], [role=tab], [popover]";
const PRESSES = "button, a, summary";

/** @param {import("./experiment.js").Experiment} experiment */
export function listenForKeys({ player, reset }) {
  /** @type {Record<string, () => void>} */
  const actions = {
    " ": player.toggle,
    ArrowRight: () => player.move(1),
    ArrowLeft: () => player.move(-1),
    r: reset,
    R: reset,
  };
  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }
    const scrubber = target.id === "scrubber";
    if ((target.closest(TYPES) && !(scrubber && !event.key.startsWith("Arrow"))) || (event.key === " " && target.closest(PRESSES))) {
      return;
    }
    event.preventDefault();
    action();
  });
}
