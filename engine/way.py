"""The way to the minimum, beside −∇L: two directions that learners believe to be one."""

import math
from dataclasses import dataclass

from engine.fall_line import fall_line
from engine.known import known_minimum
from engine.surfaces import Surface


@dataclass(frozen=True)
class Way:
    """A minimum, how far and in which direction it lies, and the angle in degrees between −∇L and that direction."""

    minimum: tuple[float, ...]
    distance: float
    direction: tuple[float, ...]
    angle: float


def way(surface: Surface, point: tuple[float, ...]) -> Way | None:
    """Return the way to the minimum to which the fall line from here leads, else to the nearest known one.

    None where no minimum is known, at the minimum itself, and where there is no slope.
    """
    gradient = surface.at(point)[1]
    norm = math.hypot(*gradient)
    minimum = _goal(surface, point) if 0 < norm < math.inf else None
    if minimum is None:
        return None
    distance = math.dist(minimum, point)
    if distance == 0:
        return None
    direction = tuple((there - here) / distance for there, here in zip(minimum, point, strict=True))
    down = tuple(-slope / norm for slope in gradient)
    return Way(minimum, distance, direction, _angle(down, direction))


def _goal(surface: Surface, point: tuple[float, ...]) -> tuple[float, ...] | None:
    line = fall_line(surface, point)
    if line.ends == "minimum":
        return known_minimum(surface, line.points[-1], max(high - low for low, high in surface.window))
    known = [one.at for one in surface.points if one.kind == "minimum"]
    return min(known, key=lambda at: math.dist(at, point), default=None)


def _angle(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    """Return the angle between unit vectors, exact for small and for right angles alike."""
    apart = math.dist(first, second)
    together = math.hypot(*(a + b for a, b in zip(first, second, strict=True)))
    return math.degrees(2 * math.atan2(apart, together))
