"""What a schedule is: a multiplier of the learning rate for every step, and the record that tells people about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.catalog import Knob, Text
from engine.types import Array


@dataclass(frozen=True, eq=False)
class ScheduleRecord:
    """Everything that is known about one schedule.

    `multipliers(steps, settings)` returns m(t) for an array of step numbers t, whole numbers from 0 in float64, in
    arithmetic whose result for a step does not depend on the others asked for with it: so n steps are the beginning
    of n + 1, and a run may be cut anywhere. It is None for the schedule whose multiplier is 1 throughout.
    """

    name: str
    title: Text
    purpose: Text
    knobs: tuple[Knob, ...] = ()
    multipliers: Callable[[Array, Mapping[str, float]], Array] | None = None
    source: str = ""
