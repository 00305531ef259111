"""Several runs: the list, ghosts, the comparison."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {}
