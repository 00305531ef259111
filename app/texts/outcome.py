"""What became of a run, in one or two sentences with its own figures, in both languages."""

from collections.abc import Callable, Mapping

from app.texts.divergence import no_bottom, no_slope, undefined, unstable_rate
from app.texts.figures import figure, pair, place, whole
from app.texts.phrases import Figures, compared, cure, is_above, joined, steps_made
from engine.catalog import Text


def outcome_sentence(status: str, reason: str, step: int, figures: Figures) -> Text:
    """Return the sentence for an outcome; a figure `until` says that the run was asked to stop early."""
    if status == "running" and figures.get("until") is not None:
        return _stopped(step, figures)
    return _SENTENCES[status, reason](step, figures)


def _minimum(step: int, figures: Figures) -> Text:
    at, loss = place(figures["minimum"]), figure(figures["loss"])
    return Text(
        f"Converged: after {steps_made(step)} it rests in the minimum at {at}, where the loss is {loss}.",
        f"已收敛：{whole(step)} 步之后停在极小值点 {at}，损失为 {loss}。",
    )


def _saddle(step: int, figures: Figures) -> Text:
    at = place(figures["at"])
    return Text(
        f"Stalled on the saddle at {at}: the slope is zero there, yet the loss falls away to the sides. "
        "A start a little to one side gets past it.",
        f"停滞在鞍点 {at}：那里坡度为零，但往两侧走损失会下降。把起点往旁边挪一点就能绕过去。",
    )


def _maximum(step: int, figures: Figures) -> Text:
    at = place(figures["at"])
    return Text(
        f"Stalled on top, at {at}: the slope of a maximum is zero, so there is no way down to follow. "
        "Start a little to one side.",
        f"停滞在顶点 {at}：极大值点的坡度为零，没有下坡方向可循。把起点往旁边挪一点。",
    )


def _carried(figures: Figures) -> Text:
    """Return whose fault it is that a run has come to level ground, and the cure."""
    if figures.get("try_learning_rate") is None:
        return Text("", "")
    return joined(Text(" Its steps carried it there.", "是它自己的步子把它带到这里的。"), cure(figures))


def _flat(step: int, figures: Figures) -> Text:
    at = place(figures["at"])
    told = Text(
        f"Stalled on flat ground at {at}: no slope is left to follow. "
        "A zero gradient does not mean that it has arrived.",
        f"停滞在平台区 {at}：已经没有坡度可循。梯度为零并不等于已经到达。",
    )
    return joined(told, _carried(figures))


def _terrace(step: int, figures: Figures) -> Text:
    at = place(figures["at"])
    told = Text(
        f"Stalled on a terrace, at {at}: the ground is level all around, its slope exactly zero. ",
        f"停滞在 {at} 的一级梯田上：四周完全水平，坡度恰好为零。",
    )
    carried = _carried(figures)
    if carried.en:
        stuck = Text("From here no learning rate moves it.", "从这里起，学习率取多少都不会再动。")
    else:
        stuck = Text(
            "No slope, no motion, at any learning rate.", "没有坡度，就不会移动，学习率取多少都一样。"
        )
    return joined(told, stuck, carried)


def _kink(step: int, figures: Figures) -> Text:
    at = place(figures["at"])
    return Text(
        f"Stalled on the kink at {at}: the loss has a corner there, with a different slope on each side.",
        f"停滞在尖点 {at}：损失在那里有个折角，两侧坡度不同。",
    )


def _above_limit(step: int, figures: Figures) -> Text:
    product, limit = compared(figures)
    at = place(figures["minimum"])
    if is_above(figures):
        rate = Text(f"η·λ = {product}, above {limit}", f"η·λ = {product}，高于 {limit}")
    else:
        rate = Text(f"η·λ = {product}, right on the limit", f"η·λ = {product}，正好在稳定上限上")
    told = Text(
        f"Bouncing: it circles in the valley of {at}; at {rate.en}, nothing comes to rest there.",
        f"振荡：它在 {at} 的谷中来回打转；{rate.zh}，在那里什么都停不下来。",
    )
    return joined(told, cure(figures))


def _no_rest(step: int, figures: Figures) -> Text:
    if (minimum := figures.get("minimum")) is not None:
        at = place(minimum)
        told = Text(
            f"Bouncing: it circles in the valley of {at} without coming closer.",
            f"振荡：它在 {at} 的谷中来回打转，没有靠近。",
        )
    else:
        rate = figure(figures["learning_rate"])
        told = Text(
            f"Bouncing: at η = {rate} it goes back and forth and comes no closer to anything.",
            f"振荡：η = {rate} 时它来回移动，没有靠近任何地方。",
        )
    return joined(told, cure(figures))


def _noise(step: int, figures: Figures) -> Text:
    rate, about = figure(figures["learning_rate"]), Text("", "")
    if (minimum := figures.get("minimum")) is not None:
        about = Text(f" about {place(minimum)}", f"在 {place(minimum)} 附近")
    return Text(
        f"Bouncing: the noise keeps it moving{about.en}, the more widely the larger η is (now {rate}). "
        "A smaller η, or one that falls, comes closer.",
        f"振荡：噪声让它{about.zh}停不下来，η 越大摆得越宽（现在是 {rate}）。"
        "把 η 调小，或让它逐渐变小，就能靠得更近。",
    )


