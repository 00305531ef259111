"""What differs from step to step: the learning rates of lanes, and what their gradient sources draw."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.noise import normals
from engine.types import Array

DRAWN: Final = 1 << 18  # random numbers drawn at a time


class Timetable:
    """The learning rates of all steps of a description: factors of a lane's own rate, and rates set by hand."""

    def __init__(self, descent: Descent) -> None:
        schedule, count = descent.schedule, descent.steps + 1
        self.varies = schedule.varies
        self.multipliers = np.asarray(schedule.without_changes().learning_rates(1.0, 0, count))
        # NaN where a lane's own rate counts, else the rate that was set by hand
        self.by_hand = np.asarray(schedule.learning_rates(np.nan, 0, count))

    def steady_from(self) -> int:
        """Return the step from which all steps have the same learning rate."""
        rates = np.where(np.isnan(self.by_hand), self.multipliers, self.by_hand)
        by_hand = ~np.isnan(self.by_hand)
        changes = np.flatnonzero((rates[1:] != rates[:-1]) | (by_hand[1:] != by_hand[:-1]))
        return int(changes[-1]) + 1 if len(changes) else 0


class Pace:
    """Sets what varies for so many lanes, with their own rates or one, and their keys, in steps up to the last."""

    def __init__(
        self,
        timetable: Timetable,
        rates: Array,
        count: int,
        keys: NDArray[np.uint64],
        dimension: int,
        last: int,
    ) -> None:
        self.timetable, self.last = timetable, last
        self._rates = rates
        # each key of lanes that draw once, and which of them a lane has
        self._keys, self._key_of = keys[:0], np.empty(0, dtype=np.intp)
        if dimension:
            self._keys, self._key_of = np.unique(keys, return_inverse=True)
        like = np.empty(()) if len(self._keys) == 1 else np.empty(count)
        self.varying: list[Array] = [
            np.empty_like(self._rates),
            *(np.empty_like(like) for _ in range(dimension)),
        ]
        self.draws, self.changes = dimension > 0, dimension > 0 or timetable.varies
        self._drawn, self._drawn_from = np.empty((dimension, 0, 0)), 0

    def begin(self, step: int) -> None:
        """Set everything for a step, whatever was set before."""
        by_hand = self.timetable.by_hand[step]
        if np.isnan(by_hand):
            np.multiply(self._rates, self.timetable.multipliers[step], out=self.varying[0])
        else:
            self.varying[0][...] = by_hand
        if self.draws:
            self._draw(step)

    def go_on(self, step: int) -> None:
        """Set what is different from the step before."""
        if self.changes:
            self.begin(step)

    def _draw(self, step: int) -> None:
        place = step - self._drawn_from
        if not 0 <= place < self._drawn.shape[2]:
            count = max(1, min(DRAWN // len(self._keys), self.last + 1 - step))
            steps = np.arange(step, step + count, dtype=np.uint64)
            self._drawn = normals(self._keys[:, None], steps, len(self.varying) - 1)
            self._drawn_from, place = step, 0
        for axis, draw in enumerate(self.varying[1:]):
            column = self._drawn[axis, :, place]
            draw[...] = column[self._key_of] if draw.ndim else column[0]


def shared(values: Array) -> Array:
    """Return one number where all are equal."""
    if len(values) and (not values.strides[0] or (values == values[0]).all()):
        return np.array(values[0])
    return values
