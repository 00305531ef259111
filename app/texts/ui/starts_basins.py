"""The map of starts: where every start ends, its legend, and the shares against the learning rate."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    "basins.side": Text("Starts along the longer side", "长边上的起点数"),
    "basins.side_title": Text("{side} starts along the longer side", "长边上 {side} 个起点"),
    "basins.steps": Text("steps", "步数"),
    "basins.more": Text("make {steps} steps", "走 {steps} 步"),
    "basins.more_help": Text(
        "Gives every run of the map more steps; the run itself keeps its own.",
        "让终点图上的每次运行多走几步；运行本身的步数不变。",
    ),
    "basins.as_run": Text("as the run", "与运行相同"),
    "basins.missed": Text("miss the nearest", "错过最近的"),
    "basins.missed_share": Text("miss the nearest: {share}", "错过最近的：{share}"),
    "basins.missed_help": Text(
        "Marks the starts that come to rest in another minimum than the nearest to them.",
        "标出停在了别的、并非离自己最近的极小值点的起点。",
    ),
    "basins.keep": Text("keep on the terrain", "留在地形上"),
    "basins.keep_help": Text("The map stays when another tab is open.", "打开其他标签时，终点图仍然显示。"),
    "basins.changed": Text(
        "Map and shares: η = {rate} from the first step on. The run itself has it only from step {step} on.",
        "终点图和占比：从第一步起就用 η = {rate}。运行本身从第 {step} 步起才用它。",
    ),
    "basins.waiting": Text("on its way …", "计算中……"),
    "basins.computing": Text("computing {cells} starts …", "正在计算 {cells} 个起点……"),
    "basins.cancel": Text("Cancel", "取消"),
    "basins.stopped": Text(
        "Stopped: the map shows {cells} starts only.", "已停止：终点图只显示 {cells} 个起点。"
    ),
    "basins.stopped_early": Text("Stopped before any start was known.", "已停止：还没有任何结果。"),
    "basins.again": Text("Go on", "继续"),
    "basins.help": Text(
        "Point at the terrain to read a start, click to drop it there.",
        "指向地形可读出该起点的结局，点击则把起点放到那里。",
    ),
    "basins.help_shades": Text(
        "Stronger shade: sooner at rest (steps {fewest} to {most}). Point to read a start, click to drop it.",
        "颜色越深越早静止：第 {fewest} 到 {most} 步。指向地形可读出该起点的结局，点击则把起点放到那里。",
    ),
    "basins.help_shade": Text(
        "All that come to rest here do so at step {step}. Point to read a start, click to drop it.",
        "停下的起点都在第 {step} 步静止。指向地形可读出该起点的结局，点击则把起点放到那里。",
    ),
    "basins.cross": Text("Crosshair on the map of starts", "终点图上的十字线"),
    "basins.keys": Text(
        "Arrow keys move it by one start, with shift by ten; Enter drops the start there.",
        "方向键移动一格，按住 Shift 移动十格；回车把起点放到那里。",
    ),
    "lower.basins_steps": Text("Steps of the map: this {says}", "终点图的步数：{says}"),
    "lower.basins_resolution": Text("Number of starts: this {says}", "起点数：{says}"),
    # the legend
    "basins.legend": Text("Where the starts end", "各起点的结局"),
    "basins.place": Text("ends at", "终点"),
    "basins.loss": Text("loss", "损失"),
    "basins.share": Text("starts", "占比"),
    "basins.limit": Text("rests up to η", "η 上限"),
    "basins.limit_help": Text(
        "Above this learning rate no ball comes to rest in this minimum; for gradient descent it is 2/λmax.",
        "学习率超过它，小球在这个极小值点就停不下来；对梯度下降来说它是 2/λmax。",
    ),
    "basins.over": Text("{limit} < η", "{limit} < η"),
    "basins.over_help": Text(
        "η = {rate} is above it: nothing rests here any more.", "η = {rate} 已超过它：这里停不住任何小球。"
    ),
    "basins.no_limit": Text("none known", "未知"),
    "group.converged": Text("at rest elsewhere", "停在别处"),
    "group.bouncing": Text("bouncing", "振荡"),
    "group.bouncing_at": Text("bouncing around {place}", "在 {place} 附近振荡"),
    "group.diverged": Text("diverged", "发散"),
    "group.left": Text("diverged or left the domain", "发散或走出定义域"),
    "group.stalled": Text("stalled on level ground", "停滞在平地上"),
    "group.stalled_saddle": Text("stalled at the saddle {place}", "停滞在鞍点 {place}"),
    "group.stalled_maximum": Text("stalled at the maximum {place}", "停滞在极大值点 {place}"),
    "group.stalled_kink": Text("stalled at the kink {place}", "停滞在折点 {place}"),
    "group.running": Text("still on the way", "仍在途中"),
    "group.undefined": Text("no loss to start from", "起点处损失没有值"),
    # one start
    "cell.says": Text("From {start}: {outcome}", "从 {start} 出发：{outcome}"),
    "cell.converged": Text("at rest after {steps} steps.", "{steps} 步后静止。"),
    "cell.converged_at": Text("at rest at {place} after {steps} steps.", "{steps} 步后停在 {place}。"),
    "cell.converged_astray": Text(
        "at rest at {place} after {steps} steps; another minimum is nearer.",
        "{steps} 步后停在 {place}；另有更近的极小值点。",
    ),
    "cell.bouncing": Text("bounces to and fro.", "来回振荡。"),
    "cell.bouncing_at": Text("bounces around {place} without rest.", "在 {place} 附近振荡，停不下来。"),
    "cell.diverged": Text("diverges, gone at step {steps}.", "发散，在第 {steps} 步离开。"),
    "cell.left": Text(
        "gone at step {steps}: diverged, or left the region where the loss has a value.",
        "在第 {steps} 步离开：发散，或走出损失有值的区域。",
    ),
    "cell.stalled": Text("stalls where the ground has no slope.", "停滞在没有坡度的地方。"),
    "cell.running": Text("still on the way after {steps} steps.", "{steps} 步后仍在途中。"),
    "cell.undefined": Text("the loss has no value there.", "那里损失没有值。"),
    # shares against the learning rate
    "shares.label": Text(
        "Share of the starts that end in each place, against the learning rate",
        "各终点的起点占比随学习率的变化",
    ),
    "shares.rate": Text("η", "η"),
    "shares.borders": Text("rests up to – leaves within {steps} steps at", "停得住的上限 – {steps} 步内离开"),
    "shares.rests": Text("rests up to", "停得住的上限"),
    "shares.leaves": Text("leaves within {steps} steps at", "{steps} 步内离开"),
    "shares.waiting": Text("on its way …", "计算中……"),
    "shares.working": Text("Counting …", "统计中……"),
    "shares.stopped": Text("Stopped.", "已停止。"),
    "shares.cancel": Text("Cancel", "取消"),
    "shares.again": Text("Try again", "再试一次"),
    "shares.progress": Text("The shares are on their way", "占比正在计算"),
    "lower.shares_steps": Text("Steps of the shares against η: this {says}", "占比随 η 变化图的步数：{says}"),
    "shares.keys": Text(
        "Learning rate. Arrow keys, Page Up and Page Down, Home and End choose it.",
        "学习率。可用方向键、Page Up、Page Down、Home 和 End 选择。",
    ),
    "shares.at": Text("η = {rate}: {parts}", "η = {rate}：{parts}"),
    "shares.head": Text("η = {rate}, {count} starts", "η = {rate}，{count} 个起点"),
    "shares.part": Text("{name} {share}", "{name} {share}"),
}
