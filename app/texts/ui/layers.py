"""What may be laid over the map."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {}
