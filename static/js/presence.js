/** Whether the server is there. While it is not, the page says so and asks for it; then all who wait go on. */

import { Away, Cut, Refused, isWell } from "./api.js";
import { clear, notice } from "./notices.js";

/** @typedef {import("./types.js").Presence} Presence */

/** Between two questions whether it is back: at first, and after so many of them. */
const SOON_MS = 1000;
const LATER_MS = 2000;
const MANY = 30;

/** A server that says it is well, but fails on the same question so often, is not asked it again. */
const MOST_TRIES = 5;

/** What a worker could not finish is asked for once more and no oftener: it may be too much at any time. */
const DEAR = ["overdue", "interrupted"];
const DEAR_TRIES = 2;

/** How long it is said that the server is back. */
const BACK_MS = 6000;

/** @type {Presence} */
let presence = "here";
/** @type {(() => void)[]} */
let waiting = [];
/** @type {(presence: Presence) => void} */
let tell = () => {};
let timer = 0;
/** When it is to be asked next. */
let due = 0;
let settling = 0;
let asked = 0;
let asking = false;

/** After how many seconds a busy server wants to be asked again; null where it is not that. @param {unknown} error */
const wishOf = (error) => (error instanceof Refused ? error.wait : null);

/** Whether a failure is that of a server that is there, and busy. @param {unknown} error */
export const isBusy = (error) => wishOf(error) !== null;

/**
 * Whether a failure is the server's absence, so that the question can be asked again later.
 * @param {unknown} error
 * @param {number} tries  how often the question has been asked
 */
export function mayAskAgain(error, tries) {
  if (error instanceof Refused && DEAR.includes(error.problem.errors[0]?.code)) {
    return error.wait !== null && tries < DEAR_TRIES;
  }
  return wishOf(error) !== null || ((error instanceof Away || error instanceof Cut) && tries < MOST_TRIES);
}

/**
 * When the server is there again.
 * @param {unknown} error  how it was found to be away or busy
 * @returns {Promise<void>}
 */
export function untilThere(error) {
  const wish = wishOf(error);
  const wait = wish === null ? SOON_MS : 1000 * wish;
  // who waits already is not put off
  const sooner = !waiting.length || performance.now() + wait < due;
  if (presence === "here" ? sooner : presence === "busy" && (wish === null || sooner)) {
    asked = 0;
    check(wait);
  }
  if (presence !== "away") {
    become(wish === null ? "away" : "busy");
  }
  return new Promise((resolve) => waiting.push(resolve));
}

/** What a busy server has answered: it is not said to be busy any longer; those who wait for it go on waiting. */
export function answered() {
  if (presence === "busy") {
    become("here");
  }
}

/** @param {(presence: Presence) => void} listener  the one who hears of it */
export function listenForPresence(listener) {
  tell = listener;
  document.addEventListener("visibilitychange", () => (presence !== "here" || waiting.length) && check(0));
}

/** @param {Presence} now */
function become(now) {
  const before = presence;
  presence = now;
  tell(now);
  clearTimeout(settling);
  if (now === "here" && before === "away") {
    clear("away", "busy");
    notice("back");
    settling = window.setTimeout(() => clear("back"), BACK_MS);
  } else if (now === "here") {
    // it may be as busy as before: said once, not every second
    settling = window.setTimeout(() => clear("busy"), SOON_MS);
  } else {
    clear("back", "cut", now === "away" ? "busy" : "away");
    notice(now, {}, { standing: true });
  }
}

/** Asks after a while whether it is there: one question at a time, none while nobody looks. @param {number} wait */
function check(wait) {
  clearTimeout(timer);
  due = performance.now() + wait;
  timer = window.setTimeout(async () => {
    if (document.hidden || asking) {
      return;
    }
    asking = true;
    const well = await isWell();
    asking = false;
    asked += 1;
    if (well) {
      const all = waiting;
      waiting = [];
      become("here");
      all.forEach((resolve) => resolve());
    } else {
      check(asked < MANY ? SOON_MS : LATER_MS);
    }
  }, wait);
}
