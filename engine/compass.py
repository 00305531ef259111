"""The compass: the loss at one distance from a point in every direction, and which direction is lowest.

−∇L is where the loss falls fastest at the point itself. At a distance the lowest place on the circle lies elsewhere;
the two meet as the radius goes to 0.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.surfaces import Surface
from engine.types import Array

SWEEP: Final = 24  # radii at which the two directions are compared
TINY: Final = 1e-4  # of the window: the least of them; the greatest is the window
HALVINGS: Final = 52  # until the angle cannot be told better
ROUNDING: Final = 16 * float(np.finfo(np.float64).eps)  # losses this close, as a share, are equal
ONE_WAY: Final = 90.0  # directions equally low further apart than this are no one direction
TURN: Final = 360.0


@dataclass(frozen=True)
class Side:
    """A direction, in degrees counter-clockwise from the first axis, and the loss at the radius there."""

    angle: float
    loss: float


@dataclass(frozen=True)
class Compass:
    """The losses around a point; `best` is the lowest, `steepest` is −∇L, None where there is no slope.

    `best` is None where no loss has a value, and where directions far apart are equally low: on a flat, in the
    centre of a bowl, on a line between two sides alike.

    `apart` is the angle between the two; `sweep` holds (radius, that angle) for radii from tiny to the window.
    """

    radius: float
    angles: Array
    losses: Array
    best: Side | None
    steepest: Side | None
    apart: float | None
    sweep: tuple[tuple[float, float | None], ...]


def compass(surface: Surface, point: tuple[float, ...], radius: float, directions: int) -> Compass:
    """Return the losses at a distance from a point, in so many directions; on a curve in both."""
    size = max(high - low for low, high in surface.window)
    radii = np.concatenate([[radius], np.geomspace(TINY * size, size, SWEEP)])
    count = 2 if surface.dimension == 1 else directions
    angles: Array = np.arange(count, dtype=np.float64) * (TURN / count)
    losses = surface.value(_around(point, radii[:, None], angles))
    lowest = _lowest(surface, point, radii, angles, losses)
    down = _steepest(surface, point)
    steepest = (
        None if down is None else Side(down, float(surface.value(_around(point, radius, np.array(down)))))
    )
    gaps = [None if down is None or math.isnan(angle) else _between(angle, down) for angle in lowest.tolist()]
    best = None
    if not math.isnan(lowest[0]):
        best = Side(float(lowest[0]), float(surface.value(_around(point, radius, lowest[0]))))
    sweep = tuple(zip(radii[1:].tolist(), gaps[1:], strict=True))
    return Compass(radius, angles, losses[0], best, steepest, gaps[0], sweep)


def _around(point: tuple[float, ...], radius: Array | float, angles: Array) -> Array:
    """Return the points at a distance in these directions, shape (..., n)."""
    turns = np.deg2rad(angles)
    sides = np.stack([np.cos(turns), np.sin(turns)], axis=-1)[..., : len(point)]
    return np.asarray(np.array(point) + np.asarray(radius)[..., None] * sides, dtype=np.float64)


def _steepest(surface: Surface, point: tuple[float, ...]) -> float | None:
    """Return the direction of −∇L."""
    gradient = surface.at(point)[1]
    if not any(gradient) or not all(map(math.isfinite, gradient)):
        return None
    across = -gradient[1] if len(gradient) == 2 else 0.0
    return float(_folded(np.array(math.degrees(math.atan2(across, -gradient[0])))))


def _lowest(surface: Surface, point: tuple[float, ...], radii: Array, angles: Array, losses: Array) -> Array:
    """Return the direction of the lowest loss at each radius; NaN where there is no one such direction.

    It is sought among the directions, then narrowed down between its neighbours to where the loss along the circle
    stops falling, by the derived gradient.
    """
    known = np.where(np.isfinite(losses), losses, np.inf)
    best = known.argmin(axis=1)
    here = surface.formula.at(point)[0]
    found = np.where(_has_one_way(known, angles, here), angles[best], np.nan)
    if surface.dimension == 1:
        return found
    step = angles[1]
    low, high = angles[best] - step, angles[best] + step
    turns_up = (_along(surface, point, radii, low) < 0) & (_along(surface, point, radii, high) > 0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        falling = _along(surface, point, radii, middle) < 0
        low, high = np.where(falling, middle, low), np.where(falling, high, middle)
    narrowed = (low + high) / 2
    with np.errstate(all="ignore"):
        better = surface.value(_around(point, radii, narrowed)) <= known.min(axis=1)
    return _folded(np.where(turns_up & better & ~np.isnan(found), narrowed, found))


def _has_one_way(known: Array, angles: Array, here: float) -> Array:
    """Return, for each row of losses, whether those that are lowest, up to rounding, lie in one direction."""
    ways = []
    for row in known:
        finite = row[np.isfinite(row)]
        if not finite.size:
            ways.append(False)
            continue
        size = max(float(np.abs(finite).max()), abs(here) if math.isfinite(here) else 0.0)
        low = angles[row <= finite.min() + ROUNDING * size]
        gaps = np.diff(low, append=low[0] + TURN)
        ways.append(TURN - float(gaps.max()) <= ONE_WAY)
    return np.array(ways)


def _folded(angles: Array) -> Array:
    """Return angles from 0 up to, but never, a whole turn: a remainder may be rounded up to it."""
    turned = angles % TURN
    return np.asarray(np.where(turned == TURN, 0.0, turned))


def _along(surface: Surface, point: tuple[float, ...], radii: Array, angles: Array) -> Array:
    """Return how the loss changes along the circle, counter-clockwise."""
    turns = np.deg2rad(angles)
    gradients = surface.gradient(_around(point, radii, angles))
    with np.errstate(all="ignore"):
        return np.asarray(gradients[:, 1] * np.cos(turns) - gradients[:, 0] * np.sin(turns))


def _between(first: float, second: float) -> float:
    """Return the angle between two directions, at most 180°."""
    apart = abs(first - second) % TURN
    return min(apart, TURN - apart)
