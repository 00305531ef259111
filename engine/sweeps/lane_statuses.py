"""What becomes of lanes, from their last points: the one rule that judges single runs, on all of them at once."""

import numpy as np
from numpy.typing import NDArray

from engine.curvature import past_minima
from engine.descent import Descent
from engine.outcome import Flags, at_rest, classify
from engine.types import Array


def grows_of(losses: Array, first: Array) -> Flags:
    """Return whether the last losses (k, m) have outgrown the first (k,), and go on growing."""
    half = losses.shape[1] // 2
    later = losses[:, half:].max(axis=1)
    before = losses[:, :half].max(axis=1) if half else first
    return np.asarray((later > first) & (later > before))


def statuses_of(descent: Descent, points: Array, losses: Array, norms: Array) -> NDArray[np.intp]:
    """Return the statuses of runs that did not depart, from their last points (k, m, n), losses and norms.

    Curvature is asked only of those that stand still: no other status depends on it.
    """
    formula = descent.surface.formula
    size = max(high - low for low, high in descent.surface.window)
    rest = at_rest(points, norms, size=size)
    ends = points[rest, -1]
    n = points.shape[2]
    gradients, hessians, beyond = (np.full((len(points), *shape), np.nan) for shape in ((n,), (n, n), (n, n)))
    gradients[rest], hessians[rest] = formula.gradient(ends), formula.hessian(ends)
    beyond[rest] = formula.hessian(past_minima(ends, gradients[rest], hessians[rest]))
    departed = np.zeros(len(points), dtype=bool)
    return classify(points, losses, norms, gradients, hessians, beyond, departed, size=size)
