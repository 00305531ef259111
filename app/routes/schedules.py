"""GET /schedules: how the learning rate may change from step to step; POST /schedules/rates: the rates themselves."""

from fastapi import APIRouter, Request

from app.catalog import schedules_json
from app.descriptions import schedule_of
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schemas.answers import ScheduleRatesAnswer, SchedulesAnswer
from app.schemas.schedule import ScheduleRatesBody
from app.wire import JSONText, answer

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
    """Return the learning rate of every step from the first on, and the lowest and highest of them."""
    most = request.app.state.settings.max_steps
    if body.steps > most:
        raise refuse("too_large", "steps", limit=most)
    found = schedule_of(body.schedule).learning_rates(body.learning_rate, 0, body.steps)
    return answer({"rates": found, "lowest": min(found), "highest": max(found)})
