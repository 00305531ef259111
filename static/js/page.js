/** Elements of the page by id, with their type checked once. */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function part(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) {
    throw new Error(`The page has no ${type.name} ${id}.`);
  }
  return found;
}

/** @param {string} id */
export const input = (id) => part(id, HTMLInputElement);

/** @param {string} id */
export const button = (id) => part(id, HTMLButtonElement);

/** @param {string} id */
export const box = (id) => part(id, HTMLElement);

/**
 * @param {ParentNode} parent
 * @param {string} selector
 */
export const within = (parent, selector) => /** @type {HTMLElement} */ (parent.querySelector(selector));

/**
 * Shows a text, or hides the element when there is none.
 * @param {HTMLElement} element
 * @param {string | null | undefined} said
 */
export function tell(element, said) {
  element.textContent = said ?? "";
  element.hidden = !said;
}
