"""Slices of a surface along its axes: each has one slope at the point, and together they are the gradient."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.surfaces import Surface
from engine.types import Array

SAMPLES: Final = 121  # along one slice


@dataclass(frozen=True)
class AxisSlice:
    """The loss along one axis through a point, the others held still; its slope at the point, NaN without a loss."""

    axis: int
    at: Array
    losses: Array
    slope: float


def slices(surface: Surface, point: tuple[float, ...]) -> tuple[AxisSlice, ...]:
    """Return one slice for every axis over the window, widened so that the point lies on it."""
    gradient = surface.at(point)[1]
    found = []
    for axis, (low, high) in enumerate(surface.window):
        at = np.linspace(min(low, point[axis]), max(high, point[axis]), SAMPLES)
        at = np.union1d(at, [point[axis]])
        points = np.tile(np.array(point), (len(at), 1))
        points[:, axis] = at
        found.append(AxisSlice(axis, at, surface.value(points), gradient[axis]))
    return tuple(found)
