"""What the losses of a range test say: a rate to choose, or why there is none.

Nothing here knows where the losses come from: a surface, a data set and a network are judged alike. Differences of
losses are compared, never ratios, so that a constant added to the loss, or a negative one, changes nothing.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from engine.types import Array

Reason = Literal[
    "found",
    "no_slope",
    "unchanged",
    "diverged_first",
    "never_fell",
    "lowest_first",
    "steepest_first",
    "no_steepest",
    "still_falling",
    "no_bottom",
]
Edge = Literal["stops", "ragged"]

SMOOTHING: Final = 0.5  # weight of a neighbour one step away, the square of it two steps away, …
BLOW_UP: Final = 3.0  # falls from the start above the lowest loss: there it has blown up
BEGINS: Final = 0.05  # share of the whole fall after which the loss has begun to fall
STOPS: Final = 0.95  # share of the whole fall after which it has stopped
RAGGED: Final = 0.05  # share of the whole fall that a single step gives back
GOING: Final = 0.5  # share of the steepest slope at the last rate: still falling
ROUNDING: Final = 1e-12  # relative fall that is only rounding


@dataclass(frozen=True)
class Bounds:
    """Smith's two bounds, as indices of rates: where the loss begins to fall, and where it stops or gets ragged."""

    lowest: int
    highest: int
    edge: Edge


@dataclass(frozen=True)
class Verdict:
    """What a range test says; places are indices into the rates.

    `smoothed` ends before the blow-up, `blow_up` may be the rate at which the run left. `slope` is the change of the
    smoothed loss per tenfold rate at the suggestion.
    """

    reason: Reason
    smoothed: Array
    lowest: int | None
    suggestion: int | None
    slope: float | None
    blow_up: int | None
    threshold: float
    bounds: Bounds | None


def judge(
    rates: Array, losses: Array, *, start: float, smoothing: float = SMOOTHING, blow_up: float = BLOW_UP
) -> Verdict:
    """Return the verdict on losses (m,), each found after the step at the rate of the same place, and the start's.

    Rates (n,) rise, n ≥ m. A loss that is not finite ends the test: −∞ says that the loss fell for ever, NaN and ∞
    that it rose. The suggestion is the rate of the steepest fall of the smoothed loss over log η, searched only before
    the lowest loss (Gugger, 2018); the blow-up the first loss above best + c (start − best), `best` being the lowest
    loss before it and c `blow_up`, above 1. The bounds are those of Smith, 2015, arXiv:1506.01186.
    """
    finite = np.isfinite(losses)
    seen = losses if finite.all() else losses[: int(np.argmin(finite))]
    left, fell_out = len(seen) < len(losses), bool(len(seen) < len(losses) and losses[len(seen)] == -np.inf)
    with np.errstate(all="ignore"):
        end, best, threshold = _calm(seen, start, blow_up)
        calm = seen[:end]
        smoothed = smooth(calm, smoothing)
        blown = end if end < len(seen) or (left and not fell_out) else None
        reason, lowest = _fall(calm, start, best, fell_out=fell_out and blown is None, left=not seen.size)
        suggestion, slope = None, None
        if reason == "found" and lowest is not None:
            reason, suggestion, slope = _steepest(rates[:end], calm, smoothed, lowest, open_end=blown is None)
        falls = lowest is not None and reason not in ("no_bottom", "still_falling")
        bounds = _bounds(calm, smoothed, start) if falls else None
    return Verdict(reason, smoothed, lowest, suggestion, slope, blown, threshold, bounds)


def smooth(losses: Array, weight: float) -> Array:
    """Return the mean of each loss with its neighbours on both sides, weight^distance each: smooth without delay."""
    sums, masses = np.zeros(len(losses)), np.zeros(len(losses))
    for order in (slice(None), slice(None, None, -1)):
        total = mass = 0.0
        below: list[tuple[float, float]] = []
        for loss in losses[order].tolist():
            below.append((total, mass))
            total, mass = weight * (total + loss), weight * (mass + 1.0)
        gathered = np.array(below).reshape(-1, 2)[order]
        sums, masses = sums + gathered[:, 0], masses + gathered[:, 1]
    return np.asarray((losses + sums) / (1.0 + masses))


def _calm(seen: Array, start: float, factor: float) -> tuple[int, float, float]:
    """Return how many losses come before the blow-up, the lowest of them and the start, and the threshold."""
    end = len(seen)
    while True:
        best = min(start, float(seen[:end].min(initial=np.inf)))
        threshold = best + factor * (start - best)
        above = np.flatnonzero(seen[:end] > threshold)
        if not above.size:
            return end, best, threshold
        end = int(above[0])  # a lowest loss that came by chance after the blow-up does not count


def _fall(calm: Array, start: float, best: float, *, fell_out: bool, left: bool) -> tuple[Reason, int | None]:
    """Return whether there is a fall to be judged, and the place of the lowest loss."""
    if not calm.size:
        return ("no_bottom" if fell_out else "diverged_first" if left else "never_fell"), None
    if (calm == start).all():
        return "unchanged", None
    if not start - best > ROUNDING * max(abs(start), abs(best)):
        return "never_fell", None
    lowest = int(np.argmin(calm))
    if fell_out:
        return "no_bottom", lowest
    return ("lowest_first" if lowest == 0 else "found"), lowest


def _steepest(
    rates: Array, calm: Array, smoothed: Array, lowest: int, *, open_end: bool
) -> tuple[Reason, int | None, float | None]:
    decades = np.log10(rates)
    slopes = np.gradient(smoothed, decades)[:lowest]
    slopes = np.where(np.isfinite(slopes), slopes, np.inf)
    steepest = int(np.argmin(slopes))
    slope = float(slopes[steepest])
    if not slope < 0:
        return "no_steepest", None, None
    last = (calm[-1] - calm[-2]) / (decades[-1] - decades[-2])
    if open_end and lowest == len(calm) - 1 and last <= GOING * slope:
        return "still_falling", None, None
    if steepest == 0:
        return "steepest_first", None, None
    return "found", steepest, slope


def _bounds(calm: Array, smoothed: Array, start: float) -> Bounds | None:
    fall = start - float(smoothed.min())
    if not fall > 0:
        return None
    begun = np.flatnonzero(smoothed <= start - BEGINS * fall)
    if not begun.size:
        return None
    first = int(begun[0])
    stopped = first + int(np.argmax(smoothed[first:] <= start - STOPS * fall))
    rises = np.flatnonzero(np.diff(calm[first:]) > RAGGED * fall)
    ragged = first + int(rises[0]) if rises.size else len(calm)
    edge: Edge = "stops" if stopped <= ragged else "ragged"
    highest = min(stopped, ragged)
    return Bounds(first, highest, edge) if highest > first else None
