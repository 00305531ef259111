"""How lanes end: points, losses and statuses, one entry a lane."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.outcome import Flags
from engine.types import Array

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Drift:
    """Where each lane was from some step on, in sums: offsets from a point `origin` (k, n) close by.

    `offsets` (k, n) is their sum, `squares` (k,) the sum of their squared lengths, `count` how many points there were.
    """

    origin: Array
    offsets: Array
    squares: Array
    count: int

    def distance(self, centres: Array) -> Array:
        """Return the root-mean-square distance from points (k, n), shape (k,)."""
        away = self.origin - centres
        total = self.squares + 2.0 * (away * self.offsets).sum(axis=1)
        return _root(total / self.count + np.square(away).sum(axis=1))

    @property
    def spread(self) -> Array:
        """The root-mean-square distance from the mean point, shape (k,)."""
        mean = self.offsets / self.count
        return _root(self.squares / self.count - np.square(mean).sum(axis=1))


def _root(squares: Array) -> Array:
    """Return the root of squares that rounding may have left below zero."""
    roots: Array = np.sqrt(np.maximum(squares, 0.0))
    return roots


@dataclass(frozen=True)
class Lanes:
    """How k runs ended.

    `ends` (k, n) are the last points inside the bound and `losses` (k,) those there; `statuses` (k,) index STATUSES
    by the one rule. `last_moving` (k,) is the last step whose gradient norm is above the tolerance, −1 for none, so
    that a run rests from the step after it; `departed_at` (k,) the step that left, −1 for none. `grows` (k,) says of
    which the loss grows: they left, or their highest loss of late is above that at the start, and higher in the later
    half of the last points than in the half before. `bouncing` (b,) are the lanes that bounce and `tails` (b, m, n)
    their last points. `drift` is there when it was asked for; `frames` (f, k, n) are the points at the steps that were
    asked for, NaN from where a run has left.
    """

    ends: Array
    losses: Array
    statuses: NDArray[np.uint8]
    last_moving: Whole
    departed_at: Whole
    grows: Flags
    bouncing: Whole
    tails: Array
    drift: Drift | None
    frames: Array
