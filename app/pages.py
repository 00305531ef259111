"""What the templates are given: the catalog in one language, thumbnails, texts, the opening run."""

from functools import cache
from typing import Any, Final

import numpy as np

from app.catalog import (
    comparisons_json,
    contests_json,
    gradient_terms_json,
    gradients_json,
    optimizers_json,
    schedules_json,
    surfaces_json,
)
from app.frames import LANGUAGES, frame
from app.opening import OPENING, first_picture
from app.schemas.descent import DescentBody
from app.schemas.swarms import MOST_FRAMES
from app.settings import Settings
from app.texts.ui import documents, texts
from engine.known import NEAR
from engine.noise import LARGEST_SEED
from engine.surfaces import FAMILIES, named_surface
from engine.sweeps.lane_block import FEW_LANES
from engine.sweeps.places import LEVEL_LOSS
from engine.types import Array

THUMBNAIL: Final = 32  # nodes along one side of a thumbnail
SHADES: Final = 8  # colours of the terrain scale
SPEEDS: Final = ((0.125, "⅛"), (0.25, "¼"), (0.5, "½"), (1, "1"), (2, "2"), (4, "4"), (16, "16"))


def playground_context(language: str, settings: Settings) -> dict[str, Any]:
    """Return everything that the playground's template names, addresses of files apart."""
    return frame(language, "playground") | {
        "texts": {key: said for key, said in texts(language).items() if key not in documents.TEXTS},
        "first_picture": first_picture(),
        "speeds": [{"value": value, "title": title} for value, title in SPEEDS],
        "catalog": page_catalog(language)
        | {"opening": OPENING, "language": language, "limits": limits(settings)},
    }


def limits(settings: Settings) -> dict[str, float]:
    """Return how far the page's figures go; `usual_steps` is the length of run that the knobs' defaults suit.

    `few_lanes` runs side by side take as long as fewer; ends nearer than `near` of the window are one place, and minima
    are equally low whose losses differ by less than `level` of the deepest.
    """
    usual: int = DescentBody.model_fields["steps"].default
    return {
        "steps": settings.max_steps,
        "usual_steps": usual,
        "seed": LARGEST_SEED,
        "swarm": settings.max_swarm,
        "frames": MOST_FRAMES,
        "seeds": settings.max_seeds,
        "few_lanes": FEW_LANES,
        "near": NEAR,
        "level": LEVEL_LOSS,
    }


@cache
def page_catalog(language: str) -> dict[str, Any]:
    """Return the catalog of the API as the page shows it: in one language, with thumbnails, in groups."""
    said = texts(language)
    surfaces = [
        surface | {"thumbnail": thumbnail(surface["name"])}
        for surface in in_language(surfaces_json()["surfaces"], language)
    ]
    groups = [group | {"title": said[f"gallery.{group['family']}"]} for group in galleries(surfaces)]
    return {
        "surfaces": surfaces,
        "groups": groups,
        "optimizers": in_language(optimizers_json()["optimizers"], language),
        "schedules": in_language(schedules_json()["schedules"], language),
        "gradients": in_language(gradients_json()["gradients"], language),
        "gradient_terms": in_language(gradient_terms_json(), language),
        "clip": in_language(gradients_json()["clip"], language),
        "comparisons": in_language(comparisons_json()["comparisons"], language),
        "contests": in_language(contests_json()["contests"], language),
    }


def galleries(surfaces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the families of the catalog with the names of their surfaces; one of no family joins its like."""
    family_of = {record.name: family for family, records in FAMILIES.items() for record in records}
    first = {
        dimension: next(family for family, records in FAMILIES.items() if records[0].dimension == dimension)
        for dimension in (2, 1)
    }
    homes = {
        surface["name"]: family_of.get(surface["name"], first[len(surface["variables"])])
        for surface in surfaces
    }
    return [
        {"family": family, "surfaces": [name for name, home in homes.items() if home == family]}
        for family in FAMILIES
    ]


def in_language(value: Any, language: str) -> Any:
    """Return a JSON value with every text in both languages replaced by the one that is asked for."""
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            return value[language]
        return {name: in_language(item, language) for name, item in value.items()}
    if isinstance(value, list):
        return [in_language(item, language) for item in value]
    return value


@cache
def thumbnail(name: str, nodes: int = THUMBNAIL) -> str:
    """Return a surface as digits, row by row from the top: 0 lowest, 7 highest, - where there is no value.

    A curve is one digit pair per column, 00 at the bottom and 99 at the top, joined by blanks.
    """
    surface = named_surface(name)
    axes = [np.linspace(low, high, nodes) for low, high in surface.window]
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
