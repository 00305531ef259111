"""Every text that the page itself says, in both languages.

A key is used by a template as t("key") or by a script as text("key", figures). Braces hold figures. What
describes a surface, an optimizer or a knob stands in the catalog; what happened in a run has texts of its own.
"""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    # the frame
    "page.title": Text("Fall Line: a playground for gradient descent", "Fall Line：梯度下降演练场"),
    "page.description": Text(
        "Pick a loss surface and a start, watch gradient descent find its way, and see why it went there.",
        "选一个损失曲面和一个起点，看梯度下降怎样一步步走，也看懂它为什么这样走。",
    ),
    "page.main": Text("Playground", "演练场"),
    "page.settings": Text("What runs", "实验设置"),
    "page.scripts": Text(
        "The playground is drawn by scripts. Allow them for this page to see it.",
        "演练场由脚本绘制，请允许本页运行脚本。",
    ),
    "header.language": Text("中文", "English"),
    "header.theme": Text("Light or dark", "浅色或深色"),
    "header.link": Text("Copy link", "复制链接"),
    "header.curl": Text("Copy as curl", "复制为 curl"),
    "header.copied": Text("Copied", "已复制"),
    # surface
    "surface.heading": Text("Surface", "损失曲面"),
    "surface.choose": Text("Choose a surface", "选择曲面"),
    "surface.two_weights": Text("Two weights", "两个权重"),
    "surface.one_weight": Text("One weight first", "先看一个权重"),
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
    "rate.limit_at": Text("{point}: comes to rest below η = {rate}", "{point}：η 小于 {rate} 才会停下来"),
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
    # views
    "view.terrain": Text(
        "Contour map of the loss with the path of the run", "损失的等高线图，以及这次运行的路径"
    ),
    "view.relief": Text("The same surface in three dimensions", "同一曲面的三维视图"),
    "view.curve": Text("The loss as a curve over one weight", "损失随一个权重变化的曲线"),
    "view.loss": Text("Loss against step", "损失随步数的变化"),
    "view.slice": Text("Loss along the direction of this step", "沿这一步方向的损失"),
    "view.start_drag": Text("start — drag me", "起点：可拖动"),
    "view.start_handle": Text(
        "Start. Drag it, or move it with the arrow keys.", "起点。可拖动，也可用方向键移动。"
    ),
    "view.step": Text("step", "步"),
    "view.loss_axis": Text("loss", "损失"),
    "view.distance": Text("distance along this step", "沿这一步的距离"),
    "view.parabola": Text("parabola of its curvature", "由曲率得到的抛物线"),
    "view.here": Text("here", "当前"),
    "view.lands": Text("lands", "落点"),
    "view.tangent": Text("slope here", "此处的坡度"),
    "view.whole_map": Text("whole map", "看全图"),
    "view.off_map": Text("off the map", "已出图外"),
    "view.above_lowest": Text("above the lowest", "高出最低损失"),
    "view.no_webgl": Text(
        "This browser draws no 3-D here, so the map takes the whole width.",
        "此浏览器无法绘制三维图，等高线图占满整个宽度。",
    ),
    "legend.heading": Text("Loss", "损失"),
    # timeline
    "timeline.heading": Text("Timeline", "时间线"),
    "timeline.reset": Text("Again from the start, exactly (R)", "从起点原样重来（R）"),
    "timeline.back": Text("One step back (←)", "后退一步（←）"),
    "timeline.play": Text("Play (space)", "播放（空格）"),
    "timeline.pause": Text("Pause (space)", "暂停（空格）"),
    "timeline.forward": Text("One step on (→)", "前进一步（→）"),
    "timeline.scrubber": Text("Step shown", "显示第几步"),
    "timeline.at": Text("step {step} of", "第 {step} 步，共"),
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
    # lead
    "lead.map": Text(
        "Each point of this map is one setting of two weights; depth is how wrong the model is. "
        "The ball knows only the slope under it.",
        "图上的每一点是两个权重的一种取值，深浅表示模型错得多少。小球只知道脚下的坡度。",
    ),
    "lead.curve": Text(
        "Each point of this line is one setting of one weight; height is how wrong the model is. "
        "The ball knows only the slope under it.",
        "横轴上的每一点是一个权重的一种取值，高低表示模型错得多少。小球只知道脚下的坡度。",
    ),
    # this step
    "step.heading": Text("This step", "这一步"),
    "step.between": Text("{step} → {next}", "{step} → {next}"),
    "step.better": Text("The loss fell", "损失下降了"),
    "step.worse": Text("The loss rose", "损失上升了"),
    "step.same": Text("The loss stayed the same", "损失没有变化"),
    "step.new_point": Text("new point", "新的位置"),
    # curvature and the run
    "gauge.heading": Text("Curvature here", "此处的曲率"),
    "gauge.label": Text("Learning rate against the limit set by the curvature", "学习率与曲率所定上限之比"),
    "gauge.says.creep": Text(
        "η·λ = {product}: far below {limit}, so it creeps.", "η·λ = {product}，远低于 {limit}，只能慢慢爬行。"
    ),
    "gauge.says.monotone": Text(
        "η·λ = {product}: steps land short of the valley floor.", "η·λ = {product}，每步都落在谷底之前。"
    ),
    "gauge.says.overshoot": Text(
        "η·λ = {product}, still below {limit}: steps land beyond the floor and come back.",
        "η·λ = {product}，仍低于 {limit}：一步会越过谷底，再折回来。",
    ),
    "gauge.says.unstable": Text(
        "η·λ = {product}: above {limit} nothing comes to rest here.",
        "η·λ = {product}，高于 {limit}：在这里停不下来。",
    ),
    "gauge.says.limit": Text(
        "η·λ = {product}, right on the limit: it neither comes to rest nor flies off.",
        "η·λ = {product}，正好在上限：既停不下来，也不会飞走。",
    ),
    "gauge.says.none": Text(
        "It curves downwards here: no rate is a limit.", "这里向下弯曲，对学习率没有上限。"
    ),
    "run.heading": Text("The run", "这次运行"),
    "run.loss": Text("loss", "损失"),
    "run.gradient": Text("gradient", "梯度"),
    "run.curvature": Text("largest curvature", "最大曲率"),
    "run.condition": Text("condition number", "条件数"),
    "run.point": Text("point", "位置"),
    "run.rate": Text("learning rate", "学习率"),
    "outcome.heading": Text("What happened", "结果"),
    "outcome.next": Text("Try next", "接着试试"),
    "next.holds": Text("Try η = {rate}", "试试 η = {rate}"),
    "next.too_large": Text("Now too large: η = {rate}", "故意调得太大：η = {rate}"),
    "next.right": Text("Try η = {rate}", "试试 η = {rate}"),
    "next.more_steps": Text("Give it {steps} steps", "让它走 {steps} 步"),
    "next.die": Text("Another start", "换个起点"),
    # narration
    "narration.step": Text(
        "Step {step} of {steps}, loss {loss}.", "第 {step} 步，共 {steps} 步，损失 {loss}。"
    ),
    "narration.playing": Text("Playing.", "正在播放。"),
    # notices
    "notice.away": Text(
        "The server does not answer. Nothing is lost; it is asked again with your next action.",
        "服务器没有响应。内容都还在，下一次操作时会再试。",
    ),
    "notice.busy": Text(
        "The server is busy. It is asked again with your next action.", "服务器正忙，下一次操作时会再试。"
    ),
    "notice.cut": Text(
        "The run broke off at step {step}: the connection ended too early. Press play to go on.",
        "连接提前断开，运行停在第 {step} 步。按播放键继续。",
    ),
    "notice.refused": Text("The server refused this: {detail}", "服务器拒绝了这个请求：{detail}"),
    "notice.link": Text(
        "Parts of the link were not understood and left out: {parts}",
        "链接中有些部分无法识别，已忽略：{parts}",
    ),
    "notice.dismiss": Text("Dismiss", "关闭"),
    "notice.not_copied": Text(
        "The browser refused the clipboard. Copy it from here: {content}",
        "浏览器不允许写入剪贴板，请从这里复制：{content}",
    ),
    "notice.whole": Text("A whole number is needed here.", "这里需要一个整数。"),
    "notice.number": Text("A number is needed here.", "这里需要一个数。"),
    "notice.range": Text("Between {low} and {high}.", "应在 {low} 与 {high} 之间。"),
}


def texts(language: str) -> dict[str, str]:
    """All page texts in one language."""
    return {key: text.zh if language == "zh" else text.en for key, text in TEXTS.items()}
