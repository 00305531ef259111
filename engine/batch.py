"""Many starts on one surface with one optimizer: floats for a few, arrays for many, the same bits."""

from dataclasses import replace
from typing import Any, Final

import numpy as np

from engine.descent import Descent, descend
from engine.formula.floats import BOUND
from engine.gradients import ArrayGround, sense
from engine.noise import keys, normals
from engine.optimizers import Known
from engine.types import Array

CROSSOVER: Final = 16  # starts up to which float loops are faster than arrays


def descend_many(descent: Descent, starts: Array) -> Array:
    """Return the paths from starts (runs, n), shape (runs, steps + 1, n); NaN from where a run has departed.

    The description's own start does not count. `until` is not supported here: every run makes all its steps.
    """
    starts = np.asarray(starts, dtype=np.float64)
    if starts.ndim != 2 or starts.shape[1] != descent.surface.dimension:
        raise ValueError(f"starts: shape (runs, {descent.surface.dimension}) is expected")
    if descent.until is not None:
        raise ValueError("until: a batch makes all its steps")
    if len(starts) > CROSSOVER:
        return _as_arrays(descent, starts)
    paths = np.full((len(starts), descent.steps + 1, starts.shape[1]), np.nan)
    for path, start in zip(paths, starts.tolist(), strict=True):
        points = descend(replace(descent, start=tuple(start))).points
        path[: len(points)] = points
    return paths


def _as_arrays(descent: Descent, starts: Array) -> Array:
    formula, choice = descent.surface.formula, descent.optimizer
    count, dimension = starts.shape
    paths = np.full((count, descent.steps + 1, dimension), np.nan)
    points = np.ascontiguousarray(starts.T)  # (n, runs): one call updates every coordinate
    inside = np.isfinite(formula.value(starts)) & (np.abs(starts) <= BOUND).all(axis=1)
    if not inside.all():
        raise ValueError("starts: the loss has no value at one of them")
    paths[:, 0] = starts
    rates = descent.schedule.learning_rates(choice.learning_rate, 0, descent.steps)
    state: Any = choice.optimizer.make(**dict(choice.knobs)).init(points)
    source, key = descent.gradient, keys(descent.seed, starts)
    ground = ArrayGround(formula, points)
    with np.errstate(all="ignore"):
        for step, rate in enumerate(rates):
            rule = choice.optimizer.make(**{**choice.settings, "learning_rate": rate})
            if source.record.draws:
                ground.draws = normals(key, np.array([step], dtype=np.uint64), dimension)
            slopes = sense(source.record, ground, source.settings, clips=source.clips).gradient
            made = rule.update(Known(point=points, gradient=np.stack(slopes)), state)
            points, state = points + made.update, made.state
            ground = ArrayGround(formula, points)
            inside &= (np.abs(points) <= BOUND).all(axis=0)
            inside &= np.isfinite(ground.loss())
            paths[inside, step + 1] = points.T[inside]
    return paths
