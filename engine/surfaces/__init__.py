"""Loss surfaces and curves: the catalog, and formulas that a person types."""

from engine.surfaces.record import KnownPoint, SurfaceRecord
from engine.surfaces.registry import FAMILIES, SURFACES
from engine.surfaces.surface import Surface, named_surface, typed_surface

__all__ = [
    "FAMILIES",
    "SURFACES",
    "KnownPoint",
    "Surface",
    "SurfaceRecord",
    "named_surface",
    "typed_surface",
]
