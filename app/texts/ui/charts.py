"""The charts under the timeline: diagnostics, schedule, gradient, table."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {}
