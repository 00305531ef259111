"""POST /swarms and /swarms/stream: many starts descending together, with a tally of where they end."""

from collections.abc import AsyncGenerator
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from app.event_stream import events_of, stream_slot, work_stream
from app.openapi import example
from app.requests import StrictRoute
from app.schemas.swarms import SwarmAnswer, SwarmBody
from app.swarms import Asked, asked_swarm, swarm_cost, swarm_text
from app.wire import JSONText, json_text
from app.workers.workers import Workers

router = APIRouter(prefix="/swarms", tags=["starts"], route_class=StrictRoute)

EXAMPLE: Final = example(
    surface="himmelblau",
    steps=100,
    optimizer={"name": "momentum", "learning_rate": 0.005},
    starts={"name": "random", "count": 20, "seed": 1},
    frames=3,
)


class Given(NamedTuple):
    """A swarm that was asked for, and how many moments of its way."""

    swarm: Asked
    frames: int


async def given(body: SwarmBody, request: Request) -> Given:
    """Check everything that can be checked before the first byte of an answer."""
    return Given(asked_swarm(body, request.app.state.settings), body.frames)


@router.post(
    "",
    response_class=JSONText,
    responses={200: {"model": SwarmAnswer}},
    summary="Many starts descending together",
    openapi_extra=EXAMPLE,
)
async def swarms(asked: Annotated[Given, Depends(given)], request: Request) -> JSONText:
    """Return where runs from a set of starts end, and how many end where; with noise, over several seeds.

    Each is the run that POST /descents makes from that start, to the bit.
    """
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
    """Return `answer`, the whole answer of POST /swarms; `done` or `error` is always the last event.

    Before it `progress` tells now and then which share of the steps is made.
    """
    return work_stream(_told(asked, request))


def _told(asked: Given, request: Request) -> AsyncGenerator[tuple[str, Any]]:
    workers: Workers = request.app.state.workers
    cost = swarm_cost(asked.swarm)
    return workers.events(request, swarm_text, asked.swarm, frames=asked.frames, cost=cost)
