"""Handles of a schedule's knobs: where each shows on the curve of the rates, and what puts it elsewhere."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final, Literal, NamedTuple

import numpy as np

from engine.catalog import Knob
from engine.schedules.registry import SCHEDULES
from engine.schedules.schedule import Schedule, schedule
from engine.types import Array

HALVINGS: Final = 60
DIGITS: Final = 4  # significant ones of a knob that was dragged: a pointer is no finer
FELT: Final = 0.01  # of the highest rate: a pointer sets nothing that changes the curve by less
NUDGE: Final = 1e-3
FARTHEST: Final = 100_000  # steps looked at for the highest rate


class Handle(NamedTuple):
    """One knob as a point on the curve: dragged along the steps, or along the rates."""

    knob: str
    along: Literal["step", "rate"]
    step: int
    rate: float


def handles(schedule: Schedule, learning_rate: float, steps: int) -> list[Handle]:
    """Return one handle for every knob that acts on the first `steps` rates, on their curve.

    A count of steps may lie beyond. No handle stands where a pointer could set next to nothing: a cycle that is hardly
    past its peak has none for its last share.
    """
    knobs = SCHEDULES[schedule.name].knobs
    return [_handle(schedule, knob, learning_rate, steps) for knob in knobs if _acts(schedule, knob, steps)]


def dragged(schedule: Schedule, learning_rate: float, knob: str, *, step: int, rate: float) -> Schedule:
    """Return the schedule with one knob set so that the curve has its handle at this place.

    A knob that counts steps, or moves the peak, follows `step`; the others make the rate of `step` be `rate`, as nearly
    as their range allows; a knob that hardly acts on that rate stays as it is. Raises KeyError for an unknown knob.
    """
    record = {one.name: one for one in SCHEDULES[schedule.name].knobs}[knob]
    if record.whole:
        return _with(schedule, record, float(step))
    if _moves_the_peak(schedule.name, record):
        value = sum(_first_peaking_at(schedule, record, at) for at in (step, step + 1)) / 2
    else:

        def reached(value: float) -> float:
            return _with(schedule, record, value).learning_rates(learning_rate, step, 1)[0]

        ends = [reached(value) for value in record.hard]
        if not _differ(*map(np.array, ends)):
            return schedule
        value = _searched(record, rate, reached)
    return _with(schedule, record, float(f"{value:.{DIGITS}g}"))


def _handle(schedule: Schedule, knob: Knob, learning_rate: float, steps: int) -> Handle:
    if knob.whole:
        step = int(_value(schedule, knob))
    elif _moves_the_peak(schedule.name, knob):
        step = _peak(schedule)
    else:
        step = _most_told(schedule, knob, steps)
    rate = schedule.learning_rates(learning_rate, step, 1)[0]
    return Handle(
        knob.name, "step" if knob.whole or _moves_the_peak(schedule.name, knob) else "rate", step, rate
    )


def _value(schedule: Schedule, knob: Knob) -> float:
    return dict(schedule.knobs)[knob.name]


def _with(schedule: Schedule, knob: Knob, value: float) -> Schedule:
    """Return the schedule with one knob set, kept inside the knob's range."""
    inside = min(max(value, knob.hard[0]), knob.hard[1])
    return replace(
        schedule, knobs=tuple((name, inside if name == knob.name else old) for name, old in schedule.knobs)
    )


def _multipliers(schedule: Schedule, steps: int) -> Array:
    return np.array(schedule.without_changes().learning_rates(1.0, 0, steps))


def _peak(schedule: Schedule) -> int:
    """Return the first step of the highest rate, within the schedule's own length."""
    counts = [value for name, value in schedule.knobs if _is_whole(schedule, name)]
    horizon = int(min(max([2.0, *(2 * value for value in counts)]), FARTHEST))
    return int(np.argmax(_multipliers(schedule, horizon)))


def _is_whole(schedule: Schedule, name: str) -> bool:
    return any(knob.name == name and knob.whole for knob in SCHEDULES[schedule.name].knobs)


@cache
def _moves_the_peak(name: str, knob: Knob) -> bool:
    """Whether the highest rate comes sooner or later as the knob goes through its slider.

    That is a trait of the schedule, looked for at its defaults. A peak between two steps shows on the one or on the
    other of them whatever knob is turned: one step does not count.
    """
    if knob.whole:
        return False
    low, high = knob.soft
    usual = schedule(name)
    peaks = [_peak(_with(usual, knob, low + share * (high - low))) for share in (0.25, 0.5, 0.75)]
    return max(peaks) - min(peaks) > 1


def _acts(schedule: Schedule, knob: Knob, steps: int) -> bool:
    """Whether another value of a knob makes rates that can be told apart."""
    here = _multipliers(schedule, steps)
    values = (*knob.hard, steps / 2) if knob.whole else knob.hard
    return any(_differ(here, _multipliers(_with(schedule, knob, value), steps)) for value in values)


def _differ(some: Array, others: Array) -> bool:
    return bool(np.abs(some - others).max() > FELT * max(some.max(), others.max()))


def _most_told(schedule: Schedule, knob: Knob, steps: int) -> int:
    """Return the last step whose rate the knob changes most."""
    value = _value(schedule, knob)
    nudged = value + NUDGE if value + NUDGE <= knob.hard[1] else value - NUDGE
    apart = np.abs(_multipliers(_with(schedule, knob, nudged), steps) - _multipliers(schedule, steps))
    return int(np.flatnonzero(apart >= apart.max() * (1 - 1e-9))[-1])


def _first_peaking_at(schedule: Schedule, knob: Knob, step: int) -> float:
    return _searched(knob, float(step), lambda value: float(_peak(_with(schedule, knob, value))))


def _searched(knob: Knob, wanted: float, reached: Callable[[float], float]) -> float:
    """Return the value at which what is reached, which rises with the knob, comes to what is wanted."""
    low, high = knob.hard
    if reached(low) >= wanted:
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if reached(middle) < wanted else (low, middle)
    return high
