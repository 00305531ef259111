"""Swarms: many starts descending together, with a tally of where they end.

With noise every start is walked with several seeds: how much of a tally is the starts' doing, and how much luck?
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.noise import uniforms
from engine.outcome import CONVERGED, DIVERGED
from engine.surfaces.record import Window
from engine.sweeps.basins import Naming, shares_of
from engine.sweeps.lanes import Lanes, Whole, defined, run_lanes
from engine.sweeps.places import Minimum, as_low
from engine.sweeps.progress import Tell, nobody, stage
from engine.sweeps.stalls import Stall
from engine.types import Array

_BASES: Final = (2, 3)  # of the Halton sequence, one an axis


@dataclass(frozen=True)
class Tally:
    """How many starts end so: the mean over the seeds, the fewest, the most, and the standard deviation."""

    status: int
    place: int
    mean: float
    fewest: int
    most: int
    deviation: float


@dataclass(frozen=True)
class Swarm:
    """How runs from k starts end, with each of s seeds; one seed stands for all where nothing is random.

    `statuses`, `places`, `steps` and `losses` (s, k) and `ends` (s, k, n) are as those of Basins. `tally` has the most
    frequent outcome first. `spread` (k,) is the root-mean-square distance of a start's ends from their mean over the
    seeds, NaN where one of them diverged; None for one seed. `frames` (f, k, n) are the points of the first seed's runs
    at `frame_steps`, NaN from where a run has left.
    """

    starts: Array
    seeds: tuple[int, ...]
    statuses: NDArray[np.uint8]
    places: Whole
    steps: Whole
    losses: Array
    ends: Array
    minima: tuple[Minimum, ...]
    stalls: tuple[Stall, ...]
    tally: tuple[Tally, ...]
    spread: Array | None
    frame_steps: tuple[int, ...]
    frames: Array


def random_starts(window: Window, count: int, seed: int) -> Array:
    """Return starts drawn evenly from a window, shape (count, n); the first ones do not depend on count."""
    low, high = np.array(window, dtype=np.float64).T
    return np.asarray(low + (high - low) * uniforms(seed, count, len(window)))


def even_starts(window: Window, count: int) -> Array:
    """Return so many starts spread evenly over a window, shape (count, n).

    They are the points 1 … count of the Halton sequence (Halton, 1960, doi:10.1007/BF01386213).
    """
    low, high = np.array(window, dtype=np.float64).T
    columns = [[_radical_inverse(k, base) for k in range(1, count + 1)] for base in _BASES[: len(window)]]
    return np.asarray(low + (high - low) * np.array(columns).T)


def _radical_inverse(number: int, base: int) -> float:
    """Return the digits of a number mirrored at the point."""
    found, size = 0.0, 1.0
    while number:
        number, digit = divmod(number, base)
        size /= base
        found += size * digit
    return found


def swarm(
    descent: Descent,
    starts: Array,
    *,
    seeds: Sequence[int] = (),
    frames: int = 0,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Tell = nobody,
) -> Swarm:
    """Return how runs from starts (k, n) end; the description's own start and `until` do not count.

    `seeds` count where something is random; without any it is the description's own. `frames` is how many moments of
    the way are kept, the start and the end among them. `on_progress` is told which share of the steps is made.
    """
    trial = replace(descent, until=None)
    chosen = tuple(seeds) if trial.is_noisy and seeds else (trial.seed,)
    begins, frame_steps, naming = (
        defined(trial, starts),
        _evenly(trial.steps, frames),
        Naming(trial, cancelled),
    )
    seen = np.full((len(frame_steps), *starts.shape), np.nan)
    parts = []
    first = 1 / len(chosen)
    for some, shown, begin, end in ((chosen[:1], frame_steps, 0.0, first), (chosen[1:], (), first, 1.0)):
        tell = stage(on_progress, begin, end)
        lanes = _walked(trial, starts[begins], some, shown, cancelled, tell)
        losses = np.full((len(some), len(starts)), np.nan)
        left = lanes.statuses == DIVERGED
        losses[:, begins] = np.where(left, np.nan, lanes.losses).reshape(len(some), begins.sum())
        if shown:
            seen[:, begins] = lanes.frames
        parts.append((*naming.named(np.tile(starts, (len(some), 1)), lanes), losses.ravel()))
    statuses, numbers, steps, ends, losses = (np.concatenate(kind) for kind in zip(*parts, strict=True))
    minima, places = naming.told(statuses, numbers)
    shape = (len(chosen), len(starts))
    statuses, places = statuses.reshape(shape), places.reshape(shape)
    ends = ends.reshape(*shape, starts.shape[1])
    return Swarm(
        starts,
        chosen,
        statuses,
        places,
        steps.reshape(shape),
        losses.reshape(shape),
        ends,
        minima,
        naming.stalls.found,
        _tally(statuses, places),
        _spread(statuses, ends) if len(chosen) > 1 else None,
        frame_steps,
        seen,
    )


def _walked(
    descent: Descent,
    starts: Array,
    seeds: Sequence[int],
    frames: Sequence[int],
    cancelled: Callable[[], bool],
    on_progress: Tell,
) -> Lanes:
    """Return the lanes from all starts with the first seed, then from all with the second, and so on."""
    return run_lanes(
        descent,
        starts=np.tile(starts, (len(seeds), 1)),
        learning_rates=np.full(len(seeds) * len(starts), descent.optimizer.learning_rate),
        seeds=np.repeat(np.array(seeds, dtype=np.int64), len(starts)),
        frames=frames,
        growth=False,
        cancelled=cancelled,
        on_progress=on_progress,
    )


def _evenly(steps: int, frames: int) -> tuple[int, ...]:
    """Return so many steps, evenly spread, the first and the last among them; all, if there are no more."""
    if not frames:
        return ()
    return tuple(np.unique(np.linspace(0, steps, min(frames, steps + 1)).round().astype(int)).tolist())


def _tally(statuses: NDArray[np.uint8], places: Whole) -> tuple[Tally, ...]:
    found = []
    for share in shares_of(statuses.ravel(), places.ravel()):
        counts = ((statuses == share.status) & (places == share.place)).sum(axis=1)
        found.append(
            Tally(
                share.status,
                share.place,
                float(counts.mean()),
                int(counts.min()),
                int(counts.max()),
                float(counts.std(ddof=1)) if len(counts) > 1 else 0.0,
            )
        )
    return tuple(found)


def _spread(statuses: NDArray[np.uint8], ends: Array) -> Array:
    away = np.square(ends - ends.mean(axis=0)).sum(axis=2)
    spread = np.sqrt(away.mean(axis=0))
    return np.where((statuses == DIVERGED).any(axis=0), np.nan, spread)


def lowest_of(found: Swarm) -> list[int]:
    """Return which of the minima are the lowest: one, or several that are equally low."""
    lowest = min((minimum.loss for minimum in found.minima), default=0.0)
    return [place for place, minimum in enumerate(found.minima) if as_low(minimum.loss, lowest)]


def lowest_reached(found: Swarm) -> float | None:
    """Return the share of runs that come to rest in the lowest of the minima or one as low, None if there are none."""
    if not found.minima:
        return None
    return float(((found.statuses == CONVERGED) & np.isin(found.places, lowest_of(found))).mean())
