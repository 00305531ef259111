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
 * Writes a text where another one stands, into the node that is there: under a drag this happens many times a second, and
 * a new node is laid out with all its neighbours.
 * @param {HTMLElement} element
 * @param {string} said
 */
export function write(element, said) {
  const [node, ...others] = element.childNodes;
  if (!(node instanceof Text) || others.length || !said) {
    element.textContent = said;
  } else if (node.data !== said) {
    node.data = said;
  }
}

/**
 * Shows a text, or hides the element when there is none.
 * @param {HTMLElement} element
 * @param {string | null | undefined} said
 */
export function tell(element, said) {
  write(element, said ?? "");
  hide(element, !said);
}

/**
 * Hides an element or shows it; one that is so already is not styled again.
 * @param {HTMLElement} element
 * @param {boolean} hidden
 */
export function hide(element, hidden) {
  if (element.hidden !== hidden) {
    element.hidden = hidden;
  }
}

/**
 * Marks an element for its style, when it is not marked so: an equal mark would have it styled again.
 * @param {HTMLElement} element
 * @param {string} name  of its data
 * @param {unknown} value
 */
export function mark(element, name, value) {
  if (element.dataset[name] !== String(value)) {
    element.dataset[name] = String(value);
  }
}

/**
 * Whether something is about what was set before: then it fades, and a button of it does nothing. It stays where it is, with the focus.
 * @param {boolean} old
 * @param {HTMLElement[]} elements
 */
export function age(old, ...elements) {
  for (const element of elements) {
    mark(element, "old", old);
    if (element instanceof HTMLButtonElement) {
      element.setAttribute("aria-disabled", String(old));
    }
  }
}
