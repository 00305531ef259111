"""Who computes, for how long: small slices on the event loop, the rest in a thread, nothing that is too much.

Work is measured in predicted nanoseconds, never by a clock, so that the same request is always cut the same way.
"""

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

from starlette.requests import Request

from app.problems import Fault, Problem, refuse
from app.settings import Settings
from engine.descent import Descent, Progress, Stretch, advance_until, begin, is_over, opening
from engine.sweeps.lane_block import FEW_LANES
from engine.sweeps.lanes import Cancelled

Given = ParamSpec("Given")
Result = TypeVar("Result")

NANOSECONDS_PER_OPERATION: Final = 20  # in the generated loop, measuring included
NANOSECONDS_PER_STEP: Final = 500  # turning one step's numbers into JSON
NANOSECONDS_PER_NODE: Final = 3  # an operation at one node of a grid, in NumPy
RULE_OPERATIONS: Final = 20  # operations of an optimizer's rule, per coordinate
DRAW_OPERATIONS: Final = 10  # what a random number costs
NAMING_OPERATIONS: Final = 2_000_000  # of the fall line from where a run ends to the minimum of its valley
MOST_NAMED: Final = 500  # ends of runs from which fall lines are reckoned with; later ones meet earlier ones
SLOW: Final = 4  # what sin, exp, pow and the like cost side by side, in operations
JOB_THREADS: Final = 2  # that long jobs share; short ones have others
MOST_LOOKS: Final = (
    200  # of a job in a thread; the dear ones are before a fall line of some half a millisecond
)
LOOK_AFTER: Final = 0.05  # seconds between two looks at whether the client is still there
RETRY_AFTER: Final = {"Retry-After": "1"}


def operations_per_step(descent: Descent) -> int:
    """Return the predicted arithmetic of one step: the formula, its gradient or what measures it, and the rule."""
    source, formula = descent.gradient.record, descent.surface.formula
    each = RULE_OPERATIONS + source.losses * formula.operations + DRAW_OPERATIONS * source.draws
    return formula.operations + each * descent.surface.dimension


def steps_per_slice(descent: Descent, settings: Settings) -> int:
    """Return how many steps are done at a stretch."""
    cost = NANOSECONDS_PER_OPERATION * operations_per_step(descent) + NANOSECONDS_PER_STEP
    return max(1, int(settings.slice_milliseconds * 1e6 / cost))


class Piece(NamedTuple):
    """Some steps of a run, and where it stands after them."""

    stretch: Stretch
    progress: Progress


async def walk(
    descent: Descent, resume: Progress | None, settings: Settings, *, largest: int, first: int
) -> AsyncIterator[Piece]:
    """Yield a run piece by piece, the start being the first; others get their turn between pieces.

    A piece has at most `largest` steps, the one after the start at most `first`.
    """
    progress = begin(descent) if resume is None else resume
    over = is_over(descent, progress)
    if resume is None:
        yield Piece(opening(descent), progress)
    slice_steps = steps_per_slice(descent, settings)
    count, unbroken = min(first, slice_steps), 0
    while not over:
        stretch, progress, over = advance_until(descent, progress, min(count, descent.steps - progress.step))
        yield Piece(stretch, progress)
        unbroken += count
        count = min(largest, slice_steps)
        if unbroken + count > slice_steps:
            await asyncio.sleep(0)
            unbroken = 0


async def in_thread(work: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    """Run work that cannot be cut into slices beside the event loop."""
    return await asyncio.to_thread(work, *given, **named)


class Dear(Exception):
    """Work costs more than was predicted."""


async def in_thread_while_wanted(
    request: Request, work: Callable[..., Result], *given: Any, **named: Any
) -> Result:
    """Run work in a thread for long jobs and tell it by its `cancelled` once the client has gone away.

    Raises the problem `busy` when too many jobs run and wait, Dear when the work asks more than `MOST_LOOKS` times
    whether it is wanted: that it has so many pieces could not be predicted.
    """
    jobs: Jobs = request.app.state.jobs
    gone, looks = threading.Event(), itertools.count(1)

    def cancelled() -> bool:
        if next(looks) > MOST_LOOKS:
            raise Dear
        return gone.is_set()

    with jobs.slots.take():
        job = jobs.threads.submit(work, *given, **named, cancelled=cancelled)
        done = asyncio.wrap_future(job)
        try:
            while not (await asyncio.wait({done}, timeout=LOOK_AFTER))[0]:
                if await request.is_disconnected():
                    gone.set()
                    job.cancel()  # if it has not begun, it never does
            if done.cancelled():
                raise Cancelled
            return done.result()
        except Cancelled:
            raise Problem(503, Fault("busy")) from None  # nobody reads it
        finally:
            gone.set()
            done.cancel()


def walk_operations(descent: Descent) -> int:
    """Return the predicted arithmetic of a single run, in operations of one of many side by side."""
    return NANOSECONDS_PER_OPERATION * operations_per_step(descent) * descent.steps


def lane_operations(descent: Descent) -> int:
    """Return the predicted arithmetic of one step of one of many runs side by side."""
    source, formula = descent.gradient.record, descent.surface.formula
    # a measured gradient takes whole losses along each axis
    slow = formula.slow_operations * (1 + source.losses * descent.surface.dimension)
    return operations_per_step(descent) + (SLOW - 1) * slow


def lanes_operations(descent: Descent, lanes: int) -> int:
    """Return the predicted arithmetic of runs side by side, all their steps.

    Fewer lanes than `FEW_LANES` cost as much as these: what counts then is the calls.
    """
    return lane_operations(descent) * max(lanes, FEW_LANES) * descent.steps


def named_operations(descent: Descent, lanes: int) -> int:
    """Return the predicted arithmetic of runs side by side whose ends are named afterwards by minima and valleys."""
    return lanes_operations(descent, lanes) + NAMING_OPERATIONS * min(lanes, MOST_NAMED)


def check_lanes(descent: Descent, lanes: int, settings: Settings, *, lower: str = "steps") -> int:
    """Return the predicted arithmetic of runs side by side; refuse what is too much, naming the number to lower."""
    cost = lanes_operations(descent, lanes)
    most = settings.max_lane_operations * descent.steps // cost
    if descent.steps > most:
        raise refuse("too_costly", lower, limit=most)
    return cost


class Slots:
    """Counts what runs at the same time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken = 0

    @contextmanager
    def take(self) -> Iterator[None]:
        """Hold a slot; raise the problem `busy` when none is free."""
        if self.taken >= self.most:
            raise Problem(503, Fault("busy"), headers=RETRY_AFTER)
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1


class Jobs:
    """Long jobs: a few threads of their own, so that short ones never wait for them, and a bound on how many wait."""

    def __init__(self, most: int) -> None:
        self.slots = Slots(most)
        self.threads = ThreadPoolExecutor(JOB_THREADS, thread_name_prefix="job")

    def close(self) -> None:
        """Begin nothing more."""
        self.threads.shutdown(wait=False, cancel_futures=True)
