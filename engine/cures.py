"""A smaller learning rate that has been tried and does no harm."""

from dataclasses import replace
from typing import Final

from engine.descent import Descent, descend
from engine.fall_line import FallLine, fall_line
from engine.tail import status

CALM: Final = frozenset({"converged", "running", "stalled"})
SAFETY: Final = 0.9  # of the limit, the first rate that is tried as a cure
HALVINGS: Final = 20  # smaller rates tried
TRIAL_STEPS: Final = 2000  # steps of a trial, at least


def cure(
    descent: Descent, limit: float | None, *, calm: frozenset[str] = CALM, line: FallLine | None = None
) -> float | None:
    """Return a smaller learning rate, tried from the same start and found to do no harm; None if none was.

    `line` is the fall line from the start, where it is known already.
    Harmless is a run of a status in `calm` that ends no higher than it began; with noise it may bounce as well.
    None too where the fall line from there leads to no rest at all: then no rate helps in the end.
    """
    if (line or fall_line(descent.surface, descent.start)).ends in ("kink", "window"):
        return None
    knob = next(knob for knob in descent.optimizer.optimizer.knobs if knob.name == "learning_rate")
    present = descent.optimizer.learning_rate
    rate = SAFETY * limit if limit is not None and limit <= present else present / 2
    lengths = sorted({max(descent.steps, 1), max(descent.steps, TRIAL_STEPS)})
    for _ in range(HALVINGS):
        rounded = float(f"{rate:.1e}")
        if rounded < knob.hard[0]:
            return None
        choice = descent.optimizer.with_rate(rounded)
        if all(is_calm(replace(descent, optimizer=choice, steps=steps), calm) for steps in lengths):
            return rounded
        rate /= 2
    return None


def is_calm(trial: Descent, calm: frozenset[str] = CALM) -> bool:
    """Return whether a run ends no higher than it began, with a status in `calm`; with noise it may bounce as well."""
    run = descend(replace(trial, schedule=trial.schedule.without_changes(), until=None))
    calm = calm | ({"bouncing"} if trial.is_noisy else frozenset())
    return status(run.descent, run.progress, run.exit) in calm and bool(run.losses[-1] <= run.losses[0])
