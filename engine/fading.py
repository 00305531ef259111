"""Whether a run that swings is dying away: slowly, and yet on its way into rest.

Close to a place of rest a rule that scales the slope by a constant and remembers its last move is a linear recurrence,
z(t+1) = A·z(t) + B·(z(t) − z(t−1)) + c. It is fitted to the last points; where it predicts them, its slowest mode
shrinks, and the steps have shrunk about as much, the run is on its way in: 64 points tell a swing that loses half a
percent a step from one that lasts. A cycle has a mode of length 1; chaos is predicted by no such recurrence; a rule
that divides by its slopes may look like one for a while, but its steps do not shrink with it.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.types import Array

ENOUGH: Final = 3  # steps for each number that is fitted
FAINT: Final = 1e-13  # of the squares that are fitted: a direction in which nothing moves
MISS: Final = 0.05  # sizes of the swing by which the prediction may be off
SURE: Final = 4.0  # the mode shrinks by at least this part of what the prediction misses …
SEEN: Final = (
    0.5  # of what the modes say, the swing itself has lost from the first half of the points to the second
)
LEAST: Final = (
    2e-3  # … and by this much a step, an eighth over 64: a slower one may as well settle into a cycle
)


def is_fading(points: Array) -> NDArray[np.bool_]:
    """Return whether runs die away, shape (runs,), from their last points (runs, k, n)."""
    runs, k, n = points.shape
    found = np.zeros(runs, dtype=bool)
    if k - 2 < ENOUGH * (2 * n + 1):
        return found
    repeats = (points[:, -2:] == points[:, -4:-2]).all(axis=(1, 2))  # a cycle already, to the bit
    found[~repeats] = _fades(points[~repeats])
    return found


def _fades(points: Array) -> NDArray[np.bool_]:
    runs, k, n = points.shape
    with np.errstate(all="ignore"):
        middle = points - points.mean(axis=1, keepdims=True)
        size = np.sqrt(np.square(middle).sum(axis=2).mean(axis=1))
        scaled = middle / size[:, None, None]
        known = np.isfinite(scaled).all(axis=(1, 2))
        scaled[~known] = 0.0
        given = np.concatenate(
            [scaled[:, 1:-1], np.diff(scaled[:, :-1], axis=1), np.ones((runs, k - 2, 1))], axis=2
        )
        squares = given.swapaxes(1, 2) @ given
        squares += FAINT * (k - 2) * np.eye(2 * n + 1)
        fitted = np.linalg.solve(squares, given.swapaxes(1, 2) @ scaled[:, 2:])
        miss = np.sqrt(np.square(scaled[:, 2:] - given @ fitted).sum(axis=2).mean(axis=1))
        close = known & (miss <= MISS)
        found = np.zeros(runs, dtype=bool)
        shrinks = 1.0 - _slowest(fitted[close], n)
        moves = np.square(np.diff(scaled[close], axis=1)).sum(axis=2)
        half = k // 2
        shrank = 1.0 - np.sqrt(moves[:, -half:].mean(axis=1) / moves[:, :half].mean(axis=1))
        told = 1.0 - (1.0 - shrinks) ** half
    found[close] = (shrinks >= LEAST) & (SURE * shrinks >= miss[close]) & (shrank >= SEEN * told)
    return found


def _slowest(fitted: Array, n: int) -> Array:
    """Return the length of the longest eigenvalue of each recurrence, from its coefficients (runs, 2n + 1, n)."""
    last, move = fitted[:, :n].swapaxes(1, 2), fitted[:, n : 2 * n].swapaxes(1, 2)
    matrix = np.zeros((len(fitted), 2 * n, 2 * n))
    matrix[:, :n, :n] = last + move
    matrix[:, :n, n:] = -move
    matrix[:, n:, :n] = np.eye(n)
    return np.asarray(np.abs(np.linalg.eigvals(matrix)).max(axis=1))
