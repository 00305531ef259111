"""How many steps a run needs at each learning rate, and with noise what is left at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.curvature import eigen
from engine.descent import Descent
from engine.noise import LARGEST_SEED
from engine.surfaces import Surface
from engine.sweeps.lanes import Drift, Lanes, Whole, run_lanes
from engine.sweeps.places import NOWHERE, Places
from engine.sweeps.sweep import NO_STEP, trial_of
from engine.sweeps.valleys import Valleys
from engine.types import Array

LAST: Final = 0.25  # share of the steps over which what is left is measured
ASIDE: Final = (
    0.0,
    0.37,
    1.0,
    11.0,
    1001.0,
)  # sizes of the window from its middle: where the bends are compared
SAME: Final = 1e-9  # relative difference of bends that is rounding alone


@dataclass(frozen=True)
class StepsNeeded:
    """What k rising rates need.

    `steps` (k,) is the first step from which the gradient norm stays at or below `tolerance` times that at the start,
    NO_STEP where it never does; with noise that of the description's own seed. `best` is the place of the rate that
    needs fewest, `best_fixed` the best rate that a quadratic allows for any start, 2/(λmin + λmax), None elsewhere.
    With noise `left` (k,) is the root-mean-square distance of the last quarter of the steps from the minimum in
    whose valley the run is, over the seeds of which that minimum is known, and `left_sd` (k,) how much that of
    single seeds scatters; NaN where a run leaves, or where it is known of no seed. It is unknown where no fall line
    leads to a minimum, and where those of one answer have had MOST_POINTS points together: then the rest, the higher
    rates, goes unmeasured.
    """

    rates: Array
    tolerance: float
    steps: Whole
    best: int | None
    best_fixed: float | None
    left: Array | None
    left_sd: Array | None


def steps_needed(
    descent: Descent,
    rates: Array,
    *,
    tolerance: float,
    seeds: int,
    cancelled: Callable[[], bool] = lambda: False,
) -> StepsNeeded:
    """Return what rising rates (k,) need, everything else as described; see `trial_of`."""
    trial = trial_of(descent)
    runs = seeds if trial.is_noisy else 1
    columns = len(rates) * runs
    lanes = run_lanes(
        trial,
        starts=np.tile(np.array(trial.start), (columns, 1)),
        learning_rates=np.repeat(rates, runs),
        seeds=np.tile((trial.seed + np.arange(runs)) % (LARGEST_SEED + 1), len(rates)),
        tolerance=tolerance * _slope(trial),
        drift_from=trial.steps + 1 - max(1, int(LAST * trial.steps)) if trial.is_noisy else None,
        cancelled=cancelled,
    )
    arrives = (lanes.departed_at < 0) & (lanes.last_moving < trial.steps)
    steps = np.where(arrives, lanes.last_moving + 1, NO_STEP)[::runs]
    arriving = np.flatnonzero(steps != NO_STEP).tolist()
    left, left_sd = _left(trial.surface, lanes, lanes.drift, runs, cancelled) if lanes.drift else (None, None)
    return StepsNeeded(
        rates,
        tolerance,
        steps,
        min(arriving, key=lambda k: int(steps[k]), default=None),
        best_fixed_rate(trial),
        left,
        left_sd,
    )


def _slope(descent: Descent) -> float:
    with np.errstate(all="ignore"):
        return float(np.hypot.reduce(np.array(descent.surface.formula.at(descent.start)[1])))


def _left(
    surface: Surface, lanes: Lanes, drift: Drift, runs: int, cancelled: Callable[[], bool]
) -> tuple[Array, Array]:
    places = Places(surface, cancelled=cancelled)
    valleys = Valleys(surface, places)
    stays = np.flatnonzero(lanes.departed_at < 0)
    numbers = np.full(len(lanes.ends), NOWHERE)
    numbers[stays] = valleys.of((drift.origin + drift.offsets / drift.count)[stays])
    centres = np.full(lanes.ends.shape, np.nan)
    there = numbers != NOWHERE
    centres[there] = np.array([*places.points, lanes.ends[0]])[numbers[there]]
    distances = drift.distance(centres).reshape(-1, runs)
    leaves = (lanes.departed_at >= 0).reshape(-1, runs).any(axis=1, keepdims=True)
    known = ~np.isnan(distances) & ~leaves
    count, distances = known.sum(axis=1), np.where(known, distances, 0.0)
    with np.errstate(all="ignore"):  # 0/0, where nothing is known
        mean = (distances.sum(axis=1) / count)[:, None]
        scatter = np.where(known, np.square(distances - mean), 0.0).sum(axis=1) / count
        return np.sqrt(np.square(distances).sum(axis=1) / count), np.sqrt(scatter)


def best_fixed_rate(descent: Descent) -> float | None:
    """Return 2/(λmin + λmax) where the loss is quadratic and the rule plain gradient descent at a constant rate.

    None with noise: the smaller the rate, the closer it comes.
    """
    choice, source = descent.optimizer, descent.gradient
    if choice.name != "gradient_descent" or descent.is_noisy or source.clips or source.record.losses:
        return None
    if descent.schedule.varies:
        return None
    curvatures = quadratic_curvatures(descent.surface)
    return None if curvatures is None else 2.0 / (curvatures[0] + curvatures[-1])


def with_best_fixed(descent: Descent, rates: Array) -> Array:
    """Return rising rates (k,) and among them, where it lies between them, the best fixed rate."""
    best = best_fixed_rate(descent)
    return rates if best is None or not rates[0] < best < rates[-1] else np.union1d(rates, [best])


def quadratic_curvatures(surface: Surface) -> tuple[float, ...] | None:
    """Return the eigenvalues, rising, of a bowl whose Hessian is the same wherever it is looked at; else None."""
    middle = np.array([(low + high) / 2 for low, high in surface.window])
    size = max(high - low for low, high in surface.window)
    turns = np.arange(len(ASIDE))[:, None] + np.array([0.3, 1.7])[: surface.dimension]
    points = middle + np.array(ASIDE)[:, None] * size * np.sin(2.4 * turns)
    hessians = surface.formula.hessian(points)
    first = hessians[0]
    if not np.isfinite(hessians).all() or np.abs(hessians - first).max() > SAME * np.abs(first).max():
        return None
    curvatures = eigen(first.tolist())[0]
    return curvatures if curvatures[0] > 0 else None
