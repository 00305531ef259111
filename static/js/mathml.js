/** MathML from the server as elements. Only known elements and attributes get through. */

const NAMESPACE = "http://www.w3.org/1998/Math/MathML";
const ELEMENTS = new Set([
  "math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msup", "msub", "msubsup", "mover",
  "munder", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded",
]);
const ATTRIBUTES = new Set([
  "mathvariant", "stretchy", "fence", "form", "separator", "lspace", "rspace", "width", "displaystyle", "display",
  "accent",
]);

/**
 * @param {string} markup
 * @returns {Element}
 */
export function mathElement(markup) {
  const parsed = new DOMParser().parseFromString(markup, "application/xml");
  return copied(parsed.documentElement);
}

/**
 * A formula as one element a summand, so that a narrow place can break it where a person would.
 * @param {string} markup
 * @returns {Element[]}
 */
export function mathPieces(markup) {
  const whole = mathElement(markup);
  /** @type {Element[][]} */
  const pieces = [];
  let rest = [...whole.children];
  // A sum is a row of the sum before it, its sign and its last summand.
  while (rest.length === 1 && rest[0].localName === "mrow" && isSum(rest[0])) {
    const [before, sign, last] = rest[0].children;
    sign.setAttribute("form", "infix"); // first in its piece, it is still between two summands
    pieces.unshift([sign, last]);
    rest = [before];
  }
  return [rest, ...pieces].map((parts) => {
    const piece = /** @type {Element} */ (whole.cloneNode(false));
    piece.append(...parts);
    return piece;
  });
}

/** @param {Element} row */
function isSum({ children }) {
  return children.length === 3 && children[1].localName === "mo" && /^[+\u2212]$/.test(children[1].textContent ?? "");
}

/**
 * @param {Element} source
 * @returns {Element}
 */
function copied(source) {
  const name = ELEMENTS.has(source.localName) ? source.localName : "mrow";
  const made = document.createElementNS(NAMESPACE, name);
  for (const { name: attribute, value } of source.attributes) {
    if (ATTRIBUTES.has(attribute)) {
      made.setAttribute(attribute, value);
    }
  }
  for (const child of source.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE) {
      made.append(copied(/** @type {Element} */ (child)));
    } else if (child.nodeType === Node.TEXT_NODE) {
      made.append(child.nodeValue ?? "");
    }
  }
  return made;
}
