"""Shares: where the starts of a window end, against the learning rate, and when a valley lets go of its balls.

A valley has two borders. Above its minimum's own limit no ball comes to rest there any more; it circles in the valley,
and leaves it only at a larger rate.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.descent import Descent
from engine.outcome import BOUNCING, CONVERGED, DIVERGED, RUNNING, STALLED
from engine.surfaces.record import Window
from engine.sweeps.basins import TILE, Naming
from engine.sweeps.grid_cells import centres, points_of
from engine.sweeps.lanes import Lanes, Whole, defined, run_lanes
from engine.sweeps.places import NOWHERE, Minimum
from engine.sweeps.sweep import trial_of
from engine.types import Array

BESIDE: Final = 8  # balls that begin around a minimum
CLOSE: Final = 0.005  # of the window: how far from it they begin
FINER: Final = 17  # rates tried between the last at which all stay and the first at which one has left
MOST_BORDERS: Final = 24  # minima of which both borders are told, those that most runs reach


@dataclass(frozen=True)
class Border:
    """A valley by its minimum, and the rates up to which it keeps its balls.

    `stays` is the highest rate tried below `leaves`, `leaves` the lowest at which a ball that begins beside the minimum
    ends outside its valley: None if none does. Both are None if it was not tried.
    """

    minimum: Minimum
    stays: float | None
    leaves: float | None

    @property
    def tried(self) -> bool:
        """Whether any ball began beside the minimum."""
        return self.stays is not None or self.leaves is not None


@dataclass(frozen=True)
class RateShares:
    """Shares of the starts at each of k rising rates.

    `converged` and `bouncing` (m, k) are those at each of m minima, or circling in its valley; `others` (k,) those of
    every status that are in none of them, by status. `undefined` is the share of starts at which the loss has no value.
    """

    rates: Array
    borders: tuple[Border, ...]
    converged: Array
    bouncing: Array
    others: dict[int, Array]
    undefined: float
    starts: int


def basin_shares(
    descent: Descent,
    window: Window,
    resolution: Sequence[int],
    rates: Array,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> RateShares:
    """Return where the starts of a window, (nx, ny) cells, end at rising rates (k,); see `trial_of` for what does not
    count.
    """
    trial = trial_of(descent)
    starts = points_of(centres(window, resolution))
    begin = starts[defined(trial, starts)]
    naming = Naming(trial, cancelled)
    every, from_each = np.repeat(rates, len(begin)), np.tile(begin, (len(rates), 1))
    statuses, numbers = np.empty(len(every), dtype=np.uint8), np.full(len(every), NOWHERE)
    for first in range(0, len(every), TILE):
        tile = slice(first, first + TILE)
        lanes = _walked(trial, from_each[tile], every[tile], cancelled)
        statuses[tile], numbers[tile] = lanes.statuses, naming.numbers(lanes)
    minima, places = naming.told(statuses, numbers)
    shape, count = (len(rates), len(begin)), len(starts)
    statuses, places = statuses.reshape(shape), places.reshape(shape)
    named = {
        status: np.array([((statuses == status) & (places == k)).sum(axis=1) for k in range(len(minima))])
        for status in (CONVERGED, BOUNCING)
    }
    others = {
        status: (statuses == status).sum(axis=1)
        - (named[status].sum(axis=0) if status in named and len(minima) else 0)
        for status in (RUNNING, CONVERGED, STALLED, BOUNCING, DIVERGED)
    }
    empty = np.zeros((0, len(rates)))
    return RateShares(
        rates,
        _borders(naming, minima, rates, named, cancelled),
        named[CONVERGED] / count if minima else empty,
        named[BOUNCING] / count if minima else empty,
        {status: found / count for status, found in others.items()},
        1.0 - len(begin) / count,
        count,
    )


def _walked(descent: Descent, starts: Array, rates: Array, cancelled: Callable[[], bool]) -> Lanes:
    return run_lanes(descent, starts=starts, learning_rates=rates, growth=False, cancelled=cancelled)


def _borders(
    naming: Naming,
    minima: Sequence[Minimum],
    rates: Array,
    named: dict[int, Whole],
    cancelled: Callable[[], bool],
) -> tuple[Border, ...]:
    """Return the borders of each valley, first among the rates, then between two of them."""
    if not minima:
        return ()
    reached = np.sum([found.sum(axis=1) for found in named.values()], axis=0)
    chosen = np.sort(np.argsort(-reached, kind="stable")[:MOST_BORDERS]).tolist()
    first = _first_left(naming, [minima[place] for place in chosen], [rates] * len(chosen), cancelled)
    tried = {place: (rates, left) for place, left in zip(chosen, first, strict=True)}
    finer = {
        place: np.geomspace(rates[left - 1], rates[left], FINER) for place, (_, left) in tried.items() if left
    }
    later = _first_left(naming, [minima[place] for place in finer], list(finer.values()), cancelled)
    tried |= {place: (some, left) for (place, some), left in zip(finer.items(), later, strict=True)}
    return tuple(
        _border(minimum, *tried[place]) if place in tried else Border(minimum, None, None)
        for place, minimum in enumerate(minima)
    )


def _border(minimum: Minimum, rates: Array, first: int | None) -> Border:
    if first is None:
        return Border(minimum, float(rates[-1]), None)
    return Border(minimum, float(rates[first - 1]) if first else None, float(rates[first]))


def _first_left(
    naming: Naming, minima: Sequence[Minimum], rates: Sequence[Array], cancelled: Callable[[], bool]
) -> list[int | None]:
    """Return, for each minimum, which of its rates is the lowest at which a ball beside it has left its valley."""
    if not minima:
        return []
    descent = naming.descent
    reach = CLOSE * max(high - low for low, high in descent.surface.window)
    beside = np.concatenate(
        [
            np.repeat(_around(np.array(minimum.at), reach)[None], len(some), axis=0).reshape(
                -1, len(minimum.at)
            )
            for minimum, some in zip(minima, rates, strict=True)
        ]
    )
    around = len(_around(np.array(minima[0].at), reach))
    every = np.concatenate([np.repeat(some, around) for some in rates])
    home = np.repeat(np.arange(len(minima)), [around * len(some) for some in rates])
    begins = defined(descent, beside)
    lanes = _walked(descent, beside[begins], every[begins], cancelled)
    left = np.zeros(len(beside), dtype=bool)
    valleys = naming.valleys.of(lanes.ends)
    own = naming.places.of(np.array([minimum.at for minimum in minima]))
    left[begins] = (lanes.statuses == DIVERGED) | (valleys != own[home[begins]])
    found: list[int | None] = []
    for place, some in enumerate(rates):
        out = np.flatnonzero(left[home == place].reshape(len(some), around).any(axis=1))
        found.append(int(out[0]) if len(out) else None)
    return found


def _around(point: Array, reach: float) -> Array:
    """Return points around another, (b, n)."""
    if len(point) == 1:
        return point + reach * np.array([[-1.0], [1.0]])
    turns = 2 * math.pi * (np.arange(BESIDE) + 0.5) / BESIDE
    return np.asarray(point + reach * np.stack([np.cos(turns), np.sin(turns)], axis=1))
