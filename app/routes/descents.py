"""POST /descents and /descents/stream: one run, whole or as server-sent events."""

import logging
from collections.abc import AsyncIterator
from itertools import chain
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from app.descriptions import descent_of, progress_of
from app.jobs import Piece, in_thread, walk
from app.openapi import example
from app.outcomes import outcome_json, state_json
from app.problems import Fault, problem_json
from app.requests import StrictRoute
from app.schemas.answers import DescentAnswer
from app.schemas.descent import DescentBody
from app.settings import Settings
from app.wire import JSONText, dumps, json_text
from engine.descent import Descent, Progress

router = APIRouter(prefix="/descents", tags=["descents"], route_class=StrictRoute)
logger = logging.getLogger("uvicorn.error")

EVENT_STREAM: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "events `steps`, then `done` or `error`", "content": {"text/event-stream": {}}}
}
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
SERIES = ("points", "losses", "gradient_norms")


class Asked(NamedTuple):
    """A run that was asked for, checked to the end."""

    descent: Descent
    resume: Progress | None
    settings: Settings


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
    texts: dict[str, list[bytes]] = {name: [] for name in SERIES}
    piece: Piece | None = None
    largest = run.settings.max_steps
    async for piece in walk(run.descent, run.resume, run.settings, largest=largest, first=largest):
        for name, values in _series(piece).items():
            if values:
                texts[name].append(dumps(values)[1:-1])
    fields = [b'"%s":[%s]' % (name.encode(), b",".join(texts[name])) for name in SERIES]
    ending = await in_thread(_ending, run, piece)
    return json_text(b"{%s,%s" % (b",".join(fields), dumps(ending)[1:]))


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
    settings, held, piece = run.settings, [], None
    try:
        async for piece in walk(
            run.descent, run.resume, settings, largest=settings.event_steps, first=settings.first_event_steps
        ):
            held.append(piece)
            if piece.progress.step == 0 and run.resume is None:
                continue  # the start travels with the first steps
            if piece.stretch.columns[0]:  # none, when the first of its steps left
                yield _event("steps", _joined(held))
            held = []
        if held:
            yield _event("steps", _joined(held))
        yield _event("done", await in_thread(_ending, run, piece))
    except Exception:
        logger.exception("a stream failed")
        yield _event("error", problem_json(500, [Fault("server_error")]))


def _event(name: str, data: Any) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), dumps(data))


def _series(piece: Piece) -> dict[str, list[Any]]:
    stretch = piece.stretch
    return {
        "points": list(zip(*stretch.columns, strict=True)),
        "losses": stretch.losses.tolist(),
        "gradient_norms": stretch.gradient_norms.tolist(),
    }


def _joined(pieces: list[Piece]) -> dict[str, Any]:
    series = [_series(piece) for piece in pieces]
    joined = {name: list(chain.from_iterable(part[name] for part in series)) for name in SERIES}
    return {"first": pieces[0].stretch.first, **joined}


def _ending(run: Asked, piece: Piece | None) -> dict[str, Any]:
    progress = piece.progress if piece else run.resume
    assert progress is not None
    departed = piece.stretch.exit if piece else None
    return {
        "outcome": outcome_json(run.descent, progress, departed),
        "state": None if departed else state_json(progress),
    }
