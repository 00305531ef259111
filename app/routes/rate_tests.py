"""POST /learning-rates/range-test and /learning-rates/ladder: which rate to choose, and how far one step goes."""

import math

from fastapi import APIRouter, Request

from app.descriptions import descent_of, point_of, surface_of
from app.jobs import check_lanes, in_thread, walk_operations
from app.openapi import example
from app.problems import refuse
from app.rate_tests import ladder_json, range_test_json
from app.requests import StrictRoute
from app.schemas.rate_tests import LadderAnswer, LadderBody, RangeTestAnswer, RangeTestBody
from app.settings import Settings
from app.wire import JSONText, answer
from app.workers.workers import Workers
from engine.sweeps.range_test import SWEPT, swept

router = APIRouter(prefix="/learning-rates", tags=["learning rates"], route_class=StrictRoute)


@router.post(
    "/range-test",
    response_class=JSONText,
    responses={200: {"model": RangeTestAnswer}},
    summary="A range test: the learning rate grows at every step",
    openapi_extra=example(surface="himmelblau", start=[-1, 1], steps=200, lowest=1e-5, highest=1),
)
async def range_test(body: RangeTestBody, request: Request) -> JSONText:
    """Return one run at a growing rate, and what it says: a suggestion, or the reason why there is none.

    The suggestion is where the lightly smoothed loss falls fastest over log η, searched only before the lowest loss,
    which is not the rate to choose. Beside it stand the blow-up, the two bounds of a cyclical schedule, the stability
    limits, and how a run at the suggestion ends.
    """
    if not body.lowest < body.highest:
        raise refuse("empty_window", "highest")
    settings: Settings = request.app.state.settings
    descent = descent_of(body, settings)
    cost = check_lanes(swept(descent), SWEPT, settings) + walk_operations(descent)
    workers: Workers = request.app.state.workers
    return answer(
        await workers.run(
            request,
            range_test_json,
            descent,
            lowest=body.lowest,
            highest=body.highest,
            growth=body.growth,
            smoothing=body.smoothing,
            blow_up=body.blow_up,
            cost=cost,
        )
    )


@router.post(
    "/ladder",
    response_class=JSONText,
    responses={200: {"model": LadderAnswer}},
    summary="One step along −∇L at many learning rates",
    openapi_extra=example(surface="rosenbrock", start=[-1.2, 1]),
)
async def ladder(body: LadderBody) -> JSONText:
    """Return the loss after one step at η = 1e-10 … 0.1, and at multiples of 1/λ, λ being the curvature along −∇L.

    The second ladder is doubled until a rung overshoots: lands beyond the bottom of its line.
    """
    surface = surface_of(body.surface)
    start = point_of(body.start, surface, "start")
    if not math.isfinite(surface.formula.at(start)[0]):
        raise refuse("undefined_here", "start")
    return answer(await in_thread(ladder_json, surface, start))
