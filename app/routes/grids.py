"""POST /surfaces/grid: heights on a grid, with the scale that colours them."""

import asyncio
from typing import Any

import numpy as np
from fastapi import APIRouter, Request

from app.descriptions import refusals, surface_of
from app.jobs import NANOSECONDS_PER_NODE
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schemas.answers import GridAnswer
from app.schemas.requests import GridBody
from app.settings import Settings
from app.wire import JSONText, answer, lists, typed
from engine.grid import axes, rows, scale_of
from engine.surfaces import Surface
from engine.surfaces.windows import checked_window
from engine.types import Array

router = APIRouter(prefix="/surfaces", tags=["surfaces"], route_class=StrictRoute)

SURFACE_NODES = 101
CURVE_NODES = 401


@router.post(
    "/grid",
    response_class=JSONText,
    responses={200: {"model": GridAnswer}},
    summary="Heights on a grid",
    openapi_extra=example(surface="himmelblau", resolution=[5, 5], encoding="lists"),
)
async def grid(body: GridBody, request: Request) -> JSONText:
    """Return heights and their shade from 0 to 1, a rising map of the loss, with levels equally spaced in it.

    With a `range` the shades run between its ends, which are then the lowest and the highest loss of the answer; what
    lies beyond has the shade of the nearer end. A curve gives {w, loss} and has no shades. Typed arrays carry NaN where
    the loss is not finite, lists carry null.
    """
    settings: Settings = request.app.state.settings
    surface = surface_of(body.surface)
    with refusals():
        window = checked_window(body.window, dimension=surface.dimension) if body.window else surface.window
    nodes = axes(window, _resolution(body.resolution, surface, settings))
    encode = typed if body.encoding == "typed" else lists
    if surface.dimension == 1:
        losses = surface.value(nodes[0][:, None])
        return answer({"w": encode(nodes[0]), "loss": encode(_finite(losses)), **_range(losses)})
    z = await _heights(surface, nodes, settings)
    ends = _ends(body.range)
    scale = scale_of(z, ends)
    return answer(
        {
            "x": encode(nodes[0]),
            "y": encode(nodes[1]),
            "z": encode(_finite(z)),
            "shade": encode(
                scale.shade(z).astype(np.float32) if body.encoding == "typed" else scale.shade(z)
            ),
            "levels": [{"shade": shade, "loss": loss} for shade, loss in scale.levels],
            "scale": scale.kind,
            **_range(z, ends),
        }
    )


async def _heights(surface: Surface, nodes: tuple[Array, ...], settings: Settings) -> Array:
    """Return the heights, computed in slices with other requests in between."""
    x, y = nodes
    cost = NANOSECONDS_PER_NODE * surface.formula.operations * len(x)
    bands = []
    for band in rows(surface, x, y, max(1, int(settings.slice_milliseconds * 1e6 / max(1, cost)))):
        bands.append(band)
        await asyncio.sleep(0)
    return np.concatenate(bands)


def _resolution(asked: list[int] | None, surface: Surface, settings: Settings) -> tuple[int, ...]:
    if asked is None:
        return (SURFACE_NODES, SURFACE_NODES) if surface.dimension == 2 else (CURVE_NODES,)
    if len(asked) != surface.dimension:
        raise refuse("wrong_dimension", "resolution", limit=surface.dimension)
    if max(asked) > settings.max_resolution:
        raise refuse("too_large", "resolution", limit=settings.max_resolution)
    return tuple(asked)


def _finite(losses: Array) -> Array:
    return np.where(np.isfinite(losses), losses, np.nan)


def _ends(asked: list[float] | None) -> tuple[float, float] | None:
    if asked is None:
        return None
    low, high = asked
    if not low < high:
        raise refuse("empty_window", "range")
    return low, high


def _range(losses: Array, ends: tuple[float, float] | None = None) -> dict[str, Any]:
    scale = scale_of(losses, ends)
    return {"lowest": scale.lowest, "highest": scale.highest}
