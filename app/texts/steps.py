"""What one step did, in one sentence with its own figures, in both languages."""

import math
from collections.abc import Sequence
from typing import Literal

from app.texts.figures import figure, pair
from engine.anatomy import StepAnatomy
from engine.catalog import Text
from engine.formula.floats import BOUND

Kind = Literal[
    "left",
    "flat",
    "frozen",
    "uphill_rose",
    "uphill_fell",
    "overshot",
    "crossed",
    "rose",
    "creeping",
    "fell",
]
UNNOTICED = 1e-3  # of the loss: a fall smaller than this is creeping


def _dot(first: Sequence[float], second: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(first, second, strict=True))


def step_kind(step: StepAnatomy) -> Kind:
    """Return what kind of step it was.

    The slope along the update tells: below zero where the step leaves and above it where it lands means that the
    valley floor was crossed; above zero at once means that something other than the slope moved the point.
    """
    if not (math.isfinite(step.next_loss) and all(abs(c) <= BOUND for c in step.next_point)):
        return "left"
    if step.next_point == step.point:
        return "flat" if not any(step.gradient) else "frozen"
    rose = step.next_loss > step.loss
    leaving = _dot(step.gradient, step.update)
    if leaving > 0:
        return "uphill_rose" if rose else "uphill_fell"
    if _dot(step.next_gradient, step.update) > 0 > leaving:
        return "overshot" if rose else "crossed"
    if rose:
        return "rose"
    creeps = step.curvature.zone == "creep" or step.loss - step.next_loss < UNNOTICED * abs(step.loss)
    return "creeping" if creeps else "fell"


def step_sentence(step: StepAnatomy) -> Text:
    """Return the sentence of a step."""
    length = figure(math.hypot(*step.update), 2)
    before, after = pair(step.loss, step.next_loss)
    change = f"{before} → {after}"
    match step_kind(step):
        case "left":
            return Text(
                f"Gone: this step lands where the loss is no number any more; before it the loss was {before}.",
                f"出界了：这一步落在损失不再是有限数的地方；走之前损失是 {before}。",
            )
        case "flat":
            return Text(
                f"No slope here: the gradient is zero, so nothing moves. The loss stays {before}.",
                f"这里没有坡度：梯度为零，所以不动。损失仍是 {before}。",
            )
        case "frozen":
            return Text(
                f"Too short to count: a step of length {length} does not change the point's digits. "
                f"The loss stays {before}.",
                f"步子太小：长度 {length} 的一步改变不了坐标的任何一位。损失仍是 {before}。",
            )
        case "uphill_rose":
            return Text(
                f"Inertia carried it uphill, against the slope: the loss rose {change}.",
                f"惯性带着它逆坡而上：损失上升 {change}。",
            )
        case "uphill_fell":
            return Text(
                f"Inertia carried it over a rise, against the slope, and down again: the loss fell {change}.",
                f"惯性带着它逆坡越过一道坎又往下走：损失下降 {change}。",
            )
        case "overshot":
            return Text(
                f"Overshot: it landed beyond the valley floor, and the loss rose {change}.",
                f"走过头了：越过谷底落到对面更高处，损失上升 {change}。",
            )
        case "crossed":
            return Text(
                f"Crossed the valley floor: it landed on the far side, lower all the same. The loss fell {change}.",
                f"越过了谷底：落在对面，但仍比原来低。损失下降 {change}。",
            )
        case "rose":
            return Text(
                f"The loss rose {change}, although the step of length {length} set out downhill.",
                f"损失上升 {change}，尽管长度 {length} 的这一步是朝下坡迈出的。",
            )
        case "creeping":
            return Text(
                f"Creeping: a step of length {length}, and the loss fell only {change}.",
                f"缓慢爬行：步长 {length}，损失只下降了 {change}。",
            )
        case "fell":
            return Text(
                f"Downhill: a step of length {length}, and the loss fell {change}.",
                f"下坡：步长 {length}，损失下降 {change}。",
            )
