"""The workers as a route sees them: a function and its predicted cost in, its result or a problem out."""

import asyncio
import contextlib
import math
from collections import deque
from collections.abc import AsyncGenerator, Callable
from typing import Any, Final

from starlette.requests import Request

from app.jobs import Dear, in_thread_while_wanted
from app.problems import Fault, Problem
from app.settings import Settings
from app.workers.job import Closed, Full, Job, Lost, Overdue
from app.workers.pool import Pool
from engine.sweeps.lane_given import Cancelled

LOOK_AFTER: Final = 0.05  # seconds between two looks at whether the client is still there
NANOSECONDS_PER_OPERATION: Final = 1.0  # at one lane of a block
SPAWN_AFTER: Final = 1.0  # seconds from the start of the server, unless work comes sooner
TAB_HEADER: Final = "x-tab"
LONGEST_TAB: Final = 64  # characters of its name that count
BREATHER: Final = 10.0  # seconds that a machine gets on which work took too long
RETRY: Final = (1, 60)  # seconds: the least and the most that a refused client is told to wait


class Work:
    """Something that a worker does for a request."""

    def __init__(self, pool: Pool, request: Request) -> None:
        self._pool, self._request = pool, request
        self._told: deque[Any] = deque()
        self._news = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self.job: Job | None = None

    def hear(self, value: Any) -> None:
        """Take what the function tells, from the worker's thread."""
        self._told.append(value)
        self._loop.call_soon_threadsafe(self._news.set)

    def _see(self, done: "asyncio.Future[Any]") -> None:
        """Look at how it ended, also when the request is over by then."""
        if not done.cancelled():
            done.exception()
        self._news.set()

    async def events(self) -> AsyncGenerator[tuple[str, Any]]:
        """Yield ("progress", value) for whatever the function tells, at last ("done", result).

        Raises the problem to answer with when there will be no result. Once the client has gone away the work is
        taken back.
        """
        assert self.job is not None
        done = asyncio.wrap_future(self.job.future)
        done.add_done_callback(self._see)
        try:
            while not done.done():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), LOOK_AFTER)
                self._news.clear()
                while self._told:
                    yield "progress", self._told.popleft()
                if not done.done() and await self._request.is_disconnected():
                    self._pool.stop(self.job)
            result = done.result()
            while self._told:
                yield "progress", self._told.popleft()
            yield "done", result
        except (Cancelled, Overdue, Lost, Full) as error:
            raise problem_of(error) from None
        finally:
            self._pool.stop(self.job)


class Workers:
    """The pool of one server, behind its limits."""

    def __init__(self, settings: Settings, *, warm: tuple[str, ...] = ()) -> None:
        self._settings = settings
        self.pool = Pool(
            workers=settings.workers,
            nice=settings.worker_nice,
            most_waiting=settings.max_queue,
            warm=warm,
            scheduler=settings.dask_scheduler,
        )

    def start(self) -> None:
        """Spawn the workers in the background, once the first page is out."""
        self.pool.start(after=SPAWN_AFTER)

    async def close(self) -> None:
        """End them; no process is left."""
        await asyncio.to_thread(self.pool.close)

    def offer(
        self, request: Request, function: Callable[..., Any], *arguments: Any, cost: float, **named: Any
    ) -> Work:
        """Have work done, whose predicted cost is so many operations; raise the problem 503 when too much waits.

        See `Desk` for what the function is given beside its own arguments. It and they have to be picklable.
        """
        work = Work(self.pool, request)
        seconds = cost * NANOSECONDS_PER_OPERATION / 1e9
        try:
            work.job = self.pool.offer(
                function,
                arguments,
                named,
                tab=tab_of(request),
                seconds=seconds,
                allowed=self._settings.worker_patience + seconds,
                told=work.hear,
            )
        except (Full, Closed) as error:
            raise problem_of(error) from None
        return work

    async def events(
        self, request: Request, function: Callable[..., Any], *arguments: Any, cost: float, **named: Any
    ) -> AsyncGenerator[tuple[str, Any]]:
        """Yield what `Work.events` does; what is soon done is done by a thread here, which tells nothing.

        What turns out to take longer there is given up, and done by a worker.
        """
        if cost * NANOSECONDS_PER_OPERATION < self._settings.worker_from_milliseconds * 1e6:
            with contextlib.suppress(Dear):
                yield "done", await in_thread_while_wanted(request, function, *arguments, **named)
                return
        work = self.offer(request, function, *arguments, cost=cost, **named)
        async with contextlib.aclosing(work.events()) as events:
            async for event in events:
                yield event

    async def run(
        self, request: Request, function: Callable[..., Any], *arguments: Any, cost: float, **named: Any
    ) -> Any:
        """Return what a function returns; see `events`."""
        events = self.events(request, function, *arguments, cost=cost, **named)
        *_, (_, result) = [event async for event in events]
        return result


def tab_of(request: Request) -> str:
    """Return the name of the tab that asks, or the address of a client without one."""
    named = request.headers.get(TAB_HEADER, "")[:LONGEST_TAB]
    return named or (request.client.host if request.client else "")


def problem_of(error: Exception) -> Problem:
    """Return the problem to answer with when work comes to nothing, and after which time to ask again."""
    least, most = RETRY
    code, seconds = "interrupted", 0.0  # its worker was killed twice, or the server stops
    if isinstance(error, Overdue):
        code, seconds = "overdue", BREATHER
    elif isinstance(error, Full):
        code, seconds = "queue_full", error.seconds
    wait = min(most, max(least, math.ceil(seconds)))
    return Problem(503, Fault(code), headers={"Retry-After": str(wait)})
