"""This step, the gauge, the run in figures, what happened."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
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
}
