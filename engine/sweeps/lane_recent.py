"""The last points of lanes, as the one rule asks for them, and what it says of them."""

import math

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.outcome import STILL, Flags
from engine.sweeps.lane_moving import norms_of
from engine.sweeps.lane_statuses import grows_of, losses_at, statuses_of
from engine.types import Array


class Room:
    """Memory that one block after the other uses: fresh pages cost as much as some ten steps."""

    def __init__(self) -> None:
        self._numbers = np.empty(0)

    def of(self, *shape: int) -> Array:
        """Return an array of this shape; what was in the one before it is lost."""
        size = math.prod(shape)
        if size > len(self._numbers):
            self._numbers = np.empty(size)
        return self._numbers[:size].reshape(shape)


class Recent:
    """Room for the last points (m, n, k) of k lanes, and the last few gradient norms.

    What the losses are there is computed afterwards, for those lanes of which somebody asks.
    """

    def __init__(self, steps: int, dimension: int, count: int, room: Room) -> None:
        self.points = room.of(steps, dimension, count)
        self.norms = np.empty((min(steps, STILL), count))
        self._all = np.ones(count, dtype=bool)

    def remember(self, row: int, points: list[Array]) -> None:
        """Keep the points of one step, by columns."""
        for axis, column in enumerate(points):
            self.points[row, axis] = column

    def remember_slopes(self, row: int, slopes: list[Array]) -> None:
        """Keep the gradient norms of one step, if it is one of the last few."""
        late = row - (len(self.points) - len(self.norms))
        if late >= 0:
            self.norms[late] = norms_of(slopes, self._all)

    def only(self, chosen: Flags) -> "Recent":
        """Return what is kept of the chosen lanes."""
        if chosen.all():
            return self
        return recent_of(self.points[:, :, chosen], self.norms[:, chosen])

    def statuses(self, descent: Descent) -> NDArray[np.uint8]:
        """Return the statuses of the lanes by the one rule."""
        return statuses_of(descent, self.points, self.norms)

    def grows(self, descent: Descent, first: Array) -> Flags:
        """Return whether the losses have outgrown the first ones (k,) and go on growing."""
        return grows_of(losses_at(descent, self.points), first)


def recent_of(points: Array, norms: Array) -> Recent:
    """Return last points (m, n, k) and norms that are there already."""
    found = object.__new__(Recent)
    found.points, found.norms = points, norms
    return found


def resting(points: Array, norms: Array, steps: int) -> Recent:
    """Return the last points of lanes that stand at points (n, k) to the bit, and have done so for long."""
    return recent_of(
        np.broadcast_to(points, (steps, *points.shape)),
        np.broadcast_to(norms, (min(steps, STILL), *norms.shape)),
    )
