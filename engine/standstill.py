"""What kind of place a run has come to a standstill at, when it is no minimum."""

import math
from typing import Literal

from engine.curvature import has_kink, stationary_kind
from engine.formula.level import is_level
from engine.known import NEAR, known_point, rounded
from engine.surfaces import Surface

Ground = Literal["terrace", "kink", "saddle", "maximum", "flat"]


def standstill(surface: Surface, point: tuple[float, ...]) -> tuple[Ground, tuple[float, ...]]:
    """Return the kind of ground under a point without a slope, and where it is: the catalog's point if it has it."""
    size = max(high - low for low, high in surface.window)
    if is_level(surface.formula, point):
        return "terrace", rounded(point, size)
    for known in surface.points:
        if "kink" in known.flags and math.dist(known.at, point) <= NEAR * size:
            return "kink", known.at
    if has_kink(surface, point, size):
        return "kink", rounded(point, size)
    kind = stationary_kind(surface.formula.at(point)[1], surface.formula.hessian_at(point), NEAR * size)
    return ("flat", rounded(point, size)) if kind is None else (kind, known_point(surface, point, size, kind))
