/** Plain notices at the foot of the page, one of a kind, until they are dismissed or no longer true. */

import { text } from "./texts.js";

const area = /** @type {HTMLElement} */ (document.getElementById("notices"));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("notice-template"));

/**
 * @param {string} kind  the part of the text's key after "notice."
 * @param {Record<string, string | number>} [figures]
 */
export function notice(kind, figures) {
  clear(kind);
  const box = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  box.dataset.notice = kind;
  /** @type {HTMLElement} */ (box.querySelector("p")).textContent = text(`notice.${kind}`, figures);
  box.querySelector("button")?.addEventListener("click", () => box.remove());
  area.append(box);
}

/** @param {string[]} kinds */
export function clear(...kinds) {
  for (const kind of kinds) {
    area.querySelector(`[data-notice="${kind}"]`)?.remove();
  }
}
