"""Comparisons side by side."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    "side.choose": Text("What is compared", "比较什么"),
    "side.rate": Text("learning rate for all", "共同的学习率"),
    "side.slider": Text("Learning rate for all of them, slider", "共同学习率的滑块"),
    "side.holds": Text("holds to {rate}", "到 {rate} 为止留得住"),
    "side.load": Text("Load", "载入"),
    "side.load_which": Text("Load {title} into the playground", "把“{title}”载入主画面"),
}
