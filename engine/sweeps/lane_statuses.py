"""What becomes of lanes, from their last points: the one rule that judges single runs, on all of them at once."""

import numpy as np
from numpy.typing import NDArray

from engine.curvature import past_minima
from engine.descent import Descent
from engine.outcome import STILL, Flags, at_rest, classify
from engine.sweeps.lane_ends import Whole
from engine.types import Array


def grows_of(losses: Array, first: Array) -> Flags:
    """Return whether the last losses (m, k) have outgrown the first (k,), and go on growing."""
    half = len(losses) // 2
    later = losses[half:].max(axis=0)
    before = losses[:half].max(axis=0) if half else first
    return np.asarray((later > first) & (later > before))


def losses_at(descent: Descent, points: Array) -> Array:
    """Return the losses (m, k) at points (m, n, k)."""
    columns = np.ascontiguousarray(points.swapaxes(0, 1)).reshape(points.shape[1], -1)
    return descent.surface.formula.along(columns)[0].reshape(len(points), -1)


def statuses_of(descent: Descent, points: Array, norms: Array) -> NDArray[np.uint8]:
    """Return the statuses of runs that did not depart, from their last points (m, n, k) and norms (m, k).

    Of those that stand still the rule looks at the last few points, and at the curvature where they end: where many
    end on the same point, to the bit, once. All others are judged by all of the points, and by no curvature.
    """
    size = max(high - low for low, high in descent.surface.window)
    still = points[-STILL:].transpose(2, 0, 1)
    rest = at_rest(still, norms.T, size=size)
    statuses = np.empty(len(rest), dtype=np.uint8)
    if rest.any():
        first, end_of = _same(np.ascontiguousarray(points[-1][:, rest]))
        chosen = np.flatnonzero(rest)[first]
        found = _judged(descent, still[chosen], norms[:, chosen].T, size)
        statuses[rest] = found[end_of]
    if not rest.all():
        moves = ~rest
        moving = points[:, :, moves]
        recent = moving.transpose(2, 0, 1)
        count, n = len(recent), points.shape[1]
        nothing = np.full((count, n, n), np.nan)
        statuses[moves] = classify(
            recent,
            np.ascontiguousarray(losses_at(descent, moving).T),
            norms[:, moves].T,
            np.full((count, n), np.nan),
            nothing,
            nothing,
            np.zeros(count, dtype=bool),
            size=size,
        )
    return statuses


def _judged(descent: Descent, points: Array, norms: Array, size: float) -> NDArray[np.intp]:
    """Return the statuses of runs that stand still, from points (k, m, n) and norms (k, m): no loss decides."""
    formula, ends = descent.surface.formula, points[:, -1]
    gradients, hessians = formula.gradient(ends), formula.hessian(ends)
    beyond = formula.hessian(past_minima(ends, gradients, hessians))
    departed, losses = np.zeros(len(points), dtype=bool), np.zeros(points.shape[:2])
    return classify(points, losses, norms, gradients, hessians, beyond, departed, size=size)


def _same(ends: Array) -> tuple[Whole, Whole]:
    """Return one of each of the points (n, k) that are the same to the bit, and for every point which, (k,)."""
    bits = ends.view(np.uint64)
    mixed = bits[0] * np.uint64(0x9E3779B97F4A7C15)
    for row in bits[1:]:
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) + row
    _, first, of = np.unique(mixed, return_index=True, return_inverse=True)
    if (bits[:, first][:, of] != bits).any():  # two points with one mark
        everyone = np.arange(ends.shape[1])
        return everyone, everyone
    return first, of
