"""POST /descents and /descents/stream: one run, whole or as server-sent events."""

import logging
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from app.descriptions import descent_of, progress_of
from app.openapi import example
from app.problems import Fault, problem_json
from app.requests import StrictRoute
from app.schemas.answers import DescentAnswer
from app.schemas.descent import DescentBody
from app.settings import Settings
from app.telling import Asked, event, told, whole
from app.wire import JSONText, json_text

router = APIRouter(prefix="/descents", tags=["descents"], route_class=StrictRoute)
logger = logging.getLogger("uvicorn.error")

EVENT_STREAM: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "events `steps`, then `done` or `error`", "content": {"text/event-stream": {}}}
}
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def asked(body: DescentBody, request: Request) -> Asked:
    """Check everything that can be checked before the first byte of an answer."""
    settings: Settings = request.app.state.settings
    descent = descent_of(body, settings)
    return Asked(descent, progress_of(body.resume, descent), settings)


async def stream_slot(request: Request) -> AsyncIterator[None]:
    """Hold one of the places for streams until the answer is over."""
    with request.app.state.streams.take():
        yield


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
    responses=EVENT_STREAM,
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
    return StreamingResponse(_events(run), media_type="text/event-stream", headers=STREAM_HEADERS)


async def _events(run: Asked) -> AsyncIterator[bytes]:
    try:
        async for series, ending in told(run):
            yield event("steps", series) if ending is None else event("done", ending)
    except Exception:
        logger.exception("a stream failed")
        yield event("error", problem_json(500, [Fault("server_error")]))
