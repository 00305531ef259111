"""The tab of the learning rate: which rate, and why."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    "tabs.rate": Text("Rate", "学习率"),
    "tool.needed": Text("steps", "所需步数"),
    "tool.range": Text("range test", "范围测试"),
    "tool.ladder": Text("ladder", "阶梯"),
    "tool.map": Text("map", "稳定图"),
    "tool.terrain": Text("side by side", "并排比较"),
    "rate.figures": Text("What is shown of the learning rate", "显示学习率的哪一方面"),
}
