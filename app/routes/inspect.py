"""POST /inspect: everything about one point of a surface."""

import math
from typing import Any

from fastapi import APIRouter

from app.descriptions import choice_of, point_of, surface_of
from app.openapi import example
from app.requests import StrictRoute
from app.schemas.answers import InspectAnswer
from app.schemas.requests import InspectBody
from app.wire import JSONText, answer
from engine.curvature import condition_number, eigen, stability_limit, zone
from engine.differences import Difference, central, forward

router = APIRouter(tags=["surfaces"], route_class=StrictRoute)


@router.post(
    "/inspect",
    response_class=JSONText,
    responses={200: {"model": InspectAnswer}},
    summary="One point of a surface",
    openapi_extra=example(
        surface="himmelblau", point=[3, 2], optimizer={"name": "gradient_descent", "learning_rate": 0.01}
    ),
)
async def inspect(body: InspectBody) -> JSONText:
    """Return value, gradient, Hessian, curvature, the tangent model and numerical gradients at a point.

    The stability limit is the optimizer's; an adaptive one's depends on what it has seen: open a step for it.
    """
    surface, choice = surface_of(body.surface), choice_of(body.optimizer)
    point = point_of(body.point, surface, "point")
    value, gradient = surface.formula.at(point)
    hessian = surface.formula.hessian_at(point)
    eigenvalues, eigenvectors = eigen(hessian)
    limit = None
    if not choice.optimizer.adaptive:
        limit = stability_limit(choice.optimizer, dict(choice.knobs), eigenvalues[-1])
    return answer(
        {
            "value": value,
            "gradient": gradient,
            "gradient_norm": math.hypot(*gradient),
            "hessian": hessian,
            "eigenvalues": eigenvalues,
            "eigenvectors": eigenvectors,
            "condition_number": condition_number(eigenvalues),
            "stability_limit": limit,
            "product": choice.learning_rate * eigenvalues[-1],
            "zone": zone(choice.learning_rate, limit),
            "tangent": {
                "constant": value - sum(g * p for g, p in zip(gradient, point, strict=True)),
                "slopes": gradient,
            },
            "numerical": {
                "forward": _difference(forward(surface, point)),
                "central": _difference(central(surface, point)),
            },
        }
    )


def _difference(difference: Difference) -> dict[str, Any]:
    return {"h": difference.h, "gradient": difference.gradient, "error": difference.error}
