"""How the learning rate changes from step to step."""

from engine.schedules.record import ScheduleRecord
from engine.schedules.registry import SCHEDULES
from engine.schedules.schedule import CONSTANT, MAXIMUM_CHANGES, Changes, Schedule, piecewise, schedule

__all__ = [
    "CONSTANT",
    "MAXIMUM_CHANGES",
    "SCHEDULES",
    "Changes",
    "Schedule",
    "ScheduleRecord",
    "piecewise",
    "schedule",
]
