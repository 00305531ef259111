/** Plain notices at the foot of the page, one of a kind, until they are dismissed or no longer true. */

import { text } from "./texts.js";

const area = /** @type {HTMLElement} */ (document.getElementById("notices"));
const standingArea = /** @type {HTMLElement} */ (document.getElementById("standing-notices"));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("notice-template"));

/**
 * @param {string} kind  the part of the text's key after "notice."
 * @param {Record<string, string | number>} [figures]
 * @param {{ standing?: boolean }} [how]  standing: said at once, and not to be dismissed while it is true
 */
export function notice(kind, figures, { standing = false } = {}) {
  if (standing && find(kind)) {
    return;
  }
  clear(kind);
  const box = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const button = box.querySelector("button");
  box.dataset.notice = kind;
  box.dataset.standing = String(standing);
  /** @type {HTMLElement} */ (box.querySelector("p")).textContent = text(`notice.${kind}`, figures);
  button?.addEventListener("click", () => box.remove());
  if (standing) {
    button?.remove();
  }
  (standing ? standingArea : area).append(box);
}

/** @param {string[]} kinds */
export function clear(...kinds) {
  for (const kind of kinds) {
    find(kind)?.remove();
  }
}

/** @param {string} kind */
const find = (kind) => document.querySelector(`[data-notice="${kind}"]`);
