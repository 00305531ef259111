"""A descent: one frozen description, and the path that follows from it.

The same description gives the same bits, whole, in stretches or resumed.
"""

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.choice import Choice
from engine.errors import CatalogError
from engine.formula.bounds import is_finite_within
from engine.formula.floats import BOUND
from engine.gradients import ANALYTIC, GradientSource
from engine.noise import LARGEST_SEED, keys, normals
from engine.outcome import RECENT
from engine.program import Memory, Program, program
from engine.schedules import CONSTANT, Schedule
from engine.surfaces import Surface
from engine.types import Array

STRETCH: Final = 4096  # steps made before they are measured: their floats are still in the cache then


@dataclass(frozen=True)
class Descent:
    """A run before it is run: everything that decides the path.

    `steps` counts from the start, also when the run is resumed; `until` is a gradient norm that ends it. Losses and
    gradient norms are those of the surface, whatever the gradient source makes of them; `seed` keys its noise.
    """

    surface: Surface
    start: tuple[float, ...]
    optimizer: Choice
    steps: int = 200
    schedule: Schedule = CONSTANT
    until: float | None = None
    gradient: GradientSource = ANALYTIC
    seed: int = 0

    def __post_init__(self) -> None:
        if len(self.start) != self.surface.dimension:
            raise CatalogError(
                f"start: {self.surface.dimension} coordinates are expected",
                field="start",
                code="wrong_number_of_axes",
                figures={"expected": self.surface.dimension},
            )
        if not all(-BOUND <= coordinate <= BOUND for coordinate in self.start):
            raise CatalogError(
                f"start: coordinates must be from {-BOUND:g} to {BOUND:g}",
                field="start",
                code="out_of_range",
                figures={"low": -BOUND, "high": BOUND},
            )
        if not math.isfinite(self.surface.formula.at(self.start)[0]):
            raise CatalogError("start: the loss has no value there", field="start", code="no_value")
        if not 0 <= self.seed <= LARGEST_SEED:
            raise CatalogError(
                f"seed: 0 to {LARGEST_SEED}",
                field="seed",
                code="out_of_range",
                figures={"low": 0, "high": LARGEST_SEED},
            )

    @property
    def program(self) -> Program:
        """The fused step."""
        return program(
            self.surface.formula, self.optimizer.name, self.gradient.name, clips=self.gradient.clips
        )

    @property
    def settings(self) -> dict[str, float]:
        """Every knob of the optimizer and the gradient source but the learning rate, by name."""
        return {**self.optimizer.settings, **self.gradient.settings}

    @property
    def has_gaps(self) -> bool:
        """Whether a run may step to where the loss has no value: then it counts as diverged as well."""
        return not is_finite_within(self.surface.formula, BOUND)

    @property
    def is_noisy(self) -> bool:
        """Whether chance has a part in every step."""
        return self.gradient.is_noisy

    def learning_rate(self, step: int) -> float:
        """Return the learning rate of the step that leaves point `step`."""
        return self.schedule.learning_rates(self.optimizer.learning_rate, step, 1)[0]

    def draws(self, first: int, count: int) -> list[list[float]]:
        """Return what the gradient source draws in `count` steps from step `first` on, a list per axis, if anything."""
        if not self.gradient.record.draws:
            return []
        key = keys(self.seed, np.array([self.start], dtype=np.float64))
        steps = np.arange(first, first + count, dtype=np.uint64)
        drawn: list[list[float]] = normals(key, steps, self.surface.dimension).tolist()
        return drawn


@dataclass(frozen=True)
class Progress:
    """Where a run stands: enough to go on from here to the bit, its outcome included."""

    step: int
    point: tuple[float, ...]
    memory: Memory
    recent: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Stretch:
    """Some consecutive points of a run; `first` is the number of the first of them.

    `departed` says that the next point left: it is non-finite, beyond the bound, or has no finite loss. That
    point is `exit` and never among the points.
    """

    first: int
    columns: tuple[list[float], ...]
    losses: Array
    gradient_norms: Array
    exit: tuple[float, ...] | None = None

    @property
    def departed(self) -> bool:
        """Whether the run has diverged right after this stretch."""
        return self.exit is not None

    @property
    def points(self) -> Array:
        """The points, shape (steps, n)."""
        return np.array(self.columns, dtype=np.float64).T.reshape(-1, len(self.columns))


@dataclass(frozen=True)
class Run:
    """What a descent gives: points from the start on, or those that follow the point where it was resumed."""

    descent: Descent
    first: int
    columns: tuple[list[float], ...]
    losses: Array
    gradient_norms: Array
    progress: Progress
    exit: tuple[float, ...] | None = None

    @functools.cached_property
    def points(self) -> Array:
        """The points, shape (count, n)."""
        return np.array(self.columns, dtype=np.float64).T.reshape(-1, len(self.columns))


