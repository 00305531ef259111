"""The last points of lanes, as the one rule asks for them, and what it says of them."""

import math

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.outcome import STILL, Flags
from engine.sweeps.lane_moving import norms_of
from engine.sweeps.lane_statuses import grows_of, statuses_of
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
    """Room for the last points (m, n, k) of k lanes, their losses (m, k), and the last few gradient norms."""

    def __init__(self, steps: int, dimension: int, count: int, room: Room) -> None:
        whole = room.of(steps, dimension + 1, count)
        self.points, self.losses = whole[:, :dimension], whole[:, dimension]
        self.norms = np.empty((min(steps, STILL), count))
        self._all = np.ones(count, dtype=bool)

    def remember(self, row: int, points: list[Array], losses: Array) -> None:
        """Keep the points and losses of one step, by columns."""
        for axis, column in enumerate(points):
            self.points[row, axis] = column
        self.losses[row] = losses

    def remember_slopes(self, row: int, slopes: list[Array]) -> None:
        """Keep the gradient norms of one step, if it is one of the last few."""
        late = row - (len(self.points) - len(self.norms))
        if late >= 0:
            self.norms[late] = norms_of(slopes, self._all)

    def only(self, chosen: Flags) -> "Recent":
        """Return what is kept of the chosen lanes."""
        if chosen.all():
            return self
        found = object.__new__(Recent)
        found.points, found.losses = self.points[:, :, chosen], self.losses[:, chosen]
        found.norms, found._all = self.norms[:, chosen], self._all[chosen]
        return found

    def statuses(self, descent: Descent) -> NDArray[np.uint8]:
        """Return the statuses of the lanes by the one rule."""
        return statuses_of(descent, self.points, self.losses, self.norms)

    def grows(self, first: Array) -> Flags:
        """Return whether the losses have outgrown the first ones (k,) and go on growing."""
        return grows_of(self.losses, first)


def resting(points: Array, losses: Array, norms: Array, steps: int) -> Recent:
    """Return the last points of lanes that stand at points (n, k) to the bit, and have done so for long."""
    found = object.__new__(Recent)
    found.points = np.broadcast_to(points, (steps, *points.shape))
    found.losses = np.broadcast_to(losses, (steps, *losses.shape))
    found.norms = np.broadcast_to(norms, (min(steps, STILL), *norms.shape))
    return found
