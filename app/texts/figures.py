"""Numbers as a person reads them: few digits, a true minus sign, powers of ten spelled out."""

import math
from collections.abc import Sequence

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def figure(value: float, digits: int = 3) -> str:
    """Return a number with so many significant digits, trailing zeros dropped."""
    if math.isnan(value):
        return "—"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == int(value) and abs(value) < 1e6:
        return f"{int(value):,}".replace("-", "−")
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = int(exponent)
    if -4 <= power < 6:
        places = max(0, digits - 1 - power)
        text = f"{value:,.{places}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        text = f"{mantissa} × 10{str(power).translate(_SUPERSCRIPTS)}"
    return text.replace("-", "−")


def exact(value: float) -> str:
    """Return a number with all of its digits, as few as tell it from every other."""
    return next(figure(value, digits) for digits in range(1, 18) if float(f"{value:.{digits - 1}e}") == value)


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
    """Return a share with as many digits as it takes to tell it from all and from none."""
    texts = [figure(100 * share, digits) for digits in range(2, 8)]
    return f"{next((text for text in texts if share == 1 or text != '100'), texts[-1])} %"
