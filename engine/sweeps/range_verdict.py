"""What the losses of a range test say: a rate to choose, or why there is none.

Nothing here knows where the losses come from: a surface, a data set and a network are judged alike. Differences of
losses are compared, never ratios, so that a constant added to the loss, or a negative one, changes nothing.
"""

from dataclasses import dataclass
from functools import partial
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
EDGE: Final = 0.02  # share of the ramp's orders of magnitude: what lies so close to its beginning lies there
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
    threshold: float
    lowest: int | None = None
    suggestion: int | None = None
    slope: float | None = None
    blow_up: int | None = None
    bounds: Bounds | None = None


def judge(
    rates: Array, losses: Array, *, start: float, smoothing: float = SMOOTHING, blow_up: float = BLOW_UP
) -> Verdict:
    """Return the verdict on losses (m,), each found after the step at the rate of the same place, and the start's.

    Rates (n,) rise, n ≥ m. A loss that is not finite ends the test: −∞ says that the loss fell for ever, NaN and ∞
    that it rose. The suggestion is the rate of the steepest fall of the smoothed loss over log η, searched only before
    the lowest loss (Gugger, 2018); the blow-up the first loss above best + c (start − best), `best` being the lowest
    loss before it and c `blow_up`, at least 1. The bounds are those of Smith, 2015, arXiv:1506.01186.
    """
    finite = np.isfinite(losses)
    seen = losses if finite.all() else losses[: int(np.argmin(finite))]
    left = len(seen) < len(losses)
    fell_out = left and bool(losses[len(seen)] == -np.inf)
    with np.errstate(all="ignore"):
        end, best, threshold = _calm(seen, start, blow_up)
        blown = end if end < len(seen) or (left and not fell_out) else None
        calm, smoothed = seen[:end], smooth(seen[:end], smoothing)
        told = partial(Verdict, smoothed=smoothed, blow_up=blown, threshold=threshold)
        rounding = _rounding(start, best)
        lowest = int(np.argmin(calm)) if start - best > rounding else None
        if blown is None and fell_out:
            return told("no_bottom", lowest=lowest)
        if lowest is None:
            unmoved = blown is None and bool((np.abs(calm - start) <= rounding).all())
            return told("unchanged" if unmoved else "never_fell" if seen.size else "diverged_first")
        bounds = _bounds(calm, smoothed, start)
        if lowest == 0:
            return told("lowest_first", lowest=lowest, bounds=bounds)
        decades = np.log10(rates[:end])
        steepest, slope = _steepest(smoothed, decades, lowest)
        if not slope < 0:
            return told("no_steepest", lowest=lowest, bounds=bounds)
        last = (calm[-1] - calm[-2]) / (decades[-1] - decades[-2])
        if blown is None and lowest == end - 1 and last <= GOING * slope:
            return told("still_falling", lowest=lowest)
        # the smoothed loss knows one side only at its edge: the steepest fall may lie before it
        near = decades[steepest] - decades[0] <= EDGE * (np.log10(rates[-1]) - decades[0])
        if near or steepest <= smoothing / (1.0 - smoothing):
            return told("steepest_first", lowest=lowest, bounds=bounds)
        return told("found", lowest=lowest, suggestion=steepest, slope=slope, bounds=bounds)


def _steepest(smoothed: Array, decades: Array, lowest: int) -> tuple[int, float]:
    """Return where the smoothed loss falls fastest over log η before the lowest, and how fast."""
    slopes = np.gradient(smoothed, decades)[:lowest]
    slopes = np.where(np.isfinite(slopes), slopes, np.inf)
    steepest = int(np.argmin(slopes))
    return steepest, float(slopes[steepest])


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


def _rounding(start: float, best: float) -> float:
    """Return a difference of losses that says nothing."""
    return ROUNDING * max(abs(start), abs(best))


def _calm(seen: Array, start: float, factor: float) -> tuple[int, float, float]:
    """Return how many losses come before the blow-up, the lowest of them and the start, and the threshold."""
    end = len(seen)
    while True:
        best = min(start, float(seen[:end].min(initial=np.inf)))
        threshold = best + factor * (start - best)
        above = np.flatnonzero(seen[:end] > threshold + _rounding(start, best))
        if not above.size:
            return end, best, threshold
        end = int(above[0])  # a lowest loss that came by chance after the blow-up does not count


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
