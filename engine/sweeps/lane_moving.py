"""Which lanes have a gradient that is longer than a tolerance, and until when they had one."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from engine.outcome import Flags
from engine.sweeps.lane_ends import Whole
from engine.types import Array

ROUNDING: Final = 4 * np.finfo(np.float64).eps  # relative: more than √(a² + b²) is ever off


def norms_of(slopes: Sequence[Array], chosen: Flags) -> Array:
    """Return the gradient norms of the chosen lanes, from columns or single numbers."""
    columns = [slope[chosen] if slope.ndim else np.full(int(chosen.sum()), slope) for slope in slopes]
    return np.hypot(*columns) if len(columns) == 2 else np.absolute(columns[0])


class Moving:
    """The last step, lane by lane, whose gradient is longer than the tolerance: −1 for none.

    A norm is never shorter than its longest leg, nor longer than that times the root of their number: √(a² + b²) is
    dear, and few lanes need it. As long as all move, or none does, one look at the shortest or longest leg is enough.
    """

    def __init__(self, tolerance: Array, dimension: int, moves: Flags, last: Whole) -> None:
        self.tolerance, self.moves = tolerance, moves
        self._clearly = tolerance * (1.0 + ROUNDING)
        self._surely = tolerance * (1.0 - ROUNDING) / np.sqrt(dimension)
        self._most, self._least = np.max(self._clearly, initial=0.0), np.min(self._surely, initial=np.inf)
        self._room = np.empty((2, len(moves)))
        self._last = last  # of those that do not move
        self._all, self._none = bool(moves.all()), not moves.any()

    def note(self, step: int, slopes: Sequence[Array]) -> None:
        """Take in the gradients of a step, by columns."""
        wide = [slope.ndim > 0 for slope in slopes]
        longest = np.absolute(slopes[0], out=self._room[0] if wide[0] else None)
        if self._all and np.minimum.reduce(longest, axis=None) > self._most:
            return
        if len(slopes) == 2:
            other = np.absolute(slopes[1], out=self._room[1] if wide[1] else None)
            longest = np.maximum(longest, other, out=self._room[0] if any(wide) else None)
        if self._none and np.maximum.reduce(longest, axis=None) <= self._least:
            return
        rests = np.array(np.broadcast_to(longest <= self._clearly, self.moves.shape))
        unsure = rests & (longest > self._surely)
        if unsure.any():
            tolerance = self.tolerance[unsure] if self.tolerance.ndim else self.tolerance
            rests[unsure] = norms_of(slopes, unsure) <= tolerance
        stopped = self.moves & rests
        if stopped.any():
            self._last[stopped] = step - 1
        self.moves = ~rests
        self._all, self._none = not rests.any(), bool(rests.all())

    def last(self, step: int) -> Whole:
        """Return the last moving step of each lane, `step` being the one that was noted last."""
        return np.where(self.moves, step, self._last)
