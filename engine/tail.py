"""The last points of a run, and the status that the one rule gives them."""

from dataclasses import dataclass

import numpy as np

from engine.curvature import past_minimum
from engine.descent import Descent, Progress, measure
from engine.outcome import STATUSES, classify
from engine.types import Array


@dataclass(frozen=True)
class Tail:
    """The last points of a run with everything that the rule asks for."""

    descent: Descent
    progress: Progress
    exit: tuple[float, ...] | None
    points: Array
    losses: Array
    gradient_norms: Array

    @property
    def size(self) -> float:
        """The longest side of the window."""
        return max(high - low for low, high in self.descent.surface.window)

    @property
    def last(self) -> tuple[float, ...]:
        """The last point."""
        return self.progress.recent[-1]


def tail_of(descent: Descent, progress: Progress, departing: tuple[float, ...] | None) -> Tail:
    """Return the last points of a run that stands at `progress`, or that left towards `departing` from there."""
    columns = [list(column) for column in zip(*progress.recent, strict=True)]
    return Tail(descent, progress, departing, np.array(progress.recent), *measure(descent, columns))


def status(descent: Descent, progress: Progress, departing: tuple[float, ...] | None = None) -> str:
    """Return the status of a run by the one rule, without its reason."""
    return STATUSES[code_of(tail_of(descent, progress, departing))]


def code_of(tail: Tail) -> int:
    """Return the status by the one rule, as an index into STATUSES."""
    formula = tail.descent.surface.formula
    gradient, hessian = formula.at(tail.last)[1], formula.hessian_at(tail.last)
    return int(
        classify(
            tail.points[None],
            tail.losses[None],
            tail.gradient_norms[None],
            np.array([gradient]),
            np.array([hessian]),
            np.array([formula.hessian_at(past_minimum(tail.last, gradient, hessian))]),
            np.array([tail.exit is not None]),
            size=tail.size,
        )[0]
    )
