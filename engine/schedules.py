"""How the learning rate changes from step to step."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engine.catalog import Text

MAXIMUM_RATES: Final = 1000  # changes of the learning rate in one piecewise schedule


@dataclass(frozen=True)
class Schedule:
    """A bound schedule: `rates` holds (first step, learning rate) pairs in rising order of steps."""

    name: str
    rates: tuple[tuple[int, float], ...] = ()

    def learning_rates(self, learning_rate: float, first: int, count: int) -> list[float]:
        """Return the learning rates of `count` steps, step `first` being the first of them."""
        return SCHEDULES[self.name].rule(self, learning_rate, first, count)


@dataclass(frozen=True)
class ScheduleRecord:
    """What the catalog knows about a schedule."""

    name: str
    title: Text
    purpose: Text
    rule: Callable[[Schedule, float, int, int], list[float]]


def _constant(_: Schedule, learning_rate: float, first: int, count: int) -> list[float]:
    return [learning_rate] * count


def _piecewise(schedule: Schedule, learning_rate: float, first: int, count: int) -> list[float]:
    rates: list[float] = []
    current, changes = learning_rate, list(schedule.rates)
    step = first
    while len(rates) < count:
        while changes and changes[0][0] <= step:
            current = changes.pop(0)[1]
        until = min(changes[0][0], first + count) if changes else first + count
        rates.extend([current] * (until - step))
        step = until
    return rates


SCHEDULES: Final[Mapping[str, ScheduleRecord]] = MappingProxyType(
    {
        record.name: record
        for record in (
            ScheduleRecord(
                name="constant",
                title=Text(en="Constant", zh="恒定"),
                purpose=Text(
                    en="The same learning rate at every step.",
                    zh="每一步都使用同一个学习率。",
                ),
                rule=_constant,
            ),
            ScheduleRecord(
                name="piecewise",
                title=Text(en="Set by hand", zh="手动设定"),
                purpose=Text(
                    en="The learning rate that you set from each of the given steps on.",
                    zh="从给定的各步起，改用你设定的学习率。",
                ),
                rule=_piecewise,
            ),
        )
    }
)
CONSTANT: Final = Schedule("constant")


def piecewise(rates: tuple[tuple[int, float], ...]) -> Schedule:
    """Return the schedule that uses each rate from its step on.

    Raises ValueError when steps do not rise, or when there are too many of them.
    """
    steps = [step for step, _ in rates]
    if any(later <= earlier for earlier, later in itertools.pairwise(steps)):
        raise ValueError("rates: the steps must rise")
    if len(rates) > MAXIMUM_RATES:
        raise ValueError(f"rates: at most {MAXIMUM_RATES} changes are accepted")
    return Schedule("piecewise", rates)
