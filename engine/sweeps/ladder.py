"""How far to step: the loss after one step along −∇L, for a ladder of learning rates."""

import math
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np

from engine.curvature import along, sharpness
from engine.surfaces import Surface
from engine.types import Array

What = Literal["nothing", "gain", "overshoot"]

DECADES: Final = tuple(10.0**power for power in range(-10, 0))
MULTIPLES: Final = (1 / 8, 1 / 4, 1 / 2, 1.0, 1.5, 2.0, 3.0, 4.0)  # of 1/λ
FARTHEST: Final = 4096.0  # multiple of 1/λ up to which the ladder is doubled until it overshoots
NOTHING: Final = 1e-3  # share of the most that this line gives: a gain below it is called nothing
REACH: Final = 4.0  # windows: how far the bottom of the line is looked for at least
FINENESS: Final = 400  # learning rates a decade in the search for the bottom of the line
MOST: Final = 20_000  # learning rates looked at in all
HALVINGS: Final = 60
NODES: Final = (8, 12)  # of the two quadratures whose difference tells how good they are
EPSILON: Final = float(np.finfo(np.float64).eps)


@dataclass(frozen=True)
class Rung:
    """One learning rate, the loss after a step at it and the loss's change; NaN where the loss has no value there.

    `multiple` is the rate in units of 1/λ, None where the ladder does not count in them.
    """

    multiple: float | None
    learning_rate: float
    loss: float
    change: float
    what: What


@dataclass(frozen=True)
class Ladder:
    """Both ladders at a point.

    `curvature` is λ along −∇L, None without a slope; `bottom` is the rate that lands on the first bottom of the line.
    `units` is empty where λ ≤ 0: the slope grows steeper on the way, and 1/λ means nothing. Both are empty where the
    gradient is not finite.
    """

    point: tuple[float, ...]
    loss: float
    gradient_norm: float
    curvature: float | None
    sharpness: float
    bottom: float | None
    decades: tuple[Rung, ...]
    units: tuple[Rung, ...]

    @property
    def unit(self) -> float | None:
        """One step of the second ladder, 1/λ."""
        return _unit(self.curvature)


class _Line:
    """The loss over the learning rate η of one step: φ(η) = L(θ − η∇L)."""

    def __init__(self, surface: Surface, point: tuple[float, ...]) -> None:
        self.surface = surface
        self.loss, gradient = surface.at(point)
        self._point, self._gradient = np.array(point), np.array(gradient)

    def losses(self, rates: Array) -> Array:
        """Return φ, shape (k,)."""
        return self.surface.value(self._points(rates))

    def slopes(self, rates: Array) -> Array:
        """Return φ′ = −∇L(θ)·∇L(θ − η∇L), shape (k,)."""
        with np.errstate(all="ignore"):
            return np.asarray(-(self.surface.gradient(self._points(rates)) @ self._gradient))

    def _points(self, rates: Array) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(self._point - rates[:, None] * self._gradient)


def ladder(surface: Surface, point: tuple[float, ...]) -> Ladder:
    """Return what one step gives at every rung.

    A rung is called overshoot when it lands beyond the first bottom of its line: there the slope along the line has
    turned, and a shorter step had gained more. The loss may still be lower than before. A gain of less than a
    thousandth of the most that the line gives is called nothing.
    """
    line = _Line(surface, point)
    gradient, hessian = surface.at(point)[1], surface.hessian_at(point)
    largest = max(map(abs, gradient)) or 1.0
    with np.errstate(all="ignore"):  # scaled, so that no square of a long or a short gradient is lost
        curvature = along(hessian, [slope / largest for slope in gradient])
    unit, norm = _unit(curvature), math.hypot(*gradient)
    sharp = sharpness(hessian)
    if not 0 < norm < math.inf:
        flat = tuple(Rung(None, rate, line.loss, 0.0, "nothing") for rate in DECADES)
        return Ladder(point, line.loss, norm, curvature, sharp, None, flat if norm == 0 else (), ())
    size = max(high - low for low, high in surface.window)
    bottom = _bottom(line, DECADES[0], max(DECADES[-1], REACH * size / norm, FARTHEST * (unit or 0.0)))
    multiples = _multiples(unit, bottom)
    rates = np.array([*DECADES, *(multiple * (unit or 0.0) for multiple in multiples)])
    losses, changes = line.losses(rates), _changes(line, rates)
    names = _named(line, rates, changes, bottom)
    rungs = [
        Rung(multiple, float(rate), float(loss), float(change), name)
        for multiple, rate, loss, change, name in zip(
            [*[None] * len(DECADES), *multiples], rates, losses, changes, names, strict=True
        )
    ]
    tens = len(DECADES)
    return Ladder(point, line.loss, norm, curvature, sharp, bottom, tuple(rungs[:tens]), tuple(rungs[tens:]))


