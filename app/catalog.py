"""The catalog as JSON: what the engine's records say, in both languages."""

from functools import cache
from typing import Any

import numpy as np

from app.wire import both
from engine.arithmetic import NEXT, in_symbols
from engine.catalog import Knob
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES
from engine.surfaces import SURFACES, KnownPoint, Surface, named_surface


def knob_json(knob: Knob) -> dict[str, Any]:
    """Return a number that a person may set."""
    return {
        "name": knob.name,
        "symbol": knob.symbol,
        "default": knob.default,
        "soft": list(knob.soft),
        "hard": list(knob.hard),
        "scale": knob.scale,
        "title": both(knob.title),
        "help": both(knob.help),
        "unit": knob.unit,
    }


def point_json(point: KnownPoint, surface: Surface) -> dict[str, Any]:
    """Return a known point with its loss."""
    return {
        "kind": point.kind,
        "at": list(point.at),
        "flags": list(point.flags),
        "lowest": point.lowest,
        "loss": float(surface.value(np.array(point.at))),
    }


@cache
def surface_json(name: str) -> dict[str, Any]:
    """Return one surface of the catalog, its knobs at their defaults."""
    record, surface = SURFACES[name], named_surface(name)
    return {
        "name": name,
        "title": both(record.title),
        "purpose": both(record.purpose),
        "dimension": record.dimension,
        "variables": list(record.variables),
        "formula": surface.formula.normalised,
        "mathml": surface.formula.mathml,
        "latex": surface.formula.latex,
        "knobs": [knob_json(knob) for knob in record.knobs],
        "window": [list(axis) for axis in record.window],
        "points": [point_json(point, surface) for point in record.points],
        "start": list(record.start),
        "learning_rate": record.learning_rate,
        "source": record.source,
    }


@cache
def optimizer_json(name: str) -> dict[str, Any]:
    """Return one optimizer of the catalog."""
    record = OPTIMIZERS[name]
    written = in_symbols(record)
    return {
        "name": name,
        "title": both(record.title),
        "purpose": both(record.purpose),
        "knobs": [knob_json(knob) for knob in record.knobs],
        "terms": [
            {
                "name": term.name,
                "symbol": term.symbol,
                "title": both(term.title),
                "meaning": both(term.meaning),
                "shows": term.shows,
                "arrow": term.arrow,
                "mathml": written[term.name],
            }
            for term in record.terms
        ],
        "update_mathml": written[NEXT],
        "adaptive": record.adaptive,
        "source": record.source,
    }


def schedule_json(name: str) -> dict[str, Any]:
    """Return one schedule of the catalog."""
    record = SCHEDULES[name]
    return {"name": name, "title": both(record.title), "purpose": both(record.purpose)}


def surfaces_json() -> dict[str, Any]:
    """Return every surface, then every curve."""
    return {"surfaces": [surface_json(name) for name in SURFACES]}


def optimizers_json() -> dict[str, Any]:
    """Return every optimizer."""
    return {"optimizers": [optimizer_json(name) for name in OPTIMIZERS]}


def schedules_json() -> dict[str, Any]:
    """Return every schedule."""
    return {"schedules": [schedule_json(name) for name in SCHEDULES]}
