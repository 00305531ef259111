"""GET /surfaces and /surfaces/{name}: the surfaces and curves of the catalog."""

from typing import Annotated

from fastapi import APIRouter, Path

from app.catalog import surface_json, surfaces_json
from app.problems import nearest, refuse
from app.schemas.catalog import SurfaceEntry, SurfacesAnswer
from app.wire import JSONText, answer
from engine.surfaces import SURFACES

router = APIRouter(prefix="/surfaces", tags=["catalog"])


@router.get(
    "", response_class=JSONText, responses={200: {"model": SurfacesAnswer}}, summary="Every surface and curve"
)
async def surfaces() -> JSONText:
    """Return the catalog: formula, knobs, window, known points and what each surface is for."""
    return answer(surfaces_json())


@router.get(
    "/{name}",
    response_class=JSONText,
    responses={200: {"model": SurfaceEntry}},
    summary="One surface or curve",
)
async def surface(name: Annotated[str, Path(examples=["quadratic"])]) -> JSONText:
    """Return one entry of the catalog."""
    if name not in SURFACES:
        raise refuse("unknown_name", "name", status=404, nearest=nearest(name, SURFACES))
    return answer(surface_json(name))
