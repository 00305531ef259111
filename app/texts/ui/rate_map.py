"""The map of outcomes over two settings of an optimizer."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    "map.heading": Text("Stability map", "稳定图"),
    "map.label": Text("What becomes of the run over {x} and {y}", "随 {x} 与 {y} 变化，运行的结局"),
    "map.pair": Text("The two settings", "哪两项设置"),
    "map.keys": Text(
        "Arrow keys move the crosshair, with shift ten cells at once; Enter loads the run of its cell; plus and minus "
        "zoom, 0 shows the whole map.",
        "方向键移动十字线，按住 Shift 一次十格；回车载入所在格的运行；加号、减号缩放，0 看全图。",
    ),
    "map.help": Text(
        "Every cell is one run from your start: point at it, click to load it. A box, the wheel or two fingers zoom.",
        "每一格是从你的起点出发的一次运行：指向它看结局，点击载入。框选、滚轮或双指可放大。",
    ),
    "map.legend": Text("Outcomes, with the share of cells of each", "各种结局及其所占格数"),
    "map.limit": Text("stability limit", "稳定上限"),
    "map.waiting": Text("on its way …", "计算中……"),
    "map.one_knob": Text(
        "This optimizer has one setting only, the learning rate; a map needs two.",
        "这个优化器只有学习率一项设置，而画图需要两项。",
    ),
    "map.take": Text("Take {title}", "换成{title}"),
    # a cell
    "map.knobs": Text("{x} = {first}, {y} = {second}", "{x} = {first}，{y} = {second}"),
    "map.where": Text("{status}, {place}", "{status}，{place}"),
    "map.others": Text("{status}, elsewhere", "{status}，其他极小值点"),
    "map.steps_converged": Text("{says}, at rest from step {steps}", "{says}，从第 {steps} 步起静止"),
    "map.steps_diverged": Text("{says} at step {steps}", "第 {steps} 步{says}"),
    # outcomes
    "map.running": Text("still on its way", "仍在途中"),
    "map.converged": Text("converged", "收敛"),
    "map.stalled": Text("stalled", "停滞"),
    "map.bouncing": Text("bouncing", "振荡"),
    "map.diverged": Text("diverged", "发散"),
    "map.shades": Text(
        "The stronger the shade, the sooner at rest: steps {fewest} to {most}.",
        "颜色越深越早静止：第 {fewest} 到 {most} 步。",
    ),
}
