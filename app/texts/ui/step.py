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
    "squares.scale": Text(
        "The frame is {value}; the filled area is the value.", "外框是 {value}，填充的面积就是数值。"
    ),
    "squares.none": Text("Nothing yet.", "还没有。"),
    # slow motion
    "motion.begin": Text("Slow motion", "慢动作"),
    "motion.begin_title": Text("The next step, part by part (S)", "逐项演示下一步（S）"),
    "motion.at": Text("{part} of {parts}", "第 {part} 项，共 {parts} 项"),
    "motion.back": Text("Back", "上一项"),
    "motion.next": Text("Next", "下一项"),
    "motion.make": Text("Step", "走这一步"),
    "motion.stop": Text("Stop", "停止"),
    "motion.pace": Text("Pace of slow motion, for each part", "慢动作的节奏（每一项）"),
    "motion.pace_by_hand": Text("by hand", "手动"),
    "motion.pace_seconds": Text("{seconds} s", "{seconds} 秒"),
    "motion.gradient": Text("gradient", "梯度"),
    "motion.gradient.meaning": Text(
        "What the ball feels: the gradient points straight uphill, the longer the steeper.",
        "小球感到的就是它：梯度指向最陡的上坡方向，越长越陡。",
    ),
    "motion.gradient.says": Text(
        "Here it is {gradient}, of length {length}.", "这里是 {gradient}，长度 {length}。"
    ),
    "motion.landing": Text("new point", "新的位置"),
    "motion.landing.meaning": Text(
        "Point plus update: the ghost on the picture is where the ball will land.",
        "位置加上更新量：图上的虚影就是小球将要落到的地方。",
    ),
    "motion.landing.says": Text(
        "It lands at {point}, where the loss is {loss}.", "落在 {point}，那里的损失是 {loss}。"
    ),
    "motion.landing.gone": Text("It lands beyond what numbers hold.", "落点超出了数的表示范围。"),
    # what acts on the run beside its optimizer
    "settings.heading": Text("Schedule, gradient, clipping", "学习率计划、梯度、裁剪"),
    "settings.convention": Text("Two conventions", "两种约定"),
    "settings.convention_none": Text("Neither of the two: something in between.", "两者都不是，介于其间。"),
    "settings.schedule": Text("Learning rate schedule", "学习率计划"),
    "settings.changes": Text("Changes by hand", "手动改动"),
    "settings.one_change": Text("{count} change by hand", "{count} 处手动改动"),
    "settings.some_changes": Text("{count} changes by hand", "{count} 处手动改动"),
    "settings.from_step": Text("from step {step}", "从第 {step} 步起"),
    "settings.forget_change": Text("Forget the change at step {step}", "清除第 {step} 步的改动"),
    "settings.add_change": Text("Change η from step {step} on", "从第 {step} 步起改变 η"),
    "settings.gradient": Text("Gradient", "梯度来源"),
    "settings.seed": Text("Seed", "随机种子"),
    "settings.seed_die": Text("Another seed", "换一个种子"),
    "settings.clip": Text("Clip the gradient", "裁剪梯度"),
    "settings.unclipped": Text("not clipped", "不裁剪"),
    "settings.clipped": Text("clipped at {norm}", "裁剪到 {norm}"),
    # curvature and the run
    "eigen.along": Text("along ({x}, {y})", "沿 ({x}, {y})"),
    "eigen.1": Text("Largest curvature", "最大曲率"),
    "eigen.2": Text("Smallest curvature", "最小曲率"),
    "zone.creep": Text("creep", "爬行"),
    "zone.monotone": Text("monotone", "单调"),
    "zone.overshoot": Text("overshoot", "越过"),
    "zone.unstable": Text("unstable", "失稳"),
    "gauge.adaptive": Text(
        "λ is that of the ground as this rule scales it at this step.",
        "这里的 λ 是按该规则本步的缩放之后的曲率。",
    ),
    "gauge.heading": Text("Curvature here", "此处的曲率"),
    "gauge.label": Text("Learning rate against the limit set by the curvature", "学习率与曲率所定上限之比"),
    "gauge.says.creep": Text(
        "η·λ = {product}: far below {limit}, so it creeps.", "η·λ = {product}，远低于 {limit}，只能慢慢爬行。"
    ),
    "gauge.says.monotone": Text(
        "η·λ = {product}: steps land short of the valley floor.", "η·λ = {product}，每步都落在谷底之前。"
    ),
    "gauge.says.exact": Text(
        "η·λ = {product}, half of {limit}: along the steepest curvature a step lands on the floor itself.",
        "η·λ = {product}，正好是 {limit} 的一半：沿曲率最大的方向，一步正落在谷底。",
    ),
    "gauge.says.overshoot": Text(
        "η·λ = {product}, still below {limit}: along the steepest curvature steps land beyond the floor and come back.",
        "η·λ = {product}，仍低于 {limit}：沿曲率最大的方向，一步会越过谷底，再折回来。",
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
        "It curves upwards nowhere here: no rate is a limit.", "这里没有向上弯曲的方向，学习率没有上限。"
    ),
    "gauge.clipped": Text(
        "A clipped step is shorter than the limit reckons with.", "被裁剪的一步比这个上限所假设的要短。"
    ),
    "gauge.noisy": Text("Noise is not reckoned with.", "没有计入噪声。"),
    "run.heading": Text("The run", "这次运行"),
    "run.loss": Text("loss", "损失"),
    "run.gradient": Text("gradient", "梯度"),
    "run.condition": Text("condition number", "条件数"),
    "run.point": Text("point", "位置"),
    "run.rate": Text("learning rate", "学习率"),
    "outcome.heading": Text("What happened", "结果"),
    "outcome.next": Text("Try next", "接着试试"),
    "next.holds": Text("Try η = {rate}", "试试 η = {rate}"),
    "next.too_large": Text("Now too large: η = {rate}", "故意调得太大：η = {rate}"),
    "next.right": Text("Try η = {rate}", "试试 η = {rate}"),
    "next.more_steps": Text("Give it {steps} steps", "让它走 {steps} 步"),
    "next.stretch": Text(
        "Give it {steps} steps, the schedule stretched along", "让它走 {steps} 步，计划也一起拉长"
    ),
    "next.steady": Text("The same without the schedule", "不用学习率计划再走一次"),
    "next.die": Text("Another start", "换个起点"),
}
