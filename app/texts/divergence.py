"""What is said of a run that left: how, why, and what would have held."""

from app.texts.figures import figure, pair, place, whole
from app.texts.phrases import Figures, compared, cure, is_above, joined, steps_made
from engine.catalog import Text


def unstable_rate(step: int, figures: Figures) -> Text:
    """Return what is said of a rate that is too large: what the loss did, why, and the cure."""
    grew, why = _grew(figures), _why(figures)
    told = Text(
        f"Diverged at step {whole(step)}: {grew.en}, {why.en}",
        f"第 {whole(step)} 步发散：{grew.zh}，{why.zh}",
    )
    if figures.get("endless"):
        return joined(
            told,
            Text(
                " A smaller η goes down, but from this start the way down leads far out and finds no rest.",
                "换小的 η 会往下走，可从这个起点往下的路一直通向远处，没有停得下来的地方。",
            ),
        )
    return joined(told, cure(figures))


def _grew(figures: Figures) -> Text:
    """Return what the loss did before the run left."""
    if (growth := figures.get("growth")) is not None:
        shown = figure(growth, 2)
        return Text(f"the loss grew ×{shown} per step", f"损失每步变为原来的 {shown} 倍")
    if (rise := figures.get("rise")) is None:
        return Text("the steps grew", "步子越迈越大")
    (low, high), steps = pair(*rise), figures["rise_steps"]
    if figures["rise_quickens"]:
        return Text(
            f"the loss grew faster and faster, {low} → {high} in {steps_made(steps)}",
            f"损失越涨越快，{whole(steps)} 步之内 {low} → {high}",
        )
    return Text(
        f"the loss rose, {low} → {high} in {steps_made(steps)}",
        f"损失上升，{whole(steps)} 步之内 {low} → {high}",
    )


def _why(figures: Figures) -> Text:
    """Return what made it leave."""
    if (decay := figures.get("decay_product")) is not None:
        shown, factor = figure(decay), figure(1.0 - decay)
        return Text(
            f"because η times the weight decay is {shown}, above 2: the decay alone multiplies the point by {factor} "
            "at every step.",
            f"因为 η 乘以权重衰减等于 {shown}，高于 2：单是衰减就让每一步把位置乘以 {factor}。",
        )
    if is_above(figures):
        product, limit = compared(figures)
        return Text(f"because η·λ = {product} is above {limit}.", f"因为 η·λ = {product}，高于 {limit}。")
    rate = figure(figures["learning_rate"])
    return Text(f"because η = {rate} is too large here.", f"因为 η = {rate} 在这里太大。")


def no_bottom(step: int, figures: Figures) -> Text:
    """Return what is said of a loss that falls for ever."""
    return Text(
        f"Diverged at step {whole(step)}: the loss falls for ever that way. "
        "There is no bottom to arrive at, so no learning rate helps.",
        f"第 {whole(step)} 步发散：沿这个方向损失会一直下降。没有谷底可到，换什么学习率都没有用。",
    )


def undefined(step: int, figures: Figures) -> Text:
    """Return what is said of a step to where there is no loss."""
    at = place(figures["at"])
    told = Text(
        f"Diverged at step {whole(step)}: the step from {at} landed where the loss has no value.",
        f"第 {whole(step)} 步发散：从 {at} 迈出的一步落在了损失没有定义的地方。",
    )
    return joined(told, cure(figures))


def no_slope(step: int, figures: Figures) -> Text:
    """Return what is said of a point without a finite gradient."""
    at = place(figures["at"])
    return Text(
        f"Diverged at step {whole(step)}: the gradient has no finite value at {at}, so no step leads on from there.",
        f"第 {whole(step)} 步发散：梯度在 {at} 没有有限的值，无法从那里再迈出一步。",
    )
