"""The charts under the timeline: loss and schedule, diagnostics and their table, what the gradient is."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    "tabs.diagnostics": Text("Diagnostics", "诊断"),
    "tabs.gradient": Text("Gradient", "梯度"),
    # loss and schedule
    "chart.readout_step": Text("step {step}", "第 {step} 步"),
    "chart.schedule": Text("schedule", "计划"),
    "chart.schedule_label": Text("Learning rate against step", "学习率随步数的变化"),
    "chart.rate": Text("learning rate η", "学习率 η"),
    "chart.handle": Text("{knob}. Move it with the arrow keys.", "{knob}。可用方向键移动。"),
    "chart.handle_says": Text("{value}, at step {step} η = {rate}", "{value}，第 {step} 步 η = {rate}"),
    "chart.change": Text(
        "Change of η at step {step}. Arrow keys move it, Delete removes it.",
        "第 {step} 步处的 η 改动。方向键移动，Delete 键删除。",
    ),
    "chart.change_says": Text("η = {rate} from step {step} on", "从第 {step} 步起 η = {rate}"),
    "chart.add_change": Text("Change η from this step on", "从这一步起改变 η"),
    "chart.forget_changes": Text("Forget the changes by hand", "去掉手动改动"),
    # diagnostics
    "chart.all_runs": Text("all runs", "所有运行"),
    "chart.table": Text("table", "表格"),
    "chart.losses": Text("loss", "损失"),
    "chart.gradient_norms": Text("gradient ‖∇L‖", "梯度 ‖∇L‖"),
    "chart.distances": Text("distance to a minimum", "到极小值点的距离"),
    "chart.distances_to": Text("distance to {place}", "到 {place} 的距离"),
    "chart.effective_rates": Text("effective η", "有效 η"),
    "chart.sharpness": Text("curvature", "曲率"),
    "chart.sharpness_line": Text("λ", "λ"),
    "chart.along_line": Text("path", "沿路径"),
    "chart.products": Text("η·λ", "η·λ"),
    "chart.limit_line": Text("limit {limit}", "极限 {limit}"),
    "chart.nothing": Text("nothing to show here", "此处没有可显示的内容"),
    "chart.no_minimum": Text("no minimum is known", "没有已知的极小值点"),
    # the table
    "chart.table_label": Text("Every step of the run", "这次运行的每一步"),
    "chart.table_count": Text(
        "{count} points of {name}; press a row, or move with the arrow keys, to go there",
        "{name} 的 {count} 个点；点击某行或用方向键跳到该步",
    ),
    "chart.table_thinned": Text(
        "Curvature and distance are measured at {measured} of them.",
        "其中 {measured} 个点测量了曲率和距离。",
    ),
    "chart.copy_csv": Text("Copy as CSV", "复制为 CSV"),
    "notice.csv_failed": Text(
        "The browser did not allow copying.",
        "浏览器不允许复制。",
    ),
    "notice.csv": Text("Copied {count} rows as CSV.", "已复制 {count} 行 CSV。"),
    "column.step": Text("step", "步"),
    "column.loss": Text("loss", "损失"),
    "column.gradient_norm": Text("‖∇L‖", "‖∇L‖"),
    "column.learning_rate": Text("η", "η"),
    "column.distance": Text("distance", "距离"),
    "column.effective_rate": Text("η effective {axis}", "有效 η {axis}"),
    "column.sharpness": Text("λ", "λ"),
    "column.along_step": Text("curvature along", "沿路径曲率"),
    "column.product": Text("η·λ", "η·λ"),
    # what the gradient is
    "gradient.figures": Text("What is shown of the gradient", "显示梯度的哪一方面"),
    "gradient.slices": Text("partial slopes", "偏导数"),
    "gradient.compass": Text("compass", "罗盘"),
    "gradient.tangent": Text("tangent", "切线"),
    "gradient.slice_label": Text(
        "The loss along {axis} through the ball, with its tangent",
        "穿过小球沿 {axis} 的损失及其切线",
    ),
    "gradient.sum_label": Text("The gradient as the sum of its partial slopes", "梯度是各偏导数合成的向量"),
    "gradient.partial": Text("∂L/∂{axis} = {slope}", "∂L/∂{axis} = {slope}"),
    "gradient.uphill": Text("∇L, uphill", "∇L，上坡"),
    "gradient.downhill": Text("−∇L, downhill", "−∇L，下坡"),
    "gradient.says.slices": Text(
        "Along {x} the loss changes by {first} per unit here, along {y} by {second}. These two slopes are the "
        "gradient: its length {norm} is the slope straight uphill, and −∇L = ({down}) leads straight downhill.",
        "在此处，沿 {x} 每走一单位损失变化 {first}，沿 {y} 变化 {second}。这两个坡度就是梯度："
        "其长度 {norm} 是正上坡方向的坡度，而 −∇L = ({down}) 指向正下坡。",
    ),
    "gradient.says.rising": Text(
        "The slope here is {slope}: the loss rises to the right, so a step against the slope goes left.",
        "此处坡度为 {slope}：损失向右升高，所以逆着坡度的一步向左走。",
    ),
    "gradient.says.falling": Text(
        "The slope here is {slope}: the loss falls to the right, so a step against the slope goes right.",
        "此处坡度为 {slope}：损失向右降低，所以逆着坡度的一步向右走。",
    ),
    "gradient.says.level": Text(
        "The slope here is 0: no side is downhill, and a step against the slope goes nowhere.",
        "此处坡度为 0：两边都不是下坡，逆着坡度的一步哪里也不去。",
    ),
    "gradient.radius": Text("distance", "距离"),
    "gradient.compass_label": Text(
        "Loss at the distance ε in every direction", "在距离 ε 处，各个方向上的损失"
    ),
    "gradient.sweep_label": Text(
        "Angle between the best direction and −∇L, against ε", "最佳方向与 −∇L 的夹角随 ε 的变化"
    ),
    "gradient.direction": Text("direction, degrees from +x", "方向（从 +x 起的角度）"),
    "gradient.side": Text("side", "方向"),
    "gradient.loss_there": Text("loss at distance ε", "距离 ε 处的损失"),
    "gradient.best": Text("best {angle}°", "最佳 {angle}°"),
    "gradient.steepest": Text("−∇L {angle}°", "−∇L {angle}°"),
    "gradient.apart": Text("best against −∇L, degrees", "最佳方向与 −∇L 的夹角（度）"),
    "gradient.epsilon": Text("ε", "ε"),
    "gradient.this_radius": Text("this ε", "当前 ε"),
    "gradient.says.compass": Text(
        "Of all directions, {best}° leads lowest at the distance {radius}: loss {lowest}. −∇L points to {steepest}° "
        "and reaches {reached}, {apart}° off the best. At the distance {tiny} they are {apart_tiny}° apart.",
        "在距离 {radius} 处，所有方向中 {best}° 最低：损失为 {lowest}。−∇L 指向 {steepest}°，到达 {reached}，"
        "与最佳方向相差 {apart}°。在距离 {tiny} 处两者只差 {apart_tiny}°。",
    ),
    "gradient.says.sides_agree": Text(
        "At the distance {radius} the lower side has loss {lowest}, the higher one {highest}, and −∇L points to the "
        "lower one.",
        "在距离 {radius} 处，较低一侧的损失为 {lowest}，较高一侧为 {highest}，−∇L 指向较低的一侧。",
    ),
    "gradient.says.sides_differ": Text(
        "At the distance {radius} the lower side has loss {lowest}, the higher one {highest}, and −∇L points to the "
        "higher one: this far away the slope under the ball no longer tells.",
        "在距离 {radius} 处，较低一侧的损失为 {lowest}，较高一侧为 {highest}，而 −∇L 指向较高的一侧："
        "在这么远的地方，小球脚下的坡度已说明不了问题。",
    ),
    "gradient.says.one_side_agree": Text(
        "At the distance {radius} the loss has a value on one side only, {lowest}, and −∇L points there.",
        "在距离 {radius} 处，损失只在一侧有值：{lowest}，−∇L 正指向那一侧。",
    ),
    "gradient.says.one_side_differ": Text(
        "At the distance {radius} the loss has a value on one side only, {lowest}, and −∇L points to the other.",
        "在距离 {radius} 处，损失只在一侧有值：{lowest}，而 −∇L 指向另一侧。",
    ),
    "gradient.left": Text("left", "左"),
    "gradient.right": Text("right", "右"),
    "gradient.model_label": Text("The tangent and the true loss along −∇L", "沿 −∇L 方向的切线与真实损失"),
    "gradient.error_label": Text(
        "Error of the tangent against distance, both logarithmic", "切线误差随距离的变化，两轴均为对数"
    ),
    "gradient.distance": Text("distance along −∇L", "沿 −∇L 的距离"),
    "gradient.true": Text("true loss", "真实损失"),
    "gradient.model": Text("tangent", "切线"),
    "gradient.error": Text("error of the tangent", "切线的误差"),
    "gradient.half": Text("½λd² along −∇L", "沿 −∇L 的 ½λd²"),
    "gradient.half_worst": Text("½λd² at worst", "最坏情形的 ½λd²"),
    "gradient.says.tangent": Text(
        "{distance} along −∇L the tangent promises {model} but the loss is {loss}: wrong by {error}. "
        "½λd² foretells {half}.",
        "沿 −∇L 走 {distance}，切线给出 {model}，而损失是 {loss}：误差 {error}。½λd² 预计 {half}。",
    ),
    "gradient.says.tangent_exact": Text(
        "{distance} along −∇L the tangent promises {model} but the loss is {loss}: wrong by {error}, "
        "which is ½λd² exactly, as on every quadratic.",
        "沿 −∇L 走 {distance}，切线给出 {model}，而损失是 {loss}：误差 {error}，正好等于 ½λd²，"
        "二次函数上处处如此。",
    ),
    "gradient.says.tie": Text(
        "At radius {radius} no one direction is the lowest: several, far apart, are equally low.",
        "在半径 {radius} 处没有唯一最低的方向：相距很远的几个方向一样低。",
    ),
    "gradient.says.no_slope": Text(
        "The gradient has no value here: the slope cannot be told, and no step can be made from it.",
        "此处梯度没有值：坡度无从得知，也无法由它走出一步。",
    ),
    "gradient.says.none": Text(
        "The gradient is zero here: no direction is downhill for the walker.",
        "此处梯度为零：对行走者来说没有下坡方向。",
    ),
}
