"""A smaller learning rate that has been tried and does no harm."""

from dataclasses import replace
from typing import Final

from engine.descent import Descent, descend
from engine.fall_line import fall_line
from engine.tail import status

SAFETY: Final = 0.9  # of the limit, the first rate that is tried as a cure
HALVINGS: Final = 20  # smaller rates tried
TRIAL_STEPS: Final = 2000  # steps of a trial, at least


def cure(descent: Descent, limit: float | None) -> float | None:
    """Return a smaller learning rate, tried from the same start and found to do no harm; None if none was.

    None too where the fall line from there leads to no rest at all: then no rate helps in the end.
    """
    if fall_line(descent.surface, descent.start).ends in ("kink", "window", "limit"):
        return None
    knob = next(knob for knob in descent.optimizer.optimizer.knobs if knob.name == "learning_rate")
    rate = descent.optimizer.learning_rate / 2
    if limit is not None:
        rate = min(rate, SAFETY * limit)
    lengths = sorted({max(descent.steps, 1), max(descent.steps, TRIAL_STEPS)})
    for _ in range(HALVINGS):
        rounded = float(f"{rate:.1e}")
        if rounded < knob.hard[0]:
            return None
        choice = descent.optimizer.with_rate(rounded)
        if all(_is_calm(replace(descent, optimizer=choice, steps=steps)) for steps in lengths):
            return rounded
        rate /= 2
    return None


def _is_calm(trial: Descent) -> bool:
    """Return whether a trial comes to no harm: the noise of its gradient may keep it moving."""
    run = descend(replace(trial, schedule=trial.schedule.without_changes(), until=None))
    calm = {"converged", "running", "stalled", *(["bouncing"] if trial.is_noisy else [])}
    return status(run.descent, run.progress, run.exit) in calm and bool(run.losses[-1] <= run.losses[0])
