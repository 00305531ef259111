"""A learning-rate range test: one real run whose rate grows at every step."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from engine.curvature import sharpness, stability_limit
from engine.descent import Descent, Run, descend
from engine.fall_line import fall_line
from engine.known import known_minimum
from engine.outcome import CONVERGED, GRADIENT_TOLERANCE
from engine.schedules import CONSTANT, Schedule, schedule
from engine.sweeps.lanes import Cancelled
from engine.sweeps.range_verdict import BLOW_UP, SMOOTHING, Verdict, judge
from engine.sweeps.sweep import spread, sweep
from engine.tail import status
from engine.types import Array

Growth = Literal["exponential", "linear"]
RAMPS: Final = {"exponential": "exponential_warm_up", "linear": "warm_up"}
CHECKED: Final = 200  # steps of the run that shows what the suggestion does
SWEPT: Final = 400  # rates tried for the largest that converges
LONGEST: Final = 500  # steps of each of them at most
CYCLES: Final = 5  # of the triangular schedule, in as many steps as the test had


@dataclass(frozen=True)
class Limit:
    """The learning rate above which nothing comes to rest at a point, and its product with the curvature there."""

    at: tuple[float, ...]
    learning_rate: float
    product: float


@dataclass(frozen=True)
class Cycle:
    """Smith's reading as a run: the upper bound as learning rate, and the schedule between the two."""

    learning_rate: float
    schedule: Schedule


@dataclass(frozen=True)
class RangeTest:
    """A range test with its verdict.

    `run.descent` is the very run, its ramp a schedule like any other. Entry k of `rates` (n,), `points` (n, dimension),
    `losses` and `gradient_norms` (n,) belongs to step k + 1: the rate that made it, and what is found after it; NaN
    once the run has left. Limits are None for an adaptive optimizer, where the surface bends down, and where the fall
    line leads to no minimum. `outcome` is the status of a run at the suggestion, `largest` what
    `largest_converging` finds: above it some rate fails, though others beyond may converge again.
    """

    run: Run
    growth: Growth
    blow_up_factor: float
    rates: Array
    points: Array
    losses: Array
    gradient_norms: Array
    verdict: Verdict
    limit_at_start: Limit | None
    limit_at_minimum: Limit | None
    outcome: str | None
    largest: float | None
    cycle: Cycle | None

    @property
    def start_loss(self) -> float:
        """The loss before the first step."""
        return float(self.run.losses[0])

    @property
    def start_norm(self) -> float:
        """The gradient norm before the first step."""
        return float(self.run.gradient_norms[0])

    @property
    def suggestion(self) -> float | None:
        """The learning rate to choose."""
        place = self.verdict.suggestion
        return None if place is None else float(self.rates[place])


def ramp(descent: Descent, *, lowest: float, highest: float, growth: Growth = "exponential") -> Descent:
    """Return the run with a rate that grows from lowest at its first step to highest at its last."""
    length, share = max(descent.steps - 1, 1), lowest / highest
    return replace(
        descent,
        optimizer=descent.optimizer.with_rate(highest),
        schedule=schedule(RAMPS[growth], length=length, lowest=share),
        until=None,
    )


def range_test(
    descent: Descent,
    *,
    lowest: float,
    highest: float,
    growth: Growth = "exponential",
    smoothing: float = SMOOTHING,
    blow_up: float = BLOW_UP,
    cancelled: Callable[[], bool] = lambda: False,
) -> RangeTest:
    """Return the range test from the descent's start, with as many rates as it has steps.

    Its optimizer, gradient source and seed count; its schedule gives way to the ramp. The suggestion is then tried: a
    run at that one rate. Raises Cancelled when `cancelled` says so.
    """

    def between() -> None:
        if cancelled():
            raise Cancelled

    run = descend(ramp(descent, lowest=lowest, highest=highest, growth=growth), between=between)
    rates = np.array(
        run.descent.schedule.learning_rates(run.descent.optimizer.learning_rate, 0, descent.steps)
    )
    start = float(run.losses[0])
    verdict = judge(rates, _to_be_judged(run), start=start, smoothing=smoothing, blow_up=blow_up)
    if run.gradient_norms[0] <= GRADIENT_TOLERANCE:
        verdict = replace(
            verdict, reason="no_slope", lowest=None, suggestion=None, slope=None, blow_up=None, bounds=None
        )
    chosen = None if verdict.suggestion is None else float(rates[verdict.suggestion])
    return RangeTest(
        run,
        growth,
        blow_up,
        rates,
        _spread(run.points[1:], descent.steps),
        _spread(run.losses[1:], descent.steps),
        _spread(run.gradient_norms[1:], descent.steps),
        verdict,
        _limit(descent, descent.start),
        _limit_below(descent),
        None if chosen is None else outcome_at(descent, chosen),
        largest_converging(swept(descent), spread(lowest, highest, SWEPT), cancelled=cancelled),
        _cycle(verdict, rates),
    )


def outcome_at(descent: Descent, learning_rate: float) -> str:
    """Return the status of a run at one rate throughout."""
    choice = descent.optimizer.with_rate(learning_rate)
    run = descend(replace(descent, optimizer=choice, schedule=CONSTANT, steps=CHECKED, until=None))
    return status(run.descent, run.progress, run.exit)


def swept(descent: Descent) -> Descent:
    """Return the run that is tried at many rates beside the range test: one rate throughout, no more steps."""
    return replace(descent, schedule=CONSTANT, steps=min(descent.steps, LONGEST), until=None)


def largest_converging(
    descent: Descent, rates: Array, *, cancelled: Callable[[], bool] = lambda: False
) -> float | None:
    """Return the largest rate that converges before one that does not, by a sweep; None where none converges."""
    found = sweep(descent, rates, cancelled=cancelled)
    converged = found.rates[found.statuses == CONVERGED]
    if found.first_failing is not None:
        converged = converged[converged < found.first_failing]
    return float(converged[-1]) if len(converged) else None


def _to_be_judged(run: Run) -> Array:
    """Return the losses after each step; of one that left, whether it rose or fell: ∞ or −∞."""
    losses = run.losses[1:]
    if run.exit is None:
        return losses
    gone = run.descent.surface.formula.at(run.exit)[0]
    return np.append(losses, -np.inf if gone < run.losses.min() else np.inf)


def _spread(values: Array, count: int) -> Array:
    """Return the values with NaN for the steps that were not made."""
    spread = np.full((count, *values.shape[1:]), np.nan)
    spread[: len(values)] = values
    return spread


def _limit(descent: Descent, at: tuple[float, ...]) -> Limit | None:
    choice = descent.optimizer
    if choice.optimizer.adaptive:
        return None
    curvature = sharpness(descent.surface.formula.hessian_at(at))
    limit = stability_limit(choice.optimizer, dict(choice.knobs), curvature)
    return None if limit is None else Limit(at, limit, limit * curvature)


def _limit_below(descent: Descent) -> Limit | None:
    """Return the limit at the minimum to which the fall line from the start leads."""
    line = fall_line(descent.surface, descent.start)
    if line.ends != "minimum":
        return None
    size = max(high - low for low, high in descent.surface.window)
    return _limit(descent, known_minimum(descent.surface, line.points[-1], size))


def _cycle(verdict: Verdict, rates: Array) -> Cycle | None:
    if verdict.bounds is None:
        return None
    low, high = float(rates[verdict.bounds.lowest]), float(rates[verdict.bounds.highest])
    half = max(len(rates) // (2 * CYCLES), 1)
    return Cycle(high, schedule("triangular", half_period=half, lowest=low / high))
