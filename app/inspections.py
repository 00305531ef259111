"""What is answered about a point on request, as JSON: slices, compass, tangent, way."""

from typing import Any

from engine.compass import Compass, Side
from engine.slices import AxisSlice
from engine.tangent import Tangent
from engine.way import Way


def slice_json(one: AxisSlice) -> dict[str, Any]:
    """Return the loss along one axis."""
    return {"axis": one.axis, "at": one.at.tolist(), "loss": one.losses.tolist(), "slope": one.slope}


def compass_json(found: Compass) -> dict[str, Any]:
    """Return the losses around a point and the two directions."""
    return {
        "radius": found.radius,
        "angles": found.angles.tolist(),
        "losses": found.losses.tolist(),
        "best": _side(found.best),
        "steepest": _side(found.steepest),
        "apart": found.apart,
        "sweep": [{"radius": radius, "apart": apart} for radius, apart in found.sweep],
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    return None if side is None else {"angle": side.angle, "loss": side.loss}


def tangent_json(found: Tangent) -> dict[str, Any]:
    """Return the tangent model along a line."""
    return {
        "direction": found.direction,
        "curvature": found.curvature,
        "distances": found.distances.tolist(),
        "losses": found.losses.tolist(),
        "model": found.model.tolist(),
        "error": found.errors.tolist(),
        "half_curvature": found.half_curvature.tolist(),
        "worst_half_curvature": found.worst_half_curvature.tolist(),
    }


def way_json(found: Way | None) -> dict[str, Any] | None:
    """Return the way to the minimum."""
    if found is None:
        return None
    return {
        "minimum": found.minimum,
        "distance": found.distance,
        "direction": found.direction,
        "angle": found.angle,
    }
