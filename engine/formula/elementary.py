"""The one set of elementary functions that both executors use.

NumPy's functions are the reference. A function of `math` stands in for NumPy's in the float loop only where a
self-check at start-up finds the two equal to the bit on thousands of points: the vectorised and the scalar library
either are the same code or differ on a few points in a hundred, so agreement on all of them means the same code.
"""

import math
import random
from collections.abc import Callable
from typing import Final

import numpy as np

Scalar = Callable[..., float]

UNARY: Final = {
    "sin": (np.sin, math.sin),
    "cos": (np.cos, math.cos),
    "tan": (np.tan, math.tan),
    "asin": (np.arcsin, math.asin),
    "acos": (np.arccos, math.acos),
    "atan": (np.arctan, math.atan),
    "sinh": (np.sinh, math.sinh),
    "cosh": (np.cosh, math.cosh),
    "tanh": (np.tanh, math.tanh),
    "exp": (np.exp, math.exp),
    "log": (np.log, math.log),
    "sqrt": (np.sqrt, math.sqrt),
}
# Where each function has values; the self-check samples here.
_DOMAINS: Final = {"asin": (-1.0, 1.0), "acos": (-1.0, 1.0), "log": (0.0, 40.0), "sqrt": (0.0, 40.0)}
_SAMPLES: Final = 2048


def _careful(reference: Callable[..., object]) -> Scalar:
    """Return NumPy's function for plain floats: IEEE results where `math` would raise."""

    def function(*values: float) -> float:
        return float(reference(*values))  # type: ignore[arg-type]

    return function


def floor(value: float) -> float:
    """Return the largest whole number not above the value; infinities and NaN stay as they are."""
    return value // 1.0 if -math.inf < value < math.inf else value


def sign(value: float) -> float:
    """Return -1, 0 or 1; NaN stays NaN."""
    return 1.0 if value > 0 else -1.0 if value < 0 else value if value != value else 0.0


def divide(first: float, second: float) -> float:
    """Return the IEEE quotient, infinite or NaN on division by zero."""
    if second != 0:
        return first / second
    if first == 0 or first != first:
        return math.nan
    return math.copysign(math.inf, first) * math.copysign(1.0, second)


def quotient(first: float, second: float) -> float:
    """Return the quotient of a derivative, with 0/0 = 0 (the convention at the kink of a root)."""
    return 0.0 if first == 0 and second == 0 else divide(first, second)


def power(base: float, exponent: float) -> float:
    """Return base^exponent as NumPy's loop over arrays has it: its scalar loop takes √ for exponent 0.5, and so on."""
    return float(np.power(base, np.array([exponent]))[0])


def _hypot(first: float, second: float) -> float:
    """Return √(a² + b²) as the C library has it; math.hypot rounds differently."""
    return abs(complex(first, second))


def _hypot_agrees() -> bool:
    generator = random.Random(0)
    pairs = [(generator.uniform(-20.0, 20.0), generator.uniform(-20.0, 20.0)) for _ in range(_SAMPLES)]
    legs = np.array(pairs).T.copy()
    return bool(np.array_equal(np.hypot(*legs), np.array([_hypot(*pair) for pair in pairs])))


def _agrees(name: str) -> bool:
    reference, candidate = UNARY[name]
    low, high = _DOMAINS.get(name, (-20.0, 20.0))
    generator = random.Random(0)
    points = [generator.uniform(low, high) for _ in range(_SAMPLES)]
    return bool(np.array_equal(reference(np.array(points)), np.array([candidate(point) for point in points])))


def _power_agrees() -> bool:
    generator = random.Random(0)
    pairs = [(generator.uniform(0.0, 20.0), generator.uniform(-9.0, 9.0)) for _ in range(_SAMPLES)]
    bases, exponents = np.array(pairs).T.copy()
    return bool(np.array_equal(np.power(bases, exponents), np.array([math.pow(*pair) for pair in pairs])))


# Safe scalars never raise; fast ones may, and are then replaced by the safe.
SAFE: Final[dict[str, Scalar]] = {
    **{name: _careful(reference) for name, (reference, _) in UNARY.items()},
    "pow": power,
    "hypot": _careful(np.hypot),
    "abs": abs,
    "floor": floor,
    "sign": sign,
    "div": divide,
    "quotient": quotient,
}
FAST: Final[dict[str, Scalar]] = {
    **SAFE,
    **{name: candidate for name, (_, candidate) in UNARY.items() if _agrees(name)},
    **({"pow": math.pow} if _power_agrees() else {}),
    **({"hypot": _hypot} if _hypot_agrees() else {}),
}
