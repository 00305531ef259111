"""The one rule that says how a run stands, from its last points alone.

It works on many runs at once, so that single runs, maps and retirement share it. A run is

- diverged, when it left: non-finite, or a coordinate beyond the bound;
- converged, when the gradient has faded, the point has stopped moving, the Hessian is positive definite and its
  Newton step is short, so that a minimum is right there;
- stalled, when the same has happened anywhere else;
- bouncing, when it moves on without going anywhere: between the two halves of its last points neither the mean
  position nor the mean loss has shifted by more than half of its spread (a straight walk shifts by 1.7 spreads, a
  cycle by none), the swing has neither doubled nor halved, and it is not dying away (see engine/fading.py);
- running, otherwise.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.fading import is_fading
from engine.types import Array

Flags = NDArray[np.bool_]

STATUSES: Final = ("running", "converged", "stalled", "bouncing", "diverged")
RUNNING, CONVERGED, STALLED, BOUNCING, DIVERGED = range(5)

RECENT: Final = 64  # points the rule looks at
FEWEST: Final = 8  # points below which nothing can be said about bouncing
STILL: Final = 4  # points that must all be at rest
GRADIENT_TOLERANCE: Final = 1e-6  # gradient norm at rest
MOVE_TOLERANCE: Final = 1e-6  # step length at rest, in sizes of the window
NEWTON_TOLERANCE: Final = 1e-3  # distance to the minimum that the Hessian promises, in sizes of the window
LEVEL: Final = 1e-9  # of the larger curvature: what is rounding, and counts as level
SHIFT: Final = 0.5  # spreads
SWELL: Final = 2.0  # times: a swing that grows or shrinks faster is on its way out or in
ROUNDING: Final = 1e-12  # relative spread of losses and of points that is only rounding


def at_rest(points: Array, gradient_norms: Array, *, size: float) -> Flags:
    """Return whether runs stand still, shape (runs,), from their last points (runs, k, n) and norms (runs, k)."""
    flat = np.all(gradient_norms[:, -STILL:] <= GRADIENT_TOLERANCE, axis=1)
    return np.asarray(flat & stands_still(points, size=size))


def stands_still(points: Array, *, size: float) -> Flags:
    """Return which runs hardly move any more, shape (runs,), from their last points (runs, k, n)."""
    with np.errstate(all="ignore"):
        squares = np.square(np.diff(points[:, -STILL:], axis=1))
        total = squares[..., 0]
        for axis in range(1, squares.shape[2]):
            total = total + squares[..., axis]
        moves = np.sqrt(total)
        return np.asarray(np.all(moves <= MOVE_TOLERANCE * size, axis=1))


def at_minimum(gradients: Array, hessians: Array, beyond: Array, *, size: float) -> Flags:
    """Return whether a minimum is right at hand, from gradients (runs, n) and Hessians (runs, n, n).

    `beyond` are the Hessians four Newton steps on, past the minimum if there is one: past an inflection, where the
    gradient fades as well, the surface bends down.
    """
    finite = np.asarray(np.isfinite(hessians).all(axis=(1, 2)) & np.isfinite(gradients).all(axis=1))
    values, vectors = np.linalg.eigh(np.where(finite[:, None, None], hessians, 0.0))
    with np.errstate(all="ignore"):
        components = np.einsum("rij,ri->rj", vectors, np.where(finite[:, None], gradients, 0.0))
        newton = np.sqrt(np.square(components / values).sum(axis=1))
        found: Flags = (values[:, 0] > LEVEL * values[:, -1]) & (newton <= NEWTON_TOLERANCE * size)
        bends = np.linalg.eigvalsh(np.where(np.isfinite(beyond), beyond, 0.0))[:, 0] > 0
    return np.asarray(found & bends)


def is_bouncing(points: Array, losses: Array) -> Flags:
    """Return whether runs move without going anywhere, from points (runs, k, n) and losses (runs, k)."""
    half = points.shape[1] // 4 * 2  # an even number, so that a 2-cycle has equal means in both halves
    if 2 * half < FEWEST:
        return np.zeros(len(points), dtype=bool)
    walked, losses = points[:, -2 * half :], losses[:, -2 * half :]
    # the steps last, one coordinate after the other: what is summed up lies together
    points = np.ascontiguousarray(walked.swapaxes(1, 2))
    with np.errstate(all="ignore"):
        spread = np.sqrt(points.var(axis=2).sum(axis=1))
        shift = points[..., half:].mean(axis=2) - points[..., :half].mean(axis=2)
        shift = np.sqrt(np.square(shift).sum(axis=1))
        # what stands on one spot spreads by rounding alone
        still = ROUNDING * np.abs(points).max(axis=(1, 2))
        before, after = (
            np.sqrt(part.var(axis=2).sum(axis=1)) for part in (points[..., :half], points[..., half:])
        )
        lasts = (after <= SWELL * before) & (before <= SWELL * after)
        loss_spread = losses.std(axis=1)
        loss_shift = np.abs(losses[:, half:].mean(axis=1) - losses[:, :half].mean(axis=1))
        even = loss_spread <= ROUNDING * np.abs(losses).max(axis=1)
        rises = np.any(
            np.diff(losses[:, half:], axis=1) > 0, axis=1
        )  # one long first step is a large spread, too
        stays: Flags = (
            (spread > still)
            & lasts
            & (shift <= SHIFT * spread)
            & (even | (rises & (loss_shift <= SHIFT * loss_spread)))
        )
    if stays.any():
        stays[stays] = ~is_fading(walked[stays])
    return stays


def classify(
    points: Array,
    losses: Array,
    gradient_norms: Array,
    gradients: Array,
    hessians: Array,
    beyond: Array,
    departed: Flags,
    *,
    size: float,
) -> NDArray[np.intp]:
    """Return the status of each run as an index into STATUSES, shape (runs,).

    Takes the last points (runs, k, n) with their losses and gradient norms (runs, k); at the last one the gradient
    (runs, n), the Hessian and the Hessian beyond it (runs, n, n; see at_minimum); whether the run departed (runs,);
    and the longest side of the window.
    """
    rest = at_rest(points, gradient_norms, size=size)
    minimum, bouncing = np.zeros((2, len(points)), dtype=bool)
    if rest.any():
        minimum[rest] = at_minimum(gradients[rest], hessians[rest], beyond[rest], size=size)
    moves = ~rest & ~departed
    if moves.any():
        bouncing[moves] = is_bouncing(points[moves], losses[moves])
    choices = [departed, minimum, rest, bouncing]
    return np.select(choices, [DIVERGED, CONVERGED, STALLED, BOUNCING], default=RUNNING)
