"""The tools of the learning rate: steps needed, range test, ladder."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    # steps needed
    "needed.tolerance": Text("arrived when the slope is down to a share of", "坡度降到起点的多少倍算到达"),
    "needed.label": Text(
        "Steps needed against the learning rate, both logarithmic", "所需步数随学习率的变化，两轴均为对数"
    ),
    "needed.rate": Text("learning rate η", "学习率 η"),
    "needed.steps": Text("steps needed", "所需步数"),
    "needed.best": Text("fewest: {steps} at {rate}", "最少：{rate} 处 {steps} 步"),
    "needed.now": Text("η = {rate}: {steps} steps", "η = {rate}：{steps} 步"),
    "needed.now_never": Text("η = {rate}: not reached", "η = {rate}：未到达"),
    "needed.best_fixed": Text("2/(λmin + λmax) = {rate}", "2/(λmin + λmax) = {rate}"),
    "needed.try_best": Text("Try the bottom, η = {rate}", "试谷底处的 η = {rate}"),
    "needed.never": Text("no rate on the slider arrives", "滑块上没有一个学习率能到达"),
    "needed.waiting": Text("counting steps for every rate …", "正在数每个学习率要走的步数…"),
    "needed.left_label": Text(
        "Distance that is left at the end against the learning rate, both logarithmic",
        "最后剩下的距离随学习率的变化，两轴均为对数",
    ),
    "needed.left": Text("left at the end", "最后剩下的距离"),
    "needed.left_now": Text("{left} left", "剩下 {left}"),
    "needed.left_at": Text("η = {rate}: {left} left", "η = {rate}：剩下 {left}"),
    # range test
    "range.lowest": Text("η from", "η 从"),
    "range.highest": Text("to", "到"),
    "range.growth": Text("How η grows", "η 怎样增长"),
    "range.exponential": Text("exponentially", "指数增长"),
    "range.linear": Text("linearly", "线性增长"),
    "range.smoothing": Text("smoothing", "平滑"),
    "range.smoothing_help": Text(
        "Weight of the losses one step away in the smoothed loss; 0 for none.",
        "平滑时相邻一步的损失所占的权重；0 表示不平滑。",
    ),
    "range.factor": Text("blows up at", "失控倍数"),
    "range.factor_help": Text(
        "It has blown up where the loss is above the lowest by so many times the fall from the start.",
        "损失比最低值高出从起点算起降幅的这么多倍时，就算失控。",
    ),
    "range.order": Text("The first rate must be below the last.", "起始学习率必须小于最终学习率。"),
    "range.rates_label": Text("The learning rate against the step", "学习率随步数的变化"),
    "range.losses_label": Text("The loss against the step of the test", "损失随测试步数的变化"),
    "range.curve_label": Text(
        "The loss against the learning rate, with what the test found", "损失随学习率的变化，以及测试的发现"
    ),
    "range.suggestion": Text("suggestion", "建议"),
    "range.lowest_loss": Text("lowest", "最低"),
    "range.blow_up": Text("blows up", "失控"),
    "range.bound_low": Text("bound", "下界"),
    "range.bound_high": Text("bound", "上界"),
    "range.limit_both": Text("{product}/λ", "{product}/λ"),
    "range.limit_minimum": Text("{product}/λ minimum", "{product}/λ（谷底）"),
    "range.limit_start": Text("{product}/λ start", "{product}/λ（起点）"),
    "range.largest": Text("converges up to", "收敛上限"),
    "range.waiting": Text("testing …", "正在测试…"),
    "range.path": Text("range test", "范围测试"),
    "range.try": Text("Use the suggestion, η = {rate}", "采用建议的 η = {rate}"),
    "range.try_here": Text("try η = {rate}", "试 η = {rate}"),
    "range.cycle": Text("Cycle between the bounds", "在两界之间循环"),
    "range.walk": Text("Walk the test as a run", "把测试当作一次运行来走"),
    "range.more": Text("What the marks say", "各标记的含义"),
    "range.on_the_map": Text(
        "The dotted path over the surface is the test itself: every step with a larger η than the one before.",
        "曲面上的虚线就是测试本身走的路：每一步的 η 都比前一步大。",
    ),
    # ladder
    "ladder.decades_label": Text(
        "The loss after one step, for η at powers of ten", "η 取十的幂时，走一步之后的损失"
    ),
    "ladder.units_label": Text(
        "The loss after one step, for η counted in 1/λ", "η 以 1/λ 计时，走一步之后的损失"
    ),
    "ladder.decades_table": Text("One step at powers of ten", "十的幂：走一步"),
    "ladder.units_table": Text("One step in units of 1/λ", "以 1/λ 为单位：走一步"),
    "ladder.loss": Text("loss", "损失"),
    "ladder.change": Text("change", "变化"),
    "ladder.before": Text("before the step", "走之前"),
    "ladder.what": Text("effect", "效果"),
    "ladder.nothing": Text("nothing", "没动静"),
    "ladder.gain": Text("gain", "有收获"),
    "ladder.overshoot": Text("overshoot", "越过最小值"),
    "ladder.no_value": Text("no value", "无值"),
    "ladder.none": Text(
        "Along −∇L the surface does not curve up here, so there is no 1/λ to count in.",
        "这里沿 −∇L 曲面不向上弯，没有 1/λ 可作单位。",
    ),
    "ladder.waiting": Text("trying a step …", "正在试走一步…"),
    "ladder.try": Text("Try η = {rate}", "试 η = {rate}"),
}
