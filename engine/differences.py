"""Numerical gradients: finite differences beside the derived gradient."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.surfaces import Surface
from engine.types import Array

EPSILON: Final = float(np.finfo(np.float64).eps)
FORWARD_STEP: Final = math.sqrt(EPSILON)  # balances truncation ~h and rounding ~ε/h
CENTRAL_STEP: Final = math.cbrt(EPSILON)  # balances truncation ~h² and rounding ~ε/h


@dataclass(frozen=True)
class Difference:
    """A numerical gradient, its step h, and how far it is from the derived one.

    `error` is ‖a − n‖ / max(‖a‖, ‖n‖); None where that says nothing: a is zero, or one of them is not finite.
    """

    h: float
    gradient: tuple[float, ...]
    error: float | None


def forward(surface: Surface, point: tuple[float, ...]) -> Difference:
    """Return (L(θ + h eᵢ) − L(θ)) / h for every coordinate."""
    here, h = np.array(point), _step(FORWARD_STEP, point)
    with np.errstate(all="ignore"):
        rise = surface.value(here + h * np.eye(len(point))) - surface.value(here)
        return _compared(surface, point, h, rise / h)


def central(surface: Surface, point: tuple[float, ...]) -> Difference:
    """Return (L(θ + h eᵢ) − L(θ − h eᵢ)) / 2h for every coordinate."""
    here, h = np.array(point), _step(CENTRAL_STEP, point)
    shifts = h * np.eye(len(point))
    with np.errstate(all="ignore"):
        rise = surface.value(here + shifts) - surface.value(here - shifts)
        return _compared(surface, point, h, rise / (2 * h))


def _step(relative: float, point: tuple[float, ...]) -> float:
    return relative * max(1.0, *map(abs, point))


def _compared(surface: Surface, point: tuple[float, ...], h: float, numerical: Array) -> Difference:
    analytic = np.array(surface.at(point)[1])
    with np.errstate(all="ignore"):
        distance = math.hypot(*(analytic - numerical))
    size = max(math.hypot(*analytic), math.hypot(*numerical))
    meaningful = analytic.any() and size < math.inf and math.isfinite(distance)
    return Difference(h, tuple(numerical.tolist()), distance / size if meaningful else None)
