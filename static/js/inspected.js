/** What the server says about a point. */

/**
 * Whether the gradient has a value there: it may have none where the loss has one, as √x has at 0.
 * @param {{ gradient: (number | null)[] }} inspection
 */
export const hasSlope = ({ gradient }) => gradient.every((slope) => slope !== null);
