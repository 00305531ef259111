"""Which lanes have a gradient that is longer than a tolerance, and until when they had one."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from engine.formula.block_running import Calls, aligned
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

    def __init__(self, tolerance: Array, scale: float, moves: Flags, last: Whole, room: Room) -> None:
        self.scale, self._memory, self._count = scale, room, len(moves)
        self._limits = np.empty_like(tolerance), np.empty_like(tolerance)
        self._room = aligned(2, self._count, room, use="moving")
        self._columns = list(self._room[:, : self._count])
        self._counts: NDArray[np.uint8] | None = None
        self._one = np.zeros(())  # where all lanes have the same slopes
        self._total = self._one  # of the squares, where it was looked at last
        self._taps: dict[int, Calls] = {}
        self.begin(tolerance, moves, last)

    def begin(self, tolerance: Array, moves: Flags, last: Whole) -> None:
        """Go on with other lanes, as many as before, whose tolerances are one number or one a lane as before."""
        self.tolerance, self.moves = tolerance, moves
        scaled = np.square(tolerance / self.scale)
        for limit, sign in zip(self._limits, (-1.0, 1.0), strict=True):
            np.multiply(scaled, 1.0 + sign * ROUNDING, out=limit)
        smallest, largest = (
            (tolerance.min(initial=np.inf), tolerance.max(initial=0.0))
            if tolerance.ndim
            else (float(tolerance), float(tolerance))
        )
        self._most = largest / self.scale * (largest / self.scale)
        # the sum of all squares up to which every lane rests
        self.enough = float(smallest / self.scale * (smallest / self.scale) * (1.0 - SUMMED))
        self.strides = bool(MODERATE[0] <= smallest and largest <= MODERATE[1])
        self._last = last  # of those that do not move
        self.ground: Ground = "far" if moves.all() else "near"

    def note(self, step: int, slopes: Sequence[Array]) -> None:
        """Take in the slopes of a step, by columns or single numbers."""
        self.ground = "near"
        if self.strides:
            surely, perhaps = self._limits
            total = self._look(slopes)
            rests = np.array(np.broadcast_to(total <= perhaps, self.moves.shape))
            unsure = rests & (total > surely)
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
        self._total = self._columns[0] if any(slope.ndim for slope in slopes) else self._one
        if len(slopes) == 1:
            return [(np.multiply, (slopes[0], slopes[0], self._total))]
        parts = [self._columns[axis] if slope.ndim else np.empty(()) for axis, slope in enumerate(slopes)]
        squared: Calls = [
            (np.multiply, (slope, slope, part)) for slope, part in zip(slopes, parts, strict=True)
        ]
        return [*squared, (np.add, (*parts, self._total))]

    def total(self, slopes: Sequence[Array]) -> float:
        """Look at the slopes of a step; return the sum of all squares."""
        return float(np.sum(self._look(slopes)))

    def attend(self) -> None:
        """Begin to count for how many steps each lane has rested."""
        if self._counts is None:
            # who rests surely, who perhaps, for how long, and whether the two ever differed: a byte each
            length = -(-self._count // 8)
            self._counts = self._memory.of("flags", 4 * length).view(np.uint8).reshape(4, 8 * length)
        self._counts[...] = 0

    def taps(self, slopes: list[Array]) -> Calls:
        """Return the calls that count who rests at a step of a stride."""
        key = id(slopes)
        if key not in self._taps:
            assert self._counts is not None
            surely, perhaps, rested = self._counts[:3, : self._count]
            sure, other, _, differs = self._counts.view(np.uint64)
            looks = self._looks(slopes)
            self._taps[key] = [
                *looks,
                *(
                    (np.less_equal, (self._total, limit, flags.view(np.bool_)))
                    for limit, flags in zip(self._limits, (surely, perhaps), strict=True)
                ),
                (np.add, (rested, surely, rested)),
                (np.multiply, (rested, surely, rested)),
                (np.bitwise_xor, (sure, other, other)),
                (np.bitwise_or, (differs, other, differs)),
            ]
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
        assert self._counts is not None
        if self._counts[3].any():
            return False
        rested = self._counts[2, : self._count]
        moves = rested == 0
        stopped = np.flatnonzero(~moves & (self.moves | (rested < count)))
        self._last[stopped] = first - 1 + count - rested[stopped].astype(np.int64)
        self.moves = moves
        if not moves.any():
            self.ground = "rest" if np.sum(self._total) <= self.enough / 2 else "near"
        elif moves.all() and np.min(self._total) > self._most * FAR**2:
            self.ground = "far"
        return True

    def last(self, step: int) -> Whole:
        """Return the last moving step of each lane, `step` being the one that was noted last."""
        return np.where(self.moves, step, self._last)
