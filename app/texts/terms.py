"""What one term of a step amounts to, in this step's own figures and in both languages."""

import math
from collections.abc import Sequence
from typing import Final

from app.texts.figures import figure
from engine.anatomy import StepAnatomy, Value
from engine.catalog import Text
from engine.optimizers import TermText

STRAIGHT: Final = 0.5  # degrees: what is closer than this to a direction is said to point there
AXES: Final = {1: ("w",), 2: ("x", "y")}


def term_sentence(step: StepAnatomy, term: TermText, value: Value) -> Text:
    """Return what a term is in this step."""
    if not isinstance(value, tuple):
        return Text(f"Now it is {figure(value)}.", f"现在是 {figure(value)}。")
    if term.shows == "arrow":
        return _arrow(step, term, value)
    each = [figure(math.sqrt(part) if term.shows == "area" else part) for part in value]
    axes = AXES[len(value)]
    en = " and ".join(f"{part} along {axis}" for part, axis in zip(each, axes, strict=True))
    zh = "，".join(f"{axis} 方向 {part}" for part, axis in zip(each, axes, strict=True))
    if term.shows == "area" and len(value) == 1:
        return Text(f"The side of its square, the root: {each[0]}.", f"方块的边长（平方根）：{each[0]}。")
    if term.shows == "area":
        return Text(f"The sides of its squares, the roots: {en}.", f"方块的边长（平方根）：{zh}。")
    return Text(f"Now it is {en}.", f"现在是：{zh}。")


def _arrow(step: StepAnatomy, term: TermText, value: Sequence[float]) -> Text:
    size = figure(math.hypot(*value))
    if term.name == step.terms[-1][0]:
        turned = _degrees([-slope for slope in step.gradient], value)
        way = (
            Text("straight down the slope", "沿坡直下"),
            Text("off the steepest way down", "，与最陡的下坡方向相差"),
        )
    else:
        turned = _degrees(step.gradient, value)
        way = Text("just as the gradient points", "与梯度同向"), Text("off the gradient", "，与梯度相差")
    if turned is None:
        return Text(f"Its length is {size}.", f"长度是 {size}。")
    if turned < STRAIGHT:
        return Text(f"Its length is {size}, {way[0].en}.", f"长度是 {size}，{way[0].zh}。")
    if turned > 180 - STRAIGHT:
        return Text(f"Its length is {size}, the opposite way.", f"长度是 {size}，方向正好相反。")
    degrees = f"{figure(turned, 2)}°"
    return Text(f"Its length is {size}, {degrees} {way[1].en}.", f"长度是 {size}{way[1].zh} {degrees}。")


def _degrees(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return the angle between two vectors; None where one of them has no direction."""
    (*_, a), (*_, b) = first, second
    cross = first[0] * b - a * second[0] if len(first) > 1 else 0.0
    dot = sum(x * y for x, y in zip(first, second, strict=True))
    if not any(first) or not any(second) or not math.isfinite(cross + dot):
        return None
    return math.degrees(math.atan2(abs(cross), dot))
