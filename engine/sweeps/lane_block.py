"""Lanes of one block, walked together in place."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.explanation import VALLEY_POINTS
from engine.formula.block_loop import Running
from engine.formula.bounds import is_finite_within
from engine.formula.floats import BOUND
from engine.noise import normals
from engine.outcome import BOUNCING, DIVERGED, RECENT
from engine.program import unpack
from engine.sweeps.lane_cycles import Cycles, Walkers, joined, same_bits, wakes_at
from engine.sweeps.lane_drift import DriftSums
from engine.sweeps.lane_ends import Lanes
from engine.sweeps.lane_given import Cancelled, Given
from engine.sweeps.lane_moving import Moving, norms_of
from engine.sweeps.lane_recent import Recent, resting
from engine.sweeps.lane_statuses import losses_at
from engine.sweeps.progress import Tell, nobody
from engine.types import Array

WATCHED: Final = 64  # steps between two looks at whether anyone still waits
CROWD: Final = 0.125  # share of departed lanes at which they are taken out
DRAWN: Final = 1 << 18  # random numbers drawn at a time


class LaneBlock:
    """Lanes of one block. Results have an entry for each of them, everything else for the k that still run.

    Points and slopes are n columns (k,), one a coordinate.
    """

    def __init__(self, given: Given, part: slice) -> None:
        self.given, self.descent, self.part = given, given.descent, part
        self.dimension, self.steps = given.descent.surface.dimension, given.descent.steps
        starts = given.starts[:, part]
        count = starts.shape[1]
        self.ends, self.losses = starts.copy(), np.empty(count)
        self.last_moving, self.departed_at = np.full(count, -1), np.full(count, -1)
        self.statuses = np.full(count, DIVERGED, dtype=np.uint8)
        self.grows = np.ones(count, dtype=bool)
        self.first_recent = max(0, self.steps + 1 - RECENT)
        self.drift_from = self.steps + 1 if given.drift_from is None else given.drift_from
        self.recent: Recent | None = None
        self.drift = (
            None if given.drift_from is None else DriftSums(self.steps + 1 - given.drift_from, self.dimension)
        )
        self.frame_of = {step: (frame,) for frame, step in enumerate(given.frames)}
        self.frames = np.full((len(given.frames), self.dimension, count), np.nan)
        # where the loss may be infinite or NaN although the point is inside, every step has to look
        self.watches_losses = not is_finite_within(given.descent.surface.formula, BOUND)
        # each key of lanes that draw once, and which of them a lane has
        self.keys, self.key_of = given.keys[:0], np.empty(0, dtype=np.intp)
        schedule, count = self.descent.schedule, self.steps + 1
        self.multipliers = schedule.without_changes().learning_rates(1.0, 0, count)
        # NaN where a lane's own rate counts, else the rate that was set by hand
        self.by_hand = schedule.learning_rates(np.nan, 0, count)
        # nothing but the state decides a step, from some step on
        seen = given.drift_from is not None or len(given.frames) > 0
        alone = given.retire and not seen and not self.descent.gradient.record.draws
        self.cycles = Cycles(self._steady_from(), self.first_recent if alone else -1)
        self.asleep: list[Walkers] = []
        state = [*starts, *(np.array(leaf) for leaf in unpack(self.descent.program.initial()))]
        everyone = np.arange(len(self.ends[0]))
        self._go_on(
            0, Walkers(everyone, state, np.ones(len(everyone), dtype=bool), np.full(len(everyone), -1))
        )

    def _go_on(self, step: int, walkers: Walkers) -> None:
        """Lay out the arrays for the lanes that run from this step on."""
        given, program = self.given, self.descent.program
        # those that still run, by their place in the block, and which of them have not left
        self.lanes, self.alive = walkers.lanes, np.ones(len(walkers.lanes), dtype=bool)
        lanes = self.lanes
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
        self.running = Running(program.block_loop, walkers.state, fixed, varying)
        self.drawn, self.drawn_from = np.empty((self.dimension, 0, 0)), 0
        tolerance = self._shared(given.tolerance[self.part][lanes])
        self.moving = Moving(tolerance, self.dimension, walkers.moves, walkers.last)
        self.cycles.begin(step, self.running.carried)
        if len(lanes):
            self._set_rate(step)
            if len(self.running.varying) > 1:
                self._set_draws(step)

    @staticmethod
    def _shared(values: Array) -> Array:
        """Return one number where all are equal."""
        return np.array(values[0]) if len(values) and (values == values[0]).all() else values

    def _steady_from(self) -> int:
        """Return the step from which all steps have the same learning rate."""
        rates = np.where(np.isnan(self.by_hand), self.multipliers, self.by_hand)
        by_hand = ~np.isnan(self.by_hand)
        changes = np.flatnonzero((rates[1:] != rates[:-1]) | (by_hand[1:] != by_hand[:-1]))
        return int(changes[-1]) + 1 if len(changes) else 0

    def run(self, on_progress: Tell = nobody) -> Lanes:
        """Make all steps, telling now and then which share of them is made."""
        varies = self.descent.schedule.varies
        for step in range(self.steps + 1):
            if step % WATCHED == 0:
                if self.given.cancelled():
                    raise Cancelled
                on_progress(step / max(self.steps, 1))
            if not len(self.lanes) and self.asleep and step == wakes_at(self.first_recent):
                self._wake(step, [])
            if not len(self.lanes):
                continue
            if step == 0 or varies:
                self._set_rate(step)
            if len(self.running.varying) > 1:
                self._set_draws(step)
            losses = self._losses(step)
            if step == 0:
                self.first_losses = np.array(np.broadcast_to(losses, self.alive.shape))
            self._sort_out(step, losses)
            if not self.alive.any():
                self.lanes = self.lanes[:0]
            elif self._rearrange(step) and len(self.lanes):
                self._losses(step)
            if len(self.lanes):
                self._make(step)
        return self._finished()

    def _make(self, step: int) -> None:
        """Keep what is asked of the points where a step begins, and make it."""
        points = self.running.carried[: self.dimension]
        if step >= self.first_recent:
            if self.recent is None:
                self.recent = Recent(self.steps + 1 - step, self.dimension, len(self.lanes), self.given.room)
            self.recent.remember(step - self.first_recent, points)
        if self.drift is not None and step >= self.drift_from:
            self.drift.add(points)
        for frame in self.frame_of.get(step, ()):
            self.frames[frame][:, self.lanes[self.alive]] = [column[self.alive] for column in points]
        slopes = self.running.step()
        self.moving.note(step, slopes)
        if self.recent is not None:
            self.recent.remember_slopes(step - self.first_recent, slopes)

    def _losses(self, step: int) -> Array:
        """Return the losses where a step begins; where nobody looks at them only what the step takes is computed."""
        if self.watches_losses or step == 0:
            return self.running.evaluate()
        self.running.prepare()
        return np.zeros(())

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
        inside = all(column.min() >= -BOUND and column.max() <= BOUND for column in points)
        if inside and not (self.watches_losses and not np.isfinite(losses).all()):
            return
        stays = np.isfinite(losses) if self.watches_losses else np.ones(len(self.lanes), dtype=bool)
        for column in points:
            stays = stays & (np.absolute(column) <= BOUND)
        leaving = self.alive & ~stays
        if not leaving.any():
            return
        lanes = self.lanes[leaving]
        earlier = np.array([column[leaving] for column in self.running.earlier[: self.dimension]])
        self.ends[:, lanes] = earlier
        self.losses[lanes] = self.descent.surface.formula.along(earlier)[0]
        self.last_moving[lanes] = self.moving.last(step - 1)[leaving]
        self.departed_at[lanes] = step
        self.alive &= stays

    def _rearrange(self, step: int) -> bool:
        """Go on without the departed lanes once they are a crowd, without those that cannot change any more, and with
        those that wake; return whether anything is different now.
        """
        last = min(self.first_recent, self.drift_from)
        if step > last:
            return False
        left = np.count_nonzero(self.alive) if step % 4 == 0 or step < 8 else len(self.lanes)
        leaves = self._retired(step, last)
        wakes = self.asleep and step == wakes_at(self.first_recent)
        if len(self.lanes) - left <= CROWD * len(self.lanes) and leaves is None and not wakes:
            return False
        staying = self._walkers(step, self.alive if leaves is None else self.alive & ~leaves)
        if wakes:
            self._wake(step, [staying])
        else:
            self._go_on(step, staying)
        return True

    def _walkers(self, step: int, chosen: NDArray[np.bool_]) -> Walkers:
        state = [value[chosen] if value.ndim else value.copy() for value in self.running.carried]
        moving = self.moving
        return Walkers(self.lanes[chosen], state, moving.moves[chosen], moving.last(step - 1)[chosen])

    def _wake(self, step: int, others: list[Walkers]) -> None:
        walkers, self.asleep = joined([*others, *self.asleep]), []
        self._go_on(step, walkers)

    def _retired(self, step: int, last: int) -> NDArray[np.bool_] | None:
        """Judge the lanes that stand, put to sleep those that go round, and return which these are, if any."""
        found = self.cycles.found(step, self.running.carried, len(self.lanes))
        if found is None:
            return None
        found &= self.alive
        stands = found & same_bits(self.running.carried, self.running.earlier, len(found))
        if stands.any():
            self._judge(self._walkers(step, stands))
        turns = found & ~stands
        if step >= wakes_at(last) or not turns.any():
            return stands
        self.asleep.append(self._walkers(step, turns))
        return found

    def _judge(self, walkers: Walkers) -> None:
        """Keep how lanes end that stand where they are for good."""
        lanes, points = walkers.lanes, np.array(walkers.state[: self.dimension])
        losses, slopes = self.descent.surface.formula.along(points)
        self.ends[:, lanes], self.losses[lanes] = points, losses
        self.last_moving[lanes] = np.where(walkers.moves, self.steps, walkers.last)
        norms = norms_of(slopes, np.ones(len(lanes), dtype=bool))
        self.statuses[lanes] = resting(points, norms, RECENT).statuses(self.descent)
        self.grows[lanes] = False

    def _finished(self) -> Lanes:
        kept = min(VALLEY_POINTS, self.steps + 1)
        bouncing, tails = np.empty(0, dtype=np.int64), np.empty((0, kept, self.dimension))
        if self.recent is not None and self.alive.any():
            lanes, recent = self.lanes[self.alive], self.recent.only(self.alive)
            self.statuses[lanes] = found = recent.statuses(self.descent)
            self.ends[:, lanes] = recent.points[-1]
            self.losses[lanes] = losses_at(self.descent, recent.points[-1:])[0]
            self.last_moving[lanes] = self.moving.last(self.steps)[self.alive]
            self.grows[lanes] = self.given.growth and recent.grows(self.descent, self.first_losses[lanes])
            order = np.argsort(lanes[found == BOUNCING])
            bouncing = lanes[found == BOUNCING][order]
            tails = recent.points[-kept:, :, found == BOUNCING].transpose(2, 0, 1)[order]
        return Lanes(
            np.ascontiguousarray(self.ends.T),
            self.losses,
            self.statuses,
            self.last_moving,
            self.departed_at,
            self.grows,
            bouncing,
            tails,
            None if self.drift is None else self.drift.of(self.lanes, self.alive, len(self.losses)),
            self.frames.transpose(0, 2, 1),
        )
