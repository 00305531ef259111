"""POST /races and /races/stream: several runs on one surface, whole or as server-sent events."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from app.descriptions import descent_of, progress_of
from app.event_stream import Event, event_stream, events_of, stream_slot
from app.jobs import operations_per_step
from app.openapi import example
from app.problems import Fault, Problem, refuse
from app.requests import StrictRoute
from app.schemas.answers import RaceAnswer
from app.schemas.descent import RaceBody
from app.settings import Settings
from app.telling import Asked, told, whole
from app.wire import JSONText, json_text

router = APIRouter(prefix="/races", tags=["races"], route_class=StrictRoute)

RULES: Final = [{"optimizer": {"name": name}} for name in ("gradient_descent", "momentum", "adam")]


async def asked(body: RaceBody, request: Request) -> list[Asked]:
    """Check every run, and that together they are not too much work, before the first byte of an answer."""
    settings: Settings = request.app.state.settings
    found = []
    for place, run in enumerate(body.descents()):
        try:
            descent = descent_of(run, settings)
            found.append(Asked(descent, progress_of(run.resume, descent), settings))
        except Problem as problem:
            own_start = body.runs[place].start is not None
            raise Problem(
                problem.status_code, *(_placed(fault, place, own_start=own_start) for fault in problem.faults)
            ) from None
    most = settings.max_operations // sum(operations_per_step(run.descent) for run in found)
    if body.steps > most:
        raise refuse("too_costly", "steps", limit=most)
    return found


def _placed(fault: Fault, place: int, *, own_start: bool) -> Fault:
    """Return the fault under the field of the race that it belongs to."""
    noun = fault.where.partition(".")[0]
    if noun in ("surface", "steps") or (noun == "start" and not own_start):
        return fault
    return replace(fault, where=f"runs.{place}.{fault.where}")


@router.post(
    "",
    response_class=JSONText,
    responses={200: {"model": RaceAnswer}},
    summary="Several runs on one surface",
    openapi_extra=example(surface="himmelblau", start=[-1, 1], steps=100, runs=RULES),
)
async def races(runs: Annotated[list[Asked], Depends(asked)]) -> JSONText:
    """Return every run as POST /descents does, in the order in which they were asked for."""
    return json_text(b'{"runs":[%s]}' % b",".join(await whole(*runs)))


@router.post(
    "/stream",
    response_class=StreamingResponse,
    responses=events_of("`steps` and `outcome` of every run"),
    summary="Several runs as server-sent events",
    openapi_extra=example(surface="himmelblau", start=[-1, 1], steps=100, runs=RULES),
    dependencies=[Depends(stream_slot)],
)
async def stream(runs: Annotated[list[Asked], Depends(asked)]) -> StreamingResponse:
    """Return the same runs as events, the runs in turns; `done` or `error` is always the last one.

    `steps` holds {run, first, points, losses, gradient_norms} and `outcome` {run, outcome, state}, where `run` is
    the run's place in the request; `done` is empty, `error` a problem document.
    """
    return event_stream(_events(runs))


async def _events(runs: list[Asked]) -> AsyncGenerator[Event]:
    tales = {place: told(run) for place, run in enumerate(runs)}
    while tales:
        for place, tale in list(tales.items()):
            series, ending = await anext(tale)
            if ending is None:
                yield Event("steps", {"run": place, **(series or {})})
            else:
                yield Event("outcome", {"run": place, **ending})
                del tales[place]
