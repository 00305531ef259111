"""The tab of the starts: where they end."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    "tabs.starts": Text("Starts", "起点"),
    "start.basins": Text("where it ends", "终点图"),
    "starts.figures": Text("What is shown of the starts", "显示起点的哪一方面"),
}
