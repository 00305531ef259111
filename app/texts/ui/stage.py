"""Timeline and tabs."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    # timeline
    "timeline.heading": Text("Timeline", "时间线"),
    "timeline.reset": Text("Again from the start, exactly (R)", "从起点原样重来（R）"),
    "timeline.back": Text("One step back (←)", "后退一步（←）"),
    "timeline.play": Text("Play (space)", "播放（空格）"),
    "timeline.pause": Text("Pause (space)", "暂停（空格）"),
    "timeline.forward": Text("One step on (→)", "前进一步（→）"),
    "timeline.scrubber": Text("Step shown", "显示第几步"),
    "timeline.at": Text("step {step} of", "第 {step} 步，共"),
    "timeline.waits": Text("waiting at step {step} of", "等在第 {step} 步，共"),
    "timeline.at_unit": Text("", "步"),
    "timeline.steps": Text("Number of steps", "总步数"),
    "timeline.speed": Text("Speed", "速度"),
    "timeline.speed_option": Text("{factor}×", "{factor}×"),
    # tabs
    "tabs.heading": Text("Charts", "图表"),
    "tabs.loss": Text("Loss", "损失"),
    "tabs.slice": Text("Slice", "切面"),
    "tabs.scale": Text("Loss axis", "损失轴"),
    "tabs.log": Text("log", "对数"),
    "tabs.linear": Text("linear", "线性"),
}
