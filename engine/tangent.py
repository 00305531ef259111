"""The tangent model along a line: what the slope at a point promises, what is there, and the error between them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.curvature import eigen
from engine.surfaces import Surface
from engine.types import Array

REACH: Final = 0.5  # of the window's longest side: how far the model is followed
NEAREST: Final = 1e-4  # of the reach
EVEN: Final = 48  # distances spread evenly, for the picture of the loss
SPREAD: Final = 33  # distances spread by ratio, for the picture of the error


@dataclass(frozen=True)
class Tangent:
    """The model along a unit vector; `errors` are losses minus model.

    `half_curvature` is ½λd² with λ the curvature along the line, `worst_half_curvature` with the eigenvalue of the
    Hessian that is largest in size: the error of second order in the worst direction.
    """

    direction: tuple[float, ...]
    curvature: float
    distances: Array
    losses: Array
    model: Array
    errors: Array
    half_curvature: Array
    worst_half_curvature: Array


def tangent(
    surface: Surface, point: tuple[float, ...], direction: Sequence[float] | None = None
) -> Tangent | None:
    """Return the model along a direction, −∇L where none is given; None without a direction or a loss at the point."""
    value, gradient = surface.at(point)
    unit = _unit([-slope for slope in gradient] if direction is None else direction)
    if unit is None or not math.isfinite(value):
        return None
    hessian = surface.hessian_at(point)
    along = sum(unit[i] * hessian[i][j] * unit[j] for i in range(len(unit)) for j in range(len(unit)))
    worst = max(map(abs, eigen(hessian)[0]))
    distances = _distances(REACH * max(high - low for low, high in surface.window))
    slope = sum(g * u for g, u in zip(gradient, unit, strict=True))
    losses = surface.value(np.array(point) + distances[:, None] * np.array(unit))
    with np.errstate(all="ignore"):
        model = value + slope * distances
        half = np.square(distances) / 2
        return Tangent(unit, along, distances, losses, model, losses - model, along * half, worst * half)


def _unit(vector: Sequence[float]) -> tuple[float, ...] | None:
    if not any(vector) or not all(map(math.isfinite, vector)):
        return None
    largest = max(map(abs, vector))
    scaled = [part / largest for part in vector]  # first, so that no square of a small or large part is lost
    length = math.hypot(*scaled)
    return tuple(part / length for part in scaled)


def _distances(reach: float) -> Array:
    """Return distances from 0 on that suit a linear and a logarithmic axis."""
    return np.union1d(np.linspace(0.0, reach, EVEN), np.geomspace(NEAREST * reach, reach, SPREAD))
