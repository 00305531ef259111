"""Lanes that cannot change any more: their whole state is what it was some steps ago, to the bit.

While nothing but the state decides a step, such a lane goes round and round what it has gone through since. One that
stands on one state is over. One on a cycle sleeps until the last steps, which are judged, and goes on from the same
state there. Neither is a matter of tolerance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.outcome import Flags
from engine.sweeps.lane_ends import Whole
from engine.types import Array

ROUND: Final = 12  # steps between two looks: cycles of 1, 2, 3, 4, 6 and 12 states are found
WORTH_IT: Final = 0.0625  # share of lanes that must be on a cycle to be taken out


def same_bits(ones: Sequence[Array], others: Sequence[Array], count: int) -> Flags:
    """Return which of so many lanes have the same state in both, from values by columns or single numbers."""
    same = np.ones(count, dtype=bool)
    for one, other in zip(ones, others, strict=True):
        same &= one.view(np.uint64) == other.view(np.uint64)
    return same


class Cycles:
    """Looks for cycles from the step `steady_from` on, from which nothing but the state decides, until step `last`."""

    def __init__(self, steady_from: int, last: int) -> None:
        self.steady_from, self.last = steady_from, last
        self._then: list[Array] | None = None
        self._begun = -1

    def found(self, step: int, carried: Sequence[Array], count: int) -> Flags | None:
        """Return which lanes are on a cycle where this step begins, if there is a first look and enough are."""
        if not self._looks(step) or step == self._begun:
            return None
        self._begun = step
        found = None if self._then is None else same_bits(carried, self._then, count)
        self._then = [value.copy() for value in carried]
        return found if found is not None and found.sum() > WORTH_IT * count else None

    def begin(self, step: int, carried: Sequence[Array]) -> None:
        """Go on with other lanes, whose state this is where a step begins."""
        self._begun = step
        self._then = [value.copy() for value in carried] if self._looks(step) else None

    def _looks(self, step: int) -> bool:
        return step % ROUND == 0 and self.steady_from <= step <= self.last


@dataclass(frozen=True)
class Walkers:
    """Some lanes on their way: which, their state by columns, whether they moved last, and until when (see Moving)."""

    lanes: Whole
    state: list[Array]
    moves: Flags
    last: Whole


def joined(groups: Sequence[Walkers]) -> Walkers:
    """Return the lanes of all groups; what is one number for all in one of them is so in each."""
    state = [
        np.concatenate(values) if values[0].ndim else values[0]
        for values in zip(*(group.state for group in groups), strict=True)
    ]
    return Walkers(
        np.concatenate([group.lanes for group in groups]),
        state,
        np.concatenate([group.moves for group in groups]),
        np.concatenate([group.last for group in groups]),
    )


def wakes_at(last: int) -> int:
    """Return the step at which lanes on cycles wake that must be awake at step `last`."""
    return last // ROUND * ROUND
