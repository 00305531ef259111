"""POST /descents/measures: what a whole run met on its way."""

from dataclasses import asdict
from typing import Any

import numpy as np
from fastapi import APIRouter, Request

from app.descriptions import descent_of
from app.jobs import in_thread
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schemas.answers import MeasuresAnswer
from app.schemas.requests import MeasuresBody
from app.settings import Settings
from app.wire import JSONText, answer
from engine.descent import Descent
from engine.measures import measures as measure

router = APIRouter(prefix="/descents", tags=["descents"], route_class=StrictRoute)


@router.post(
    "/measures",
    response_class=JSONText,
    responses={200: {"model": MeasuresAnswer}},
    summary="What a run met on its way",
    openapi_extra=example(
        surface={"name": "quadratic", "condition_number": 20},
        start=[4, 1],
        steps=100,
        optimizer={"name": "momentum", "learning_rate": 0.02},
        most=50,
    ),
)
async def measures(body: MeasuresBody, request: Request) -> JSONText:
    """Return slope, distance, effective rates, curvature and η·λ at the points of a run, null where there is none.

    The measures are those of the whole run; `resume` changes nothing here.
    """
    settings: Settings = request.app.state.settings
    if body.most > settings.max_steps + 1:
        raise refuse("too_large", "most", limit=settings.max_steps + 1)
    return answer(await in_thread(_measured, descent_of(body, settings), body.most))


def _measured(descent: Descent, most: int) -> dict[str, Any]:
    found = measure(descent, most=most)
    fields = {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in asdict(found).items()
    }
    return fields | ({"distances": None} if found.minimum is None else {})