def _unit(curvature: float | None) -> float | None:
    """Return 1/λ where the line curves up."""
    unit = 1.0 / curvature if curvature is not None and curvature > 0 else math.inf
    return unit if FARTHEST * unit < math.inf else None


def _multiples(unit: float | None, bottom: float | None) -> tuple[float, ...]:
    """Return the rungs of the second ladder, doubled on until one lies beyond the bottom."""
    if unit is None:
        return ()
    multiples = list(MULTIPLES)
    while bottom is not None and multiples[-1] * unit <= bottom and multiples[-1] < FARTHEST:
        multiples.append(2 * multiples[-1])
    return tuple(multiples)


def _bottom(line: _Line, least: float, most: float) -> float | None:
    """Return the learning rate of the first bottom of the line, None where there is none up to `most`."""
    if not most < math.inf:
        return None
    decades = math.log10(most) - math.log10(least)
    rates = np.geomspace(least, most, min(int(FINENESS * decades) + 2, MOST))
    turned = np.flatnonzero(~(line.slopes(rates) < 0))
    if not turned.size or not math.isfinite(line.slopes(rates[turned[:1]])[0]):
        return None
    high = float(rates[turned[0]])
    low = float(rates[turned[0] - 1]) if turned[0] else 0.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if line.slopes(np.array([middle]))[0] < 0 else (low, middle)
    return None if _is_pole(line, low, high) else high


def _is_pole(line: _Line, low: float, high: float) -> bool:
    """Return whether the loss has no value, or falls without end, where its slope turns between two rates.

    Below a bottom, even that of a corner, the last stretch gains next to nothing of all there is to gain.
    """
    ends = np.array([low, high])
    if not np.isfinite(line.losses(ends)).all():
        return True
    last, gained = -float(line.slopes(ends)[0]) * (high - low), -float(_changes(line, ends)[1])
    return not last <= NOTHING * gained


def _named(line: _Line, rates: Array, changes: Array, bottom: float | None) -> list[What]:
    gained = -changes[np.isfinite(changes)]
    most = float(gained.max(initial=0.0))
    if bottom is not None:
        most = max(most, -float(_changes(line, np.array([bottom]))[0]))
    names: list[What] = []
    for rate, change in zip(rates.tolist(), changes.tolist(), strict=True):
        # A bottom at 1/λ is found to the last digits only: a rate that stands on it is not beyond it.
        beyond = not change < math.inf or (bottom is not None and rate > bottom * (1 + 1e-9))
        names.append("overshoot" if beyond else "gain" if -change >= NOTHING * most else "nothing")
    return names


def _changes(line: _Line, rates: Array) -> Array:
    """Return φ(η) − φ(0) without the cancellation of two losses that share their leading digits.

    The difference is off by the rounding of the losses. The integral of the slope, ∫₀^η φ′, has no such term, and is
    exact on a short step, but blind to waves between its nodes on a long one: two quadratures, compared, tell. Each
    rung takes whichever is surer.
    """
    with np.errstate(all="ignore"):
        losses = line.losses(rates)
        plain = losses - line.loss
        rounding = EPSILON * np.maximum(np.abs(losses), abs(line.loss))
        coarse, fine = (_integral(line, rates, nodes) for nodes in NODES)
        doubt = np.abs(fine - coarse) + EPSILON * np.abs(fine)
        return np.where(np.isfinite(fine) & (doubt < rounding), fine, plain)


def _integral(line: _Line, rates: Array, nodes: int) -> Array:
    """Return ∫₀^η φ′ by Gauss and Legendre, shape (k,)."""
    places, weights = _quadrature(nodes)
    slopes = line.slopes((rates[:, None] * places).reshape(-1)).reshape(len(rates), nodes)
    return np.asarray(rates * (slopes @ weights))


@cache
def _quadrature(nodes: int) -> tuple[Array, Array]:
    """Return nodes and weights on [0, 1]."""
    places, weights = np.polynomial.legendre.leggauss(nodes)
    return (places + 1.0) / 2.0, weights / 2.0
