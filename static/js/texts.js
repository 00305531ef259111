/** The page's texts in the page's language; the server put them into the document. */

import { whole } from "./numbers.js";

/** @type {Record<string, string>} */
const TEXTS = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");

/**
 * One text, its braces filled.
 * @param {string} key
 * @param {Record<string, string | number>} [figures]
 */
export function text(key, figures = {}) {
  const found = TEXTS[key];
  if (found === undefined) {
    throw new Error(`There is no text ${key}.`);
  }
  return found.replace(/\{(\w+)\}/g, (braces, name) => (name in figures ? said(figures[name]) : braces));
}

/** @param {string | number} value */
const said = (value) => (Number.isInteger(value) ? whole(Number(value)) : String(value));

/** The language of the page. */
export const language = /** @type {"en" | "zh"} */ (document.documentElement.lang.startsWith("zh") ? "zh" : "en");

/**
 * The right one of a text in both languages.
 * @param {import("./types.js").Both | null | undefined} both
 */
export function say(both) {
  return both ? both[language] : "";
}