def measure(descent: Descent, columns: Sequence[list[float]]) -> tuple[Array, Array]:
    """Return losses and gradient norms at points given by columns."""
    losses, slopes = descent.surface.formula.along(columns)
    return losses, _norms(slopes)


def _norms(slopes: Sequence[Array] | Array) -> Array:
    with np.errstate(all="ignore"):
        return np.hypot(*slopes) if len(slopes) == 2 else np.abs(slopes[0])


def begin(descent: Descent) -> Progress:
    """Return where a descent stands before its first step."""
    return Progress(0, descent.start, descent.program.initial(), (descent.start,))


def advance(descent: Descent, progress: Progress, count: int) -> tuple[Stretch, Progress]:
    """Return the next `count` steps, fewer when the run departs, and where it stands after them."""
    rates = descent.schedule.learning_rates(descent.optimizer.learning_rate, progress.step, count)
    draws = descent.draws(progress.step, count)
    columns, memory = descent.program.run(progress.point, progress.memory, descent.settings, rates, draws)
    departing: tuple[float, ...] | None = None
    if columns[0] and not all(-BOUND <= column[-1] <= BOUND for column in columns):
        departing = tuple(column.pop() for column in columns)
    losses, norms = measure(descent, columns)
    finite = np.isfinite(losses)
    if not finite.all():
        keep = int(np.argmin(finite))
        departing = tuple(column[keep] for column in columns)
        columns, losses, norms = [column[:keep] for column in columns], losses[:keep], norms[:keep]
    made = len(columns[0])
    latest = tuple(zip(*(column[-RECENT:] for column in columns), strict=True))
    after = Progress(
        progress.step + made,
        latest[-1] if latest else progress.point,
        memory,
        (progress.recent + latest)[-RECENT:],
    )
    return Stretch(progress.step + 1, tuple(columns), losses, norms, departing), after


def advance_until(descent: Descent, progress: Progress, count: int) -> tuple[Stretch, Progress, bool]:
    """Return the next steps, where the run stands, and whether it is over: departed, stopped or all made."""
    stretch, after = advance(descent, progress, count)
    if descent.until is not None:
        met = np.flatnonzero(stretch.gradient_norms <= descent.until)
        if met.size:
            steps = int(met[0]) + 1
            # The optimizer's state belongs to the last step: walk to the stop again for the state there.
            if steps < len(stretch.losses) or stretch.departed:
                stretch, after = advance(descent, progress, steps)
            return stretch, after, True
    return stretch, after, stretch.departed or after.step >= descent.steps


def opening(descent: Descent) -> Stretch:
    """Return the start as a stretch of its own."""
    loss, gradient = descent.surface.formula.at(descent.start)
    columns = tuple([coordinate] for coordinate in descent.start)
    return Stretch(0, columns, np.array([loss]), _norms(np.array(gradient)[:, None]))


def descend(
    descent: Descent, resume: Progress | None = None, *, between: Callable[[], None] = lambda: None
) -> Run:
    """Return the whole run, or what is left of it from `resume` on.

    A run makes all its steps unless it departs or meets `until`. `between` is called before every STRETCH of steps;
    what it raises ends the run.
    """
    progress = begin(descent) if resume is None else resume
    pieces = [opening(descent)] if resume is None else []
    over = is_over(descent, progress)
    while not over:
        between()
        count = min(STRETCH, descent.steps - progress.step)
        stretch, progress, over = advance_until(descent, progress, count)
        pieces.append(stretch)
    columns: tuple[list[float], ...] = tuple([] for _ in descent.start)
    for piece in pieces:
        for column, part in zip(columns, piece.columns, strict=True):
            column.extend(part)
    return Run(
        descent,
        pieces[0].first if pieces else progress.step + 1,
        columns,
        np.concatenate([np.empty(0), *(piece.losses for piece in pieces)]),
        np.concatenate([np.empty(0), *(piece.gradient_norms for piece in pieces)]),
        progress,
        pieces[-1].exit if pieces else None,
    )


def is_over(descent: Descent, progress: Progress) -> bool:
    """Return whether a run that stands at `progress` makes no further step: all made, or stopped by `until`."""
    if progress.step >= descent.steps or descent.until is None:
        return progress.step >= descent.steps
    norms = measure(descent, [[coordinate] for coordinate in progress.point])[1]
    return bool(norms[0] <= descent.until)
