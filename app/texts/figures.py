"""Numbers as a person reads them: few digits, a true minus sign, powers of ten spelled out."""

import math
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context
from typing import Final

_ALL = 1e-9  # what shares lack that add up to all
GAP: Final = "\u202f"  # narrow, and no line breaks at it; a comma may be read as a decimal point
UNPARTED: Final = 4  # digits
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def whole(value: int) -> str:
    """Return a whole number, its digits in groups of three if there are more than four."""
    return grouped(str(value)).replace("-", "−")


def grouped(text: str) -> str:
    """Return a decimal number with spaces in what comes before its point, as static/js/numbers.js has them."""
    before, point, after = text.partition(".")
    return (
        (f"{int(before):,}".replace(",", GAP) if len(before.lstrip("-")) > UNPARTED else before)
        + point
        + after
    )


def figure(value: float, digits: int = 3) -> str:
    """Return a number with so many significant digits, trailing zeros dropped."""
    if math.isnan(value):
        return "—"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == int(value) and abs(value) < 1e6:
        return whole(int(value))
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = int(exponent)
    if -4 <= power < 6:
        places = max(0, digits - 1 - power)
        text = f"{value:.{places}f}"
        text = grouped(text.rstrip("0").rstrip(".") if "." in text else text)
    else:
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        text = f"{mantissa}\u00a0×\u00a010{str(power).translate(_SUPERSCRIPTS)}"
    return text.replace("-", "−")


def exact(value: float) -> str:
    """Return a number with all of its digits, as few as tell it from every other."""
    return next(figure(value, digits) for digits in range(1, 18) if float(f"{value:.{digits - 1}e}") == value)


def figure_below(value: float, digits: int = 3) -> str:
    """Return the largest number of so many significant digits that is not above a positive one: a limit still holds."""
    floor = Context(prec=digits, rounding=ROUND_FLOOR).create_decimal_from_float(value)
    return figure(float(floor), digits)


def above(value: float, limit: float, digits: int = 3) -> tuple[str, str]:
    """Return a number and the limit below it, with as many digits as it takes to tell them apart."""
    for count in range(digits, 18):
        texts = figure(value, count), figure_below(limit, count)
        if texts[0] != texts[1]:
            break
    return texts


def pair(first: float, second: float, digits: int = 3) -> tuple[str, str]:
    """Return two numbers with as many digits as it takes to tell them apart."""
    one, other = apart(first, second, digits=digits)
    return one, other


def apart(*values: float, digits: int = 3) -> tuple[str, ...]:
    """Return numbers with as many digits as it takes to tell those that differ apart."""
    for count in range(digits, 17):
        texts = tuple(figure(value, count) for value in values)
        if len(set(texts)) == len(set(values)):
            break
    return texts


def place(point: Sequence[float], digits: int = 3) -> str:
    """Return a point: (−3.78, −3.28) on a surface, w = 2 on a curve."""
    if len(point) == 1:
        return f"w = {figure(point[0], digits)}"
    return f"({', '.join(figure(value, digits) for value in point)})"


def percent(share: float) -> str:
    """Return a share with as many digits as it takes to tell it from all and from none.

    The page writes the shares of an answer itself, by the same rule: static/js/numbers.js.
    """
    if share > 1 - _ALL:
        return "100\u00a0%"
    value = 100 * share
    first = 2 if value < 1 or value > 99 else 3
    texts = [figure(_nearest(value, digits), digits) for digits in (first, *range(3, 9))]
    return f"{next((text for text in texts if text != '100'), texts[-1])}\u00a0%"


def _nearest(value: float, digits: int) -> float:
    """Return the nearest number of so many significant digits; of two, the larger, as JavaScript does."""
    return float(Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal_from_float(value))