def _wandering(step: int, figures: Figures) -> Text:
    loss = figure(figures["loss"])
    return Text(
        f"Still moving: after {steps_made(step)} the loss is {loss}, up and down with the noise. "
        "A smaller η, or one that falls, lets the slope prevail.",
        f"仍在移动：{whole(step)} 步之后损失为 {loss}，随噪声忽高忽低。"
        "把 η 调小，或让它逐渐变小，坡度才能占上风。",
    )


def _falling(step: int, figures: Figures) -> Text:
    if figures.get("start_loss") is not None:
        loss, began = pair(figures["loss"], figures["start_loss"])
        told = Text(
            f"Still on its way: after {steps_made(step)} the loss is {loss} and falling, yet above the {began} that it "
            "began with.",
            f"仍在路上：{whole(step)} 步之后损失为 {loss}，还在下降，但仍高于出发时的 {began}。",
        )
        return joined(told, cure(figures))
    loss = figure(figures["loss"])
    told = Text(
        f"Still on its way: after {steps_made(step)} the loss is {loss} and falling.",
        f"仍在路上：{whole(step)} 步之后损失为 {loss}，还在下降。",
    )
    limit = figures.get("limit")
    if limit is not None and figures["learning_rate"] < CREEP * limit:
        return joined(
            told,
            Text(" η is far below its limit here, so it creeps.", "这里的 η 远低于上限，所以走得很慢。"),
        )
    return joined(told, Text(" Give it more steps.", "再给它一些步数。"))


CREEP = 0.05  # of the limit


def _rising(step: int, figures: Figures) -> Text:
    if figures.get("start_loss") is not None:
        loss, began = pair(figures["loss"], figures["start_loss"])
        told = Text(
            f"Still moving: after {steps_made(step)} the loss is {loss}, above the {began} that it began with, "
            "and lately it has been rising.",
            f"仍在移动：{whole(step)} 步之后损失为 {loss}，高于出发时的 {began}，最近还在上升。",
        )
        return joined(told, cure(figures))
    loss = figure(figures["loss"])
    return Text(
        f"Still moving: after {steps_made(step)} the loss is {loss}, and lately it has been rising.",
        f"仍在移动：{whole(step)} 步之后损失为 {loss}，最近还在上升。",
    )


def _step_limit(step: int, figures: Figures) -> Text:
    loss = figure(figures["loss"])
    return Text(
        f"The steps ran out: after {steps_made(step)} the loss is {loss}.",
        f"步数用完了：{whole(step)} 步之后损失为 {loss}。",
    )


def _faded(step: int, figures: Figures) -> Text:
    loss, highest = figure(figures["loss"]), figure(figures["highest_rate"])
    rate = figure(figures["learning_rate"])
    return Text(
        f"Slowed down before it arrived: after {steps_made(step)} the loss is {loss}, and η has gone down from "
        f"{highest} to {rate}, the steps with it. Let η fall later, or more slowly.",
        f"还没到就慢下来了：{whole(step)} 步之后损失为 {loss}，η 已从 {highest} 降到 {rate}，步子也随之变小。"
        "让 η 晚一些或慢一些下降。",
    )


def _misled(step: int, figures: Figures) -> Text:
    at, h, loss = place(figures["at"]), figure(figures["h"]), figure(figures["loss"])
    norm, measured = figure(figures["gradient_norm"]), figure(figures["measured_norm"], 2)
    told = Text(
        f"Misled: after {steps_made(step)} it stands at {at}, where the loss is {loss}. The slope there is {norm}, but "
        f"measured with h = {h} it is {measured}.",
        f"被误导：{whole(step)} 步之后停在 {at}，损失为 {loss}。"
        f"那里的坡度是 {norm}，用 h = {h} 量出来却是 {measured}。",
    )
    if figures["h_too_large"]:
        return joined(told, Text(" A smaller h measures better.", "把 h 取小一些会更准。"))
    return joined(told, Text(" A larger h measures better.", "把 h 取大一些会更准。"))


def _stopped(step: int, figures: Figures) -> Text:
    until, loss = figure(figures["until"]), figure(figures["loss"])
    return Text(
        f"Stopped as you asked, after {steps_made(step)}: the gradient is no longer than {until}. The loss is {loss}.",
        f"按你的要求在 {whole(step)} 步之后停下：梯度长度不超过 {until}。损失为 {loss}。",
    )


_SENTENCES: Mapping[tuple[str, str], Callable[[int, Figures], Text]] = {
    ("converged", "minimum"): _minimum,
    ("stalled", "saddle"): _saddle,
    ("stalled", "maximum"): _maximum,
    ("stalled", "flat"): _flat,
    ("stalled", "terrace"): _terrace,
    ("stalled", "kink"): _kink,
    ("bouncing", "above_limit"): _above_limit,
    ("bouncing", "no_rest"): _no_rest,
    ("bouncing", "noise"): _noise,
    ("diverged", "unstable_rate"): unstable_rate,
    ("diverged", "no_bottom"): no_bottom,
    ("diverged", "undefined"): undefined,
    ("diverged", "no_slope"): no_slope,
    ("running", "falling"): _falling,
    ("running", "rising"): _rising,
    ("running", "step_limit"): _step_limit,
    ("running", "noise"): _wandering,
    ("running", "faded"): _faded,
    ("running", "misled"): _misled,
}
REASONS = tuple(_SENTENCES)
