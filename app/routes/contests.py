"""GET /contests: two swarms worth seeing together; POST /contests, /contests/stream: any two, and how they compare."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from app.catalog import contests_json
from app.event_stream import events_of, stream_slot, work_stream
from app.openapi import example
from app.problems import Fault, Problem
from app.requests import StrictRoute
from app.schemas.catalog import ContestsAnswer
from app.schemas.contests import ContestAnswer, ContestBody
from app.settings import Settings
from app.swarms import Asked, asked_swarm, contest_text, swarm_cost
from app.wire import JSONText, answer, json_text
from app.workers.workers import Workers

router = APIRouter(prefix="/contests", tags=["starts"], route_class=StrictRoute)

EXAMPLE: Final = example(
    surface="valley_winding",
    steps=500,
    sides=[
        {"optimizer": {"name": name, "learning_rate": 0.009}, "starts": {"name": "random", "count": 20}}
        for name in ("gradient_descent", "momentum")
    ],
)


class Given(NamedTuple):
    """Two swarms that were asked for, and how many moments of their way."""

    sides: list[Asked]
    frames: int


async def given(body: ContestBody, request: Request) -> Given:
    """Check everything that can be checked before the first byte of an answer."""
    return Given(_asked(body, request.app.state.settings), body.frames)


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
    openapi_extra=EXAMPLE,
)
async def contest(asked: Annotated[Given, Depends(given)], request: Request) -> JSONText:
    """Return either side as POST /swarms does, and a sentence that compares them."""
    *_, (_, text) = [told async for told in _told(asked, request)]
    return json_text(text)


@router.post(
    "/stream",
    response_class=StreamingResponse,
    responses=events_of("`progress`, then `answer`"),
    summary="The same, telling how far it is, as server-sent events",
    openapi_extra=EXAMPLE,
    dependencies=[Depends(stream_slot)],
)
async def stream(asked: Annotated[Given, Depends(given)], request: Request) -> StreamingResponse:
    """Return `answer`, the whole answer of POST /contests; `done` or `error` is always the last event.

    Before it `progress` tells now and then which share of the steps is made.
    """
    return work_stream(_told(asked, request))


def _told(asked: Given, request: Request) -> AsyncGenerator[tuple[str, Any]]:
    workers: Workers = request.app.state.workers
    cost = sum(swarm_cost(side) for side in asked.sides)
    return workers.events(request, contest_text, asked.sides, frames=asked.frames, cost=cost)


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
