"""POST /surfaces/field: the way down, at many points."""

import numpy as np
from fastapi import APIRouter

from app.descriptions import point_of, refusals, surface_of
from app.jobs import in_thread
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schemas.inspection import FieldAnswer, FieldBody
from app.wire import JSONText, answer
from engine.field import nodes, way_down
from engine.surfaces import Surface
from engine.surfaces.windows import checked_window
from engine.types import Array

router = APIRouter(prefix="/surfaces", tags=["surfaces"], route_class=StrictRoute)

ARROWS = 22  # along each axis, when nothing else is asked for


@router.post(
    "/field",
    response_class=JSONText,
    responses={200: {"model": FieldAnswer}},
    summary="The way down at many points",
    openapi_extra=example(surface="himmelblau", resolution=[3, 3]),
)
async def field(body: FieldBody) -> JSONText:
    """Return the direction of −∇L and its length, on a grid row by row from below, or at given points."""
    surface = surface_of(body.surface)
    points = _points(body, surface)
    directions, norms = await in_thread(way_down, surface, points)
    known = np.isfinite(directions).all(axis=-1)
    return answer(
        {
            "points": points.tolist(),
            "directions": [
                one if there else None for one, there in zip(directions.tolist(), known.tolist(), strict=True)
            ],
            "norms": norms.tolist(),
        }
    )


def _points(body: FieldBody, surface: Surface) -> Array:
    if body.points is not None:
        if body.window is not None or body.resolution is not None:
            raise refuse("invalid", "points")
        return np.array(
            [point_of(point, surface, f"points.{index}") for index, point in enumerate(body.points)]
        )
    with refusals():
        window = checked_window(body.window, dimension=surface.dimension) if body.window else surface.window
    resolution = body.resolution or [ARROWS] * surface.dimension
    if len(resolution) != surface.dimension:
        raise refuse("wrong_dimension", "resolution", limit=surface.dimension)
    return nodes(window, tuple(resolution))
