"""Several runs: the list, ghosts, the comparison."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    # the list
    "runs.heading": Text("Runs", "运行"),
    "runs.add": Text("Add a run", "添加一次运行"),
    "runs.pin": Text("Pin as a ghost", "留作残影"),
    "notice.full": Text(
        "{most} runs are the most that can be told apart.", "最多 {most} 次运行，再多就分不清了。"
    ),
    "runs.show": Text("Show {name}", "显示 {name}"),
    "runs.hide": Text("Hide {name}; it keeps stepping", "隐藏 {name}（它继续走）"),
    "runs.remove": Text("Remove {name}", "移除 {name}"),
    "runs.ghost": Text("{name}, ghost", "{name}（残影）"),
    "runs.rate": Text("η {rate}", "η {rate}"),
    "runs.number": Text("{name} {number}", "{name} {number}"),
    "runs.own_start": Text("A start of its own", "单独的起点"),
    # the tab
    "tabs.race": Text("Race", "比赛"),
    "race.caption": Text("The runs side by side", "各次运行对比"),
    "race.run": Text("run", "运行"),
    "race.settings": Text("settings", "设置"),
    "race.loss_here": Text("loss at step {step}", "第 {step} 步的损失"),
    "race.loss_end": Text("loss at its end", "最后的损失"),
    "race.arrives": Text("steps to ‖∇L‖ ≤ {tolerance}", "到 ‖∇L‖ ≤ {tolerance} 的步数"),
    "race.gradients": Text("gradients", "梯度次数"),
    "race.outcome": Text("outcome", "结果"),
    "race.never": Text("not within {steps}", "{steps} 步内未达到"),
    "race.alone": Text(
        "One run is no race yet. Add a run, or pin this one as a ghost and change one thing.",
        "只有一次运行还不能比赛。添加一次运行，或把这次留作残影，再改动一处。",
    ),
    "race.difference": Text(
        "At step {step} {name} stands at loss {loss}, {other} at {ghost}: {compared}.",
        "第 {step} 步：{name} 的损失为 {loss}，{other} 为 {ghost}，{compared}。",
    ),
    "race.lower": Text("lower by a factor of {factor}", "低到 1/{factor}"),
    "race.higher": Text("higher by a factor of {factor}", "高到 {factor} 倍"),
    "race.below": Text("lower by {difference}", "低 {difference}"),
    "race.above": Text("higher by {difference}", "高 {difference}"),
    "race.equal": Text("no difference", "没有差别"),
    "race.apart": Text("They are {distance} apart.", "两者相距 {distance}。"),
    "race.fair": Text(
        "Who wins here says little about training a real network: the ranking changes with the surface, the start "
        "and every setting.",
        "这里谁赢，对训练真实网络说明不了多少：换个曲面、起点或任何一项设置，名次就会变。",
    ),
    "race.running": Text("still on its way", "还在路上"),
    "race.converged": Text("converged", "收敛"),
    "race.stalled": Text("stalled", "停滞"),
    "race.bouncing": Text("bouncing", "振荡"),
    "race.diverged": Text("diverged", "发散"),
    # undo and redo
    "undo.undo": Text("Undo (Ctrl+Z)", "撤销（Ctrl+Z）"),
    "undo.redo": Text("Redo (Ctrl+Shift+Z)", "重做（Ctrl+Shift+Z）"),
    "undo.undone": Text("Undone: {what}", "已撤销：{what}"),
    "undo.redone": Text("Redone: {what}", "已重做：{what}"),
    "undo.surface": Text("surface", "曲面"),
    "undo.start": Text("start", "起点"),
    "undo.steps": Text("number of steps", "总步数"),
    "undo.runs": Text("runs", "运行"),
    "undo.optimizer": Text("optimizer", "优化器"),
    "undo.schedule": Text("schedule", "学习率计划"),
    "undo.swarm": Text("starts of the swarm", "群体的起点"),
    "undo.basins": Text("map of starts", "起点地图"),
    "undo.gradient": Text("gradient", "梯度来源"),
    # narration
    "narration.chosen": Text("{name} is chosen.", "已选择 {name}。"),
    "narration.hidden": Text("{name} is hidden.", "已隐藏 {name}。"),
    "narration.shown": Text("{name} is shown.", "已显示 {name}。"),
    "narration.runs": Text("{count} runs.", "共 {count} 次运行。"),
}
