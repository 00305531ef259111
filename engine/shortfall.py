"""Why a run that is still on its way gets no further: noise drowns the slope, a rate has faded, a gradient misleads."""

import math
from dataclasses import replace
from typing import Any, Final

import numpy as np

from engine.descent import descend
from engine.gradients import FloatGround, sense
from engine.outcome import MOVE_TOLERANCE, STILL
from engine.tail import Tail, status

FADED: Final = 0.05  # of the highest learning rate so far, and of the limit: a rate below has faded
FELT: Final = 0.1  # of the slope: noise that is weaker is not to blame
WANDERS: Final = 1.4  # spreads between the halves of the last losses; a straight fall makes 1.7
MISLED: Final = 0.1  # of the true slope: a measured slope below finds level ground where there is none


def faded_from(tail: Tail, limit: float | None) -> float | None:
    """Return the highest learning rate so far when next to nothing of it is left, for as many steps again; or None."""
    descent, steps = tail.descent, tail.progress.step
    if steps == 0 or not descent.schedule.varies:
        return None
    rates = descent.schedule.learning_rates(descent.optimizer.learning_rate, 0, 2 * steps)
    highest, coming = max(rates[:steps]), max(rates[steps - 1 :])
    small = coming <= FADED * highest and (limit is None or coming < FADED * limit)
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
    if not tail.descent.is_noisy:
        return False
    with np.errstate(all="ignore"):
        felt = tail.descent.gradient.settings["scale"] >= FELT * float(np.mean(tail.gradient_norms))
        return felt and abs(change) <= WANDERS * float(np.std(tail.losses))


def rests_without_noise(tail: Tail) -> bool:
    """Return whether a noisy run would not bounce or leave if its noise were taken away."""
    if not tail.descent.is_noisy:
        return False
    quiet = replace(
        tail.descent, steps=tail.progress.step, gradient=tail.descent.gradient.quiet(), until=None
    )
    run = descend(quiet)
    return status(quiet, run.progress, run.exit) not in ("bouncing", "diverged")
