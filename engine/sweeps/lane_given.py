"""What a block of lanes is given, and how it is told that nobody waits for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.sweeps.lane_recent import Room
from engine.types import Array


class Cancelled(Exception):
    """Nobody waits for the answer any more."""


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
