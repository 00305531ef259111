/** The page's keys: one list, which the sheet of keys shows and which decides what a key does. */

import { box, input } from "./page.js";
import { reach } from "./player.js";
import { isScheduleShown } from "./schedule-strip.js";
import { text } from "./texts.js";

/** Elements that use letters, space or arrows themselves. */
const TYPES = "input, select, textarea, [role=slider], [role=tab], [popover]";
const PRESSES = "button, a, summary";

/** How far an arrow key goes with shift. */
const FAR = 10;
const RUNS = 8;

/**
 * One line: what it does, by which keys; `keys` as KeyboardEvent names them, `shown` as people write them. Without
 * `act` it belongs to an element, which listens itself.
 * @typedef {{ does: string, keys: string[], shown: string[], act?: (key: string) => void, control?: boolean,
 *   shift?: boolean }} Line
 *
 * @typedef {Object} Doers
 * @property {import("./store.js").Store} store
 * @property {import("./experiment.js").Experiment} experiment
 * @property {import("./slow-motion.js").SlowMotion} slowMotion
 * @property {import("./history.js").History} history
 */

/**
 * Every key of the page.
 * @param {Doers} doers
 * @returns {Line[]}
 */
export function keyList({ store, experiment, slowMotion, history }) {
  const { player } = experiment;
  /** @param {string} does @param {string[]} keys @param {(key: string) => void} act @param {string[]} [shown] */
  const line = (does, keys, act, shown = keys) => ({ does, keys, act, shown });
  /** Goes to a tab, and turns something on it over; on another tab, it is on. @param {"table" | "schedule"} what @param {string} tab */
  const turn = (what, tab) => () => {
    const { view } = store.get();
    const on = what === "table" ? view.table : isScheduleShown(store.get());
    experiment.setView({ tab, [what]: view.tab !== tab || !on });
  };
  return [
    line(text("keys.play"), [" "], player.toggle, [text("keys.space")]),
    line(text("keys.step"), ["ArrowLeft", "ArrowRight"], (key) => player.move(key === "ArrowRight" ? 1 : -1), ["←", "→"]),
    { ...line(text("keys.far"), ["ArrowLeft", "ArrowRight"], (key) => player.move(key === "ArrowRight" ? FAR : -FAR), ["⇧ ←", "⇧ →"]), shift: true },
    line(text("keys.ends"), ["Home", "End"], (key) => player.seek(key === "End" ? reach(store.get()) : 0)),
    line(text("keys.reset"), ["r"], experiment.reset),
    line(text("keys.slow"), ["s"], slowMotion.press),
    line(text("keys.die"), ["d"], experiment.roll),
    line(text("keys.choose"), numbers(), (key) => chooseRun(store, experiment, Number(key)), ["1", "…", String(RUNS)]),
    line(text("keys.add"), ["n"], experiment.addRun),
    line(text("keys.hide"), ["h"], () => experiment.toggleRun(store.get().chosen)),
    line(text("keys.pin"), ["g"], experiment.pinGhost),
    { ...line(text("keys.undo"), ["z"], history.undo, ["Ctrl Z"]), control: true, shift: false },
    { ...line(text("keys.redo"), ["z"], history.redo, ["Ctrl ⇧ Z"]), control: true, shift: true },
    { ...line(text("keys.redo_also"), ["y"], history.redo, ["Ctrl Y"]), control: true },
    line(text("keys.layers"), ["l"], () => box("layers-button").click()),
    line(text("keys.schedule"), ["e"], turn("schedule", "loss")),
    line(text("keys.table"), ["t"], turn("table", "diagnostics")),
    line(text("keys.link"), ["c"], () => box("copy-link").click()),
    line(text("keys.sheet"), ["?"], () => box("keys").togglePopover()),
    { does: text("keys.on_start"), keys: [], shown: ["←", "↑", "→", "↓"] },
    { does: text("keys.on_cross"), keys: [], shown: ["←", "↑", "→", "↓", "Enter"] },
    { does: text("keys.on_tabs"), keys: [], shown: ["←", "→"] },
    { does: text("keys.on_slider"), keys: [], shown: ["←", "→"] },
  ];
}

const numbers = () => Array.from({ length: RUNS }, (_, index) => String(index + 1));

/**
 * @param {import("./store.js").Store} store
 * @param {import("./experiment.js").Experiment} experiment
 * @param {number} id
 */
function chooseRun(store, experiment, id) {
  if (store.get().race.entries.some((entry) => entry.id === id && !entry.ghost)) {
    experiment.chooseRun(id);
  }
}

/** @param {Line[]} lines @returns {(event: KeyboardEvent) => void} what a key that is pressed does */
export function listenForKeys(lines) {
  const letters = input("keys-letters");
  document.addEventListener("input", ({ target }) => markTyped(target, true));
  document.addEventListener("change", ({ target }) => markTyped(target, false));
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const target = /** @type {Element} */ (event.target);
    const line = lines.find((one) => one.act && fits(one, event));
    if (!line || event.defaultPrevented || (line.control ? writes(target) : taken(target, event.key))) {
      return;
    }
    if (isLetter(event.key) && !line.control && !letters.checked) {
      return;
    }
    event.preventDefault();
    line.act?.(event.key);
  };
  document.addEventListener("keydown", press);
  return press;
}

/** @param {Line} line @param {KeyboardEvent} event */
function fits({ keys, control = false, shift }, event) {
  const key = isLetter(event.key) ? event.key.toLowerCase() : event.key;
  const shifted = (isLetter(key) && shift === undefined) || event.shiftKey === Boolean(shift);
  return !event.altKey && (event.ctrlKey || event.metaKey) === control && shifted && keys.includes(key);
}

/** A key that writes something: where no one wants it, it can be switched off. @param {string} key */
const isLetter = (key) => key.length === 1 && key !== " ";

/** Whether something is being typed there: then the field has an undo of its own. @param {Element} target */
const writes = (target) => target instanceof HTMLInputElement && target.dataset.typed === "true";

/** @param {EventTarget | null} target @param {boolean} typed */
function markTyped(target, typed) {
  if (target instanceof HTMLInputElement && target.type === "text") {
    target.dataset.typed = String(typed);
  }
}

/**
 * Whether the element under the focus uses the key itself.
 * @param {Element} target
 * @param {string} key
 */
function taken(target, key) {
  if (target.closest(".keys") && key === "?") {
    return false;
  }
  const scrubs = target.id === "scrubber" && !key.startsWith("Arrow") && key !== "Home" && key !== "End";
  return Boolean((target.closest(TYPES) && !scrubs) || (key === " " && target.closest(PRESSES)));
}
