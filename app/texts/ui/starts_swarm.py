"""Swarms: many starts descending together."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    "start.swarm": Text("swarm", "群体"),
    "swarm.kinds": Text("How the starts are laid out", "起点怎样分布"),
    "swarm.random": Text("random", "随机"),
    "swarm.box": Text("even", "均匀"),
    "swarm.grid": Text("grid", "网格"),
    "swarm.count": Text("starts", "起点数"),
    "swarm.laid": Text("makes {count}", "实为 {count} 个"),
    "swarm.low": Text("{name} from", "{name} 的下端"),
    "swarm.high": Text("{name} to", "{name} 的上端"),
    "swarm.whole": Text("whole map", "整张图"),
    "swarm.empty": Text("{name}: the lower end has to be below the upper one.", "{name}：下端必须小于上端。"),
    "swarm.seed": Text("seed", "种子"),
    "swarm.die": Text("Draw other starts", "重新抽取起点"),
    "swarm.seeds": Text("seeds for the noise", "噪声的种子数"),
    "swarm.whose": Text("Whose swarm", "哪些运行的群体"),
    "swarm.one": Text("this run", "当前运行"),
    "swarm.both": Text("two runs", "两个运行"),
    "swarm.own": Text("each its own starts", "各用各的起点"),
    "swarm.contests": Text("Start or optimizer?", "起点，还是优化器？"),
    "swarm.caption": Text("Where the balls end", "小球的终点"),
    "swarm.colours": Text("A ball's colour tells where it will end.", "小球的颜色表示它最终的去处。"),
    "swarm.anywhere": Text("anywhere", "任意处"),
    "swarm.there": Text("{now} of {count} at rest", "停下 {now} / {count}"),
    "swarm.where": Text("where", "终点"),
    "swarm.loss": Text("loss", "损失"),
    "swarm.balls": Text("balls", "小球"),
    "swarm.share": Text("share", "占比"),
    "swarm.over": Text("mean of {count} seeds", "{count} 个种子的均值"),
    "swarm.spread": Text("{mean} ± {deviation}", "{mean} ± {deviation}"),
    "swarm.at": Text("{place}", "{place}"),
    "swarm.lowest": Text("{place}, lowest", "{place}，最低"),
    "swarm.others": Text("{count} other minima", "另外 {count} 个极小值点"),
    "swarm.valley": Text("bouncing around {place}", "在 {place} 附近振荡"),
    "swarm.every": Text(
        "So long a way is drawn every {every} steps; the counts know every step.",
        "路程太长，小球每 {every} 步画一次；计数精确到每一步。",
    ),
    "swarm.take": Text(
        "Run from one of their starts; once more takes the next one",
        "从其中一个起点运行；再按一次换下一个",
    ),
    "swarm.working": Text(
        "Walking {count} starts, {steps} steps each …", "正在走 {count} 个起点，每个 {steps} 步……"
    ),
    "swarm.stopped": Text("Stopped: what you see is the swarm before.", "已停止：显示的是之前的群体。"),
    "swarm.cancel": Text("Cancel", "取消"),
    "swarm.again": Text("Try again", "再试一次"),
    "swarm.progress": Text("The swarm is on its way", "群体正在计算"),
    "swarm.box_low": Text("Lower left corner of the box of starts", "起点框的左下角"),
    "swarm.box_high": Text("Upper right corner of the box of starts", "起点框的右上角"),
    "swarm.box_all": Text("The box of starts, to move it", "移动起点框"),
}
