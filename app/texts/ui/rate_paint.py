"""The painted slider: what every learning rate comes to."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    "paint.running": Text("on its way", "仍在途中"),
    "paint.running_after": Text("on its way after {steps} steps", "{steps} 步后仍在途中"),
    "paint.converged": Text("converges", "收敛"),
    "paint.bouncing": Text("bounces", "振荡"),
    "paint.diverged": Text("diverges", "发散"),
    "paint.stalled": Text("stalls", "停滞"),
    "paint.readout": Text("{rate}: {outcome}", "{rate}：{outcome}"),
    "paint.converges_in": Text("converges in {steps} steps", "{steps} 步收敛"),
    "paint.converges_at": Text("{steps} steps to {place}", "{steps} 步到 {place}"),
    "paint.own": Text(
        "The run's own η, {rate}, is none of them: it converges at {place}.",
        "这次运行自己的 η = {rate} 不在其中：它收敛到 {place}。",
    ),
    "paint.diverges_at": Text("diverges at step {step}", "第 {step} 步发散"),
}
