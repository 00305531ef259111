/** A lane: one question of a kind in flight; of those that come meanwhile only the latest is asked. */

import { mayAskAgain, untilThere } from "./presence.js";

/**
 * A question that finds the server away or busy is asked again when it is back, or the latest in its place.
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

  /** @param {Question} question @param {number} tries */
  async function run(question, tries) {
    busy = true;
    const before = forgotten;
    const wanted = () => before === forgotten;
    let tell = () => {};
    try {
      const answer = await send(question);
      tell = () => onAnswer(answer, question);
    } catch (error) {
      if (wanted() && mayAskAgain(error, tries)) {
        await untilThere(error);
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
      } else {
        run(question, 1);
      }
    },
    /** Nobody waits for the answer any more. */
    forget() {
      forgotten += 1;
      next = null;
    },
    busy: () => busy,
  };
}
