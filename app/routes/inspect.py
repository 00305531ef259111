"""POST /inspect: everything about one point of a surface."""

import math
from typing import Any

from fastapi import APIRouter

from app.descriptions import choice_of, point_of, surface_of
from app.inspections import compass_json, slice_json, tangent_json, way_json
from app.jobs import in_thread
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schemas.inspection import InspectAnswer, InspectBody, TangentBody
from app.wire import JSONText, answer
from engine.compass import compass
from engine.curvature import condition_number, eigen, stability_limit, zone
from engine.differences import Difference, central, forward
from engine.slices import slices
from engine.surfaces import Surface
from engine.tangent import tangent
from engine.way import way

router = APIRouter(tags=["surfaces"], route_class=StrictRoute)


@router.post(
    "/inspect",
    response_class=JSONText,
    responses={200: {"model": InspectAnswer}},
    summary="One point of a surface",
    openapi_extra=example(
        surface="himmelblau",
        point=[3, -4],
        optimizer={"name": "gradient_descent", "learning_rate": 0.01},
        compass={"radius": 0.5, "directions": 36},
        tangent={},
        way=True,
    ),
)
async def inspect(body: InspectBody) -> JSONText:
    """Return value, gradient, Hessian, curvature, the tangent model and numerical gradients at a point.

    On request also: slices, whose slopes make the gradient; a compass, the loss at a distance in every direction; the
    tangent model along a line with its error; and the way to the minimum with its angle to −∇L.

    The stability limit is the optimizer's; an adaptive one's depends on what it has seen: open a step for it.
    """
    surface, choice = surface_of(body.surface), choice_of(body.optimizer)
    point = point_of(body.point, surface, "point")
    value, gradient = surface.at(point)
    hessian = surface.hessian_at(point)
    eigenvalues, eigenvectors = eigen(hessian)
    limit = None
    if not choice.optimizer.adaptive:
        limit = stability_limit(choice.optimizer, dict(choice.knobs), eigenvalues[-1])
    asked = await in_thread(_on_request, surface, point, body)
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
                **asked.pop("tangent", {}),
            },
            "numerical": {
                "forward": _difference(forward(surface, point)),
                "central": _difference(central(surface, point)),
            },
            **asked,
        }
    )


def _on_request(surface: Surface, point: tuple[float, ...], body: InspectBody) -> dict[str, Any]:
    """Return what the body asks for beyond the point itself."""
    found: dict[str, Any] = {}
    if body.slices:
        found["slices"] = [slice_json(one) for one in slices(surface, point)]
    if body.compass is not None:
        found["compass"] = compass_json(compass(surface, point, body.compass.radius, body.compass.directions))
    if body.tangent is not None:
        line = tangent(surface, point, _direction(body.tangent, surface))
        found["tangent"] = tangent_json(line) if line else {}
    if body.way:
        found["way"] = way_json(way(surface, point))
    return found


def _direction(asked: TangentBody, surface: Surface) -> tuple[float, ...] | None:
    if asked.direction is None:
        return None
    direction = point_of(asked.direction, surface, "tangent.direction")
    if not any(direction):
        raise refuse("no_direction", "tangent.direction")
    return direction


def _difference(difference: Difference) -> dict[str, Any]:
    return {"h": difference.h, "gradient": difference.gradient, "error": difference.error}
