"""The sheet of keys, undo and redo."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {}
