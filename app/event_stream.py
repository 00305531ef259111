"""Answers as server-sent events: what they have in common, and that the last event is always `done` or `error`."""

import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any, Final, NamedTuple

from fastapi import Request
from starlette.responses import StreamingResponse

from app.problems import Fault, Problem, problem_event
from app.wire import dumps

logger = logging.getLogger("uvicorn.error")

HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Event(NamedTuple):
    """One server-sent event; bytes are JSON already."""

    name: str
    data: Any

    def encoded(self) -> bytes:
        """Return what is sent."""
        text = self.data if isinstance(self.data, bytes) else dumps(self.data)
        return b"event: %s\ndata: %s\n\n" % (self.name.encode(), text)


def events_of(description: str) -> dict[int | str, dict[str, Any]]:
    """Return what the API's description says of an answer: which events come before `done` or `error`."""
    told = f"events {description}, then `done` or `error`"
    return {200: {"description": told, "content": {"text/event-stream": {}}}}


async def stream_slot(request: Request) -> AsyncIterator[None]:
    """Hold one of the places for streams until the answer is over."""
    with request.app.state.streams.take():
        yield


def event_stream(events: AsyncGenerator[Event]) -> StreamingResponse:
    """Return the events as an answer. What they do not end with `done` themselves ends with an empty one."""
    return StreamingResponse(_ended(events), media_type="text/event-stream", headers=HEADERS)


def work_stream(told: AsyncGenerator[tuple[str, Any]]) -> StreamingResponse:
    """Return what workers tell, ("progress", share) and at last ("done", JSON), as `progress` and `answer`."""
    return event_stream(worked(told, "answer"))


async def worked(told: AsyncGenerator[tuple[str, Any]], name: str) -> AsyncGenerator[Event]:
    """Yield what workers tell as events; the result has this name."""
    async with contextlib.aclosing(told):
        async for kind, value in told:
            yield Event(name, value) if kind == "done" else Event("progress", {"share": value})


async def _ended(events: AsyncGenerator[Event]) -> AsyncIterator[bytes]:
    done = False
    try:
        async with contextlib.aclosing(events):
            async for event in events:
                done = event.name == "done"
                yield event.encoded()
        if not done:
            yield Event("done", {}).encoded()
    except Problem as problem:
        yield Event("error", problem_event(problem)).encoded()
    except Exception:
        logger.exception("a stream failed")
        yield Event("error", problem_event(Problem(500, Fault("server_error")))).encoded()
