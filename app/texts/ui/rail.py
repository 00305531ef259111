"""What runs: surface, start, optimizer, learning rate."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    # surface
    "surface.heading": Text("Surface", "损失曲面"),
    "surface.choose": Text("Choose a surface", "选择曲面"),
    "surface.typed": Text("Your formula", "你的公式"),
    "surface.type": Text("Type your own", "自己输入公式"),
    "surface.type_close": Text("Close the formula", "收起公式"),
    "surface.one_weight_door": Text("One weight first", "先看一个权重"),
    "surface.two_weights_door": Text("On to two weights", "回到两个权重"),
    "surface.formula": Text("Formula", "公式"),
    "surface.formula_help": Text(
        "Two weights x and y, or one weight w. Any other letter becomes a slider.",
        "用 x 和 y 表示两个权重，或用 w 表示一个权重；其他字母会变成滑块。",
    ),
    "surface.rewritten": Text("Runs as {formula}", "实际运行：{formula}"),
    "surface.letter": Text("Letter {name}", "字母 {name}"),
    "surface.knob_slider": Text("{name}, slider", "{name}（滑块）"),
    # start
    "start.heading": Text("Start", "起点"),
    "start.coordinate": Text("Start, {name}", "起点的 {name}"),
    "start.die": Text("Random start", "随机起点"),
    # optimizer and rate
    "optimizer.heading": Text("Optimizer", "优化器"),
    "rate.heading": Text("Learning rate", "学习率"),
    "rate.slider": Text("Learning rate, slider", "学习率（滑块）"),
    "rate.limit_at": Text(
        "In {point} a ball comes to rest below η = {rate}", "在 {point}，η 小于 {rate} 才停得下来"
    ),
    "rate.limit_none": Text(
        "No limit is known beforehand; the gauge shows each step's own.",
        "事先没有已知的上限；每一步的上限见“此处的曲率”。",
    ),
    "rate.presets": Text("Three rates worth seeing", "值得一看的三个学习率"),
    "rate.too_small": Text("too small", "太小"),
    "rate.right": Text("right", "合适"),
    "rate.too_large": Text("too large", "太大"),
    "rate.none.too_small": Text(
        "No rate on the slider creeps from this start.", "从这个起点出发，滑块上没有慢到爬行的学习率。"
    ),
    "rate.none.right": Text(
        "No rate on the slider comes to rest from this start.", "从这个起点出发，没有一个学习率会收敛。"
    ),
    "rate.none.too_large": Text(
        "From this start no rate on the slider is too large.", "从这个起点出发，滑块上没有过大的学习率。"
    ),
    "rate.waiting": Text("Trying rates from this start …", "正在从这个起点试各种学习率…"),
    "rate.live": Text("A change while it plays continues the run.", "播放中改变学习率，会从当前这步接着走。"),
    "rate.schedule": Text("η was changed on the way: {rates}", "途中改过 η：{rates}"),
    "rate.change": Text("{rate} from step {step}", "从第 {step} 步起 {rate}"),
    "rate.schedule_clear": Text("Forget the changes", "清除这些改动"),
}
