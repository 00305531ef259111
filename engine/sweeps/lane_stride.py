"""A stride: steps of many lanes in one go, in which nothing is looked at but what proves that nothing happens.

No lane leaves: the squares of all coordinates together are not above the bound's. Which lanes move is for Moving to
find out. A stride that proves neither is taken back.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from engine.formula.block_loop import BlockLoop
from engine.formula.block_running import Running, squares
from engine.formula.bounds import within
from engine.formula.floats import BOUND
from engine.sweeps.lane_moving import SUMMED, Moving
from engine.sweeps.lane_pace import Pace
from engine.types import Array

INSIDE: Final = BOUND**2 * (1.0 - SUMMED)
HALFWAY: Final = INSIDE / 4
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
    # what is known is not taken back
    kept = None if known else origin
    inside = known
    if ground == "near":
        moving.attend()
    elif ground == "rest" and not changes and squares(running.points()) <= HALFWAY:
        rate, slope = float(np.max(pace.varying[0])), math.sqrt(enough) * (1.0 + SUMMED)
        inside = stays_inside(running.loop, slope, rate, len(steps))
    for place, step in enumerate(steps):
        if changes:
            pace.begin(step)
        if place < 2 or not running.in_place:
            calls = running.calls(running.elsewhere(kept))
        for function, operands in calls.body:
            function(*operands)
        if not known and running.watches and not np.isfinite(calls.loss).all():
            return False
        if ground == "near":
            for function, operands in moving.taps(calls.slopes):
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
        if not inside and not squares(calls.points) <= INSIDE:
            return False
    running.stand(running.now)
    # who has no loss where the last step leads leaves with that step, and its end is looked for before it
    return known or not running.watches or bool(np.isfinite(running.evaluate()).all())


def is_inside(running: Running) -> bool:
    """Return whether it is plain that all points are inside the bound."""
    return squares(running.points()) <= INSIDE


@lru_cache(maxsize=256)
def stays_inside(loop: BlockLoop, slope: float, rate: float, count: int) -> bool:
    """Return whether who is halfway to the bound at most stays inside for so many steps while no slope is longer.

    Nothing is known of a rule with a memory.
    """
    if len(loop.carried) > len(loop.slopes) or loop.fixed or len(loop.varying) > 1:
        return False
    following, reach = [loop.graph.node(index) for index in loop.following], BOUND / 2
    for _ in range(count):
        given = {
            **dict.fromkeys(loop.carried, (-reach, reach)),
            **dict.fromkeys(loop.slopes, (-slope, slope)),
            **dict.fromkeys(loop.varying, (-rate, rate)),
        }
        found = within(loop.graph, following, given)
        reach = math.inf if found is None else max(abs(end) for interval in found for end in interval)
        if reach > BOUND:
            return False
    return True
