"""Lanes of one block, walked together in place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.descent import Descent
from engine.explanation import VALLEY_POINTS
from engine.formula.block_loop import Running
from engine.formula.floats import BOUND
from engine.noise import normals
from engine.outcome import BOUNCING, DIVERGED, RECENT, STILL
from engine.program import unpack
from engine.sweeps.lane_ends import Drift, Lanes
from engine.sweeps.lane_statuses import grows_of, statuses_of
from engine.types import Array

WATCHED: Final = 64  # steps between two looks at whether anyone still waits
CROWD: Final = 0.125  # share of departed lanes at which they are taken out
DRAWN: Final = 1 << 18  # random numbers drawn at a time
ROUNDING: Final = 4 * np.finfo(np.float64).eps  # relative: more than √(a² + b²) is ever off


class Cancelled(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True)
class Given:
    """What `run_lanes` was given, the points by columns."""

    descent: Descent
    starts: Array
    rates: Array
    knobs: Mapping[str, Array]
    keys: NDArray[np.uint64]
    tolerance: Array
    drift_from: int | None
    cancelled: Callable[[], bool]


class LaneBlock:
    """Lanes of one block. Results have an entry for each of them, everything else for those that still run."""

    def __init__(self, given: Given, part: slice) -> None:
        self.given, self.descent, self.part = given, given.descent, part
        self.dimension, self.steps = given.descent.surface.dimension, given.descent.steps
        starts = given.starts[:, part]
        count = starts.shape[1]
        self.ends, self.losses = starts.copy(), np.empty(count)
        self.last_moving, self.departed_at = np.full(count, -1), np.full(count, -1)
        self.lanes = np.arange(count)  # those that still run, by their place in the block
        self.alive = np.ones(count, dtype=bool)
        self.moving = np.full(count, -1)
        self.first_recent = max(0, self.steps + 1 - RECENT)
        self.drift_from = self.steps + 1 if given.drift_from is None else given.drift_from
        self.recent = np.empty((0, self.dimension, 0))
        self.recent_losses = np.empty((0, 0))
        self.recent_norms = np.empty((0, 0))
        self.drift: Drift | None = None
        # each key of lanes that draw once, and which of them a lane has
        self.keys, self.key_of = given.keys[:0], np.empty(0, dtype=np.intp)
        schedule, count = self.descent.schedule, self.steps + 1
        self.multipliers = schedule.without_changes().learning_rates(1.0, 0, count)
        # NaN where a lane's own rate counts, else the rate that was set by hand
        self.by_hand = schedule.learning_rates(np.nan, 0, count)
        self._set_up([*starts, *(np.array(leaf) for leaf in unpack(self.descent.program.initial()))])

    def _set_up(self, carried: list[Array]) -> None:
        """Lay out the arrays for the lanes that still run."""
        given, program, lanes = self.given, self.descent.program, self.lanes
        self.own_rates = self._shared(given.rates[self.part][lanes])
        settings = self.descent.settings
        fixed = [
            given.knobs[name][self.part][lanes] if name in given.knobs else np.array(settings[name])
            for name in program.knobs
        ]
        draws = self.dimension if self.descent.gradient.record.draws else 0
        if draws:
            self.keys, self.key_of = np.unique(given.keys[self.part][lanes], return_inverse=True)
        like = np.empty(()) if len(self.keys) == 1 else np.empty(len(lanes))
        varying = [np.empty_like(self.own_rates), *(np.empty_like(like) for _ in range(draws))]
        self.running = Running(program.block_loop, carried, fixed, varying)
        self.drawn, self.drawn_from = np.empty((self.dimension, 0, 0)), 0
        self.tolerance = self._shared(given.tolerance[self.part][lanes])
        # a norm is never shorter than its longest leg, nor longer than that times the root of their number
        self.clearly = self.tolerance * (1.0 + ROUNDING)
        self.surely = self.tolerance * (1.0 - ROUNDING) / np.sqrt(self.dimension)

    @staticmethod
    def _shared(values: Array) -> Array:
        """Return one number where all are equal."""
        return np.array(values[0]) if len(values) and (values == values[0]).all() else values

    def run(self) -> Lanes:
        """Make all steps."""
        varies = self.descent.schedule.varies
        for step in range(self.steps + 1):
            if step % WATCHED == 0 and self.given.cancelled():
                raise Cancelled
            if step == 0 or varies:
                self._set_rate(step)
            if len(self.running.varying) > 1:
                self._set_draws(step)
            losses = self.running.evaluate()
            if step == 0:
                self.first_losses = np.array(np.broadcast_to(losses, self.alive.shape))
            self._sort_out(step, losses)
            if not len(self.lanes) or not self.alive.any():
                break
            losses = self._thin_out(step, losses)
            points = self.running.carried[: self.dimension]
            if step >= self.first_recent:
                self._remember(step, points, losses)
            if step >= self.drift_from:
                self._drift(step, points)
            self._note_moving(step, self.running.step())
        return self._finished()

    def _set_rate(self, step: int) -> None:
        rate, by_hand = self.running.varying[0], self.by_hand[step]
        if np.isnan(by_hand):
            np.multiply(self.own_rates, self.multipliers[step], out=rate)
        else:
            rate[...] = by_hand

    def _set_draws(self, step: int) -> None:
        place = step - self.drawn_from
        if place >= self.drawn.shape[2]:
            count = max(1, min(DRAWN // len(self.keys), self.steps + 1 - step))
            steps = np.arange(step, step + count, dtype=np.uint64)
            self.drawn, self.drawn_from, place = normals(self.keys[:, None], steps, self.dimension), step, 0
        for axis, draw in enumerate(self.running.varying[1:]):
            column = self.drawn[axis, :, place]
            draw[...] = column[self.key_of] if draw.ndim else column[0]

    def _sort_out(self, step: int, losses: Array) -> None:
        """Take leave of the lanes that are outside, or have no finite loss, where this step would begin."""
        points = self.running.carried[: self.dimension]
        stays = np.isfinite(losses)
        for column in points:
            stays = stays & (np.absolute(column) <= BOUND)
        if stays.all():
            return
        leaving = self.alive & ~stays
        if not leaving.any():
            return
        lanes = self.lanes[leaving]
        earlier = self.running.earlier
        for axis in range(self.dimension):
            self.ends[axis, lanes] = earlier[axis][leaving]
        self.losses[lanes] = np.broadcast_to(self.running.earlier_loss, leaving.shape)[leaving]
        self.last_moving[lanes] = self.moving[leaving]
        self.departed_at[lanes] = step
        self.alive &= stays

    def _thin_out(self, step: int, losses: Array) -> Array:
        """Go on without the departed lanes once they are a crowd, and return the losses of those that stay."""
        if step >= min(self.first_recent, self.drift_from):
            return losses
        left = int(self.alive.sum()) if step % 4 == 0 or step < 8 else len(self.lanes)
        if len(self.lanes) - left <= CROWD * len(self.lanes):
            return losses
        keep = self.alive
        carried = [value[keep] if value.ndim else value for value in self.running.carried]
        self.lanes, self.moving, self.alive = self.lanes[keep], self.moving[keep], np.ones(left, dtype=bool)
        self._set_up(carried)
        self._set_rate(step)
        if len(self.running.varying) > 1:
            self._set_draws(step)
        return self.running.evaluate()

    def _note_moving(self, step: int, slopes: list[Array]) -> None:
        """Note in which lanes the gradient where this step began is longer than the tolerance."""
        longest = np.absolute(slopes[0])
        for slope in slopes[1:]:
            longest = np.maximum(longest, np.absolute(slope))
        moving = ~(longest <= self.clearly)
        unsure = (longest > self.surely) & ~moving
        if unsure.any():  # √(a² + b²) is dear, and few need it
            unsure, moving = (np.array(np.broadcast_to(part, self.alive.shape)) for part in (unsure, moving))
            tolerance = self.tolerance[unsure] if self.tolerance.ndim else self.tolerance
            moving[unsure] = ~(self._norms(slopes, unsure) <= tolerance)
        np.copyto(self.moving, step, where=moving)
        row = step - (self.steps + 1 - len(self.recent_norms))
        if len(self.recent_norms) and row >= 0:
            self.recent_norms[row] = self._norms(slopes, np.ones(len(self.lanes), dtype=bool))

    def _norms(self, slopes: list[Array], chosen: NDArray[np.bool_]) -> Array:
        columns = [slope[chosen] if slope.ndim else np.full(int(chosen.sum()), slope) for slope in slopes]
        return np.hypot(*columns) if len(columns) == 2 else np.absolute(columns[0])

    def _remember(self, step: int, points: list[Array], losses: Array) -> None:
        if step == self.first_recent:
            made, count = self.steps + 1 - step, len(self.lanes)
            self.recent = np.empty((made, self.dimension, count))
            self.recent_losses = np.empty((made, count))
            self.recent_norms = np.empty((min(made, STILL), count))
        row = step - self.first_recent
        for axis, column in enumerate(points):
            self.recent[row, axis] = column
        self.recent_losses[row] = losses

    def _drift(self, step: int, points: list[Array]) -> None:
        if self.drift is None:
            count = len(self.lanes)
            zeros = np.zeros((self.dimension, count))
            self.drift = Drift(np.array(points), zeros, np.zeros(count), self.steps + 1 - step)
        for axis, column in enumerate(points):
            offset = column - self.drift.origin[axis]
            self.drift.offsets[axis] += offset
            np.add(self.drift.squares, offset * offset, out=self.drift.squares)

    def _finished(self) -> Lanes:
        alive, count = self.alive, len(self.losses)
        statuses = np.full(count, DIVERGED, dtype=np.uint8)
        grows = np.ones(count, dtype=bool)
        kept = min(VALLEY_POINTS, self.steps + 1)
        bouncing, tails = np.empty(0, dtype=np.int64), np.empty((0, kept, self.dimension))
        lanes = self.lanes[alive]
        if len(lanes):
            points = self.recent[:, :, alive].transpose(2, 0, 1)
            losses = np.ascontiguousarray(self.recent_losses[:, alive].T)
            norms = np.ascontiguousarray(self.recent_norms[:, alive].T)
            statuses[lanes] = statuses_of(self.descent, points, losses, norms)
            self.ends[:, lanes] = points[:, -1].T
            self.losses[lanes] = losses[:, -1]
            self.last_moving[lanes] = self.moving[alive]
            bounces = statuses[lanes] == BOUNCING
            bouncing, tails = lanes[bounces], points[bounces, -kept:]
            grows[lanes] = grows_of(losses, self.first_losses[lanes])
        return Lanes(
            np.ascontiguousarray(self.ends.T),
            self.losses,
            statuses,
            self.last_moving,
            self.departed_at,
            grows,
            bouncing,
            tails,
            self._drifted(),
        )

    def _drifted(self) -> Drift | None:
        if self.given.drift_from is None:
            return None
        count = len(self.losses)
        found = Drift(
            np.full((count, self.dimension), np.nan),
            np.full((count, self.dimension), np.nan),
            np.full(count, np.nan),
            self.steps + 1 - self.drift_from,
        )
        if self.drift is not None:
            lanes = self.lanes[self.alive]
            found.origin[lanes] = self.drift.origin[:, self.alive].T
            found.offsets[lanes] = self.drift.offsets[:, self.alive].T
            found.squares[lanes] = self.drift.squares[self.alive]
        return found
