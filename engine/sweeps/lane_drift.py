"""Where lanes are from some step on, summed up as they go."""

from collections.abc import Sequence

import numpy as np

from engine.outcome import Flags
from engine.sweeps.lane_ends import Drift, Whole
from engine.types import Array


class DriftSums:
    """Sums of offsets from where each lane was first seen, over so many points."""

    def __init__(self, points: int, dimension: int) -> None:
        self._points, self._dimension = points, dimension
        self._sums: Drift | None = None

    def add(self, points: Sequence[Array]) -> None:
        """Take in the points of one step, by columns."""
        if self._sums is None:
            origin = np.array(points)
            self._sums = Drift(origin, np.zeros_like(origin), np.zeros(origin.shape[1]), self._points)
        for axis, column in enumerate(points):
            offset = column - self._sums.origin[axis]
            self._sums.offsets[axis] += offset
            np.add(self._sums.squares, offset * offset, out=self._sums.squares)

    def of(self, lanes: Whole, alive: Flags, count: int) -> Drift:
        """Return the sums of all lanes of a block, NaN for those that have left; `lanes` are those that were seen."""
        found = Drift(
            np.full((count, self._dimension), np.nan),
            np.full((count, self._dimension), np.nan),
            np.full(count, np.nan),
            self._points,
        )
        if self._sums is not None and alive.any():
            there = lanes[alive]
            found.origin[there] = self._sums.origin[:, alive].T
            found.offsets[there] = self._sums.offsets[:, alive].T
            found.squares[there] = self._sums.squares[alive]
        return found
