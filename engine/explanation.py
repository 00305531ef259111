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
from engine.curvature import has_kink, sharpness, stability_limit, stationary_kind
from engine.descent import Descent, Progress, Run
from engine.fall_line import fall_line
from engine.formula.level import is_level
from engine.gradients import FloatGround, sense
from engine.outcome import BOUNCING, CONVERGED, DIVERGED, RUNNING, STALLED, STATUSES
from engine.shortfall import faded_from, misled_by_differences, rests_without_noise, wanders_by_noise
from engine.surfaces import Surface
from engine.tail import Tail, code_of, tail_of
from engine.types import Array

NEAR: Final = 1e-3  # of the window: how close a known point is the same point
FALLS: Final = 8  # last losses that must not rise for a run that has no bottom
STEADY: Final = 2  # a rise is steady when its largest factor is at most so many times its smallest
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


def known_minimum(surface: Surface, point: tuple[float, ...], size: float) -> tuple[float, ...]:
    """Return the catalog's coordinates of a minimum that is this point, or the point itself."""
    for known in surface.points:
        if known.kind == "minimum" and math.dist(known.at, point) <= NEAR * size:
            return known.at
    return point


def _limit_at(descent: Descent, point: tuple[float, ...], step: int) -> tuple[float | None, float | None]:
    """Return (λmax, stability limit) at a point, (None, None) for an adaptive optimizer."""
    choice = descent.optimizer
    if choice.optimizer.adaptive:
        return None, None
    curvature = sharpness(descent.surface.formula.hessian_at(point))
    return curvature, stability_limit(choice.optimizer, dict(choice.knobs), curvature, step=step + 1)


def _rate_figures(
    descent: Descent, point: tuple[float, ...], step: int, rate: float | None = None
) -> dict[str, Any]:
    rate = descent.learning_rate(max(step, 0)) if rate is None else rate
    curvature, limit = _limit_at(descent, point, step)
    product = None if curvature is None else rate * curvature
    bound = None if limit is None or curvature is None else limit * curvature
    names = ("learning_rate", "curvature", "limit", "product", "product_limit")
    return dict(zip(names, (rate, curvature, limit, product, bound), strict=True))


def _converged(tail: Tail) -> tuple[str, dict[str, Any]]:
    minimum = known_minimum(tail.descent.surface, tail.last, tail.size)
    return "minimum", {"minimum": minimum, **_rate_figures(tail.descent, tail.last, tail.progress.step)}


def _stalled(tail: Tail) -> tuple[str, dict[str, Any]]:
    surface = tail.descent.surface
    if is_level(surface.formula, tail.last):
        return "terrace", {"at": tail.last, **_way_round(tail.descent)}
    for known in surface.points:
        if "kink" in known.flags and math.dist(known.at, tail.last) <= NEAR * tail.size:
            return "kink", {"at": known.at}
    if has_kink(surface, tail.last, tail.size):
        return "kink", {"at": tail.last}
    kind = stationary_kind(
        surface.formula.at(tail.last)[1], surface.formula.hessian_at(tail.last), NEAR * tail.size
    )
    return kind or "flat", {"at": tail.last}


def _way_round(descent: Descent) -> dict[str, Any]:
    """Return a rate that keeps off the terrace that a step landed on; nothing for a run that began on level ground."""
    if is_level(descent.surface.formula, descent.start):
        return {}
    return {"try_learning_rate": cure(descent, None, calm=CALM - {"stalled"})}


def _bouncing(tail: Tail) -> tuple[str, dict[str, Any]]:
    descent, step = tail.descent, _fastest_step(tail)
    minimum = _valley(tail)
    if minimum is None:
        figures: dict[str, Any] = {"learning_rate": descent.learning_rate(step)}
    else:
        figures = {"minimum": minimum, **_rate_figures(descent, minimum, step)}
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


def _diverged(tail: Tail) -> tuple[str, dict[str, Any]]:
    assert tail.exit is not None
    loss = tail.descent.surface.formula.at(tail.exit)[0]
    inside = all(abs(coordinate) <= 1e9 for coordinate in tail.exit)
    if inside and math.isnan(loss):
        return "undefined", {"at": tail.last, "try_learning_rate": cure(tail.descent, None)}
    if _leads_nowhere(tail):
        return "no_slope", {"at": tail.last}
    falls = bool((np.diff(tail.losses[-FALLS:]) <= 0).all())
    line = fall_line(tail.descent.surface, tail.descent.start)
    if falls and line.ends in ("window", "limit"):
        return "no_bottom", {"at": tail.last}
    valley, limit = None, None
    if line.ends == "minimum":
        valley = known_minimum(tail.descent.surface, line.points[-1], tail.size)
        limit = _limit_at(tail.descent, valley, 0)[1]
    holds = cure(tail.descent, limit)
    return "unstable_rate", {**_growth(tail), "minimum": valley, "try_learning_rate": holds}


def _leads_nowhere(tail: Tail) -> bool:
    """Return whether the last point gives no step at all, because the gradient, as it is measured, is not finite."""
    source, still = tail.descent.gradient, (0.0,) * len(tail.last)
    ground = FloatGround(tail.descent.surface.formula, tail.last, still)
    sensed = sense(source.record, ground, source.settings, clips=source.clips)
    return not all(map(math.isfinite, sensed.gradient))


def _growth(tail: Tail) -> dict[str, Any]:
    """Return the rate against its limit where the loss began to grow, and by how much it grew per step."""
    growing = _start_of_growth(tail.losses)
    first = tail.progress.step - len(tail.losses) + 1
    found = [
        _rate_figures(tail.descent, tuple(tail.points[k].tolist()), first + k)
        for k in range(growing, len(tail.losses))
    ]
    above = [figures for figures in found if figures["limit"] and figures["learning_rate"] > figures["limit"]]
    rise = tail.losses[growing:]
    with np.errstate(all="ignore"):
        ratios = rise[1:] / rise[:-1]
    steady = len(ratios) > 0 and rise[0] > 0 and ratios.max() <= STEADY * ratios.min()
    return {
        **(above or found)[0],
        "growth": float(np.median(ratios)) if steady else None,
        "rise": None if steady or len(rise) < 2 else (float(rise[0]), float(rise[-1])),
        "rise_steps": None if steady or len(rise) < 2 else len(rise) - 1,
    }


def _start_of_growth(losses: Array) -> int:
    """Return where the last unbroken rise of the loss begins."""
    index = len(losses) - 1
    while index > 0 and losses[index - 1] < losses[index]:
        index -= 1
    return index


def _running(tail: Tail) -> tuple[str, dict[str, Any]]:
    half = len(tail.losses) // 2
    rate = tail.descent.learning_rate(_fastest_step(tail))
    figures = _rate_figures(tail.descent, tail.last, tail.progress.step, rate)
    if half == 0:
        return "step_limit", figures
    with np.errstate(all="ignore"):
        before, after = float(np.mean(tail.losses[:half])), float(np.mean(tail.losses[-half:]))
    if wanders_by_noise(tail, after - before):
        return "noise", figures
    if after > before:
        return "rising", figures
    if (misled := misled_by_differences(tail)) is not None:
        return "misled", {**figures, **misled}
    if (highest := faded_from(tail, figures["limit"])) is not None:
        now = _rate_figures(tail.descent, tail.last, tail.progress.step)
        return "faded", {**now, "highest_rate": highest}
    return ("falling" if after < before else "step_limit"), figures


_REASONS: Final = {
    CONVERGED: _converged,
    STALLED: _stalled,
    BOUNCING: _bouncing,
    DIVERGED: _diverged,
    RUNNING: _running,
}
