"""Cells of a grid, patch by patch: what lies together is much alike."""

import itertools
import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.surfaces.record import Window
from engine.sweeps.lane_ends import Whole
from engine.types import Array

SIDE: Final = 64  # cells along each side of a patch of which is asked what is nearest
ROUNDING: Final = 1e-9  # relative
NOTHING: Final = -1
Part = tuple[slice, ...]  # of an array of cells, the last coordinate first


def centres(window: Window, resolution: Sequence[int]) -> tuple[Array, ...]:
    """Return the coordinates of the cells' centres along each axis, x first."""
    return tuple(
        low + (np.arange(count, dtype=np.float64) + 0.5) * ((high - low) / count)
        for (low, high), count in zip(window, resolution, strict=True)
    )


def points_of(axes: Sequence[Array]) -> Array:
    """Return the points of a grid, row by row from below, shape (cells, n)."""
    return np.stack([part.ravel() for part in np.meshgrid(*axes)], axis=1)


def patches(resolution: Sequence[int], side: int) -> list[Part]:
    """Return the patches of a grid of (nx, ny) cells that are so many cells wide and high, row by row from below."""
    parts = [
        [slice(first, min(first + side, count)) for first in range(0, count, side)]
        for count in reversed(resolution)
    ]
    return list(itertools.product(*parts))


def axes_of(axes: Sequence[Array], patch: Part) -> list[Array]:
    """Return the axes of a patch, x first."""
    return [axis[part] for axis, part in zip(axes, reversed(patch), strict=True)]


def lay(grids: Sequence[NDArray[Any]], values: Sequence[NDArray[Any]], parts: Sequence[Part]) -> None:
    """Lay values (cells, …) that come patch by patch in grids, one for each of them."""
    for grid, row in zip(grids, values, strict=True):
        first = 0
        for part in parts:
            room = grid[part]
            count = room.size // math.prod(row.shape[1:])
            room[...] = row[first : first + count].reshape(room.shape)
            first += count


def nearest(axes: Sequence[Array], places: Array) -> NDArray[np.int16]:
    """Return for every cell of a grid which of the places (m, n) is nearest, the first of equals, NOTHING for none.

    In each patch those are looked at that may be nearest to one of its cells.
    """
    found = np.full(tuple(len(axis) for axis in reversed(axes)), NOTHING, dtype=np.int16)
    if not len(places):
        return found
    for patch in patches([len(axis) for axis in axes], SIDE):
        parts = axes_of(axes, patch)
        low, high = (np.array([part[end] for part in parts]) for end in (0, -1))
        away = np.sqrt(np.square(places - (low + high) / 2).sum(axis=1))
        reach = away.min() + np.sqrt(np.square(high - low).sum())
        near = np.flatnonzero(away <= reach * (1.0 + ROUNDING))
        found[patch] = near[0]
        if len(near) > 1:
            _part(found[patch], parts, places, near)
    return found


def _part(patch: NDArray[np.int16], axes: Sequence[Array], places: Array, near: Whole) -> None:
    """Set the cells of a patch to which of some places, rising, is nearest."""
    closest = np.full(patch.shape, np.inf)
    for place in near.tolist():
        x, *rest = (np.square(axis - at) for axis, at in zip(axes, places[place], strict=True))
        away = x + rest[0][:, None] if rest else x
        np.maximum(patch, (away < closest) * np.int16(place), out=patch)
        np.minimum(closest, away, out=closest)
