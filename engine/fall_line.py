"""The fall line: the curve that gradient descent follows as the learning rate goes to 0.

dθ/ds = −∇L(θ). Each step solves the flow of the local quadratic exactly (exponential Euler: Hochbruck and Ostermann,
2010, doi:10.1017/S0962492910000048), so that a stiff valley costs no more than a round bowl. A step is kept when the
gradient that the quadratic promised is there, and never longer than a share of the window.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from engine.curvature import eigen, past_minimum
from engine.outcome import GRADIENT_TOLERANCE
from engine.surfaces import Surface

End = Literal["minimum", "saddle", "flat", "kink", "window", "limit", "known"]
Point = tuple[float, ...]

LONGEST: Final = 0.02  # of the window's longest side, one step
TRUST: Final = 0.1  # error of the promised gradient, of the gradient at the start of the step
EVALUATIONS: Final = 3000
BEYOND: Final = 3.0  # sizes of the window from its middle, where a line is given up
SHORTEST: Final = 1e-9  # of the window: a line that must creep more slowly than this stands at a kink
SLIDE: Final = 1e-6  # of the window: a line that meets its next kink so soon slides along one
FLAT: Final = 1e-6  # curvature, of the loss's own over the window, that counts as none


@dataclass(frozen=True)
class FallLine:
    """The points of a fall line from its start, and how it ends."""

    points: tuple[Point, ...]
    ends: End


def _decay(rate: float, time: float) -> tuple[float, float]:
    """Return e^(−λt) and (1 − e^(−λt))/λ, accurate for small λ."""
    if rate == 0:
        return 1.0, time
    exponent = -rate * time
    if exponent > 700:
        return math.inf, math.inf
    return math.exp(exponent), -math.expm1(exponent) / rate


def fall_line(
    surface: Surface, start: Point, *, is_known: Callable[[Point], bool] = lambda point: False
) -> FallLine:
    """Return the fall line through a start.

    It ends in a minimum, at a saddle, on flat ground, at a kink, outside the window, or at the limit of work. A kink
    that it meets going down, and behind which it goes on down, is crossed.
    """
    formula = surface.formula
    size = max(high - low for low, high in surface.window)
    middle = tuple((low + high) / 2 for low, high in surface.window)
    points = [start]
    point, time = start, math.inf
    gradient = formula.at(point)[1]
    fresh = True
    crossed: Point | None = None
    values: Point = ()
    vectors: tuple[Point, ...] = ()
    for _ in range(EVALUATIONS):
        if fresh:
            norm = math.hypot(*gradient)
            if not math.isfinite(norm):
                return FallLine(tuple(points), "limit")
            values, vectors = eigen(formula.hessian_at(point))
            if norm <= GRADIENT_TOLERANCE:
                return FallLine(tuple(points), _rest(surface, point, gradient, size))
            if not all(map(math.isfinite, values)):
                values, vectors = (0.0,) * len(point), _axes(len(point))
            time = min(max(2 * time, 1e-300), _reach(values, norm, LONGEST * size))
        components = _project(vectors, gradient)
        decays = [_decay(value, time) for value in values]
        move = _combine(vectors, [-c * gain for c, (_, gain) in zip(components, decays, strict=True)])
        promised = _combine(vectors, [c * left for c, (left, _) in zip(components, decays, strict=True)])
        landed = tuple(p + m for p, m in zip(point, move, strict=True))
        there = formula.at(landed)[1]
        length = math.hypot(*move)
        fresh = length <= LONGEST * size and math.dist(promised, there) <= TRUST * norm
        if not fresh and length <= SHORTEST * size:
            onward = sum(m * g for m, g in zip(move, there, strict=True)) < 0
            if not onward or (crossed is not None and math.dist(crossed, point) <= SLIDE * size):
                return FallLine(tuple(points), "kink")
            crossed, fresh, time = point, True, math.inf
        if not fresh:
            time = min(time / 2, LONGEST * size / norm)
            continue
        point, gradient = landed, there
        points.append(point)
        if any(abs(p - m) > BEYOND * size for p, m in zip(point, middle, strict=True)):
            return FallLine(tuple(points), "window")
        if is_known(point):
            return FallLine(tuple(points), "known")
    return FallLine(tuple(points), "limit")


def _axes(n: int) -> tuple[Point, ...]:
    return tuple(tuple(float(i == j) for j in range(n)) for i in range(n))


def _project(vectors: tuple[Point, ...], point: Point) -> list[float]:
    return [sum(v * p for v, p in zip(vector, point, strict=True)) for vector in vectors]


def _combine(vectors: tuple[Point, ...], weights: list[float]) -> Point:
    axes = range(len(vectors))
    return tuple(sum(w * v[axis] for w, v in zip(weights, vectors, strict=True)) for axis in axes)


def _reach(values: Point, norm: float, length: float) -> float:
    """Return a time after which the step is not much longer than a length: infinite in a bowl that is close."""
    flattest = values[0]
    if flattest > 0 and norm / flattest <= length:
        return math.inf
    return length / norm


def _rest(surface: Surface, point: Point, gradient: Point, size: float) -> End:
    hessian = surface.formula.hessian_at(point)
    values, vectors = eigen(hessian)
    if not all(map(math.isfinite, values)):
        return "kink"
    steepest = max(map(abs, values))
    if steepest * size <= FLAT:
        return "flat"
    if values[0] > 0:
        newton = [g / value for g, value in zip(_project(vectors, gradient), values, strict=True)]
        beyond = eigen(surface.formula.hessian_at(past_minimum(point, gradient, hessian)))[0]
        return "minimum" if math.hypot(*newton) <= LONGEST * size and beyond[0] > 0 else "flat"
    return "saddle" if values[0] < -FLAT * steepest else "flat"
