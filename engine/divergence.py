"""Why a run left, with the figures that prove it and a rate that would have held."""

import math
from typing import Any, Final

import numpy as np

from engine.cures import cure
from engine.descent import Descent
from engine.fall_line import fall_line
from engine.gradients import FloatGround, sense
from engine.known import known_minimum
from engine.rate_figures import limit_at, rate_figures
from engine.tail import Tail
from engine.types import Array

SHRINKS: Final = 2.0  # rate times weight decay: above, θ ← (1 − η·decay)·θ grows all by itself
FALLS: Final = 8  # last losses that must not rise for a run that has no bottom
STEADY: Final = 2  # a rise is steady when its largest factor is at most so many times its smallest
GROWS: Final = 1.05  # a factor that is worth telling


def diverged(tail: Tail) -> tuple[str, dict[str, Any]]:
    """Return the reason of a divergence and its figures."""
    assert tail.exit is not None
    loss = tail.descent.surface.formula.at(tail.exit)[0]
    inside = all(abs(coordinate) <= 1e9 for coordinate in tail.exit)
    if inside and math.isnan(loss):
        return "undefined", {"at": tail.last, "try_learning_rate": cure(tail.descent, None)}
    if _leads_nowhere(tail):
        return "no_slope", {"at": tail.last}
    falls = bool((np.diff(tail.losses[-FALLS:]) <= 0).all())
    line = fall_line(tail.descent.surface, tail.descent.start)
    if falls and line.ends in ("window", "limit"):
        return "no_bottom", {"at": tail.last}
    valley = None
    if line.ends == "minimum":
        valley = known_minimum(tail.descent.surface, line.points[-1], tail.size)
    limit = limit_at(tail.descent, valley or tail.descent.start, 0)[1]
    holds = cure(tail.descent, limit, line=line)
    figures = {**_growth(tail), "minimum": valley, "try_learning_rate": holds}
    decay = tail.descent.optimizer.settings.get("weight_decay", 0.0) * figures["learning_rate"]
    if decay > SHRINKS:
        figures["decay_product"] = decay
    if line.ends == "window":
        figures["endless"] = True
    return "unstable_rate", figures


def _leads_nowhere(tail: Tail) -> bool:
    """Return whether the last point gives no step at all, because the gradient, as it is measured, is not finite."""
    source, still = tail.descent.gradient, (0.0,) * len(tail.last)
    ground = FloatGround(tail.descent.surface.formula, tail.last, still)
    sensed = sense(source.record, ground, source.settings, clips=source.clips)
    return not all(map(math.isfinite, sensed.gradient))


def _growth(tail: Tail) -> dict[str, Any]:
    """Return the rate against its limit where the loss began to grow, and by how much it grew per step."""
    first = tail.progress.step - len(tail.losses) + 1
    growing = max(_start_of_growth(tail.losses), _last_raise(tail.descent, tail.progress.step) - first)
    found = [
        rate_figures(tail.descent, tuple(tail.points[k].tolist()), first + k)
        for k in range(growing, len(tail.losses))
    ]
    above = [figures for figures in found if figures["limit"] and figures["learning_rate"] > figures["limit"]]
    rise = tail.losses[growing:]
    with np.errstate(all="ignore"):
        ratios = rise[1:] / rise[:-1]
    figures = (above or found)[0] | {"growth": None, "rise": None, "rise_steps": None, "rise_quickens": None}
    if len(ratios) == 0:
        return figures
    if rise[0] > 0 and ratios.min() >= GROWS and ratios.max() <= STEADY * ratios.min():
        return figures | {"growth": float(np.median(ratios))}
    with np.errstate(all="ignore"):
        quickens = len(rise) > 2 and bool((np.diff(rise, 2) > 0).all())
    return figures | {
        "rise": (float(rise[0]), float(rise[-1])),
        "rise_steps": len(ratios),
        "rise_quickens": quickens,
    }


def _last_raise(descent: Descent, step: int) -> int:
    """Return the last step before this one from which on a rate was set by hand that is higher, 0 without one."""
    raised = (
        since
        for since, _ in descent.schedule.changes
        if 0 < since < step and descent.learning_rate(since) > descent.learning_rate(since - 1)
    )
    return max(raised, default=0)


def _start_of_growth(losses: Array) -> int:
    """Return where the last unbroken rise of the loss begins."""
    index = len(losses) - 1
    while index > 0 and losses[index - 1] < losses[index]:
        index -= 1
    return index
