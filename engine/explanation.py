"""What became of a run, with its reason and the figures that prove it.

The status comes from the one rule in `outcome`. The reason is sought afterwards, once per run: where the fall
line leads, what η·λ was where the loss began to grow, and a smaller rate that has been tried and holds.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from engine.cures import CALM, cure
from engine.descent import Descent, Progress, Run
from engine.divergence import diverged
from engine.fall_line import fall_line
from engine.known import NEAR, known_minimum
from engine.outcome import BOUNCING, CONVERGED, DIVERGED, RUNNING, STALLED, STATUSES
from engine.rate_figures import rate_figures
from engine.shortfall import faded_from, misled_by_differences, rests_without_noise, wanders_by_noise
from engine.standstill import standstill
from engine.tail import Tail, code_of, tail_of

VALLEY_POINTS: Final = 16  # last points that must lie in one valley for a run that bounces in it


@dataclass(frozen=True)
class Outcome:
    """How a run stands: status, reason, the step it speaks of, and figures by name.

    Reasons: converged minimum; stalled saddle, maximum, flat, terrace, kink; bouncing above_limit, no_rest, noise;
    diverged unstable_rate, no_bottom, undefined, no_slope; running falling, rising, step_limit, noise, faded, misled.
    """

    status: str
    reason: str
    step: int
    figures: Mapping[str, Any] = field(default_factory=dict)


def explain(run: Run) -> Outcome:
    """Return the outcome of a run."""
    return explain_progress(run.descent, run.progress, run.exit)


def explain_progress(
    descent: Descent, progress: Progress, departing: tuple[float, ...] | None = None
) -> Outcome:
    """Return the outcome of a run that stands at `progress`, or that left towards `departing` from there."""
    tail = tail_of(descent, progress, departing)
    reason, figures = _REASONS[code := code_of(tail)](tail)
    step = progress.step + (departing is not None)
    return Outcome(STATUSES[code], reason, step, {"loss": float(tail.losses[-1]), **figures})


def _converged(tail: Tail) -> tuple[str, dict[str, Any]]:
    minimum = known_minimum(tail.descent.surface, tail.last, tail.size)
    return "minimum", {"minimum": minimum, **rate_figures(tail.descent, tail.last, tail.progress.step)}


def _stalled(tail: Tail) -> tuple[str, dict[str, Any]]:
    kind, at = standstill(tail.descent.surface, tail.last)
    return kind, {"at": at, **(_way_round(tail.descent) if kind in ("terrace", "flat") else {})}


def _way_round(descent: Descent) -> dict[str, Any]:
    """Return a rate that keeps off level ground, for a run whose own way down would have led it to a minimum."""
    line = fall_line(descent.surface, descent.start)
    if line.ends != "minimum":
        return {}
    return {"try_learning_rate": cure(descent, None, calm=CALM - {"stalled"}, line=line)}


def _bouncing(tail: Tail) -> tuple[str, dict[str, Any]]:
    descent, step = tail.descent, _fastest_step(tail)
    minimum = _valley(tail)
    if minimum is None:
        figures: dict[str, Any] = {"learning_rate": descent.learning_rate(step)}
    else:
        figures = {"minimum": minimum, **rate_figures(descent, minimum, step)}
    limit = figures.get("limit")
    above = limit is not None and figures["learning_rate"] >= limit
    if not above and rests_without_noise(tail):
        return "noise", figures  # no rate brings it to rest
    figures["try_learning_rate"] = cure(descent, limit)
    return ("above_limit" if above else "no_rest"), figures


def _fastest_step(tail: Tail) -> int:
    """Return the step with the largest learning rate among the last ones, the latest of them."""
    count = max(len(tail.losses) - 1, 1)
    first = max(tail.progress.step - count, 0)
    rates = tail.descent.schedule.learning_rates(tail.descent.optimizer.learning_rate, first, count)
    return first + max(range(count), key=lambda k: (rates[k], k))


def _valley(tail: Tail) -> tuple[float, ...] | None:
    """Return the minimum to which the fall lines through the last points all lead; None if they part."""
    found = set()
    for point in tail.progress.recent[-VALLEY_POINTS:]:
        line = fall_line(tail.descent.surface, point)
        if line.ends != "minimum":
            return None
        found.add(known_minimum(tail.descent.surface, line.points[-1], tail.size))
    first, *others = found
    return first if all(math.dist(first, other) <= NEAR * tail.size for other in others) else None


def _running(tail: Tail) -> tuple[str, dict[str, Any]]:
    half = len(tail.losses) // 2
    rate = tail.descent.learning_rate(_fastest_step(tail))
    figures = rate_figures(tail.descent, tail.last, tail.progress.step, rate)
    if half == 0:
        return "step_limit", figures
    with np.errstate(all="ignore"):
        before, after = float(np.mean(tail.losses[:half])), float(np.mean(tail.losses[-half:]))
    if wanders_by_noise(tail, after - before):
        return "noise", figures
    figures |= _above_start(tail)
    if after > before:
        return "rising", figures
    if (misled := misled_by_differences(tail)) is not None:
        return "misled", {**figures, **misled}
    if (highest := faded_from(tail, figures["limit"])) is not None:
        now = rate_figures(tail.descent, tail.last, tail.progress.step)
        return "faded", {**now, "highest_rate": highest}
    return ("falling" if after < before else "step_limit"), figures


def _above_start(tail: Tail) -> dict[str, Any]:
    """Return the loss of the start and a rate that holds, where the run stands higher than it began."""
    began = tail.descent.surface.formula.at(tail.descent.start)[0]
    if not tail.losses[-1] > began:
        return {}
    return {"start_loss": began, "try_learning_rate": cure(tail.descent, None)}


_REASONS: Final = {
    CONVERGED: _converged,
    STALLED: _stalled,
    BOUNCING: _bouncing,
    DIVERGED: diverged,
    RUNNING: _running,
}
