"""A schedule with its knobs set: the learning rate of every step."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from engine.binding import bind_knobs
from engine.errors import CatalogError, unknown
from engine.schedules.registry import SCHEDULES

MAXIMUM_CHANGES: Final = 1000  # of the learning rate by hand, in one run
Changes = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Schedule:
    """A bound schedule: the learning rate of step t is base(t)·m(t).

    base is the run's learning rate, replaced from given steps on by `changes`, (first step, learning rate) pairs in
    rising order of steps; m is the multiplier of the named schedule.
    """

    name: str
    knobs: tuple[tuple[str, float], ...] = ()
    changes: Changes = ()

    def learning_rates(self, learning_rate: float, first: int, count: int) -> list[float]:
        """Return the learning rates of `count` steps, step `first` being the first of them."""
        bases = self._bases(learning_rate, first, count)
        rule = SCHEDULES[self.name].multipliers
        if rule is None:
            return bases
        steps = np.arange(first, first + count, dtype=np.float64)
        rates: list[float] = (np.array(bases) * rule(steps, dict(self.knobs))).tolist()
        return rates

    @property
    def varies(self) -> bool:
        """Whether the learning rate is not the same at every step."""
        return bool(self.changes) or SCHEDULES[self.name].multipliers is not None

    def without_changes(self) -> "Schedule":
        """Return the schedule as it is where nobody changes the rate by hand."""
        return replace(self, changes=())

    def _bases(self, learning_rate: float, first: int, count: int) -> list[float]:
        if not self.changes:
            return [learning_rate] * count
        bases: list[float] = []
        current, changes = learning_rate, list(self.changes)
        step = first
        while len(bases) < count:
            while changes and changes[0][0] <= step:
                current = changes.pop(0)[1]
            until = min(changes[0][0], first + count) if changes else first + count
            bases.extend([current] * (until - step))
            step = until
        return bases


CONSTANT: Final = Schedule("constant")


def schedule(name: str, *, changes: Sequence[tuple[int, float]] = (), **knobs: float) -> Schedule:
    """Return a schedule with its knobs set, defaults where none is given.

    Raises CatalogError for an unknown name or knob, for a value outside a knob's hard range, and for changes whose
    steps do not rise or that are too many.
    """
    record = SCHEDULES.get(name)
    if record is None:
        raise unknown("schedule", name, SCHEDULES, field="schedule.name")
    bound = bind_knobs(record.knobs, knobs, kind="knob", field="schedule")
    if any(later <= earlier for (earlier, _), (later, _) in itertools.pairwise(changes)):
        raise CatalogError("changes: the steps must rise.", field="schedule.changes", code="not_increasing")
    if len(changes) > MAXIMUM_CHANGES:
        raise CatalogError(
            f"changes: at most {MAXIMUM_CHANGES}.",
            field="schedule.changes",
            code="too_long",
            figures={"limit": MAXIMUM_CHANGES},
        )
    return Schedule(name, bound, tuple((int(step), float(rate)) for step, rate in changes))


def piecewise(changes: Sequence[tuple[int, float]]) -> Schedule:
    """Return the schedule that uses each rate from its step on."""
    return schedule("piecewise", changes=changes)
