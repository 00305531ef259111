"""Every schedule by name. A new one is one record and its place in this list."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.catalog import Text
from engine.schedules.climbs import EXPONENTIAL_WARM_UP, ONE_CYCLE, TRIANGULAR, WARM_UP
from engine.schedules.decays import COSINE, EXPONENTIAL, STEP
from engine.schedules.record import ScheduleRecord

CONSTANT_RATE: Final = ScheduleRecord(
    name="constant",
    title=Text("Constant", "恒定"),
    purpose=Text("The same learning rate at every step.", "每一步都使用同一个学习率。"),
)
PIECEWISE: Final = ScheduleRecord(
    name="piecewise",
    title=Text("Set by hand", "手动设定"),
    purpose=Text(
        "The learning rate that you set from each of the given steps on.",
        "从给定的各步起，改用你设定的学习率。",
    ),
)
SCHEDULES: Final[Mapping[str, ScheduleRecord]] = MappingProxyType(
    {
        record.name: record
        for record in (
            CONSTANT_RATE,
            STEP,
            EXPONENTIAL,
            COSINE,
            WARM_UP,
            EXPONENTIAL_WARM_UP,
            TRIANGULAR,
            ONE_CYCLE,
            PIECEWISE,
        )
    }
)
