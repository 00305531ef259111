/** Work that takes its time: how far it is, a button that stops it, and one that takes it up again. */

import { box, button, hide, part, write } from "../page.js";
import { text } from "../texts.js";

/** What is there sooner is not told of, in milliseconds. */
const QUIET_MS = 700;

/** @typedef {{ working: string, stopped: string, cancel: string, again: string }} Keys  of its texts */

/**
 * @param {string} name  with which its parts begin
 * @param {Keys} keys
 * @param {{ onStop: () => void, onAgain: () => void }} handlers
 */
export function createLongWork(name, keys, { onStop, onAgain }) {
  const progress = part(`${name}-progress`, HTMLProgressElement);
  let stopped = false;
  let waits = 0;
  /** @type {Record<string, number>} */
  let told = {};

  const writeText = () => write(box(`${name}-working`), text(stopped ? keys.stopped : keys.working, told));

  function show() {
    hide(box(`${name}-work`), !waits);
    hide(progress, stopped);
    writeText();
    write(button(`${name}-cancel`), text(stopped ? keys.again : keys.cancel));
  }

  button(`${name}-cancel`).addEventListener("click", () => {
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
    /** @param {boolean} busy @param {Record<string, number>} figures */
    render(busy, figures) {
      if (!busy) {
        clearTimeout(waits);
        waits = 0;
        stopped = false;
        progress.removeAttribute("value");
        hide(box(`${name}-work`), true);
        return;
      }
      told = figures;
      waits ||= window.setTimeout(show, QUIET_MS);
      writeText();
    },
    stopped: () => stopped,
  };
}
