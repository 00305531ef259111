"""A schedule as a request writes it."""

from typing import Any

from engine.schedules import SCHEDULES, Schedule


def schedule_json(schedule: Schedule) -> dict[str, Any]:
    """Return the name and every knob, whole numbers as such."""
    whole = {knob.name for knob in SCHEDULES[schedule.name].knobs if knob.whole}
    knobs = {name: int(value) if name in whole else value for name, value in schedule.knobs}
    return {"name": schedule.name, **knobs}
