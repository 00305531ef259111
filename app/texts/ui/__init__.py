"""Every text that the page itself says, in both languages: one file for each part of the page.

A key is used by a template as t("key") or by a script as text("key", figures). Braces hold figures. What
describes a surface, an optimizer or a knob stands in the catalog; what happened in a run has texts of its own.
"""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final

from app.texts.ui import (
    charts,
    documents,
    keys,
    layers,
    page,
    race,
    rail,
    rate,
    rate_map,
    rate_paint,
    rate_terrain,
    rate_tools,
    stage,
    starts,
    starts_basins,
    starts_swarm,
    step,
    views,
)
from engine.catalog import Text

PARTS: Final = (
    charts,
    documents,
    keys,
    layers,
    page,
    race,
    rail,
    rate,
    rate_map,
    rate_paint,
    rate_terrain,
    rate_tools,
    stage,
    starts,
    starts_basins,
    starts_swarm,
    step,
    views,
)
TEXTS: Final[Mapping[str, Text]] = MappingProxyType(
    dict(chain.from_iterable(part.TEXTS.items() for part in PARTS))
)


def texts(language: str) -> dict[str, str]:
    """All page texts in one language."""
    return {key: text.zh if language == "zh" else text.en for key, text in TEXTS.items()}
