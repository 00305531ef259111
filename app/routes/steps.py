"""POST /descents/step: steps of a run, opened."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request

from app.anatomies import anatomy_json
from app.descriptions import descent_of
from app.jobs import in_thread
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schemas.answers import StepsAnswer
from app.schemas.requests import StepBody
from app.settings import Settings
from app.wire import JSONText, answer
from engine.anatomy import anatomy
from engine.descent import Descent

router = APIRouter(prefix="/descents", tags=["descents"], route_class=StrictRoute)


@router.post(
    "/step",
    response_class=JSONText,
    responses={200: {"model": StepsAnswer}},
    summary="Steps of a run, opened",
    openapi_extra=example(
        surface={"formula": "a*x^2 + 3*y^2", "constants": {"a": 2}},
        start=[2, 1],
        steps=50,
        optimizer={"name": "momentum", "learning_rate": 0.02},
        from_step=2,
        count=1,
    ),
)
async def step(body: StepBody, request: Request) -> JSONText:
    """Return `count` steps from `from_step` on: every term by name and value, curvature, zone and sentence.

    Numbers are those of the whole run; `resume` changes nothing here. A run that is over has no more steps.
    """
    settings: Settings = request.app.state.settings
    if body.count > settings.max_anatomy:
        raise refuse("too_many_opened", "count", limit=settings.max_anatomy)
    descent = descent_of(body, settings)
    if body.beyond:
        descent = replace(descent, steps=descent.steps + 1)
    return answer({"steps": await in_thread(_opened, descent, body)})


def _opened(descent: Descent, body: StepBody) -> list[dict[str, Any]]:
    steps = anatomy(descent, body.from_step, body.count, with_slice=body.slice)
    return [anatomy_json(one, descent.optimizer, equations=body.equations) for one in steps]
