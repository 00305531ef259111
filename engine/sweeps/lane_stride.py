"""A stride: steps of many lanes in one go, in which nothing is looked at but what proves that nothing happens.

No lane leaves: the squares of all coordinates together are not above the bound's. Which lanes move is for Moving to
find out. A stride that proves neither is taken back.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from engine.formula.block_loop import Running, squares
from engine.formula.floats import BOUND
from engine.sweeps.lane_moving import SUMMED, Moving
from engine.sweeps.lane_pace import Pace
from engine.types import Array

INSIDE: Final = BOUND**2 * (1.0 - SUMMED)
Kept = Callable[
    [int, Sequence[Array], Sequence[Array]], None
]  # takes a step, the points and the slopes there


def stride(
    running: Running, moving: Moving, pace: Pace, steps: range, *, keep: Kept | None, steady: bool
) -> bool:
    """Make steps; False if they have been taken back. `steady` says that nothing but the state decides them."""
    origin = running.now
    for _ in range(2):
        inside = _walk(running, moving, pace, steps, keep)
        if inside and moving.conclude(steps.start, len(steps)):
            if steady and moving.ground == "rest" and running.is_back(origin):
                moving.ground = "known"
            return True
        running.stand(origin)
        if inside is False:
            break
    return False


def _walk(running: Running, moving: Moving, pace: Pace, steps: range, keep: Kept | None) -> bool | None:
    """Make steps; False if a lane may have left, None if Moving refuses."""
    origin, ground, changes = running.now, moving.ground, pace.changes
    known, enough = ground == "known", moving.enough
    for place, step in enumerate(steps):
        if changes:
            pace.begin(step)
        if place < 2 or not running.in_place:
            calls = running.calls(running.elsewhere(origin))
        for function, operands in calls.body:
            function(*operands)
        if not known and running.watches and not np.isfinite(calls.loss).all():
            return False
        if ground == "near":
            for function, operands in moving.taps(place, calls.slopes):
                function(*operands)
        elif ground == "rest":
            if not (moving.total(calls.slopes) if calls.rows is None else squares(calls.rows)) <= enough:
                moving.ground = "near"
                return None
        elif ground == "far" and step == steps[-1]:
            moving.total(calls.slopes)
        if keep is not None:
            keep(step, running.carried, calls.slopes)
        for function, operands in calls.rest:
            function(*operands)
        running.now = calls.after
        if not known and not squares(calls.points) <= INSIDE:
            return False
    running.stand(running.now)
    return True


def is_inside(running: Running) -> bool:
    """Return whether it is plain that all points are inside the bound."""
    return squares(running.points()) <= INSIDE
