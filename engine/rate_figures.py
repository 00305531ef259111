"""The learning rate against its limit at a point of a run, as the figures of an outcome."""

from typing import Any

from engine.curvature import sharpness, stability_limit
from engine.descent import Descent


def limit_at(descent: Descent, point: tuple[float, ...], step: int) -> tuple[float | None, float | None]:
    """Return (λmax, stability limit) at a point, (None, None) for an adaptive optimizer."""
    choice = descent.optimizer
    if choice.optimizer.adaptive:
        return None, None
    curvature = sharpness(descent.surface.formula.hessian_at(point))
    return curvature, stability_limit(choice.optimizer, dict(choice.knobs), curvature, step=step + 1)


def rate_figures(
    descent: Descent, point: tuple[float, ...], step: int, rate: float | None = None
) -> dict[str, Any]:
    """Return rate, curvature, limit and both times the curvature; the rate is that of the step unless given."""
    rate = descent.learning_rate(max(step, 0)) if rate is None else rate
    curvature, limit = limit_at(descent, point, step)
    product = None if curvature is None else rate * curvature
    bound = None if limit is None or curvature is None else limit * curvature
    names = ("learning_rate", "curvature", "limit", "product", "product_limit")
    return dict(zip(names, (rate, curvature, limit, product, bound), strict=True))
