"""How the lanes of one block end, kept as it becomes known."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.explanation import VALLEY_POINTS
from engine.outcome import BOUNCING, DIVERGED, RECENT, Flags
from engine.sweeps.lane_cycles import Walkers
from engine.sweeps.lane_drift import DriftSums
from engine.sweeps.lane_ends import Lanes, Whole
from engine.sweeps.lane_given import Given
from engine.sweeps.lane_recent import Recent, resting
from engine.sweeps.lane_statuses import losses_at
from engine.types import Array


class Book:
    """Results have an entry for each lane of the block. Points are n columns (k,), one a coordinate."""

    def __init__(self, given: Given, part: slice) -> None:
        self.given, self.descent = given, given.descent
        self.starts = given.starts[:, part]
        self.dimension, count = self.starts.shape
        self.everyone = np.arange(count)
        self.ends, self.losses = self.starts.copy(), np.empty(count)
        self.last_moving, self.departed_at = np.full(count, -1), np.full(count, -1)
        self.statuses = np.full(count, DIVERGED, dtype=np.uint8)
        self.grows = np.ones(count, dtype=bool)
        kept = min(VALLEY_POINTS, self.descent.steps + 1)
        self.bouncing, self.tails = np.empty(0, dtype=np.int64), np.empty((0, kept, self.dimension))
        points = 0 if given.drift_from is None else self.descent.steps + 1 - given.drift_from
        self.drift = DriftSums(points, self.dimension)
        self._frame_of = {step: frame for frame, step in enumerate(given.frames)}
        self.frames = np.full((len(given.frames), self.dimension, count), np.nan)
        # from this step on every point is summed up
        self.drift_from = self.descent.steps + 1 if given.drift_from is None else given.drift_from

    def sees(self, steps: range) -> bool:
        """Return whether any of these steps has to be shown."""
        return steps.stop > self.drift_from or any(frame in steps for frame in self._frame_of)

    def see(self, step: int, lanes: Whole, alive: Flags, points: Sequence[Array]) -> None:
        """Keep what is asked of the points where a step begins."""
        if step >= self.drift_from:
            self.drift.add(points)
        if step in self._frame_of:
            frame = self.frames[self._frame_of[step]]
            frame[:, lanes[alive]] = [column[alive] for column in points]

    def leave(self, step: int, lanes: Whole, points: Array, last_moving: Whole) -> None:
        """Keep how lanes end that leave with a step, from their last points (n, k) and last moving steps."""
        self.ends[:, lanes] = points
        self.losses[lanes] = self.descent.surface.formula.values_along(points)
        self.last_moving[lanes] = last_moving
        self.departed_at[lanes] = step

    def stand(self, walkers: Walkers) -> None:
        """Keep how lanes end that stand where they are for good."""
        lanes, points = walkers.lanes, np.array(walkers.state[: self.dimension])
        losses, slopes = self.descent.surface.formula.along(points)
        self.ends[:, lanes], self.losses[lanes] = points, losses
        self.last_moving[lanes] = np.where(walkers.moves, self.descent.steps, walkers.last)
        recent = resting(points, np.array(slopes), RECENT)
        rests, found = recent.rests(self.descent), np.empty(len(lanes), dtype=np.uint8)
        found[rests] = self.resting(recent.only(rests))
        found[~rests] = recent.only(~rests).moving_statuses(self.descent)
        self.statuses[lanes] = found
        self.grows[lanes] = False

    def resting(self, recent: Recent) -> NDArray[np.uint8]:
        """Return the statuses of lanes at rest."""
        return recent.resting_statuses(self.descent, self.given.judged)

    def last(self, lanes: Whole, recent: Recent, last_moving: Whole, statuses: NDArray[np.uint8]) -> None:
        """Keep how the lanes end that are there to the last."""
        here = slice(None) if lanes is self.everyone else lanes
        self.ends[:, here] = recent.points[-1]
        self.losses[here] = losses_at(self.descent, recent.points[-1:])[0]
        self.last_moving[here], self.statuses[here] = last_moving, statuses
        self.grows[here] = False
        if self.given.growth:
            self.grows[here] = recent.grows(self.descent, losses_at(self.descent, self.starts[None])[0][here])

    def bounce(self, lanes: Whole, recent: Recent, statuses: NDArray[np.uint8]) -> None:
        """Keep the last points of those lanes that bounce."""
        found = np.flatnonzero(statuses == BOUNCING)
        order = found[np.argsort(lanes[found])]
        self.bouncing = lanes[order]
        self.tails = recent.points[-self.tails.shape[1] :, :, order].transpose(2, 0, 1)

    def closed(self, lanes: Whole, alive: Flags) -> Lanes:
        """Return what is in the book, once all is; drift is of the lanes that were seen, if they are alive."""
        drift = None if self.given.drift_from is None else self.drift.of(lanes, alive, len(self.losses))
        return Lanes(
            np.ascontiguousarray(self.ends.T),
            self.losses,
            self.statuses,
            self.last_moving,
            self.departed_at,
            self.grows,
            self.bouncing,
            self.tails,
            drift,
            self.frames.transpose(0, 2, 1),
        )
