"""Whether a run that swings is dying away: slowly, and yet on its way into rest.

A swing from side to side is told by its length alone. Near the limit of its rate the square of it, A, obeys the
logistic law, under which 1/A, looked at after equal numbers of steps, grows by the same factor each time: above 1 on
the way into rest, below 1 on the way into a cycle, of which it tells the length. So what loses a millionth a step is
told from what lasts.

Any other swing is told by a linear recurrence, z(t+1) = z(t) + A·z(t) + B·(z(t) − z(t−1)) + c: near a place of rest a
rule that scales the slope by a constant and remembers its last move is one. It is fitted to the last points; where it
predicts them, its slowest mode shrinks, and the steps have shrunk about as much as it says, the run is on its way in.
A cycle has a mode of length 1; chaos is predicted by no such recurrence; a rule that divides by its slopes may look
like one for a while, but its steps do not shrink with it.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.types import Array

ENOUGH: Final = 3  # steps for each number that is fitted
EVEN: Final = (
    0.5  # of all that a swing gains and loses from step to step, what it has lost or gained in the end
)
LEAST: Final = 1e-6  # of a swing from side to side, a step: what changes less lasts
SMALLER: Final = 0.5  # of the square of its length is left in the cycle on which a swing ends that fades
SOONER: Final = 4.0  # times as much as by that law 1/A may gain on its gain: more is a swing that sways
FAINT: Final = 1e-13  # of the squares that are fitted: a direction in which nothing moves
MISS: Final = 0.05  # sizes of the swing by which the prediction may be off
SURE: Final = 4.0  # the mode shrinks by at least this part of what the prediction misses …
SLOWEST: Final = 1e-4  # … and by this much a step …
SEEN: Final = (
    0.5  # … and of that the steps have shown this part from the first half to the second, or are as predicted
)


def is_fading(points: Array) -> NDArray[np.bool_]:
    """Return whether runs die away, shape (runs,), from their last points (runs, k, n)."""
    runs, k, n = points.shape
    found = np.zeros(runs, dtype=bool)
    if k - 2 < ENOUGH * (2 * n + 1):
        return found
    moving = ~(points[:, -2:] == points[:, -4:-2]).all(axis=(1, 2))  # the others are on a cycle to the bit
    points = np.ascontiguousarray(points[moving])
    with np.errstate(all="ignore"):
        moves = np.diff(points, axis=1)
        turns = (np.vecdot(moves[:, 1:], moves[:, :-1]) < 0).all(axis=1)
        swings = np.sqrt(np.square(np.diff(moves, axis=1)).sum(axis=2))
        changes = np.abs(np.diff(swings, axis=1)).sum(axis=1)
        evenly = np.abs(swings[:, -1] - swings[:, 0]) >= EVEN * changes
        lasts = changes <= LEAST * k * swings[:, -1]
        fades = turns & evenly & ~lasts
        fades[fades] = _ends_smaller(swings[fades])
        shown = _shown(moves)
        others = np.where(turns, ~evenly & ~lasts & (shown >= SEEN * (k // 2) * SLOWEST), True)
        fades[others] = _shrinks(points[others], shown[others], turns[others])
    found[moving] = fades
    return found


def _ends_smaller(swings: Array) -> NDArray[np.bool_]:
    """Return which swings (runs, k) get shorter and shorter, and do not end on a cycle about as long."""
    third = (
        swings.shape[1] // 6 * 2
    )  # an even number, so that what is not the same on both sides does not count
    lengths = swings[:, -3 * third :].reshape(-1, 3, third).mean(axis=2)
    first, second, last = np.square(lengths[:, :1] / lengths).T
    before, now = second - first, last - second
    fades = (before > 0) & (now > LEAST * third * last) & (now - before <= SOONER * np.square(before))
    return np.asarray(fades & (np.square(now) >= (1 / SMALLER - 1) * last * (before - now)))


def _shown(moves: Array) -> Array:
    """Return how much shorter the moves (runs, k, n) are in the second half, as a logarithm."""
    squares, half = np.square(moves).sum(axis=2), (moves.shape[1] + 1) // 2
    shorter: Array = np.log(squares[:, :half].sum(axis=1) / squares[:, -half:].sum(axis=1)) / 2
    return shorter


def _shrinks(points: Array, shown: Array, turns: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which runs a linear recurrence predicts, and leads into rest."""
    runs, k, n = points.shape
    middle = points - points.mean(axis=1, keepdims=True)
    size = np.sqrt(np.square(middle).sum(axis=2).mean(axis=1))
    scaled = middle / size[:, None, None]
    known = np.isfinite(scaled).all(axis=(1, 2))
    scaled[~known] = 0.0
    states = np.concatenate([scaled[:, 1:], np.diff(scaled, axis=1), np.ones((runs, k - 1, 1))], axis=2)
    given, moves = states[:, :-1], states[:, 1:, n : 2 * n]
    squares = given.swapaxes(1, 2) @ given
    squares += FAINT * (k - 2) * np.eye(2 * n + 1)
    fitted = np.linalg.solve(squares, given.swapaxes(1, 2) @ moves)
    miss = np.sqrt(np.square(moves - given @ fitted).sum(axis=2).mean(axis=1))
    found = known & (miss <= MISS)
    if found.any():
        shrinks, says = _told(fitted[found], states[found])
        enough = SEEN * (k // 2) * shrinks
        seen = shown[found] >= enough
        # what does not turn back at every step may be slow in one half and quick in the other
        seen |= ~turns[found] & (np.abs(shown[found] - says) <= enough)
        found[found] = (shrinks >= SLOWEST) & (SURE * shrinks >= miss[found]) & seen
    return np.asarray(found)


def _told(fitted: Array, states: Array) -> tuple[Array, Array]:
    """Return by what part the slowest mode of each recurrence (runs, 2n + 1, n) shrinks in a step, and by how much the
    moves would be shorter if they were as it says.
    """
    runs, k, width = states.shape
    n = fitted.shape[2]
    onward = np.broadcast_to(np.eye(width), (runs, width, width)).copy()
    onward[:, n : 2 * n, n : 2 * n] = 0.0
    onward[:, :, :n] += fitted
    onward[:, :, n : 2 * n] += fitted
    shrinks = 1.0 - np.abs(np.linalg.eigvals(onward[:, :-1, :-1])).max(axis=1)
    predicted = np.empty_like(states)
    predicted[:, 0] = states[:, 0]
    for step in range(1, k):
        predicted[:, step] = (predicted[:, None, step - 1] @ onward)[:, 0]
    return shrinks, _shown(predicted[:, :, n : 2 * n])
