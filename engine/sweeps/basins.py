"""Basins: what becomes of a run from every start of a grid.

A start is the centre of its cell. What a cell says is what `descend` says of the run from there, whatever other cells
there are; cells of a finer grid have other centres, so that nothing of a coarser one is used again.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.formula.room import Room
from engine.outcome import BOUNCING, CONVERGED, STALLED, STATUSES, Flags
from engine.surfaces.record import Window
from engine.sweeps.grid_cells import axes_of, centres, lay, nearest, patches, points_of
from engine.sweeps.lanes import Lanes, Whole, defined, run_lanes, run_tiles
from engine.sweeps.places import LEVEL_LOSS, NOWHERE, Minimum, Places, minimum_of
from engine.sweeps.progress import Tell, nobody, part_of
from engine.sweeps.stalls import Stall, Stalls
from engine.sweeps.sweep import NO_STEP, ending_steps
from engine.sweeps.valleys import Valleys
from engine.types import Array

UNDEFINED: Final = len(STATUSES)  # the loss has no value at the start
OUTCOMES: Final = (*STATUSES, "undefined")
SIDE: Final = 128  # cells along each side of the patches that are walked: as many as a block of lanes
TILE: Final = 65_536  # cells walked before the next ones
MOST_MINIMA: Final = 500  # told of in one map, those that most starts reach
MOST_POINTS: Final = 40_000  # of all fall lines of one map
COARSEST: Final = 16  # cells along the shorter side of the first map of several
REFINED: Final = 4  # times as many cells along each side of the next


@dataclass(frozen=True)
class Share:
    """How many starts have the same status and the same place, NOWHERE for none."""

    status: int
    place: int
    count: int
    share: float


@dataclass(frozen=True)
class Basins:
    """What becomes of runs from a grid of starts; arrays have the shape (ny, nx), on a curve (nx,).

    `axes` are the coordinates of the starts, x first. `statuses` index OUTCOMES. `places` index `minima` where a run
    converged, or in whose valley it bounces, and `stalls` where it stalled; NOWHERE for none. `steps` are as
    `ending_steps` has them. `astray` says which runs converged to another minimum than the nearest to their start,
    of all in `minima`. Ends nearer to each other than `tolerance` are one place. `ends` (ny, nx, n) are the last
    points, NaN where the loss has no value.
    """

    axes: tuple[Array, ...]
    statuses: NDArray[np.uint8]
    places: NDArray[np.int16]
    steps: NDArray[np.int32]
    astray: Flags
    ends: Array
    minima: tuple[Minimum, ...]
    stalls: tuple[Stall, ...]
    tolerance: float

    @property
    def shares(self) -> tuple[Share, ...]:
        """How the starts part, the largest share first."""
        return shares_of(self.statuses.ravel(), self.places.ravel())


def shares_of(statuses: NDArray[np.uint8], places: NDArray[np.signedinteger]) -> tuple[Share, ...]:
    """Return how runs part by status and place, both (k,), the largest share first."""
    kinds, counts = np.unique(statuses.astype(np.int64) * 65_536 + places + 1, return_counts=True)
    found = [
        Share(kind // 65_536, kind % 65_536 - 1, count, count / len(statuses))
        for kind, count in zip(kinds.tolist(), counts.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda share: -share.count))


def basins(
    descent: Descent,
    window: Window,
    resolution: Sequence[int],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    executor: Executor | None = None,
    on_progress: Tell = nobody,
    retire: bool = True,
) -> Basins:
    """Return what becomes of a run from every cell of a window, of (nx, ny) cells, on a curve (nx,).

    The description's own start and `until` do not count. `retire` leaves runs alone that cannot change any more; it
    changes nothing but the time it takes. The runs are made here, or by the executor, while `on_progress` is told which
    share of them is made. Raises Cancelled when `cancelled` says so.
    """
    trial = replace(descent, until=None)
    axes = centres(window, resolution)
    shape = tuple(len(axis) for axis in reversed(axes))
    statuses, numbers = np.empty(shape, dtype=np.uint8), np.empty(shape, dtype=np.int32)
    steps, ends = np.empty(shape, dtype=np.int32), np.empty((*shape, len(axes)))
    naming = Naming(trial, cancelled)
    parts, many = patches(resolution, SIDE), max(1, TILE // SIDE**2)
    groups = [parts[first : first + many] for first in range(0, len(parts), many)]
    tiles = [np.concatenate([points_of(axes_of(axes, part)) for part in chosen]) for chosen in groups]
    walks = _walks(trial, tiles, executor, retire=retire, cancelled=cancelled, on_progress=on_progress)
    with closing(walks):
        for chosen, tile, lanes in zip(groups, tiles, walks, strict=True):
            lay((statuses, numbers, steps, ends), naming.named(tile, lanes), chosen)
    minima, told = naming.told(statuses.ravel(), numbers.ravel())
    places = told.astype(np.int16).reshape(shape)
    at = np.array([minimum.at for minimum in minima]).reshape(-1, len(axes))
    return Basins(
        axes,
        statuses,
        places,
        steps,
        (statuses == CONVERGED) & (places != NOWHERE) & (places != nearest(axes, at)),
        ends,
        minima,
        naming.stalls.found,
        naming.places.reach,
    )


def refine(
    descent: Descent,
    window: Window,
    resolution: Sequence[int],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Basins]:
    """Yield basins coarse to fine, those that were asked for last."""
    for level in levels(resolution):
        yield basins(descent, window, level, cancelled=cancelled)


def levels(resolution: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return the resolutions that lead to this one, coarse to fine."""
    found = [tuple(resolution)]
    while min(found[0]) >= COARSEST * REFINED:
        found.insert(0, tuple(count // REFINED for count in found[0]))
    return tuple(found)


def _walks(
    descent: Descent,
    tiles: Sequence[Array],
    executor: Executor | None,
    *,
    retire: bool,
    cancelled: Callable[[], bool],
    on_progress: Tell,
) -> Generator[Lanes]:
    """Yield the lanes of those starts of each tile (k, n) from which a run can begin."""
    begins = (_begins(descent, tile) for tile in tiles)
    if executor is not None:
        yield from run_tiles(
            descent,
            list(begins),
            executor=executor,
            growth=False,
            retire=retire,
            cancelled=cancelled,
            on_progress=on_progress,
        )
        return
    room = Room()
    for index, begin in enumerate(begins):
        yield run_lanes(
            descent,
            starts=begin,
            learning_rates=np.broadcast_to(np.float64(descent.optimizer.learning_rate), (len(begin),)),
            growth=False,
            retire=retire,
            cancelled=cancelled,
            on_progress=part_of(on_progress, index, len(tiles)),
            room=room,
        )


def _begins(descent: Descent, starts: Array) -> Array:
    begins = defined(descent, starts)
    return starts if begins.all() else starts[begins]


class Naming:
    """Names for the ends of runs, given tile by tile."""

    def __init__(self, descent: Descent, cancelled: Callable[[], bool] = lambda: False) -> None:
        self.descent = descent
        self.places = Places(descent.surface, cancelled=cancelled)
        self.valleys = Valleys(descent.surface, self.places, most=MOST_POINTS)
        self.stalls = Stalls(descent.surface, cancelled=cancelled)

    def named(self, starts: Array, lanes: Lanes) -> tuple[NDArray[np.uint8], Whole, Whole, Array]:
        """Return statuses, numbers of places, steps (k,) and ends (k, n) of starts (k, n) and the lanes from them."""
        found = lanes.statuses, self.numbers(lanes), ending_steps(lanes), lanes.ends
        if len(lanes.ends) == len(starts):
            return found
        begin = defined(self.descent, starts)
        statuses = np.full(len(starts), UNDEFINED, dtype=np.uint8)
        numbers, steps = np.full(len(starts), NOWHERE), np.full(len(starts), NO_STEP)
        ends = np.full(starts.shape, np.nan)
        statuses[begin], numbers[begin], steps[begin], ends[begin] = found
        return statuses, numbers, steps, ends

    def numbers(self, lanes: Lanes, on_progress: Tell = nobody) -> Whole:
        """Return the number of the place of each lane, shape (k,); it is told how many valleys are known."""
        found = np.full(len(lanes.ends), NOWHERE)
        for status, number in ((CONVERGED, self.places.of), (STALLED, self.stalls.of)):
            there = lanes.statuses == status
            if there.all():
                return number(lanes.ends)
            if there.any():
                found[there] = number(lanes.ends[there])
        if len(lanes.bouncing):
            found[lanes.bouncing] = self.valleys.of_tails(lanes.tails, on_progress)
        return found

    def told(
        self, statuses: NDArray[np.uint8], numbers: NDArray[np.signedinteger]
    ) -> tuple[tuple[Minimum, ...], Whole]:
        """Return the minima, the catalog's first and then those found, lowest first, and the places among them."""
        at_minima = (statuses == CONVERGED) | (statuses == BOUNCING)
        everywhere, after = bool(at_minima.all()), numbers + 1  # NOWHERE comes first
        chosen = after if everywhere else after[at_minima]
        counts = np.bincount(chosen, minlength=len(self.places.points) + 1)[1:]
        known = range(self.places.known)
        found = [number for number in np.argsort(-counts, kind="stable").tolist() if number not in known]
        found = [number for number in found if counts[number]][: MOST_MINIMA - len(known)]
        minima = {number: self._minimum(number) for number in (*known, *found)}
        step = LEVEL_LOSS * max((abs(minima[number].loss) for number in found), default=0.0) + LEVEL_LOSS
        depth = {number: round(minima[number].loss / step) for number in found}
        order = [*known, *sorted(found, key=lambda number: (depth[number], minima[number].at))]
        place_after = np.full(len(counts) + 1, NOWHERE, dtype=numbers.dtype)
        place_after[[number + 1 for number in order]] = np.arange(len(order))
        # where a run stalled its number is no minimum's, and what that gives does not count
        places = place_after.take(after, mode="clip")
        told = places if everywhere else np.where(at_minima, places, numbers)
        return tuple(minima[number] for number in order), told

    def _minimum(self, number: int) -> Minimum:
        self.places.go_on()
        return minimum_of(self.descent, self.places, number)
