"""What a block of lanes is given, and how it is told that nobody waits for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.formula.room import Room
from engine.sweeps.lane_statuses import Judged
from engine.types import Array


class Cancelled(Exception):
    """Nobody waits for the answer any more."""


def look(cancelled: Callable[[], bool]) -> None:
    """Raise Cancelled once nobody waits."""
    if cancelled():
        raise Cancelled


def never() -> bool:
    """Return that somebody waits."""
    return False


@dataclass(frozen=True)
class Given:
    """What `run_lanes` was given, the points by columns."""

    descent: Descent
    starts: Array
    rates: Array
    knobs: Mapping[str, Array]
    keys: NDArray[np.uint64]
    tolerance: Array
    drift_from: int | None
    cancelled: Callable[[], bool]
    retire: bool
    frames: Sequence[int]
    room: Room
    growth: bool
    judged: Judged

    def alone(self, part: slice) -> "Given":
        """Return what is given for a part of the lanes, fit to travel; its block is made without looking up."""
        return replace(
            self,
            starts=self.starts[:, part],
            rates=self.rates[part],
            knobs={name: values[part] for name, values in self.knobs.items()},
            keys=self.keys[part],
            tolerance=self.tolerance[part],
            cancelled=never,
            room=Room(),
            judged={},
        )
