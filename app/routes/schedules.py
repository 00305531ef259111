"""GET /schedules: how the learning rate may change from step to step; POST /schedules/rates: the rates themselves."""

from difflib import get_close_matches
from typing import Any

from fastapi import APIRouter, Request

from app.catalog import schedules_json
from app.descriptions import schedule_of
from app.jobs import in_thread
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schedules import schedule_json
from app.schemas.answers import ScheduleRatesAnswer
from app.schemas.catalog import SchedulesAnswer
from app.schemas.schedule import ScheduleRatesBody
from app.wire import JSONText, answer
from engine.schedules import Schedule
from engine.schedules.handles import dragged, handles

router = APIRouter(prefix="/schedules", tags=["catalog"], route_class=StrictRoute)


@router.get(
    "",
    response_class=JSONText,
    responses={200: {"model": SchedulesAnswer}},
    summary="Every learning-rate schedule",
)
async def schedules() -> JSONText:
    """Return the catalog: every schedule with its knobs."""
    return answer(schedules_json())


@router.post(
    "/rates",
    response_class=JSONText,
    responses={200: {"model": ScheduleRatesAnswer}},
    summary="The learning rates of a schedule, step by step",
    openapi_extra=example(
        schedule={"name": "cosine", "length": 100, "lowest": 0.01}, learning_rate=0.1, steps=120
    ),
)
async def rates(body: ScheduleRatesBody, request: Request) -> JSONText:
    """Return the learning rate of every step from the first on, and handles on the curve for the knobs that act on it.

    With `drag` the schedule's knob is first set so that its handle stands there, as nearly as its range allows.
    """
    most = request.app.state.settings.max_steps
    if body.steps > most:
        raise refuse("too_large", "steps", limit=most)
    schedule = schedule_of(body.schedule)
    if body.drag:
        _check_knob(schedule, body.drag.knob)
    return answer(await in_thread(_found, schedule, body))


def _check_knob(schedule: Schedule, knob: str) -> None:
    names = [name for name, _ in schedule.knobs]
    if knob not in names:
        nearest = get_close_matches(knob, names, 1)
        raise refuse("unknown_name", "drag.knob", kind="knob", nearest=nearest[0] if nearest else None)


def _found(schedule: Schedule, body: ScheduleRatesBody) -> dict[str, Any]:
    if drag := body.drag:
        schedule = dragged(schedule, body.learning_rate, drag.knob, step=drag.step, rate=drag.rate)
    found = schedule.learning_rates(body.learning_rate, 0, body.steps)
    return {
        "rates": found,
        "lowest": min(found),
        "highest": max(found),
        "handles": [handle._asdict() for handle in handles(schedule, body.learning_rate, body.steps)],
        "schedule": {
            **schedule_json(schedule),
            "changes": [list(change) for change in schedule.changes],
        },
    }
