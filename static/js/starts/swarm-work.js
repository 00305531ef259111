/** Work on a swarm that takes its time: how far it is, a button that stops it, and one that takes it up again. */

import { box, button, hide, part, write } from "../page.js";
import { text } from "../texts.js";

/** What is there sooner is not told of, in milliseconds. */
const QUIET_MS = 700;

/** @param {{ onStop: () => void, onAgain: () => void }} handlers */
export function createSwarmWork({ onStop, onAgain }) {
  const progress = part("swarm-progress", HTMLProgressElement);
  let stopped = false;
  let waits = 0;

  function show() {
    hide(box("swarm-work"), !waits);
    hide(progress, stopped);
    write(button("swarm-cancel"), text(stopped ? "swarm.again" : "swarm.cancel"));
  }

  button("swarm-cancel").addEventListener("click", () => {
    stopped = !stopped;
    progress.removeAttribute("value");
    (stopped ? onStop : onAgain)();
    show();
  });

  return {
    /** Another question was asked: what was stopped does not count for it, nor how far that was. */
    forget() {
      progress.removeAttribute("value");
      if (stopped) {
        stopped = false;
        show();
      }
    },
    /** @param {number} share */
    tell(share) {
      progress.value = share;
    },
    /** @param {boolean} busy @param {{ count: number, steps: number }} figures */
    render(busy, figures) {
      if (!busy) {
        clearTimeout(waits);
        waits = 0;
        stopped = false;
        progress.removeAttribute("value");
        hide(box("swarm-work"), true);
        return;
      }
      waits ||= window.setTimeout(show, QUIET_MS);
      write(box("swarm-working"), text(stopped ? "swarm.stopped" : "swarm.working", figures));
    },
  };
}
