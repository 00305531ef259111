"""What becomes of lanes, from their last points: the one rule that judges single runs, on all of them at once."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.curvature import past_minima
from engine.descent import Descent
from engine.formula.block_running import PIECE
from engine.outcome import (
    CONVERGED,
    GRADIENT_TOLERANCE,
    MOVE_TOLERANCE,
    STALLED,
    STILL,
    Flags,
    at_minimum,
    classify,
    stands_still,
)
from engine.sweeps.lane_ends import Whole
from engine.sweeps.lane_moving import ROUNDING
from engine.types import Array

REMEMBERED: Final = 64  # different points of a block up to which it is worth while
MOST_REMEMBERED: Final = 4096  # points in all
Judged = dict[bytes, int]  # statuses by the bits of the points at which runs stand
PEELED: Final = 1 / 16  # share of points that must be the same as one for another to be looked for by itself
MARK: Final = 16  # bits


def grows_of(losses: Array, first: Array) -> Flags:
    """Return whether the last losses (m, k) have outgrown the first (k,), and go on growing."""
    half = len(losses) // 2
    later = losses[half:].max(axis=0)
    before = losses[:half].max(axis=0) if half else first
    return np.asarray((later > first) & (later > before))


def losses_at(descent: Descent, points: Array) -> Array:
    """Return the losses (m, k) at points (m, n, k)."""
    columns = np.ascontiguousarray(points.swapaxes(0, 1)).reshape(points.shape[1], -1)
    return descent.surface.formula.values_along(columns).reshape(len(points), -1)


def rests(descent: Descent, points: Array, gradients: Array) -> Flags:
    """Return which runs stand still, from their last points (m, n, k) and their last gradients (few, n, k)."""
    points, size = points[-STILL:], _size(descent)
    # where the squares of all lanes together are small enough each lane's are
    together = 1.0 - ROUNDING * points.size
    flat = _squares(gradients) <= GRADIENT_TOLERANCE**2 * together
    if flat and _squares(points[1:] - points[:-1]) <= (MOVE_TOLERANCE * size) ** 2 * together:
        return np.ones(points.shape[2], dtype=bool)
    surely, perhaps = (GRADIENT_TOLERANCE**2 * (1.0 + sign * ROUNDING) for sign in (-1, 1))
    with np.errstate(all="ignore"):
        squares = np.square(gradients[:, 0])
        for axis in range(1, gradients.shape[1]):
            squares += np.square(gradients[:, axis])
    short = np.asarray((squares <= perhaps).all(axis=0))
    unsure = short & (squares > surely).any(axis=0)
    if unsure.any():
        short[unsure] = (_norms(gradients[:, :, unsure]) <= GRADIENT_TOLERANCE).all(axis=0)
    return np.asarray(short & stands_still(points.transpose(2, 0, 1), size=size))


def _squares(values: Array) -> float:
    """Return the sum of all squares, but for rounding."""
    flat = values.ravel()
    whole = len(flat) // PIECE * PIECE
    pieces, rest = flat[:whole].reshape(-1, PIECE), flat[whole:]
    return float(np.vecdot(pieces, pieces).sum() + rest @ rest)


def resting_statuses(descent: Descent, points: Array, known: Judged) -> NDArray[np.uint8]:
    """Return the statuses of runs that stand still, from their last points (m, n, k).

    What is left to look at is the curvature where they end: where many end on the same point, to the bit, once. What
    is `known` of a few points is not looked at again.
    """
    first, end_of = _same(np.ascontiguousarray(points[-1]))
    ends = points[-1][:, first].T
    if len(first) > REMEMBERED:
        return _judged(descent, ends)[end_of]
    if len(known) > MOST_REMEMBERED:
        known.clear()
    keys = [row.tobytes() for row in ends]
    new = [place for place, key in enumerate(keys) if key not in known]
    if new:
        known.update(zip([keys[place] for place in new], _judged(descent, ends[new]).tolist(), strict=True))
    return np.array([known[key] for key in keys], dtype=np.uint8)[end_of]


def moving_statuses(descent: Descent, points: Array, gradients: Array) -> NDArray[np.uint8]:
    """Return the statuses of runs that neither left nor stand still: all of the points decide, and no curvature."""
    recent = points.transpose(2, 0, 1)
    count, n = len(recent), points.shape[1]
    nothing = np.full((count, n, n), np.nan)
    return classify(
        recent,
        np.ascontiguousarray(losses_at(descent, points).T),
        _norms(gradients).T,
        np.full((count, n), np.nan),
        nothing,
        nothing,
        np.zeros(count, dtype=bool),
        size=_size(descent),
    ).astype(np.uint8)


def _size(descent: Descent) -> float:
    return max(high - low for low, high in descent.surface.window)


def _norms(gradients: Array) -> Array:
    """Return the norms (few, k) of gradients (few, n, k)."""
    with np.errstate(all="ignore"):
        return (
            np.hypot(*gradients.swapaxes(0, 1)) if gradients.shape[1] == 2 else np.absolute(gradients[:, 0])
        )


def _judged(descent: Descent, ends: Array) -> NDArray[np.uint8]:
    """Return the statuses of runs that stand still at points (k, n)."""
    formula = descent.surface.formula
    gradients, hessians = formula.gradient(ends), formula.hessian(ends)
    beyond = formula.hessian(past_minima(ends, gradients, hessians))
    minimum = at_minimum(gradients, hessians, beyond, size=_size(descent))
    return np.where(minimum, CONVERGED, STALLED).astype(np.uint8)


def _same(ends: Array) -> tuple[Whole, Whole]:
    """Return one of each of the points (n, k) that are the same to the bit, and for every point which, (k,)."""
    bits, count = ends.view(np.uint64), ends.shape[1]
    left, of = np.arange(count), np.empty(count, dtype=np.int64)
    while len(left):
        same = bits[0] == bits[0, 0]
        for row in bits[1:]:
            same &= row == row[0]
        if np.count_nonzero(same) < PEELED * len(left):  # there are too many to look for them one by one
            of[left] = left[_marked(bits)]
            break
        of[left[same]] = left[0]
        others = np.flatnonzero(~same)
        left, bits = left[others], bits[:, others]
    first = np.flatnonzero(of == np.arange(count))
    number = np.empty(count, dtype=np.int64)
    number[first] = np.arange(len(first))
    return first, number[of]


def _marked(bits: NDArray[np.uint64]) -> Whole:
    """Return for each of the columns (n, k) one that is the same."""
    mixed = bits[0] * np.uint64(0x9E3779B97F4A7C15)
    for row in bits[1:]:
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) + row
    mixed *= np.uint64(0x94D049BB133111EB)
    left = np.arange(bits.shape[1])
    of, table = np.empty(len(left), dtype=np.int64), np.empty(1 << MARK, dtype=np.int64)
    marks, own = mixed, bits
    for shift in range(64 - MARK, -1, -MARK):
        # of all with one mark one stands for those that are the same as it; the others get another mark
        mark = ((marks >> np.uint64(shift)) & np.uint64((1 << MARK) - 1)).astype(np.intp)
        table[mark] = left
        one = table[mark]
        same = np.ones(len(left), dtype=bool)
        for all_, row in zip(bits, own, strict=True):
            same &= all_[one] == row
        of[left[same]] = one[same]
        left = left[~same]
        if not len(left):
            break
        marks, own = mixed[left], bits[:, left]
    of[left] = left
    return of
