"""How a surface bends: eigenvalues, and what they say about the learning rate."""

import math
from collections.abc import Mapping, Sequence
from typing import Final, Literal

import numpy as np

from engine.optimizers import Optimizer
from engine.outcome import LEVEL, Flags
from engine.surfaces import Surface
from engine.types import Array

Zone = Literal["creep", "monotone", "overshoot", "unstable"]
# Upper ends of the zones, in units of the optimizer's own limit; for gradient descent η·λ = 0.1, 1, 2.
ZONES: Final[tuple[tuple[float, Zone], ...]] = ((0.05, "creep"), (0.5, "monotone"), (1.0, "overshoot"))
BEYOND: Final[Zone] = "unstable"
PROBE: Final = 1e-4  # of the window: how far a kink is looked for
Rows = Sequence[Sequence[float]]


def eigen(hessian: Rows) -> tuple[tuple[float, ...], tuple[tuple[float, ...], ...]]:
    """Return eigenvalues, rising, and their unit eigenvectors; NaN where the Hessian is not finite."""
    n = len(hessian)
    if not all(math.isfinite(entry) for row in hessian for entry in row):
        return (math.nan,) * n, ((math.nan,) * n,) * n
    values, vectors = np.linalg.eigh(np.array(hessian))
    return tuple(values.tolist()), tuple(tuple(column) for column in vectors.T.tolist())


def sharpness(hessian: Rows, preconditioner: Sequence[float] | None = None) -> float:
    """Return the largest eigenvalue of the Hessian, or of P^½ H P^½ with a diagonal preconditioner P."""
    if preconditioner is None:
        return eigen(hessian)[0][-1]
    roots = [math.sqrt(scale) if scale >= 0 else math.nan for scale in preconditioner]
    outer = np.array(roots)
    with np.errstate(all="ignore"):
        scaled = outer[:, None] * np.array(hessian) * outer
    return eigen(scaled.tolist())[0][-1]


def condition_number(eigenvalues: Sequence[float]) -> float | None:
    """Return λmax/λmin of a positive definite Hessian, else None."""
    return eigenvalues[-1] / eigenvalues[0] if eigenvalues[0] > 0 else None


def stability_limit(
    optimizer: Optimizer, knobs: Mapping[str, float], curvature: float, *, step: int | None = None
) -> float | None:
    """Return the learning rate above which nothing comes to rest on this curvature; None where λ ≤ 0.

    With a step given, the coefficients in force at that step (the first is 1) count.
    """
    if not 0 < curvature < math.inf:
        return None
    limit = optimizer.limit(curvature, knobs) if step is None else optimizer.limit_at(curvature, knobs, step)
    return limit if math.isfinite(limit) else None


def zone(learning_rate: float, limit: float | None) -> Zone | None:
    """Return the zone of a learning rate by its share of the limit; None where there is no limit."""
    if limit is None:
        return None
    share = learning_rate / limit
    return next((name for end, name in ZONES if share < end), "overshoot" if share == 1.0 else BEYOND)


def along(hessian: Rows, direction: Sequence[float]) -> float | None:
    """Return the curvature along a direction, dᵀHd/dᵀd; None for no direction, or an endless one."""
    vector: Array = np.array(direction)
    length = float(vector @ vector)
    return float(vector @ np.array(hessian) @ vector) / length if 0 < length < math.inf else None


def stationary_kind(
    gradient: Sequence[float], hessian: Rows, near: float
) -> Literal["saddle", "maximum"] | None:
    """Return what kind of point a small gradient belongs to; None when no such point lies so near.

    The slope over the curvature tells how far the point is at which the gradient vanishes: on a plateau that fades out
    it is as long as the plateau is wide. Minima are the outcome's own affair.
    """
    values, _ = eigen(hessian)
    if not all(map(math.isfinite, values)) or values[0] > 0:
        return None
    if min(map(abs, values)) <= LEVEL * max(map(abs, values)):  # a floor or a ridge, level along its line
        return None
    # Along a trough that bends, a slope of g alone makes a curvature of g over the bend's radius.
    if math.hypot(*gradient) > near * min(map(abs, values)):
        return None
    return "maximum" if values[-1] < 0 else "saddle"


def flat_ground(gradients: Array, hessians: Array, near: float) -> Flags:
    """Return where `stationary_kind` knows no kind and no minimum is, from gradients (k, n), Hessians (k, n, n)."""
    finite: Flags = np.asarray(np.isfinite(hessians).all(axis=(1, 2)))
    values = np.linalg.eigvalsh(np.where(finite[:, None, None], hessians, 0.0))
    flattest, steepest = np.abs(values).min(axis=1), np.abs(values).max(axis=1)
    level = (flattest <= LEVEL * steepest) | (np.sqrt(np.square(gradients).sum(axis=1)) > near * flattest)
    return np.asarray(finite & level)


def past_minima(points: Array, gradients: Array, hessians: Array) -> Array:
    """Return the points four Newton steps on, from points and gradients (k, n) and Hessians (k, n, n).

    They are on the far side of a minimum, of a flat one (x⁴) too. A point stays where there is no Newton step.
    """
    finite: Flags = np.asarray(np.isfinite(hessians).all(axis=(1, 2)))
    values, vectors = np.linalg.eigh(np.where(finite[:, None, None], hessians, 0.0))
    with np.errstate(all="ignore"):
        newton = _columns(vectors, _columns(vectors.swapaxes(1, 2), gradients) / values)
        return np.where((finite & (values != 0).all(axis=1))[:, None], points - 4.0 * newton, points)


def _columns(matrices: Array, vectors: Array) -> Array:
    """Return matrices (k, n, n) times vectors (k, n), each row summed in the same order for one as for many."""
    found: Array = matrices[:, :, 0] * vectors[:, :1]
    for j in range(1, vectors.shape[1]):
        found = found + matrices[:, :, j] * vectors[:, j : j + 1]
    return found


def past_minimum(point: Sequence[float], gradient: Sequence[float], hessian: Rows) -> tuple[float, ...]:
    """Return the point four Newton steps on from one point."""
    found = past_minima(np.array([point]), np.array([gradient]), np.array([hessian]))
    return tuple(found[0].tolist())


def has_kink(surface: Surface, point: tuple[float, ...], size: float) -> bool:
    """Return whether the loss leaves a point linearly on both sides of some axis, where its gradient is zero."""
    formula = surface.formula
    here = formula.at(point)[0]
    for axis in range(len(point)):
        rises = []
        for reach in (PROBE * size, PROBE * size / 2):
            sides = [(*point[:axis], point[axis] + sign * reach, *point[axis + 1 :]) for sign in (1, -1)]
            rises.append([formula.at(side)[0] - here for side in sides])
        turns = rises[0][0] * rises[0][1] > 0  # both sides rise, or both fall: more than a slope
        if turns and all(abs(far) < 3 * abs(near) for far, near in zip(*rises, strict=True)):
            return True  # half as far, half the change; a smooth bowl would give a quarter
    return False
