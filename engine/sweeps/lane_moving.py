"""Which lanes have a gradient that is longer than a tolerance, and until when they had one."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from engine.formula.block_loop import Calls, aligned
from engine.formula.room import Room
from engine.outcome import Flags
from engine.sweeps.lane_ends import Whole
from engine.types import Array

ROUNDING: Final = 8 * np.finfo(np.float64).eps  # relative: more than √(a² + b²), or a² + b², is ever off
SUMMED: Final = 1e-9  # relative: more than a sum of squares of a block is ever off
MODERATE: Final = (
    1e-120,
    1e120,
)  # tolerances: the squares of what is about as long neither vanish nor overflow
FAR: Final = (
    32.0  # tolerances: who is so far away does not rest within the next few steps, or is looked at again
)

# Every lane is far from rest; some may come to rest, or move again; all rest; all go on as they did.
Ground = Literal["far", "near", "rest", "known"]


def norms_of(slopes: Sequence[Array] | Array, chosen: Flags, scale: float = 1.0) -> Array:
    """Return the gradient norms of the chosen lanes, from columns or single numbers and what they are scaled by."""
    columns = [
        scale * (slope[chosen] if slope.ndim else np.full(int(chosen.sum()), slope)) for slope in slopes
    ]
    return np.hypot(*columns) if len(columns) == 2 else np.absolute(columns[0])


class Moving:
    """The last step, lane by lane, whose gradient is longer than the tolerance: −1 for none.

    √(a² + b²) is dear and a² + b² is not: only where rounding might decide is the root taken. Steps are told of one by
    one, or in strides: of a stride in which nothing happens only that much is found out, by as little as will do. What
    cannot be told of a stride is refused; its steps have to be made again and told of one by one.
    """

    def __init__(
        self, tolerance: Array, scale: float, moves: Flags, last: Whole, longest: int, room: Room
    ) -> None:
        self.tolerance, self.moves, self.scale = tolerance, moves, scale
        scaled = np.square(tolerance / scale)
        self._surely, self._perhaps = scaled * (1.0 - ROUNDING), scaled * (1.0 + ROUNDING)
        self._most = np.max(scaled, initial=0.0)
        smallest, largest = np.min(tolerance, initial=np.inf), np.max(tolerance, initial=0.0)
        # the sum of all squares up to which every lane rests
        self.enough = float(np.min(scaled, initial=np.inf)) * (1.0 - SUMMED)
        self.strides = bool(MODERATE[0] <= smallest and largest <= MODERATE[1])
        self._last = last  # of those that do not move
        self._room = aligned(2, len(moves), room, use="moving")[:, : len(moves)]
        self._longest, self._memory = longest, room
        self._flags: NDArray[np.bool_] | None = None
        self._words = np.zeros((2, 0, 0), dtype=np.uint64)
        self._total = np.zeros(())  # of the squares, where it was looked at last
        self._taps: dict[tuple[int, int], Calls] = {}
        self.ground: Ground = "far" if moves.all() else "near"

    def note(self, step: int, slopes: Sequence[Array]) -> None:
        """Take in the slopes of a step, by columns or single numbers."""
        self.ground = "near"
        if self.strides:
            total = self._look(slopes)
            rests = np.array(np.broadcast_to(total <= self._perhaps, self.moves.shape))
            unsure = rests & (total > self._surely)
        else:
            rests, unsure = np.ones((2, len(self.moves)), dtype=bool)
        if unsure.any():
            tolerance = self.tolerance[unsure] if self.tolerance.ndim else self.tolerance
            rests[unsure] = norms_of(slopes, unsure, self.scale) <= tolerance
        stopped = self.moves & rests
        if stopped.any():
            self._last[stopped] = step - 1
        self.moves = ~rests

    def _look(self, slopes: Sequence[Array]) -> Array:
        """Return the sums of the squares."""
        for function, operands in self._looks(slopes):
            function(*operands)
        return self._total

    def _looks(self, slopes: Sequence[Array]) -> Calls:
        """Return the calls that leave the sums of the squares in `_total`."""
        self._total = self._room[0] if any(slope.ndim for slope in slopes) else np.empty(())
        if len(slopes) == 1:
            return [(np.square, (slopes[0], self._total))]
        parts = [self._room[axis] if slope.ndim else np.empty(()) for axis, slope in enumerate(slopes)]
        squared: Calls = [(np.square, pair) for pair in zip(slopes, parts, strict=True)]
        return [*squared, (np.add, (*parts, self._total))]

    def total(self, slopes: Sequence[Array]) -> float:
        """Look at the slopes of a step; return the sum of all squares."""
        return float(np.sum(self._look(slopes)))

    def taps(self, place: int, slopes: list[Array]) -> Calls:
        """Return the calls that note who rests at a step of a stride."""
        key = place, id(slopes)
        if key not in self._taps:
            if self._flags is None:
                # the same flags eight at a time, as words
                count = -(-len(self.moves) // 8)
                words = self._memory.of("flags", 2 * self._longest * count).view(np.uint64)
                self._words = words.reshape(2, self._longest, count)
                self._words[..., -1:] = 0
                self._flags = self._words.view(np.bool_)[:, :, : len(self.moves)]
            flags = self._flags[:, place]
            looks = self._looks(slopes)
            rests: Calls = [
                (np.less_equal, (self._total, limit, flag))
                for limit, flag in zip((self._surely, self._perhaps), flags, strict=True)
            ]
            self._taps[key] = [*looks, *rests]
        return self._taps[key]

    def conclude(self, first: int, count: int) -> bool:
        """Judge a stride of so many steps from the `first`; False if it is refused."""
        if self.ground == "far":
            nearest = np.min(self._total)
            if not nearest > self._most * FAR**2:
                self.ground = "near"
            return bool(nearest > self._most * (1.0 + ROUNDING))
        return self._settle(first, count) if self.ground == "near" else True

    def _settle(self, first: int, count: int) -> bool:
        assert self._flags is not None
        rests = self._flags[0, :count]
        words, others = self._words[:, :count]
        if (words != others).any():
            return False
        moves = ~rests[-1]
        if (words[:-1] & ~words[1:]).any():  # one that rested moves on
            weights = np.arange(1, count + 1, dtype=np.uint8)[:, None]
            moved = ((1 - rests.view(np.uint8)) * weights).max(axis=0)
        else:
            moved = count - np.add.reduce(rests.view(np.uint8), axis=0, dtype=np.uint8)
        stopped = np.flatnonzero(~moves & (self.moves | (moved > 0)))
        self._last[stopped] = first - 1 + moved[stopped].astype(np.int64)
        self.moves = moves
        if not moves.any():
            self.ground = "rest" if np.sum(self._total) <= self.enough / 2 else "near"
        elif moves.all() and np.min(self._total) > self._most * FAR**2:
            self.ground = "far"
        return True

    def last(self, step: int) -> Whole:
        """Return the last moving step of each lane, `step` being the one that was noted last."""
        return np.where(self.moves, step, self._last)
