"""The sheet of keys: what each of them does."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    "keys.heading": Text("Keys", "快捷键"),
    "keys.close": Text("Close", "关闭"),
    "keys.letters": Text("Letters and digits act as keys", "启用字母和数字快捷键"),
    "keys.space": Text("Space", "空格"),
    "keys.play": Text("Play or pause", "播放或暂停"),
    "keys.step": Text("One step back, one step on", "后退一步、前进一步"),
    "keys.far": Text("Ten steps back, ten steps on", "后退十步、前进十步"),
    "keys.ends": Text("To the start, to the last step", "回到起点、跳到最后一步"),
    "keys.reset": Text("Again from the start", "从头再来"),
    "keys.slow": Text("The next step in slow motion; then part by part", "慢动作演示下一步，逐项前进"),
    "keys.die": Text("Random start", "随机起点"),
    "keys.choose": Text("Choose a run", "选择一次运行"),
    "keys.add": Text("Add a run", "增加一次运行"),
    "keys.hide": Text("Hide or show the chosen run", "隐藏或显示所选的运行"),
    "keys.pin": Text("Pin the chosen run as a ghost", "把所选的运行固定为残影"),
    "keys.undo": Text("Undo", "撤销"),
    "keys.redo": Text("Redo", "重做"),
    "keys.redo_also": Text("Redo, too", "也是重做"),
    "keys.layers": Text("What the map shows", "地图上显示什么"),
    "keys.schedule": Text("The schedule above the loss", "损失图上方的学习率计划"),
    "keys.table": Text("The steps as a table", "以表格显示各步"),
    "keys.link": Text("Copy the link", "复制链接"),
    "keys.sheet": Text("Show or hide these keys", "显示或隐藏本表"),
    "keys.on_start": Text(
        "On the start: move it; with Shift ten times as far", "在起点上：移动它；按住 Shift 移动十倍"
    ),
    "keys.on_cross": Text(
        "On the map of starts: move the crosshair, drop the start there",
        "在终点图上：移动十字线、把起点放到那里",
    ),
    "keys.on_tabs": Text("On a tab: the next one", "在标签上：切换标签"),
    "keys.on_slider": Text("On a slider: less, more", "在滑块上：减小、增大"),
}
