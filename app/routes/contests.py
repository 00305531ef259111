"""GET /contests: two swarms worth seeing together; POST /contests: any two, and how they compare."""

from dataclasses import replace

from fastapi import APIRouter, Request

from app.catalog import contests_json
from app.openapi import example
from app.problems import Fault, Problem
from app.requests import StrictRoute
from app.schemas.catalog import ContestsAnswer
from app.schemas.contests import ContestAnswer, ContestBody
from app.settings import Settings
from app.swarms import Asked, asked_swarm, contest_text, swarm_cost
from app.wire import JSONText, answer, json_text

router = APIRouter(prefix="/contests", tags=["starts"], route_class=StrictRoute)


@router.get(
    "",
    response_class=JSONText,
    responses={200: {"model": ContestsAnswer}},
    summary="Every contest",
)
async def contests() -> JSONText:
    """Return the catalog: surface and steps, and the optimizer and the starts of either side."""
    return answer(contests_json())


@router.post(
    "",
    response_class=JSONText,
    responses={200: {"model": ContestAnswer}},
    summary="Two swarms on one surface, and how they compare",
    openapi_extra=example(
        surface="valley_winding",
        steps=500,
        sides=[
            {"optimizer": {"name": name, "learning_rate": 0.009}, "starts": {"name": "random", "count": 20}}
            for name in ("gradient_descent", "momentum")
        ],
    ),
)
async def contest(body: ContestBody, request: Request) -> JSONText:
    """Return either side as POST /swarms does, and a sentence that compares them."""
    sides = _asked(body, request.app.state.settings)
    cost = sum(swarm_cost(side) for side in sides)
    text = await request.app.state.workers.run(request, contest_text, sides, frames=body.frames, cost=cost)
    return json_text(text)


def _asked(body: ContestBody, settings: Settings) -> list[Asked]:
    """Return both sides; what is wrong with one of them is told under its place in the request."""
    found = []
    for place, side in enumerate(body.swarms()):
        try:
            found.append(asked_swarm(side, settings))
        except Problem as problem:
            faults = (_placed(fault, place) for fault in problem.faults)
            raise Problem(problem.status_code, *faults) from None
    return found


def _placed(fault: Fault, place: int) -> Fault:
    if fault.where.partition(".")[0] in ("surface", "steps", "seeds"):
        return fault
    return replace(fault, where=f"sides.{place}.{fault.where}")
