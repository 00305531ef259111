/** Numbers as a person reads and types them. */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const DASH = "–";

/** 2,000 may mean two thousand as well as two. */
const THOUSANDS = /^[-+]?[1-9]\d{0,2}(,\d{3})+$/;

/** What shares lack that add up to all. */
const ROUNDING = 1e-9;

/**
 * So many significant digits, a true minus sign, powers of ten beyond 1e-4 … 1e6.
 * @param {number | null | undefined} value
 * @param {number} [digits]
 */
export function figure(value, digits = 4) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return DASH;
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [mantissa, power] = value.toExponential(Math.max(1, digits - 2)).split("e");
    return `${minus(String(Number(mantissa)))}\u00a0×\u00a010${superscript(Number(power))}`;
  }
  return minus(grouped(String(Number(value.toPrecision(digits)))));
}

/**
 * The largest number of so many significant digits that is not above a positive one: a limit, rounded, still holds.
 * @param {number} value
 * @param {number} digits
 */
export function floored(value, digits) {
  const near = Number(value.toPrecision(digits));
  return near <= value ? near : Number((near - 10 ** (Math.floor(Math.log10(value)) - digits + 1)).toPrecision(digits));
}

/** A share in percent, with as many digits as tell it from none and from all. @param {number} share */
export function percent(share) {
  const value = 100 * share;
  if (share > 1 - ROUNDING) {
    return `${figure(100)}\u00a0%`;
  }
  const digits = [value < 1 || value > 99 ? 2 : 3, 3, 4, 5, 6, 7].find((count) => figure(value, count) !== figure(100)) ?? 8;
  return `${figure(value, digits)}\u00a0%`;
}

/**
 * Two numbers with digits enough to tell them apart.
 * @param {number | null} first
 * @param {number | null} second
 * @param {number} [digits]
 * @returns {[string, string]}
 */
export function apart(first, second, digits = 3) {
  const needed = [digits, 4, 6, 9, 12, 17].find((count) => figure(first, count) !== figure(second, count)) ?? digits;
  return [figure(first, needed), figure(second, needed)];
}

/**
 * The same number of decimals whatever the value, so that figures do not jump while they change.
 * @param {number | null | undefined} value
 * @param {number} [decimals]
 */
export function steady(value, decimals = 3) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return DASH;
  }
  const size = Math.abs(value);
  return size >= 1e5 || (size !== 0 && size < 10 ** -decimals) ? figure(value, 3) : minus(grouped(value.toFixed(decimals)));
}

/**
 * What a field shows: everything that was set, in a form that can be typed.
 * @param {number} value
 */
export function typed(value) {
  return minus(String(value));
}

/**
 * The number that a person typed, or null.
 * @param {string} said
 */
export function parsed(said) {
  const given = said.normalize("NFKC").replace(/[−–]/g, "-").replace(/\s/g, "");
  const plain = given.replace(/,/g, ".");
  if (THOUSANDS.test(given) || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) {
    return null;
  }
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/**
 * Rounded to so many significant digits: what a slider gives.
 * @param {number} value
 * @param {number} digits
 */
export function rounded(value, digits) {
  return Number(value.toPrecision(digits));
}

/**
 * @param {number[] | null | undefined} point
 * @param {number} [digits]
 */
export function place(point, digits = 3) {
  if (!point) {
    return DASH;
  }
  return point.length === 1 ? `w = ${figure(point[0], digits)}` : `(${point.map((value) => figure(value, digits)).join(", ")})`;
}

/**
 * A vector, without the name of its variable.
 * @param {(number | null)[]} vector
 * @param {number} [digits]
 */
export function tuple(vector, digits = 3) {
  const parts = vector.map((value) => figure(value, digits)).join(", ");
  return vector.length === 1 ? parts : `(${parts})`;
}

/** A whole number. @param {number} value */
export function whole(value) {
  return minus(grouped(String(value)));
}

/** @param {string} said */
function minus(said) {
  return said.replace("-", "−");
}

/** @param {string} said */
function grouped(said) {
  const [whole, ...rest] = said.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, whole.replace("-", "").length > 4 ? "\u202f" : ""), ...rest].join(".");
}

/** @param {number} power */
function superscript(power) {
  return (power < 0 ? "⁻" : "") + [...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
}
