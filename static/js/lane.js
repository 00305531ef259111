/** A lane: one question of a kind in flight; of those that come meanwhile only the latest is asked. */

import { answered, isBusy, mayAskAgain, untilThere } from "./presence.js";

/**
 * A question that finds the server away or busy is asked again when it is back, or the latest in its place; where it is
 * but busy, the latest need not wait for that: it may be for less work.
 * @template Question
 * @param {Object} lane
 * @param {(question: Question) => Promise<any>} lane.send
 * @param {(answer: any, question: Question) => void} lane.onAnswer
 * @param {(error: unknown, question: Question) => void} lane.onFailure
 */
export function createLane({ send, onAnswer, onFailure }) {
  let busy = false;
  /** @type {{ question: Question, tries: number } | null} */
  let next = null;
  let forgotten = 0;
  /** Whether a question was refused because the server is busy, and none answered since. */
  let refused = false;
  /** How a question waits for the server. @type {{ busy: boolean, end: () => void } | null} */
  let wait = null;

  /** Until the server is there, or nobody wants to wait for that. @param {unknown} error */
  async function patience(error) {
    await Promise.race([untilThere(error), new Promise((resolve) => {
      wait = { busy: isBusy(error), end: () => resolve(null) };
    })]);
    wait = null;
  }

  /** @param {Question} question @param {number} tries */
  async function run(question, tries) {
    busy = true;
    const before = forgotten;
    const wanted = () => before === forgotten;
    let tell = () => {};
    try {
      const answer = await send(question);
      if (refused) {
        refused = false;
        answered();
      }
      tell = () => onAnswer(answer, question);
    } catch (error) {
      refused ||= isBusy(error);
      if (wanted() && mayAskAgain(error, tries)) {
        if (!next || !isBusy(error)) {
          await patience(error);
        }
        next ??= wanted() ? { question, tries: tries + 1 } : null;
      } else if (!next) {
        tell = () => onFailure(error, question);
      }
    }
    busy = false;
    const known = wanted();
    if (next) {
      const latest = next;
      next = null;
      run(latest.question, latest.tries);  // on its way while this answer is shown
    }
    if (known) {
      tell();
    }
  }

  return {
    /** @param {Question} question */
    ask(question) {
      if (busy) {
        next = { question, tries: 1 };
        if (wait?.busy) {
          wait.end();
        }
      } else {
        run(question, 1);
      }
    },
    /** Nobody waits for the answer any more. */
    forget() {
      forgotten += 1;
      next = null;
      wait?.end();
    },
    busy: () => busy,
  };
}
