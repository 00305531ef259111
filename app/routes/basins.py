"""POST /basins and /basins/stream: what becomes of a run from every start of a window."""

import logging
import math
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from app.basins import asked_basins, asked_shares, basins_text, shares_cost, shares_json
from app.jobs import lanes_operations
from app.openapi import example
from app.problems import Fault, Problem, problem_event, problem_json
from app.requests import StrictRoute
from app.routes.descents import STREAM_HEADERS, stream_slot
from app.schemas.basins import BasinsAnswer, BasinsBody, SharesAnswer, SharesBody
from app.telling import event
from app.wire import JSONText, answer, json_text
from app.workers.workers import Workers
from engine.descent import Descent
from engine.surfaces.record import Window
from engine.sweeps.basins import levels
from engine.sweeps.shares import RateShares, basin_shares

router = APIRouter(prefix="/basins", tags=["starts"], route_class=StrictRoute)
logger = logging.getLogger("uvicorn.error")

EVENT_STREAM: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "events `level`, coarse to fine, `progress` before those that take long, then `done` or `error`",
        "content": {"text/event-stream": {}},
    }
}
EXAMPLE: Final = example(
    surface="himmelblau",
    steps=300,
    optimizer={"name": "gradient_descent", "learning_rate": 0.0155},
    resolution=[64, 64],
)


class Asked(NamedTuple):
    """A map that was asked for, checked to the end."""

    descent: Descent
    window: Window
    resolution: tuple[int, ...]
    ends: bool


async def asked(body: BasinsBody, request: Request) -> Asked:
    """Check everything that can be checked before the first byte of an answer."""
    return Asked(*asked_basins(body, request.app.state.settings), body.ends)


@router.post(
    "",
    response_class=JSONText,
    responses={200: {"model": BasinsAnswer}},
    summary="What becomes of a run from every start of a window",
    openapi_extra=EXAMPLE,
)
async def basins(given: Annotated[Asked, Depends(asked)], request: Request) -> JSONText:
    """Return the outcome from the centre of every cell, by the rule that judges single runs.

    A cell is the run that POST /descents makes from its centre, to the bit. Whatever minima the runs find are told of,
    with the share of the starts that reach each, and the learning rate above which nothing rests there.
    """
    *_, (_, text) = [told async for told in _told(given, request, given.resolution)]
    return json_text(text)


@router.post(
    "/stream",
    response_class=StreamingResponse,
    responses=EVENT_STREAM,
    summary="The same, coarse to fine, as server-sent events",
    openapi_extra=EXAMPLE,
    dependencies=[Depends(stream_slot)],
)
async def stream(given: Annotated[Asked, Depends(asked)], request: Request) -> StreamingResponse:
    """Return maps of rising resolution, the one that was asked for last; `done` or `error` is always the last event.

    Each `level` is a whole answer of POST /basins. Its cells have centres of their own: a coarse cell need not say what
    the finer ones in its place say. `progress` tells which share of the next level is computed.
    """
    return StreamingResponse(_events(given, request), media_type="text/event-stream", headers=STREAM_HEADERS)


@router.post(
    "/shares",
    response_class=JSONText,
    responses={200: {"model": SharesAnswer}},
    summary="Where the starts of a window end, against the learning rate",
    openapi_extra=example(
        surface="himmelblau", steps=300, resolution=[16, 16], lowest=0.01, highest=0.05, count=12
    ),
)
async def shares(body: SharesBody, request: Request) -> JSONText:
    """Return the share of the starts that reach each minimum at each of many rates, and the two borders of its valley.

    Above its `limit` no ball comes to rest in a minimum any more; it circles in the valley, and leaves it only at a
    larger rate. Changes of the rate by hand, `until` and `resume` do not count.
    """
    descent, window, resolution, rates = asked_shares(body, request.app.state.settings)
    cost = shares_cost(descent, resolution, body.count)
    workers: Workers = request.app.state.workers
    found: RateShares = await workers.run(
        request, basin_shares, descent, window, resolution, rates, cost=cost
    )
    return answer(shares_json(found, window, resolution))


def _told(given: Asked, request: Request, resolution: tuple[int, ...]) -> AsyncIterator[tuple[str, Any]]:
    """Yield ("progress", share) now and then, at last ("done", the answer about one resolution).

    The work is given up once nobody waits for it.
    """
    workers: Workers = request.app.state.workers
    cost = lanes_operations(given.descent, math.prod(resolution))
    return workers.events(
        request, basins_text, given.descent, given.window, resolution, ends=given.ends, cost=cost
    )


async def _events(given: Asked, request: Request) -> AsyncIterator[bytes]:
    try:
        for resolution in levels(given.resolution):
            async for kind, told in _told(given, request, resolution):
                if kind == "done":
                    yield b"event: level\ndata: %s\n\n" % told
                else:
                    yield event("progress", {"share": told})
        yield event("done", {})
    except Problem as problem:
        yield event("error", problem_event(problem))
    except Exception:
        logger.exception("a stream failed")
        yield event("error", problem_json(500, [Fault("server_error")]))
