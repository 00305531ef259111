"""Lanes of one block, walked together in place.

They go in strides: in a stride in which no lane leaves nothing is looked at but what proves that. What happens in any
other stride is found by making it again, step by step.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.formula.block_running import Running
from engine.formula.bounds import is_finite_within
from engine.formula.floats import BOUND
from engine.outcome import RECENT, STILL
from engine.program import unpack
from engine.sweeps.lane_book import Book
from engine.sweeps.lane_cycles import ROUND, Cycles, Walkers, joined, same_bits, wakes_at
from engine.sweeps.lane_ends import Lanes, Whole
from engine.sweeps.lane_given import Given, look
from engine.sweeps.lane_moving import Moving
from engine.sweeps.lane_pace import Pace, Timetable, shared
from engine.sweeps.lane_recent import Recent
from engine.sweeps.lane_stride import is_inside, stride
from engine.sweeps.progress import Tell, nobody
from engine.types import Array

BETWEEN: Final = 65_536  # steps of lanes between two looks at whether anyone still waits
FEW_LANES: Final = (
    512  # lanes up to which a step takes as long as that of so many: its calls, not their numbers
)
WATCHED: Final = 64  # steps between two words about how far it is
MOST: Final = 0.5  # share of lanes on the move up to which the last steps of these are made again at the end
CROWD: Final = 0.125  # share of departed lanes at which they are taken out


class LaneBlock:
    """Lanes of one block. Results have an entry for each of them, everything else for the k that still run.

    Points and slopes are n columns (k,), one a coordinate.
    """

    def __init__(self, given: Given, part: slice) -> None:
        self.given, self.descent, self.part = given, given.descent, part
        self.dimension, self.steps = given.descent.surface.dimension, given.descent.steps
        self.book = Book(given, part)
        starts, count = self.book.starts, len(self.book.everyone)
        self.first_recent = max(0, self.steps + 1 - RECENT)
        self.recent: Recent | None = None
        self.recent_from = self.first_recent
        self.tail: Walkers | None = None
        # where the loss may be infinite or NaN although the point is inside, every step has to look
        self.watches_losses = not is_finite_within(given.descent.surface.formula, BOUND)
        self.timetable: Timetable = given.room.thing("timetable", lambda: Timetable(self.descent))
        # nothing but the state decides a step, from some step on
        self.seen = self.book.sees(range(self.steps + 1))
        self.draws = self.dimension if self.descent.gradient.record.draws else 0
        alone = given.retire and not self.seen and not self.draws
        self.steady_from = self.steps + 1 if self.draws else self.timetable.steady_from()
        self.cycles = Cycles(self.steady_from, self.first_recent if alone else -1)
        self.asleep: list[Walkers] = []
        self.calm, self.sure = True, False  # whether no lane has left of late, and whether none just now
        state = [*starts, *(np.array(leaf) for leaf in unpack(self.descent.program.initial()))]
        moves = np.ones(count, dtype=bool)
        self._go_on(0, Walkers(self.book.everyone, state, moves, np.full(count, -1)))

    def _go_on(self, step: int, walkers: Walkers) -> None:
        """Lay out the arrays for the lanes that run from this step on."""
        given, program = self.given, self.descent.program
        # those that still run, by their place in the block, and which of them have not left
        self.lanes, self.alive = walkers.lanes, np.ones(len(walkers.lanes), dtype=bool)
        lanes, settings = self.lanes, self.descent.settings
        fixed = [
            self._own(given.knobs[name]) if name in given.knobs else np.array(settings[name])
            for name in program.knobs
        ]
        keys = given.keys[self.part][lanes] if self.draws else given.keys[:0]
        rates = self._own(given.rates)
        self.pace = Pace(self.timetable, rates, len(lanes), keys, self.draws, self.steps)
        tolerance = self._own(given.tolerance)
        self.running, self.moving = self._laid_out(walkers, fixed, tolerance)
        self.pace.varying = self.running.varying
        self.running.begin(walkers.state, fixed)
        self.moving.begin(tolerance, walkers.moves, walkers.last)
        self.cycles.begin(step, self.running.carried)
        if len(lanes):
            self.pace.begin(step)

    def _laid_out(self, walkers: Walkers, fixed: list[Array], tolerance: Array) -> tuple[Running, Moving]:
        """Return what makes the steps: for a whole block what the block before left, if that was alike."""
        loop, room, varying = self.descent.program.block_loop, self.given.room, self.pace.varying

        def made() -> tuple[Running, Moving]:
            return (
                Running(loop, walkers.state, fixed, varying, watches=self.watches_losses, room=room),
                Moving(tolerance, loop.scale, walkers.moves, walkers.last, room),
            )

        if self.lanes is not self.book.everyone:
            return made()
        shapes = tuple(value.ndim for value in (*walkers.state, *fixed, *varying, tolerance))
        found: tuple[Running, Moving] = room.thing((loop, len(self.lanes), shapes), made)
        return found

    def _own(self, values: Array) -> Array:
        """Return what is given of the lanes that still run: one number where all have the same."""
        values = shared(values[self.part])
        return values if not values.ndim or self.lanes is self.book.everyone else shared(values[self.lanes])

    def run(self, on_progress: Tell = nobody) -> Lanes:
        """Make all steps, telling now and then which share of them is made."""
        step = looked = 0
        worked = BETWEEN
        while step <= self.steps and (len(self.lanes) or self.asleep):
            if worked >= BETWEEN:
                look(self.given.cancelled)  # often: who comes next waits for it
                worked = 0
            if step >= looked:
                on_progress(looked / max(self.steps, 1))
                looked += WATCHED
            until = min(step // ROUND * ROUND + ROUND, self.steps + 1)
            if step < self.first_recent < until:
                until = self.first_recent
            if not len(self.lanes) and step == wakes_at(self.first_recent):
                self._wake(step, [])
            worked += (until - step) * max(len(self.lanes), FEW_LANES)
            if len(self.lanes):
                self._make(step, until)
            step = until
        for share in range(looked, self.steps + 1, WATCHED):  # no lane is left that has to make these
            on_progress(share / max(self.steps, 1))
        return self._finished()

    def _make(self, step: int, until: int) -> None:
        """Make all steps from one up to another: in a stride, if that is possible."""
        if self._may_stride(step, until):
            self._rearrange(step)
            if not len(self.lanes):
                return
            if step >= self.first_recent and self.recent is None:
                self._begin_recent(step)
            keep = self._keep if until > self.recent_from else None
            steady = step >= self.steady_from
            self.sure = stride(
                self.running, self.moving, self.pace, range(step, until), keep=keep, steady=steady
            )
            if self.sure:
                return
            self.pace.begin(step)
        self.calm, self.sure = True, False
        for one in range(step, until):
            if len(self.lanes):
                self._walk(one)

    def _may_stride(self, step: int, until: int) -> bool:
        shown = self.book.sees(range(step, until))
        if not self.calm or not self.moving.strides or shown or not self.alive.all():
            return False
        # the last step of a walk may have led out of bounds
        return self.sure or (is_inside(self.running) and bool(np.isfinite(self.running.evaluate()).all()))

    def _begin_recent(self, step: int) -> None:
        """Begin to keep points: where many lanes rest by now, the very last ones, as nobody asks for more of them."""
        moving = np.count_nonzero(self.moving.moves)
        if step and not (self.given.growth or self.seen) and moving <= MOST * len(self.lanes):
            self.tail = self._walkers(step, np.ones(len(self.lanes), dtype=bool))
            self.recent_from = self.steps + 1 - STILL
        self._make_room()

    def _make_room(self) -> Recent:
        points = self.steps + 1 - self.recent_from
        self.recent = Recent(points, self.dimension, len(self.lanes), self.given.room)
        return self.recent

    def _keep(self, step: int, points: Sequence[Array], slopes: Sequence[Array]) -> None:
        """Keep points and slopes of one of the last steps."""
        if self.recent is not None and step >= self.recent_from:
            self.recent.remember(step - self.recent_from, points[: self.dimension])
            self.recent.remember_slopes(step - self.recent_from, slopes, self.moving.scale)

    def _walk(self, step: int) -> None:
        """Make one step and look at everything."""
        self.pace.go_on(step)
        losses = self.running.evaluate()
        self._sort_out(step, losses)
        if not self.alive.any():
            self.lanes = self.lanes[:0]
            return
        if self._rearrange(step):
            if not len(self.lanes):
                return
            self.running.evaluate()
        if step >= self.first_recent and self.recent is None:
            self._begin_recent(step)
        points = self.running.carried[: self.dimension]
        self.book.see(step, self.lanes, self.alive, points)
        slopes = self.running.step()
        self.moving.note(step, slopes)
        self._keep(step, points, slopes)

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
        self.calm = False
        earlier = np.array([column[leaving] for column in self.running.earlier[: self.dimension]])
        self.book.leave(step, self.lanes[leaving], earlier, self.moving.last(step - 1)[leaving])
        self.alive &= stays

    def _rearrange(self, step: int) -> bool:
        """Go on without the departed lanes once they are a crowd, without those that cannot change any more, and with
        those that wake; return whether anything is different now.
        """
        last = min(self.first_recent, self.book.drift_from)
        if step > last:
            return False
        left = len(self.lanes)
        if step % ROUND == 0 or step < 8:
            left = int(np.count_nonzero(self.alive))
        crowd = 0 if step % ROUND == 0 else CROWD * len(self.lanes)
        leaves = self._retired(step, last)
        wakes = self.asleep and step == wakes_at(self.first_recent)
        if len(self.lanes) - left <= crowd and leaves is None and not wakes:
            return False
        staying = self._walkers(step, self.alive if leaves is None else self.alive & ~leaves)
        if wakes:
            self._wake(step, [staying])
        else:
            self._go_on(step, staying)
        return True

    def _walkers(self, step: int, chosen: NDArray[np.bool_]) -> Walkers:
        carried, moving = self.running.carried, self.moving
        if chosen.all():
            last = moving.last(step - 1)
            return Walkers(self.lanes, [value.copy() for value in carried], moving.moves, last)
        state = [value[chosen] if value.ndim else value.copy() for value in carried]
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
        self.running.evaluate()
        self.running.peek()
        stands = found & same_bits(self.running.carried, self.running.earlier, len(found))
        if stands.any():
            self._judge(self._walkers(step, stands))
        turns = found & ~stands
        if step >= wakes_at(last) or not turns.any():
            return stands
        self.asleep.append(self._walkers(step, turns))
        return found

    def _judge(self, walkers: Walkers) -> None:
        self.book.stand(walkers)

    def _finished(self) -> Lanes:
        lanes, alive = self.lanes, self.alive
        if self.recent is not None and alive.any():
            recent, last_moving, chosen = self.recent.only(alive), self.moving.last(self.steps), lanes
            if not alive.all():
                chosen, last_moving = lanes[alive], last_moving[alive]
            rests = recent.rests(self.descent)
            others, statuses = np.flatnonzero(~rests), np.empty(len(rests), dtype=np.uint8)
            if len(others) < len(rests):
                statuses[rests] = self.book.resting(recent.only(rests))
            if len(others):
                moving = recent.only(~rests)
                if self.tail is not None:
                    recent = recent.copy()
                    moving = self._again(self.tail, np.flatnonzero(alive)[others])
                statuses[others] = moving.moving_statuses(self.descent)
                self.book.bounce(chosen[others], moving, statuses[others])
            self.book.last(chosen, recent, last_moving, statuses)
        return self.book.closed(lanes, alive)

    def _again(self, tail: Walkers, chosen: Whole) -> Recent:
        """Return the last points of some lanes, that have not left, by making the last steps again."""
        state = [value[chosen] if value.ndim else value for value in tail.state]
        walkers = Walkers(tail.lanes[chosen], state, tail.moves[chosen], tail.last[chosen])
        self._go_on(self.first_recent, walkers)
        self.recent_from = self.first_recent
        found = self._make_room()
        for step in range(self.first_recent, self.steps + 1):
            self.pace.go_on(step)
            self.running.evaluate()
            points = self.running.carried
            self._keep(step, points, self.running.step())
        return found
