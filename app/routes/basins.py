"""POST /basins and /basins/shares, whole or as events: what becomes of runs from every start of a window."""

from collections.abc import AsyncGenerator
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from app.basins import basins_text, shares_text
from app.event_stream import Event, event_stream, events_of, stream_slot, work_stream, worked
from app.openapi import example
from app.requests import StrictRoute
from app.schemas.basins import BasinsAnswer, BasinsBody, SharesAnswer, SharesBody
from app.starts import AskedShares, asked_basins, asked_shares, basins_cost, shares_cost
from app.wire import JSONText, json_text
from app.workers.workers import Workers
from engine.descent import Descent
from engine.surfaces.record import Window
from engine.sweeps.basins import levels

router = APIRouter(prefix="/basins", tags=["starts"], route_class=StrictRoute)

EXAMPLE: Final = example(
    surface="himmelblau",
    steps=300,
    optimizer={"name": "gradient_descent", "learning_rate": 0.0155},
    resolution=[64, 64],
)
SHARES_EXAMPLE: Final = example(
    surface="himmelblau", steps=300, resolution=[8, 8], lowest=0.01, highest=0.05, count=6
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


async def asked_for_shares(body: SharesBody, request: Request) -> AskedShares:
    """Check everything that can be checked before the first byte of an answer."""
    return asked_shares(body, request.app.state.settings)


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
    responses=events_of("`level`, coarse to fine, `progress` before those that take long"),
    summary="The same, coarse to fine, as server-sent events",
    openapi_extra=EXAMPLE,
    dependencies=[Depends(stream_slot)],
)
async def stream(given: Annotated[Asked, Depends(asked)], request: Request) -> StreamingResponse:
    """Return maps of rising resolution, the one that was asked for last; `done` or `error` is always the last event.

    Each `level` is a whole answer of POST /basins. Its cells have centres of their own: a coarse cell need not say what
    the finer ones in its place say. `progress` tells which share of the next level is computed.
    """
    return event_stream(_events(given, request))


@router.post(
    "/shares",
    response_class=JSONText,
    responses={200: {"model": SharesAnswer}},
    summary="Where the starts of a window end, against the learning rate",
    openapi_extra=SHARES_EXAMPLE,
)
async def shares(given: Annotated[AskedShares, Depends(asked_for_shares)], request: Request) -> JSONText:
    """Return the share of the starts that reach each minimum at each of many rates, and the two borders of its valley.

    Above its `limit` no ball comes to rest in a minimum any more; it circles in the valley, and leaves it only at a
    larger rate. Changes of the rate by hand, `until` and `resume` do not count.
    """
    *_, (_, text) = [told async for told in _shares(given, request)]
    return json_text(text)


@router.post(
    "/shares/stream",
    response_class=StreamingResponse,
    responses=events_of("`progress`, then `answer`"),
    summary="The same, telling how far it is, as server-sent events",
    openapi_extra=SHARES_EXAMPLE,
    dependencies=[Depends(stream_slot)],
)
async def shares_stream(
    given: Annotated[AskedShares, Depends(asked_for_shares)], request: Request
) -> StreamingResponse:
    """Return `answer`, the whole answer of POST /basins/shares; `done` or `error` is always the last event.

    Before it `progress` tells now and then which share of the work is done.
    """
    return work_stream(_shares(given, request))


def _shares(given: AskedShares, request: Request) -> AsyncGenerator[tuple[str, Any]]:
    workers: Workers = request.app.state.workers
    cost = shares_cost(given.descent, given.resolution, len(given.rates))
    return workers.events(request, shares_text, *given, cost=cost)


def _told(given: Asked, request: Request, resolution: tuple[int, ...]) -> AsyncGenerator[tuple[str, Any]]:
    """Yield ("progress", share) now and then, at last ("done", the answer about one resolution).

    The work is given up once nobody waits for it.
    """
    workers: Workers = request.app.state.workers
    cost = basins_cost(given.descent, resolution)
    return workers.events(
        request, basins_text, given.descent, given.window, resolution, ends=given.ends, cost=cost
    )


async def _events(given: Asked, request: Request) -> AsyncGenerator[Event]:
    for resolution in levels(given.resolution):
        async for event in worked(_told(given, request, resolution), "level"):
            yield event
