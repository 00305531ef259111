"""POST /descents and /descents/stream: one run, whole or as server-sent events."""

from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from app.descriptions import descent_of, progress_of
from app.event_stream import Event, event_stream, events_of, stream_slot
from app.openapi import example
from app.requests import StrictRoute
from app.schemas.answers import DescentAnswer
from app.schemas.descent import DescentBody
from app.settings import Settings
from app.telling import Asked, told, whole
from app.wire import JSONText, json_text

router = APIRouter(prefix="/descents", tags=["descents"], route_class=StrictRoute)


async def asked(body: DescentBody, request: Request) -> Asked:
    """Check everything that can be checked before the first byte of an answer."""
    settings: Settings = request.app.state.settings
    descent = descent_of(body, settings)
    return Asked(descent, progress_of(body.resume, descent), settings)


@router.post(
    "",
    response_class=JSONText,
    responses={200: {"model": DescentAnswer}},
    summary="One run from start to end",
    openapi_extra=example(
        surface="himmelblau", start=[-1, 1], steps=200, optimizer={"name": "adam", "learning_rate": 0.05}
    ),
)
async def descents(run: Annotated[Asked, Depends(asked)]) -> JSONText:
    """Return every point of a run, its losses and gradient norms, what happened, and a state that resumes it."""
    (answer,) = await whole(run)
    return json_text(answer)


@router.post(
    "/stream",
    response_class=StreamingResponse,
    responses=events_of("`steps`"),
    summary="One run as server-sent events",
    openapi_extra=example(
        surface="rosenbrock",
        start=[-1.2, 1],
        steps=40,
        optimizer={"name": "momentum", "learning_rate": 0.0005},
    ),
    dependencies=[Depends(stream_slot)],
)
async def stream(run: Annotated[Asked, Depends(asked)]) -> StreamingResponse:
    """Return the same run as events of several steps each; `done` or `error` is always the last one.

    `steps` holds {first, points, losses, gradient_norms}, `done` {outcome, state}, `error` a problem document.
    """
    return event_stream(_events(run))


async def _events(run: Asked) -> AsyncGenerator[Event]:
    async for series, ending in told(run):
        yield Event("steps", series) if ending is None else Event("done", ending)
