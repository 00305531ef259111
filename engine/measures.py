"""What a whole run met: at each of its points the slope, the curvature, the rate in force, and how far it still was."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from engine.curvature import stability_limit
from engine.descent import Descent, Run, begin, descend
from engine.fall_line import fall_line
from engine.gradients import ArrayGround, sense
from engine.known import known_minimum
from engine.noise import keys, normals
from engine.optimizers import Known
from engine.outcome import Flags
from engine.program import Memory
from engine.types import Array

USUAL: Final = 2000  # points measured unless more are asked for


@dataclass(frozen=True)
class Measures:
    """Figures at points of a run, an entry for each; NaN where there is none.

    What belongs to a step is that of the step which leaves the point, or would leave the last one. `distances` are to
    `minimum`, None where none is known. `effective_rates` (points, n) is what multiplies the slope: update = −rate·∇L.
    `sharpness` is the largest eigenvalue of the Hessian as the optimizer sees it, `along_step` the curvature along the
    update, `products` learning rate × sharpness, and `product_limits` what they must stay below.
    """

    steps: tuple[int, ...]
    losses: Array
    gradient_norms: Array
    minimum: tuple[float, ...] | None
    distances: Array
    learning_rates: Array
    effective_rates: Array
    sharpness: Array
    along_step: Array
    condition_numbers: Array
    products: Array
    product_limits: Array


def measures(descent: Descent, *, most: int = USUAL) -> Measures:
    """Return the measures of a run at no more than `most` of its points, evenly spread, both ends among them."""
    run = descend(descent)
    chosen = thinned(len(run.losses), most)
    steps, points = np.array(chosen), run.points[chosen]
    rates = np.array(descent.schedule.learning_rates(descent.optimizer.learning_rate, 0, chosen[-1] + 1))
    rates = rates[chosen]
    update, preconditioner = _updates(descent, points, rates, steps, list(_memories(descent, chosen)))
    with np.errstate(all="ignore"):
        hessians = descent.surface.formula.hessian(points)
        slopes = descent.surface.formula.gradient(points)
        sharp = _largest(hessians, preconditioner)
        minimum = destination(run)
        lengths = np.square(update).sum(axis=1)
        return Measures(
            steps=tuple(chosen),
            losses=run.losses[chosen],
            gradient_norms=run.gradient_norms[chosen],
            minimum=minimum,
            distances=_distances(points, minimum),
            learning_rates=rates,
            effective_rates=np.where(slopes == 0, np.nan, -update / slopes),
            sharpness=sharp,
            along_step=np.einsum("ki,kij,kj->k", update, hessians, update)
            / np.where(lengths > 0, lengths, np.nan),
            condition_numbers=_condition_numbers(hessians),
            products=rates * sharp,
            product_limits=_limits(descent, sharp, steps) * sharp,
        )


def thinned(count: int, most: int) -> list[int]:
    """Return at most `most` of so many places, evenly spread, the first and the last among them."""
    if count <= most:
        return list(range(count))
    return [round(k * (count - 1) / (most - 1)) for k in range(most)]


def destination(run: Run) -> tuple[float, ...] | None:
    """Return the minimum that a run is on its way to.

    It is the one that the fall line through its last point reaches, else the one through its start, else the nearest
    known one.
    """
    surface, start = run.descent.surface, run.descent.start
    size = max(high - low for low, high in surface.window)
    for point in (start,) if run.exit is not None else (run.progress.point, start):
        line = fall_line(surface, point)
        if line.ends == "minimum":
            return known_minimum(surface, line.points[-1], size)
    known = [point.at for point in surface.points if point.kind == "minimum"]
    return min(known, key=lambda at: math.dist(at, start), default=None)


def _memories(descent: Descent, chosen: Sequence[int]) -> Iterator[Memory]:
    """Yield the optimizer's state before each of the chosen steps."""
    progress, last = begin(descent), chosen[-1]
    point, memory = progress.point, progress.memory
    rates = descent.schedule.learning_rates(descent.optimizer.learning_rate, 0, last)
    draws = descent.draws(0, last)
    yield memory
    for first, step in itertools.pairwise(chosen):
        drawn = [column[first:step] for column in draws]
        columns, memory = descent.program.run(point, memory, descent.settings, rates[first:step], drawn)
        point = tuple(column[-1] for column in columns)
        yield memory


def _updates(
    descent: Descent, points: Array, rates: Array, steps: Array, memories: list[Memory]
) -> tuple[Array, Array | None]:
    """Return the updates (k, n) that leave the points, and an adaptive optimizer's preconditioners (k, n)."""
    choice, source = descent.optimizer, descent.gradient
    columns = np.ascontiguousarray(points.T)
    ground = ArrayGround(descent.surface.formula, columns)
    if source.record.draws:
        key = keys(descent.seed, np.array([descent.start]))
        ground.draws = normals(key, steps.astype(np.uint64), len(columns))
    state: Any = descent.program.state_type(*(np.array(leaf).T for leaf in zip(*memories, strict=True)))
    with np.errstate(all="ignore"):
        slopes = sense(source.record, ground, source.settings, clips=source.clips).gradient
        rule = choice.optimizer.make(**{**choice.settings, "learning_rate": rates})
        step = rule.update(Known(point=columns, gradient=np.stack(slopes)), state)
    scales = dict(step.terms).get("preconditioner") if choice.optimizer.adaptive else None
    return step.update.T, None if scales is None else np.broadcast_to(scales, columns.shape).T


def _largest(hessians: Array, preconditioner: Array | None) -> Array:
    if preconditioner is not None:
        roots = np.sqrt(preconditioner)
        hessians = roots[:, :, None] * hessians * roots[:, None, :]
    return _eigenvalues(hessians)[:, -1]


def _eigenvalues(hessians: Array) -> Array:
    finite: Flags = np.asarray(np.isfinite(hessians).all(axis=(1, 2)))
    values = np.linalg.eigh(np.where(finite[:, None, None], hessians, 0.0))[0]
    return np.where(finite[:, None], values, np.nan)


def _condition_numbers(hessians: Array) -> Array:
    values = _eigenvalues(hessians)
    return np.where(values[:, 0] > 0, values[:, -1] / values[:, 0], np.nan)


def _limits(descent: Descent, sharp: Array, steps: Array) -> Array:
    optimizer, knobs = descent.optimizer.optimizer, dict(descent.optimizer.knobs)
    found = [
        stability_limit(optimizer, knobs, curvature, step=step + 1)
        for curvature, step in zip(sharp.tolist(), steps.tolist(), strict=True)
    ]
    return np.array([math.nan if limit is None else limit for limit in found])


def _distances(points: Array, minimum: tuple[float, ...] | None) -> Array:
    if minimum is None:
        return np.full(len(points), np.nan)
    return np.asarray(np.hypot.reduce(points - np.array(minimum), axis=1))
