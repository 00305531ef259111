"""POST /surfaces/fall-line: the straight way down a slope."""

import math

from fastapi import APIRouter

from app.descriptions import point_of, surface_of
from app.jobs import in_thread
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schemas.answers import FallLineAnswer
from app.schemas.requests import FallLineBody
from app.wire import JSONText, answer
from engine.fall_line import fall_line as follow

router = APIRouter(prefix="/surfaces", tags=["surfaces"], route_class=StrictRoute)


@router.post(
    "/fall-line",
    response_class=JSONText,
    responses={200: {"model": FallLineAnswer}},
    summary="The fall line from a start",
    openapi_extra=example(surface="himmelblau", start=[3, -4]),
)
async def fall_line(body: FallLineBody) -> JSONText:
    """Return the curve that gradient descent follows as the learning rate goes to 0, and how it ends."""
    surface = surface_of(body.surface)
    start = point_of(body.start, surface, "start")
    if not math.isfinite(surface.formula.at(start)[0]):
        raise refuse("undefined_here", "start")
    line = await in_thread(follow, surface, start)
    return answer({"points": line.points, "ends": line.ends})
