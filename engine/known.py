"""Which point of the catalog a point is, and what of it is rounding."""

import math
from typing import Final

import numpy as np

from engine.surfaces import Surface

NEAR: Final = 1e-3  # of the window: how close a known point is the same point
ROUNDING: Final = 1e-9  # of the window: a coordinate closer to 0 is 0, for all that a run at rest tells
CLOSE: Final = 1e-5  # of the window: no more than so far is what a run at rest lacks to the very place
NEWTON: Final = 4  # steps at most to that place


def known_minimum(surface: Surface, point: tuple[float, ...], size: float) -> tuple[float, ...]:
    """Return the catalog's coordinates of a minimum that is this point, or else its own, refined."""
    return known_point(surface, point, size, "minimum")


def known_point(surface: Surface, point: tuple[float, ...], size: float, kind: str) -> tuple[float, ...]:
    """Return the catalog's coordinates of a point of a kind that is this one, or else its own, refined."""
    for known in surface.points:
        if known.kind == kind and math.dist(known.at, point) <= NEAR * size:
            return known.at
    return refined(surface, point, size)


def refined(surface: Surface, point: tuple[float, ...], size: float) -> tuple[float, ...]:
    """Return the place without slope beside which a run came to rest, by Newton's method, without what is rounding.

    A run rests a little before the place, by chance as much as its start decides. Where Newton's method leads farther
    away, or to no smaller gradient, the point itself is the place.
    """
    best = point
    slope = math.hypot(*surface.formula.at(point)[1])
    with np.errstate(all="ignore"):
        for _ in range(NEWTON):
            gradient, hessian = surface.formula.at(best)[1], surface.formula.hessian_at(best)
            try:
                move = np.linalg.solve(np.array(hessian), np.array(gradient))
            except np.linalg.LinAlgError:
                break
            reached = tuple((np.array(best) - move).tolist())
            if not math.dist(reached, point) <= CLOSE * size:
                return rounded(point, size)
            following = math.hypot(*surface.formula.at(reached)[1])
            if not following < slope:
                break
            best, slope = reached, following
    return rounded(best, size)


def rounded(point: tuple[float, ...], size: float) -> tuple[float, ...]:
    """Return a place where something rests without what is only rounding, from the window's longest side."""
    return tuple(0.0 if abs(part) <= ROUNDING * size else part for part in point)


def rounded_loss(surface: Surface, point: tuple[float, ...], size: float) -> float:
    """Return the loss at a minimum: 0 where it is less than what rounding of the place may make."""
    loss = surface.formula.at(point)[0]
    aside = [
        surface.formula.at((*point[:axis], part + step, *point[axis + 1 :]))[0]
        for axis, part in enumerate(point)
        for step in (-NEAR * size, NEAR * size)
    ]
    # what grows with the square of the distance, as beside a minimum, is so much smaller there
    rises = [abs(other - loss) for other in aside if math.isfinite(other)]
    small = (ROUNDING / NEAR) ** 2 * max(rises, default=0.0)
    return 0.0 if abs(loss) <= small else loss
