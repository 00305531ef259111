"""A number as the language writes it."""


def decimal(value: float) -> str:
    """Return the number in the language: repr without what is not needed (2.0 is 2, 1e-08 is 1e-8)."""
    digits, _, exponent = repr(value).partition("e")
    digits = digits.removesuffix(".0")
    return f"{digits}e{int(exponent)}" if exponent else digits


def shortest(value: float) -> str:
    """Return the shortest text that reads as the number: no formula outgrows the text it came from."""
    if value == 0:
        return "0"
    mantissa, _, exponent = decimal(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    power = int(exponent or 0) - len(fraction)
    digits = (whole + fraction).lstrip("0")
    power += len(digits) - len(digits.rstrip("0"))
    digits = digits.rstrip("0")
    point = len(digits) + power  # where the decimal point stands, counted from the first digit
    if power >= 0:
        plain = digits + "0" * power
    elif point > 0:
        plain = digits[:point] + "." + digits[point:]
    else:
        plain = "." + "0" * -point + digits
    return min(plain, f"{digits}e{power}", key=len)
