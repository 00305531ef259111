"""What the templates are given: the catalog in one language, thumbnails, texts, the opening run."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.assets import asset_dir
from app.opening import OPENING
from app.settings import Settings
from app.texts.ui import texts
from engine.catalog import Knob, Text
from engine.optimizers import OPTIMIZERS
from engine.surfaces import SURFACES, SurfaceRecord, named_surface
from engine.types import Array

LANGUAGES: Final = ("en", "zh")
THUMBNAIL: Final = 32  # nodes along one side of a thumbnail
SHADES: Final = 8  # colours of the terrain scale
SPEEDS: Final = ((0.125, "⅛"), (0.25, "¼"), (0.5, "½"), (1, "1"), (2, "2"), (4, "4"), (16, "16"))


def environment() -> Environment:
    """Return the template environment: autoescape on, an undefined name is an error."""
    loader = FileSystemLoader(asset_dir("templates"))
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def preferred_language(asked: str | None, accepted: str) -> str:
    """Return the language of `?lang=`, else the one that the browser prefers, else English."""
    if asked in LANGUAGES:
        return asked
    ranked = []
    for place, part in enumerate(accepted[:200].split(",")):
        tag, _, weight = part.strip().lower().partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, tag.split("-")[0]))
        except ValueError:
            continue
    return next((tag for _, _, tag in sorted(ranked) if tag in LANGUAGES), LANGUAGES[0])


def playground_context(language: str, settings: Settings) -> dict[str, Any]:
    """Return everything that the playground's template names, addresses of files apart."""
    said = texts(language)

    def t(key: str, **figures: str) -> str:
        return said[key].format(**figures) if figures else said[key]

    return {
        "language": language,
        "home": f"/?lang={language}",
        "t": t,
        "texts": said,
        "speeds": [{"value": value, "title": title} for value, title in SPEEDS],
        "catalog": page_catalog(language)
        | {"opening": OPENING, "language": language, "limits": {"steps": settings.max_steps}},
    }


@cache
def page_catalog(language: str) -> Mapping[str, Any]:
    """Return the catalog as the page shows it, in one language."""
    said = texts(language)
    surfaces = [_surface(record, language) for record in SURFACES.values()]
    groups = [
        {"title": said["surface.two_weights"], "surfaces": [s for s in surfaces if len(s["variables"]) == 2]},
        {"title": said["surface.one_weight"], "surfaces": [s for s in surfaces if len(s["variables"]) == 1]},
    ]
    optimizers = [
        {
            "name": optimizer.name,
            "title": _say(optimizer.title, language),
            "purpose": _say(optimizer.purpose, language),
            "knobs": [_knob(knob, language) for knob in optimizer.knobs],
            "adaptive": optimizer.adaptive,
        }
        for optimizer in OPTIMIZERS.values()
    ]
    return {"surfaces": surfaces, "groups": groups, "optimizers": optimizers}


def _say(text: Text, language: str) -> str:
    return text.zh if language == "zh" else text.en


def _knob(knob: Knob, language: str) -> dict[str, Any]:
    return {
        "name": knob.name,
        "symbol": knob.symbol,
        "title": _say(knob.title, language),
        "help": _say(knob.help, language),
        "default": knob.default,
        "soft": list(knob.soft),
        "hard": list(knob.hard),
        "scale": knob.scale,
    }


def _surface(record: SurfaceRecord, language: str) -> dict[str, Any]:
    surface = named_surface(record.name)
    return {
        "name": record.name,
        "title": _say(record.title, language),
        "purpose": _say(record.purpose, language),
        "variables": list(record.variables),
        "formula": record.formula,
        "mathml": surface.formula.mathml,
        "knobs": [_knob(knob, language) for knob in record.knobs],
        "window": [list(axis) for axis in record.window],
        "points": [
            {"kind": point.kind, "at": list(point.at), "flags": list(point.flags), "lowest": point.lowest}
            for point in record.points
        ],
        "start": list(record.start),
        "learning_rate": record.learning_rate,
        "thumbnail": thumbnail(record.name),
    }


@cache
def thumbnail(name: str) -> str:
    """Return a surface as digits, row by row from the top: 0 lowest, 7 highest, - where there is no value.

    A curve is one digit pair per column, 00 at the bottom and 99 at the top, joined by blanks. The digits are drawn
    with the colours of the terrain.
    """
    surface = named_surface(name)
    axes = [np.linspace(low, high, THUMBNAIL) for low, high in surface.window]
    points = np.stack(np.meshgrid(*axes, indexing="xy"), axis=-1)
    heights = surface.value(points)
    if surface.dimension == 1:
        return " ".join("--" if np.isnan(h) else f"{int(h * 99):02d}" for h in _unit(heights))
    ranks = _equalised(heights)
    return "".join("-" if rank < 0 else str(rank) for rank in ranks[::-1].ravel())


def _unit(heights: Array) -> Array:
    finite = heights[np.isfinite(heights)]
    low, high = float(finite.min()), float(finite.max())
    scaled: Array = np.where(np.isfinite(heights), (heights - low) / ((high - low) or 1.0), np.nan)
    return scaled


def _equalised(heights: Array) -> Array:
    """Return the shade of each height, every shade covering about as much ground."""
    finite = np.isfinite(heights)
    borders = np.quantile(heights[finite], np.linspace(0, 1, SHADES + 1)[1:-1])
    shades: Array = np.where(finite, np.searchsorted(borders, np.where(finite, heights, 0.0)), -1)
    return shades
