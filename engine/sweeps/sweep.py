"""A sweep: one run tried at many learning rates, and what becomes of each."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.outcome import BOUNCING, CONVERGED, DIVERGED
from engine.sweeps.lanes import Lanes, Whole, run_lanes
from engine.sweeps.places import NOWHERE, Minimum, Places, minima_of
from engine.sweeps.valleys import Valleys
from engine.types import Array

NO_STEP: Final = -1


@dataclass(frozen=True)
class Span:
    """Neighbouring rates, from `lowest` to `highest`, with the same status and the same place."""

    lowest: float
    highest: float
    status: int
    place: int


@dataclass(frozen=True)
class Sweep:
    """What became of a run at each of k rising rates.

    `statuses` index STATUSES, `places` index `minima`: where a run converged, or in whose valley it bounces; NOWHERE
    for none. `steps` (k,) is the step from which a converged run rests, of a diverged one that with which it left,
    NO_STEP for all others; `losses` (k,) those at the end, NaN for a diverged one. `first_failing` is the lowest rate
    above a converged one that does not converge, `first_harmful` the lowest that bounces or diverges; `fastest` the
    rate that rests in the fewest steps.
    """

    rates: Array
    statuses: NDArray[np.uint8]
    places: Whole
    steps: Whole
    losses: Array
    minima: tuple[Minimum, ...]
    spans: tuple[Span, ...]
    first_failing: float | None
    first_harmful: float | None
    fastest: float | None


def spread(lowest: float, highest: float, count: int) -> Array:
    """Return rates with equal ratios from the lowest to the highest, both among them.

    They are fewer where there are not so many numbers from the one to the other.
    """
    rates = np.geomspace(lowest, highest, count).clip(lowest, highest)
    rates[0], rates[-1] = lowest, highest
    return np.unique(rates)


def trial_of(descent: Descent) -> Descent:
    """Return the description that is tried: without changes of the rate by hand, and with all its steps."""
    return replace(descent, schedule=descent.schedule.without_changes(), until=None)


def sweep(
    descent: Descent,
    rates: Array,
    *,
    valleys: bool = True,
    cancelled: Callable[[], bool] = lambda: False,
) -> Sweep:
    """Return what becomes of a run at rising rates (k,), everything else as described; see `trial_of`.

    Without `valleys` it is not sought in whose valley a run bounces, which takes longer than all the steps.
    """
    trial = trial_of(descent)
    starts = np.tile(np.array(trial.start), (len(rates), 1))
    lanes = run_lanes(trial, starts=starts, learning_rates=rates, cancelled=cancelled)
    minima, places = _places(trial, lanes, cancelled, valleys=valleys)
    statuses = lanes.statuses
    converged, diverged = statuses == CONVERGED, statuses == DIVERGED
    steps = ending_steps(lanes)
    failing = np.flatnonzero(~converged & np.logical_or.accumulate(converged))
    fastest = min(np.flatnonzero(converged).tolist(), key=lambda k: int(steps[k]), default=None)
    return Sweep(
        rates,
        statuses,
        places,
        steps,
        np.where(diverged, np.nan, lanes.losses),
        minima,
        tuple(_spans(rates, statuses, places)),
        _first(rates, failing),
        _first(rates, np.flatnonzero(diverged | (statuses == BOUNCING))),
        None if fastest is None else float(rates[fastest]),
    )


def ending_steps(lanes: Lanes) -> Whole:
    """Return the step from which converged runs rest, or with which diverged ones left; NO_STEP for all others."""
    found = np.where(lanes.statuses == CONVERGED, lanes.last_moving + 1, NO_STEP)
    return np.where(lanes.statuses == DIVERGED, lanes.departed_at, found)


def _first(rates: Array, chosen: Whole) -> float | None:
    return float(rates[chosen[0]]) if len(chosen) else None


def _places(
    descent: Descent, lanes: Lanes, cancelled: Callable[[], bool], *, valleys: bool
) -> tuple[tuple[Minimum, ...], Whole]:
    """Return the minima that were reached, with `valleys` those circled as well, and for each run which of them."""
    places = Places(descent.surface, cancelled=cancelled)
    numbers = np.full(len(lanes.ends), NOWHERE)
    arrived = lanes.statuses == CONVERGED
    if arrived.any():
        numbers[arrived] = places.of(lanes.ends[arrived])
    if valleys:
        found = Valleys(descent.surface, places)
        for lane, tail in zip(lanes.bouncing.tolist(), lanes.tails, strict=True):
            numbers[lane] = found.of_tail(tail)
    return minima_of(descent, places, numbers)


def _spans(rates: Array, statuses: NDArray[np.uint8], places: Whole) -> list[Span]:
    outcomes = zip(statuses.tolist(), places.tolist(), rates.tolist(), strict=True)
    found = []
    for (status, place), group in itertools.groupby(outcomes, key=lambda outcome: outcome[:2]):
        same = [rate for _, _, rate in group]
        found.append(Span(same[0], same[-1], status, place))
    return found
