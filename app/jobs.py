"""Who computes, for how long: small slices on the event loop, the rest in a thread, nothing that is too much.

Work is measured in predicted nanoseconds, never by a clock, so that the same request is always cut the same way.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple, ParamSpec, TypeVar

from app.problems import Fault, Problem
from app.settings import Settings
from engine.descent import Descent, Progress, Stretch, advance_until, begin, is_over, opening

Given = ParamSpec("Given")
Result = TypeVar("Result")

NANOSECONDS_PER_OPERATION: Final = 20  # in the generated loop, measuring included
NANOSECONDS_PER_STEP: Final = 500  # turning one step's numbers into JSON
NANOSECONDS_PER_NODE: Final = 3  # an operation at one node of a grid, in NumPy
RULE_OPERATIONS: Final = 20  # operations of an optimizer's rule, per coordinate
DRAW_OPERATIONS: Final = 10  # what a random number costs
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
