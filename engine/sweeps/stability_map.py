"""A stability map: what becomes of a run when two of its optimizer's knobs are turned together."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.catalog import Knob
from engine.curvature import sharpness, stability_limit
from engine.descent import Descent
from engine.fall_line import fall_line
from engine.known import known_minimum
from engine.outcome import BOUNCING, CONVERGED, DIVERGED, STATUSES, Flags
from engine.sweeps.lanes import Whole, run_lanes
from engine.sweeps.places import NOWHERE, Minimum, Places, minima_of
from engine.sweeps.steps_needed import quadratic_curvatures
from engine.sweeps.sweep import ending_steps, spread, trial_of
from engine.types import Array

SHORT: Final = 1  # decimals of a value beyond the first that tells it from its neighbour
MOST_MINIMA: Final = 100  # of one map, those that most runs reach
NARROWEST: Final = 1e-11  # span of an axis, of its larger end: below it values would be the same floats
SMALLEST: Final = 1e-300  # span of an axis
RATE: Final = "learning_rate"


@dataclass(frozen=True)
class Axis:
    """The values of one knob, rising, shape (k,)."""

    knob: str
    values: Array


@dataclass(frozen=True)
class StabilityMap:
    """What becomes of a run at every pair of values; arrays have the shape (y, x).

    `statuses` index STATUSES, `places` index `minima` where a run converged, NOWHERE elsewhere, `steps` are as
    `ending_steps` has them. `limit` is the learning rate above which the optimizer declares nothing to come to rest
    at the minimum to which the fall line from the start leads, for each value of the other knob, None where neither
    axis is the learning rate or nothing is declared.

    `agreement` is the share of runs that bounce or diverge above that limit, and do neither below it. Close to it a
    run says which way it goes long before it gets there: `growth_agreement` is the share of runs of which the loss
    grows above the limit, and does not grow below it (see `Lanes.grows`). Both are None but for plain runs in
    quadratic bowls, where the limit is exact.
    """

    x: Axis
    y: Axis
    statuses: NDArray[np.uint8]
    places: NDArray[np.int8]
    steps: NDArray[np.int32]
    minima: tuple[Minimum, ...]
    limit: Array | None
    agreement: float | None
    growth_agreement: float | None

    @property
    def shares(self) -> dict[str, float]:
        """The share of runs of each status."""
        counts = np.bincount(self.statuses.ravel(), minlength=len(STATUSES)) / self.statuses.size
        return dict(zip(STATUSES, counts.tolist(), strict=True))


def is_wide(lowest: float, highest: float) -> bool:
    """Return whether there are values enough from the lowest to the highest for an axis."""
    return highest - lowest >= max(NARROWEST * max(abs(lowest), abs(highest)), SMALLEST)


def axis_of(knob: Knob, lowest: float, highest: float, count: int) -> Axis:
    """Return values from the lowest to the highest, spread as the knob's slider spreads them.

    Those between are short decimal figures, off by a twentieth of their distance at most: the run of a cell can be
    written down, and is that very run.
    """
    if knob.scale == "log":
        values = spread(lowest, highest, count)
        size = np.floor(np.log10(values))
        apart = np.log10(highest / lowest) / (count - 1)
    else:
        values = np.linspace(lowest, highest, count)
        size = np.zeros(count)
        apart = (highest - lowest) / (count - 1)
    digits = (SHORT - np.floor(np.log10(apart)) - size).astype(int)
    between = [round(value, places) for value, places in zip(values.tolist(), digits.tolist(), strict=True)]
    return Axis(knob.name, np.array([lowest, *between[1:-1], highest]))


def stability_map(
    descent: Descent,
    x: Axis,
    y: Axis,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    executor: Executor | None = None,
) -> StabilityMap:
    """Return what becomes of a run at every pair of values of two knobs; see `trial_of` for what does not count.

    The runs are made here, or by the executor.
    """
    trial = trial_of(descent)
    grid = dict(zip((x.knob, y.knob), map(np.ravel, np.meshgrid(x.values, y.values)), strict=True))
    count = len(x.values) * len(y.values)
    rates = grid.pop(RATE, np.full(count, trial.optimizer.learning_rate))
    starts = np.tile(np.array(trial.start), (count, 1))
    lanes = run_lanes(
        trial, starts=starts, learning_rates=rates, knobs=grid, cancelled=cancelled, executor=executor
    )
    places = Places(trial.surface, cancelled=cancelled)
    numbers = np.full(count, NOWHERE)
    arrived = lanes.statuses == CONVERGED
    if arrived.any():
        numbers[arrived] = places.of(lanes.ends[arrived])
    minima, numbers = minima_of(trial, places, _most_reached(numbers))
    shape = (len(y.values), len(x.values))
    limit, harmed = _limits(trial, x, y), (lanes.statuses == BOUNCING) | (lanes.statuses == DIVERGED)
    return StabilityMap(
        x,
        y,
        lanes.statuses.reshape(shape),
        numbers.astype(np.int8).reshape(shape),
        ending_steps(lanes).astype(np.int32).reshape(shape),
        minima,
        limit,
        _agreement(trial, x, y, limit, harmed.reshape(shape)),
        _agreement(trial, x, y, limit, lanes.grows.reshape(shape)),
    )


def _most_reached(numbers: Whole) -> Whole:
    """Return the numbers with those of rarely reached minima replaced by NOWHERE, if they are too many."""
    named, counts = np.unique(numbers[numbers != NOWHERE], return_counts=True)
    rare = named[np.argsort(-counts, kind="stable")][MOST_MINIMA:]
    return np.where(np.isin(numbers, rare), NOWHERE, numbers)


def _limits(descent: Descent, x: Axis, y: Axis) -> Array | None:
    """Return the declared limit for each value of the knob that is not the learning rate."""
    choice, others = descent.optimizer, [axis for axis in (x, y) if axis.knob != RATE]
    line = fall_line(descent.surface, descent.start)
    if len(others) != 1 or choice.optimizer.adaptive or line.ends != "minimum":
        return None
    size = max(high - low for low, high in descent.surface.window)
    minimum = known_minimum(descent.surface, line.points[-1], size)
    curvature = sharpness(descent.surface.formula.hessian_at(minimum))
    (other,) = others
    found = [
        stability_limit(choice.optimizer, {**choice.settings, other.knob: value}, curvature)
        for value in other.values.tolist()
    ]
    return np.array([np.nan if limit is None else limit for limit in found])


def _agreement(descent: Descent, x: Axis, y: Axis, limit: Array | None, found: Flags) -> float | None:
    """Return the share of runs of which that is found which the limit foretells."""
    plain = descent.gradient.plain and not descent.schedule.varies
    if limit is None or not plain or quadratic_curvatures(descent.surface) is None:
        return None
    above = x.values > limit[:, None] if x.knob == RATE else y.values[:, None] > limit
    return float((above == found).mean())
