"""POST /swarms and /swarms/stream: many starts descending together, with a tally of where they end."""

import logging
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from app.openapi import example
from app.problems import Fault, Problem, problem_event, problem_json
from app.requests import StrictRoute
from app.routes.descents import STREAM_HEADERS, stream_slot
from app.schemas.swarms import SwarmAnswer, SwarmBody
from app.swarms import Asked, asked_swarm, swarm_cost, swarm_text
from app.telling import event
from app.wire import JSONText, json_text
from app.workers.workers import Workers

router = APIRouter(prefix="/swarms", tags=["starts"], route_class=StrictRoute)
logger = logging.getLogger("uvicorn.error")

ANSWER_STREAM: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "events `progress`, then `answer`, then `done` or `error`",
        "content": {"text/event-stream": {}},
    }
}
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
    responses=ANSWER_STREAM,
    summary="The same, telling how far it is, as server-sent events",
    openapi_extra=EXAMPLE,
    dependencies=[Depends(stream_slot)],
)
async def stream(asked: Annotated[Given, Depends(given)], request: Request) -> StreamingResponse:
    """Return `answer`, the whole answer of POST /swarms; `done` or `error` is always the last event.

    Before it `progress` tells now and then which share of the steps is made.
    """
    return answer_stream(_told(asked, request))


def _told(asked: Given, request: Request) -> AsyncIterator[tuple[str, Any]]:
    workers: Workers = request.app.state.workers
    cost = swarm_cost(asked.swarm)
    return workers.events(request, swarm_text, asked.swarm, frames=asked.frames, cost=cost)


def answer_stream(told: AsyncIterator[tuple[str, Any]]) -> StreamingResponse:
    """Return what workers tell, ("progress", share) and at last ("done", JSON), as events."""
    return StreamingResponse(_events(told), media_type="text/event-stream", headers=STREAM_HEADERS)


async def _events(told: AsyncIterator[tuple[str, Any]]) -> AsyncIterator[bytes]:
    try:
        async for kind, value in told:
            if kind == "done":
                yield b"event: answer\ndata: %s\n\n" % value
            else:
                yield event("progress", {"share": value})
        yield event("done", {})
    except Problem as problem:
        yield event("error", problem_event(problem))
    except Exception:
        logger.exception("a stream failed")
        yield event("error", problem_json(500, [Fault("server_error")]))
