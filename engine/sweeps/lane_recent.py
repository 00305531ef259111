"""The last points of lanes, as the one rule asks for them, and what it says of them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.formula.room import Room
from engine.outcome import STILL, Flags
from engine.sweeps.lane_statuses import Judged, grows_of, losses_at, moving_statuses, resting_statuses, rests
from engine.types import Array


class Recent:
    """Room for the last points (m, n, k) of k lanes, and the last few gradients (few, n, k).

    What the losses are there is computed afterwards, for those lanes of which somebody asks.
    """

    def __init__(self, steps: int, dimension: int, count: int, room: Room) -> None:
        few = min(steps, STILL)
        space = room.of("recent", (steps + few) * dimension * count).reshape(steps + few, dimension, count)
        self.points, self.gradients = space[:steps], space[steps:]

    def remember(self, row: int, points: Sequence[Array]) -> None:
        """Keep the points of one step, by columns."""
        for axis, column in enumerate(points):
            self.points[row, axis] = column

    def remember_slopes(self, row: int, slopes: Sequence[Array], scale: float) -> None:
        """Keep the gradients of one step, if it is one of the last few, from slopes and what they are scaled by."""
        late = row - (len(self.points) - len(self.gradients))
        if late >= 0:
            for axis, slope in enumerate(slopes):
                np.multiply(slope, scale, out=self.gradients[late, axis])

    def only(self, chosen: Flags) -> "Recent":
        """Return what is kept of the chosen lanes."""
        if chosen.all():
            return self
        return recent_of(self.points[:, :, chosen], self.gradients[:, :, chosen])

    def copy(self) -> "Recent":
        """Return the same in memory of its own."""
        return recent_of(self.points.copy(), self.gradients.copy())

    def rests(self, descent: Descent) -> Flags:
        """Return which lanes are at rest by the one rule."""
        return rests(descent, self.points, self.gradients)

    def resting_statuses(self, descent: Descent, known: Judged) -> NDArray[np.uint8]:
        """Return the statuses by the one rule of lanes that are all at rest."""
        return resting_statuses(descent, self.points, known)

    def moving_statuses(self, descent: Descent) -> NDArray[np.uint8]:
        """Return the statuses by the one rule of lanes none of which is at rest."""
        return moving_statuses(descent, self.points, self.gradients)

    def grows(self, descent: Descent, first: Array) -> Flags:
        """Return whether the losses have outgrown the first ones (k,) and go on growing."""
        return grows_of(losses_at(descent, self.points), first)


def recent_of(points: Array, gradients: Array) -> Recent:
    """Return last points (m, n, k) and gradients that are there already."""
    found = object.__new__(Recent)
    found.points, found.gradients = points, gradients
    return found


def resting(points: Array, gradients: Array, steps: int) -> Recent:
    """Return the last points of lanes that stand at points (n, k) to the bit, and have done so for long."""
    return recent_of(
        np.broadcast_to(points, (steps, *points.shape)),
        np.broadcast_to(gradients, (min(steps, STILL), *gradients.shape)),
    )
