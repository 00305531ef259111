"""Lanes: many runs side by side on arrays, one lane a run, each to the bit what `descend` makes of it.

All steps of a block of lanes are made before the next block, so that a block stays in the cache. Lanes that depart
are taken out now and then; what is asked of the end alone is kept at the end alone.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from itertools import islice
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.formula.bounds import is_finite_within
from engine.formula.floats import BOUND
from engine.formula.room import Room
from engine.noise import keys
from engine.outcome import GRADIENT_TOLERANCE, Flags
from engine.sweeps.lane_block import LaneBlock
from engine.sweeps.lane_ends import Drift, Lanes, Whole
from engine.sweeps.lane_given import Cancelled, Given, never
from engine.sweeps.progress import Tell, nobody, part_of
from engine.sweeps.tiles import hands_of, in_order, through
from engine.types import Array

__all__ = ["Cancelled", "Drift", "Lanes", "Whole", "run_lanes"]

BLOCK: Final = 16_384  # lanes


def run_lanes(
    descent: Descent,
    *,
    starts: Array,
    learning_rates: Array,
    knobs: Mapping[str, Array] | None = None,
    seeds: Whole | None = None,
    tolerance: Array | float = GRADIENT_TOLERANCE,
    drift_from: int | None = None,
    growth: bool = True,
    retire: bool = True,
    frames: Sequence[int] = (),
    cancelled: Callable[[], bool] = lambda: False,
    executor: Executor | None = None,
    on_progress: Tell = nobody,
    room: Room | None = None,
) -> Lanes:
    """Return the ends of k runs: starts (k, n), learning rates (k,), other knobs by name (k,), seeds (k,).

    What is not given is as the description has it; its own start, learning rate and `until` do not count: every
    lane makes all its steps. `tolerance` is a gradient norm, one for all or (k,); `drift_from` the step from which
    places are summed up; `frames` are steps whose points are kept; without `growth` nobody asks which losses grow.
    `retire` leaves out steps of lanes that cannot change any more, which changes nothing but the time. Raises
    ValueError for a start without a loss, for an unknown knob and for `until`, Cancelled when `cancelled` says so,
    which is asked before each block and every few steps. Blocks are made here, one after the other, or else by the
    executor, to the same bits; `on_progress` is told which share of all is made. `room` is what earlier
    lanes of the same description were made in.
    """
    given = _given(
        descent,
        starts,
        learning_rates,
        knobs,
        seeds,
        tolerance,
        drift_from,
        growth,
        retire,
        frames,
        cancelled,
        room,
    )
    parts = _parts(len(starts))
    if executor is not None:
        blocks = list(map(given.alone, parts))
        return _joined(through(executor, walk_block, blocks, cancelled=cancelled, on_progress=on_progress))
    tells = [part_of(on_progress, index, len(parts)) for index in range(len(parts))]
    with np.errstate(all="ignore"):
        return _joined([LaneBlock(given, part).run(tell) for part, tell in zip(parts, tells, strict=True)])


def run_tiles(
    descent: Descent,
    tiles: Sequence[Array],
    *,
    executor: Executor,
    growth: bool = True,
    retire: bool = True,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Tell = nobody,
) -> Generator[Lanes]:
    """Yield what `run_lanes` returns of the runs from each of several sets of starts (k, n), at the one learning rate.

    While somebody looks at one of them the executor makes the next ones, twice as many blocks as it makes at a time.
    """
    blocks = _Blocks(descent, tiles, growth=growth, retire=retire)
    made = in_order(
        executor,
        walk_block,
        blocks,
        ahead=2 * hands_of(executor),
        cancelled=cancelled,
        on_progress=on_progress,
    )
    with closing(made):
        for starts in tiles:
            yield _joined(list(islice(made, len(_parts(len(starts))))))


class _Blocks(Sequence[Given]):
    """What the blocks of several sets of starts are given, each made when it is asked for, and not kept."""

    def __init__(self, descent: Descent, tiles: Sequence[Array], *, growth: bool, retire: bool) -> None:
        self._descent, self._growth, self._retire = descent, growth, retire
        self._places = [(starts, part) for starts in tiles for part in _parts(len(starts))]

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Given: ...
    @overload
    def __getitem__(self, index: slice) -> list[Given]: ...
    def __getitem__(self, index: int | slice) -> Given | list[Given]:
        if isinstance(index, slice):
            return [self[place] for place in range(len(self))[index]]
        starts, part = self._places[index]
        rates = np.broadcast_to(np.float64(self._descent.optimizer.learning_rate), (len(starts[part]),))
        given = _given(self._descent, starts[part], rates, growth=self._growth, retire=self._retire)
        return given.alone(slice(None))


def _given(
    descent: Descent,
    starts: Array,
    learning_rates: Array,
    knobs: Mapping[str, Array] | None = None,
    seeds: Whole | None = None,
    tolerance: Array | float = GRADIENT_TOLERANCE,
    drift_from: int | None = None,
    growth: bool = True,
    retire: bool = True,
    frames: Sequence[int] = (),
    cancelled: Callable[[], bool] = never,
    room: Room | None = None,
) -> Given:
    if descent.until is not None:
        raise ValueError("until: a lane makes all its steps")
    count, dimension = starts.shape
    if dimension != descent.surface.dimension or learning_rates.shape != (count,):
        raise ValueError(
            f"starts: shape (lanes, {descent.surface.dimension}) is expected, and a rate for each"
        )
    if not set(knobs or {}) <= set(descent.program.knobs):
        raise ValueError("knobs: neither the optimizer nor the gradient source has one of these")
    if not defined(descent, starts).all():
        raise ValueError("starts: the loss has no value at one of them")
    room = room or Room()
    return Given(
        descent,
        np.ascontiguousarray(starts.T),
        np.asarray(learning_rates, dtype=np.float64),
        {name: np.asarray(values, dtype=np.float64) for name, values in (knobs or {}).items()},
        _keys(descent, starts, seeds),
        np.broadcast_to(np.asarray(tolerance, dtype=np.float64), (count,)),
        drift_from,
        cancelled,
        retire,
        frames,
        room,
        growth,
        room.thing("judged", dict),
    )


def _parts(count: int) -> list[slice]:
    return [slice(first, first + BLOCK) for first in range(0, max(count, 1), BLOCK)]


def walk_block(given: Given) -> Lanes:
    """Return the ends of the runs of one block, in whatever process this is."""
    own = given.alone(slice(None))  # its arrays go with it, whoever keeps what was given
    with np.errstate(all="ignore"):
        return LaneBlock(own, slice(0, len(own.rates))).run()


def defined(descent: Descent, starts: Array) -> Flags:
    """Return at which starts (k, n) a run can begin."""
    found = np.ones(len(starts), dtype=bool)
    with np.errstate(all="ignore"):
        for column in starts.T:
            found &= np.abs(column) <= BOUND
        if not is_finite_within(descent.surface.formula, BOUND):
            found &= np.isfinite(descent.surface.value(starts))
    return found


def _keys(descent: Descent, starts: Array, seeds: Whole | None) -> NDArray[np.uint64]:
    if not descent.gradient.record.draws:
        return np.zeros(len(starts), dtype=np.uint64)
    if seeds is None:
        return keys(descent.seed, starts)
    found = np.empty(len(starts), dtype=np.uint64)
    for seed in np.unique(seeds).tolist():
        found[seeds == seed] = keys(seed, starts[seeds == seed])
    return found


def _joined(blocks: list[Lanes]) -> Lanes:
    firsts = np.cumsum([0, *(len(block.ends) for block in blocks)])
    drifts = [block.drift for block in blocks if block.drift is not None]
    names = ("ends", "losses", "statuses", "last_moving", "departed_at", "grows", "tails")
    return Lanes(
        **{name: np.concatenate([getattr(block, name) for block in blocks]) for name in names},
        bouncing=np.concatenate(
            [block.bouncing + first for block, first in zip(blocks, firsts.tolist(), strict=False)]
        ),
        drift=Drift(
            np.concatenate([drift.origin for drift in drifts]),
            np.concatenate([drift.offsets for drift in drifts]),
            np.concatenate([drift.squares for drift in drifts]),
            drifts[0].count,
        )
        if drifts
        else None,
        frames=np.concatenate([block.frames for block in blocks], axis=1),
    )
