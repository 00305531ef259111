"""Shares: where the starts of a window end, against the learning rate, and when a valley lets go of its balls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.descent import Descent
from engine.outcome import BOUNCING, CONVERGED, DIVERGED, RUNNING, STALLED
from engine.surfaces.record import Window
from engine.sweeps.basins import TILE, Naming
from engine.sweeps.borders import Border, borders_of
from engine.sweeps.grid_cells import centres, points_of
from engine.sweeps.lanes import Lanes, Whole, defined, run_lanes
from engine.sweeps.places import NOWHERE
from engine.sweeps.progress import Tell, nobody, part_of, stage
from engine.sweeps.sweep import trial_of
from engine.types import Array

WALKED: Final = (
    0.2  # of the time of all runs goes into their steps where most circle, the rest into naming valleys
)
NAMED: Final = 0.9  # of all time goes into these runs, the rest into those that begin beside the minima
MOST_BORDERS: Final = (
    12  # minima of which both borders are told: the catalog's first, then those that most runs reach
)


@dataclass(frozen=True)
class RateShares:
    """Shares of the starts at each of k rising rates.

    `converged` and `bouncing` (m, k) are those at each of m minima, or circling in its valley; `others` (k,) those of
    every status that are in none of them, by status. `undefined` is the share of starts at which the loss has no value,
    `starts` how many there are, `steps` how many each of their runs makes.
    """

    rates: Array
    borders: tuple[Border, ...]
    converged: Array
    bouncing: Array
    others: dict[int, Array]
    undefined: float
    starts: int
    steps: int


def basin_shares(
    descent: Descent,
    window: Window,
    resolution: Sequence[int],
    rates: Array,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Tell = nobody,
) -> RateShares:
    """Return where the starts of a window, (nx, ny) cells, end at rising rates (k,); see `trial_of` for what does not
    count.

    `on_progress` is told which share of the work is done. Raises Cancelled when `cancelled` says so.
    """
    trial = trial_of(descent)
    starts = points_of(centres(window, resolution))
    begin = starts[defined(trial, starts)]
    naming = Naming(trial, cancelled)
    every, from_each = np.repeat(rates, len(begin)), np.tile(begin, (len(rates), 1))
    statuses, numbers = np.empty(len(every), dtype=np.uint8), np.full(len(every), NOWHERE)
    tiles = range(0, len(every), TILE)
    for index, first in enumerate(tiles):
        tell = part_of(stage(on_progress, 0.0, NAMED), index, len(tiles))
        tile = slice(first, first + TILE)
        lanes = _walked(trial, from_each[tile], every[tile], cancelled, stage(tell, 0.0, WALKED))
        statuses[tile] = lanes.statuses
        numbers[tile] = naming.numbers(lanes, stage(tell, WALKED, 1.0))
    minima, places = naming.told(statuses, numbers)
    shape, count = (len(rates), len(begin)), len(starts)
    statuses, places = statuses.reshape(shape), places.reshape(shape)
    named = {
        status: _counts(np.where(statuses == status, places, NOWHERE), len(minima))
        for status in (CONVERGED, BOUNCING)
    }
    others = {
        status: (statuses == status).sum(axis=1) - (named[status].sum(axis=0) if status in named else 0)
        for status in (RUNNING, CONVERGED, STALLED, BOUNCING, DIVERGED)
    }
    reached = named[CONVERGED].sum(axis=1) + named[BOUNCING].sum(axis=1)
    chosen = sorted(range(len(minima)), key=lambda place: (not minima[place].known, -reached[place]))[
        :MOST_BORDERS
    ]
    tell = stage(on_progress, NAMED, 1.0)
    told = borders_of(
        trial, [minima[place] for place in chosen], rates, cancelled=cancelled, on_progress=tell
    )
    by_place = dict(zip(chosen, told, strict=True))
    borders = (by_place.get(place, Border(one, None, None)) for place, one in enumerate(minima))
    on_progress(1.0)
    return RateShares(
        rates,
        tuple(borders),
        named[CONVERGED] / count,
        named[BOUNCING] / count,
        {status: found / count for status, found in others.items()},
        1.0 - len(begin) / count,
        count,
        descent.steps,
    )


def _walked(
    descent: Descent, starts: Array, rates: Array, cancelled: Callable[[], bool], on_progress: Tell
) -> Lanes:
    return run_lanes(
        descent,
        starts=starts,
        learning_rates=rates,
        growth=False,
        cancelled=cancelled,
        on_progress=on_progress,
    )


def _counts(places: Whole, most: int) -> Whole:
    """Return how often each of so many places occurs in each row (k, n), shape (most, k); NOWHERE does not count."""
    rows = np.arange(len(places))[:, None] * (most + 1)
    table = np.bincount((rows + places + 1).ravel(), minlength=len(places) * (most + 1))
    return table.reshape(len(places), most + 1)[:, 1:].T
