/** Figures as the drawings write them: three digits, a true minus, powers of ten spelled with superscripts. */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * @param {number} value
 * @param {number} [digits]
 * @returns {string}
 */
export function figure(value, digits = 3) {
  if (!Number.isFinite(value)) {
    return "—";
  }
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) {
    const [mantissa, exponent] = value.toExponential(Math.max(0, digits - 2)).split("e");
    return `${signed(String(Number(mantissa)))}×10${raised(Number(exponent))}`;
  }
  return signed(String(Number(value.toPrecision(digits))));
}

/**
 * 10⁻³, and plain 1, 10, 100.
 * @param {number} exponent
 */
export function powerOfTen(exponent) {
  if (exponent >= 0 && exponent <= 2) {
    return String(10 ** exponent);
  }
  return `10${raised(exponent)}`;
}

/**
 * Round values inside a range, about as many as wanted.
 * @param {[number, number]} range
 * @param {number} wanted
 */
export function roundValues([low, high], wanted) {
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const spacing = [1, 2, 5, 10].map((digit) => digit * power).find((value) => value >= rough) ?? rough;
  const first = Math.ceil(low / spacing);
  const last = Math.floor(high / spacing);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * spacing);
}

/** @param {number} exponent */
function raised(exponent) {
  return String(exponent).replace("-", "⁻").replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
}

/** @param {string} text */
function signed(text) {
  return text.replace("-", "−");
}

/**
 * The figure to its last digit, as the engine gave it.
 * @param {number | null | undefined} value
 */
export function exact(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "—";
  }
  return signed(String(value).replace(/e\+?(-?\d+)$/, (_, power) => `×10${raised(Number(power))}`));
}
