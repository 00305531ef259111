"""One step taken apart: every term of the update, the curvature it met, and a slice of the loss along it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from engine.curvature import Zone, along, eigen, sharpness, stability_limit, zone
from engine.descent import STRETCH, Descent, Progress, advance_until, begin, is_over
from engine.equations import COMPONENT, NEXT, PREVIOUS
from engine.gradients import ANALYTIC, FloatGround, GradientSource, Sensed, sense
from engine.optimizers import Known, Step
from engine.program import Memory
from engine.types import Array

Value = float | tuple[float, ...]

SLICE: Final = (-0.5, 2.0)  # from behind the ball to as far again beyond the landing point, in steps
SLICE_POINTS: Final = 101
GRADIENT_NORM: Final = "gradient_norm"


@dataclass(frozen=True)
class StepCurvature:
    """How the surface bends where a step leaves.

    `eigenvalues` rise; `along_step` is the curvature in the step's direction, None for no step; `sharpness` is
    the largest eigenvalue of the (for an adaptive optimizer: preconditioned) Hessian; `limit` the learning rate
    above which nothing comes to rest on it, None where it does not bend upwards; `product` is learning rate ×
    sharpness and `product_limit` what it must stay below.
    """

    eigenvalues: tuple[float, ...]
    eigenvectors: tuple[tuple[float, ...], ...]
    along_step: float | None
    sharpness: float
    limit: float | None
    product: float
    product_limit: float | None
    zone: Zone | None


@dataclass(frozen=True)
class Slice:
    """The loss along a step, at `s` steps from where it leaves; slope and curvature are per step, at s = 0."""

    s: tuple[float, ...]
    losses: tuple[float, ...]
    slope: float
    curvature: float
    lands: float


@dataclass(frozen=True)
class StepAnatomy:
    """The step that leaves point `step`: where it stands, every term by name, and where it lands.

    The first terms are what comes before the optimizer's rule: the gradient source's arithmetic and clipping, where
    there is any. `gradient` is the surface's own, whatever they make of it. A term's value is one number per
    coordinate, or one number that all coordinates share. point + update is next_point to the bit, and the last term
    is the update.
    """

    step: int
    point: tuple[float, ...]
    loss: float
    gradient: tuple[float, ...]
    learning_rate: float
    state: tuple[tuple[str, Value], ...]
    terms: tuple[tuple[str, Value], ...]
    update: tuple[float, ...]
    next_point: tuple[float, ...]
    next_loss: float
    next_gradient: tuple[float, ...]
    knobs: tuple[tuple[str, float], ...]
    curvature: StepCurvature
    slice: Slice | None = None
    source: GradientSource = ANALYTIC
    draws: tuple[float, ...] = ()

    def figures(self, axis: int) -> dict[str, float]:
        """Return what the equations of this step are made of, for one coordinate."""
        vectors = {
            "point": self.point,
            "gradient": self.gradient,
            NEXT: self.next_point,
            **{PREVIOUS + name: value for name, value in self.state},
            **dict(self.terms),
            **({"draw": self.draws} if self.draws else {}),
        }
        one = {name: value[axis] if isinstance(value, tuple) else value for name, value in vectors.items()}
        return {**dict(self.knobs), **self._components(), **one}

    def _components(self) -> dict[str, float]:
        """Return the gradient before it is clipped, by component."""
        names = [name for name, _ in self.terms]
        if GRADIENT_NORM not in names:
            return {}
        whole = self.terms[names.index(GRADIENT_NORM) - 1][1]
        assert isinstance(whole, tuple)
        return {f"{COMPONENT}{axis}": part for axis, part in enumerate(whole)}


def progress_at(descent: Descent, step: int) -> tuple[Progress, bool]:
    """Return where a run stands at a step, or at its end if that comes first, and whether it is over there."""
    progress = begin(descent)
    over = is_over(descent, progress)
    while progress.step < step and not over:
        _, progress, over = advance_until(descent, progress, min(STRETCH, step - progress.step))
    return progress, over


def anatomy(descent: Descent, first: int, count: int, *, with_slice: bool = False) -> list[StepAnatomy]:
    """Return `count` steps from step `first` on, taken apart; fewer when the run ends or leaves before."""
    if first >= descent.steps:
        return []
    progress, over = progress_at(descent, first)
    found: list[StepAnatomy] = []
    while progress.step == first + len(found) < first + count and not over:
        found.append(_take_apart(descent, progress, with_slice=with_slice))
        _, progress, over = advance_until(descent, progress, 1)
    return found


def _leaves(memory: Memory) -> list[Any]:
    return [np.array(leaf) if isinstance(leaf, tuple) else leaf for leaf in memory]


def _value(value: Any, dimension: int) -> Value:
    if isinstance(value, tuple):
        return value
    if isinstance(value, np.ndarray):
        return tuple(np.broadcast_to(value, (dimension,)).tolist())
    return float(value)


def _sensed(descent: Descent, ground: FloatGround) -> Sensed:
    source = descent.gradient
    return sense(source.record, ground, source.settings, clips=source.clips)


def _take_apart(descent: Descent, progress: Progress, *, with_slice: bool) -> StepAnatomy:
    formula, choice = descent.surface.formula, descent.optimizer
    loss, gradient = formula.at(progress.point)
    rate = descent.learning_rate(progress.step)
    knobs = {**choice.settings, "learning_rate": rate}
    state = descent.program.state_type(*_leaves(progress.memory))
    draws = tuple(drawn[0] for drawn in descent.draws(progress.step, 1))
    with np.errstate(all="ignore"):
        sensed = _sensed(descent, FloatGround(formula, progress.point, draws))
        step: Step = choice.optimizer.make(**knobs).update(
            Known(point=np.array(progress.point), gradient=np.array(sensed.gradient)), state
        )
    dimension = len(progress.point)
    update = _value(step.update, dimension)
    assert isinstance(update, tuple)
    landed = tuple(p + u for p, u in zip(progress.point, update, strict=True))
    next_loss, next_gradient = descent.surface.at(landed)
    before = () if descent.gradient.plain else sensed.terms
    terms = tuple((term.name, _value(term.value, dimension)) for term in (*before, *step.terms))
    anatomy = StepAnatomy(
        step=progress.step,
        point=progress.point,
        loss=loss,
        gradient=gradient,
        learning_rate=rate,
        state=tuple((name, _value(leaf, dimension)) for name, leaf in zip(state._fields, state, strict=True)),
        terms=terms,
        update=update,
        next_point=landed,
        next_loss=next_loss,
        next_gradient=next_gradient,
        knobs=tuple({**knobs, **descent.gradient.settings}.items()),
        source=descent.gradient,
        draws=draws,
        curvature=_curvature(descent, progress, knobs, dict(terms), update),
    )
    return replace(anatomy, slice=_slice(descent, anatomy)) if with_slice else anatomy


def _curvature(
    descent: Descent,
    progress: Progress,
    knobs: dict[str, float],
    terms: dict[str, Value],
    update: Sequence[float],
) -> StepCurvature:
    optimizer = descent.optimizer.optimizer
    hessian = descent.surface.formula.hessian_at(progress.point)
    values, vectors = eigen(hessian)
    scales = terms.get("preconditioner")
    preconditioner = scales if isinstance(scales, tuple) else None
    sharp = sharpness(hessian, preconditioner) if optimizer.adaptive else values[-1]
    limit = stability_limit(optimizer, knobs, sharp, step=progress.step + 1)
    return StepCurvature(
        eigenvalues=values,
        eigenvectors=vectors,
        along_step=along(hessian, update),
        sharpness=sharp,
        limit=limit,
        product=knobs["learning_rate"] * sharp,
        product_limit=None if limit is None else limit * sharp,
        zone=zone(knobs["learning_rate"], limit),
    )


def _slice(descent: Descent, step: StepAnatomy) -> Slice:
    shares: Array = np.linspace(*SLICE, SLICE_POINTS)
    direction = np.array(step.update)
    hessian = np.array(descent.surface.formula.hessian_at(step.point))
    with np.errstate(all="ignore"):
        points = np.array(step.point) + shares[:, None] * direction
        bend = float(direction @ hessian @ direction)
    return Slice(
        s=tuple(shares.tolist()),
        losses=tuple(descent.surface.value(points).tolist()),
        slope=sum(g * u for g, u in zip(step.gradient, step.update, strict=True)),
        curvature=bend,
        lands=1.0,
    )
