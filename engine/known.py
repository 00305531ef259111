"""Which point of the catalog a point is."""

import math
from typing import Final

from engine.surfaces import Surface

NEAR: Final = 1e-3  # of the window: how close a known point is the same point


def known_minimum(surface: Surface, point: tuple[float, ...], size: float) -> tuple[float, ...]:
    """Return the catalog's coordinates of a minimum that is this point, or the point itself."""
    return known_point(surface, point, size, "minimum")


def known_point(surface: Surface, point: tuple[float, ...], size: float, kind: str) -> tuple[float, ...]:
    """Return the catalog's coordinates of a point of a kind that is this point, or the point itself."""
    for known in surface.points:
        if known.kind == kind and math.dist(known.at, point) <= NEAR * size:
            return known.at
    return point
