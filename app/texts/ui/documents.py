"""The reference and the API pages."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {}
