/** The sheet of keys: it says what the list of keys says. */

import { box } from "./page.js";

/** @param {import("./keys.js").Line[]} lines */
export function createKeySheet(lines) {
  box("keys-list").replaceChildren(
    ...lines.map((line) => {
      const row = document.createElement("div");
      const keys = document.createElement("dt");
      keys.append(...line.shown.map(cap));
      const does = document.createElement("dd");
      does.textContent = line.does;
      row.append(keys, does);
      return row;
    }),
  );
}

/** @param {string} key */
function cap(key) {
  const made = document.createElement(key === "…" ? "span" : "kbd");
  made.textContent = key.length === 1 ? key.toUpperCase() : key;
  return made;
}
