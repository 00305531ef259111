"""The part of the plane that is shown: checked when given, suggested when not."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from engine.errors import CatalogError
from engine.formula import Formula, FormulaError
from engine.surfaces.record import Window

SMALLEST: Final = 1e-9
LARGEST: Final = 1e9

# Tried in this order: the usual one, closer, one-sided for logarithms and roots, then further out.
CANDIDATES: Final = (
    (-5.0, 5.0),
    (-1.0, 1.0),
    (0.1, 5.0),
    (-50.0, 50.0),
    (-0.1, 0.1),
    (0.001, 0.1),
    (1.0, 500.0),
    (-500.0, 500.0),
    (-1e4, 1e4),
    (-1e6, 1e6),
)

_SAMPLES: Final = 65  # along each axis; odd, so that the middle is among them


def checked_window(window: Sequence[Sequence[float]], *, dimension: int) -> Window:
    """Return the window as floats, one (low, high) per axis.

    Raises CatalogError: wrong_number_of_axes, not_finite, low_not_below_high, window_size.
    """
    if len(window) != dimension or any(len(axis) != 2 for axis in window):
        raise CatalogError(
            f"window: {dimension} times a low and a high end.",
            field="window",
            code="wrong_number_of_axes",
            figures={"expected": dimension},
        )
    return tuple(_checked_axis(float(low), float(high)) for low, high in window)


def suggested_window(formula: Formula, window: Window | None) -> Window:
    """Return the given window, or else the first candidate, on which the formula is finite somewhere.

    Raises FormulaError: nowhere_finite.
    """
    candidates = [window] if window else [(axis,) * formula.dimension for axis in CANDIDATES]
    for candidate in candidates:
        if _finite_somewhere(formula, candidate):
            return candidate
    raise FormulaError("nowhere_finite", 0, len(formula.text))


def _checked_axis(low: float, high: float) -> tuple[float, float]:
    if not (math.isfinite(low) and math.isfinite(high)):
        raise CatalogError("window: not a finite number.", field="window", code="not_finite")
    if not low < high:
        raise CatalogError("window: low must be below high.", field="window", code="low_not_below_high")
    farthest = max(-low, high)
    if farthest > LARGEST or high - low < SMALLEST * max(1.0, farthest):
        raise CatalogError(
            f"window: between {SMALLEST:g} and {LARGEST:g} in size and position.",
            field="window",
            code="window_size",
            figures={"low": SMALLEST, "high": LARGEST},
        )
    return low + 0.0, high + 0.0


def _finite_somewhere(formula: Formula, window: Window) -> bool:
    axes = [np.linspace(low, high, _SAMPLES) for low, high in window]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    return bool(np.isfinite(formula.value(points)).any())
