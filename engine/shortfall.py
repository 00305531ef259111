"""Why a run that is still on its way gets no further: noise drowns the slope, a rate has faded, a gradient misleads."""

import math
from typing import Any, Final

import numpy as np

from engine.gradients import FloatGround, sense
from engine.outcome import MOVE_TOLERANCE, STILL
from engine.tail import Tail

FADED: Final = 0.05  # of the highest learning rate so far, and of the limit: a rate below has faded
WANDERS: Final = 1.4  # spreads between the halves of the last losses; a straight fall makes 1.7
MISLED: Final = 0.1  # of the true slope: a measured slope below finds level ground where there is none


def faded_from(tail: Tail, limit: float | None) -> float | None:
    """Return the highest learning rate so far when next to nothing of it is left; None otherwise."""
    descent, steps = tail.descent, tail.progress.step
    if steps == 0 or not descent.schedule.varies:
        return None
    rates = descent.schedule.learning_rates(descent.optimizer.learning_rate, 0, steps)
    highest, last = max(rates), rates[-1]
    small = last <= FADED * highest and (limit is None or last < FADED * limit)
    return highest if small else None


def misled_by_differences(tail: Tail) -> dict[str, Any] | None:
    """Return where a run stands still because the slope as measured is zero there and the true one is not."""
    descent, source = tail.descent, tail.descent.gradient
    if not source.record.losses or len(tail.points) < STILL:
        return None
    moves = np.hypot.reduce(np.diff(tail.points[-STILL:], axis=0), axis=1)
    if not (moves <= MOVE_TOLERANCE * tail.size).all():
        return None
    ground = FloatGround(descent.surface.formula, tail.last)
    measured = math.hypot(*sense(source.record, ground, source.settings, clips=source.clips).gradient)
    true = float(tail.gradient_norms[-1])
    if not measured <= MISLED * true:
        return None
    h, usual = source.settings["h"], source.record.knobs[0].default
    return {
        "at": tail.last,
        "h": h,
        "measured_norm": measured,
        "gradient_norm": true,
        "h_too_large": h > usual,
    }


def wanders_by_noise(tail: Tail, change: float) -> bool:
    """Return whether noise makes the losses swing too widely to tell, from the change between their halves, a way."""
    with np.errstate(all="ignore"):
        return tail.descent.is_noisy and abs(change) <= WANDERS * float(np.std(tail.losses))
