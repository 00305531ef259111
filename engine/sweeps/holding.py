"""How large a learning rate may be before a ground lets go of its ball."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.descent import Descent
from engine.outcome import BOUNCING, CONVERGED, DIVERGED, RUNNING, STALLED
from engine.sweeps.places import NOWHERE, Minimum
from engine.sweeps.sweep import Sweep, sweep
from engine.types import Array


@dataclass(frozen=True)
class Holding:
    """Up to which of the rates that were tried a ground holds its ball, and what becomes of the ball at the next.

    `home` is the minimum in which the ball rests at the lowest rate that brings it to rest, None where none does.
    `holds_to` is the highest rate below which every rate leads home or is on its way there, at or below the limit
    there and no higher than it began; None where not even the lowest does. `lets_go_at` is the next rate, None where
    all hold; `becomes` its status as an index into STATUSES and `reaches` the minimum that it ends in or circles
    instead, None for none. `moves` is False where the ball stands still at every rate.
    """

    home: Minimum | None
    holds_to: float | None
    lets_go_at: float | None
    becomes: int | None
    reaches: Minimum | None
    moves: bool


def holding(descent: Descent, rates: Array, *, cancelled: Callable[[], bool] = lambda: False) -> Holding:
    """Return how far a run as described is held, tried at rising rates (k,)."""
    return read_holding(sweep(descent, rates, cancelled=cancelled), descent)


def holdings(
    descents: Sequence[Descent], rates: Array, *, cancelled: Callable[[], bool] = lambda: False
) -> list[Holding]:
    """Return the same for each of several runs."""
    return [holding(descent, rates, cancelled=cancelled) for descent in descents]


def read_holding(found: Sweep, descent: Descent) -> Holding:
    """Return how far a run is held, read off a sweep of it."""
    began = float(descent.surface.formula.at(descent.start)[0])
    statuses, places = found.statuses, found.places
    converged = np.flatnonzero(statuses == CONVERGED)
    home = int(places[converged[0]]) if len(converged) else NOWHERE
    lost = (statuses == DIVERGED) | (statuses == BOUNCING) | (statuses == STALLED)
    lost |= (statuses == CONVERGED) & (places != home)
    with np.errstate(invalid="ignore"):
        lost |= found.losses > began  # thrown out, whatever comes of it later
    limit = None if home == NOWHERE else found.minima[home].limit
    if (
        limit is not None
    ):  # what has not left yet is no longer held, though it may seem to rest for thousands of steps
        leaves = (found.rates > limit) & ((statuses == CONVERGED) & (places == home) | (statuses == RUNNING))
        lost |= leaves
        statuses = np.where(leaves, RUNNING, statuses)
    first = int(lost.argmax()) if lost.any() else len(lost)
    all_hold = first == len(lost)
    reached = NOWHERE if all_hold else int(places[first])
    return Holding(
        home=None if home == NOWHERE else found.minima[home],
        holds_to=float(found.rates[first - 1]) if first > 0 else None,
        lets_go_at=None if all_hold else float(found.rates[first]),
        becomes=None if all_hold else int(statuses[first]),
        reaches=None if reached in (NOWHERE, home) else found.minima[reached],
        moves=bool((statuses != STALLED).any()),
    )
