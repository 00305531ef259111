"""What one step did, in one sentence with its own figures, in both languages."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from app.texts.figures import figure, pair
from app.texts.gradients import gradient_sentences, joined
from engine.anatomy import StepAnatomy
from engine.catalog import Text
from engine.formula.floats import BOUND
from engine.outcome import NEWTON_TOLERANCE

Kind = Literal[
    "no_slope",
    "undefined",
    "beyond",
    "rest",
    "flat",
    "frozen",
    "level",
    "uphill_rose",
    "uphill_fell",
    "overshot",
    "crossed",
    "rose",
    "creeping",
    "barely",
    "fell",
]
CREEPS: Final = 0.05  # of the loss: in the zone of creeping, a fall smaller than this is creeping
UNNOTICED: Final = 1e-3  # of the loss: anywhere, a fall smaller than this is hardly one


class Figures(NamedTuple):
    """The figures of a step as its sentence shows them."""

    length: str
    before: str
    change: str


def step_kind(step: StepAnatomy) -> Kind:
    """Return what kind of step it was.

    The slope along the update tells: below zero where the step leaves and above it where it lands means that the
    valley floor was crossed; above zero at once means that something other than the slope moved the point.
    """
    if not all(map(math.isfinite, _sensed(step))):
        return "no_slope"
    if not all(abs(coordinate) <= BOUND for coordinate in step.next_point):
        return "beyond"
    if not math.isfinite(step.next_loss):
        return "undefined"
    if step.next_point == step.point:
        if _is_in_minimum(step):
            return "rest"
        return "frozen" if any(step.gradient) else "flat"
    if step.next_loss == step.loss:
        return "level"
    return _moved(step, rose=step.next_loss > step.loss)


def _is_in_minimum(step: StepAnatomy) -> bool:
    """Return whether the bends promise a minimum right here: on a plain, too, they may all be above zero, but faint."""
    gentlest = step.curvature.eigenvalues[0]
    size = max(1.0, *map(abs, step.point))
    return gentlest > 0 and math.hypot(*step.gradient) <= NEWTON_TOLERANCE * size * gentlest


def _sensed(step: StepAnatomy) -> tuple[float, ...]:
    """Return the gradient that the rule gets."""
    if step.source.plain:
        return step.gradient
    sensed = dict(step.terms)[step.source.terms[-1].name]
    assert isinstance(sensed, tuple)
    return sensed


def _moved(step: StepAnatomy, *, rose: bool) -> Kind:
    leaving = _dot(step.gradient, step.update)
    if leaving > 0:
        return "uphill_rose" if rose else "uphill_fell"
    if _dot(step.next_gradient, step.update) > 0 > leaving:
        return "overshot" if rose else "crossed"
    if rose:
        return "rose"
    fall, size = step.loss - step.next_loss, abs(step.loss)
    if step.curvature.zone == "creep" and fall < CREEPS * size:
        return "creeping"
    return "barely" if fall < UNNOTICED * size else "fell"


def _dot(first: Sequence[float], second: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(first, second, strict=True))


def step_sentence(step: StepAnatomy) -> Text:
    """Return the sentence of a step."""
    before, after = pair(step.loss, step.next_loss)
    length = figure(math.hypot(*step.update), 2)
    kind = step_kind(step)
    said = _SENTENCES[kind](Figures(length, before, f"{before} → {after}"))
    return said if kind == "no_slope" else joined([said, *gradient_sentences(step)])


_SENTENCES: Mapping[Kind, Callable[[Figures], Text]] = {
    "no_slope": lambda f: Text(
        f"Gone: the gradient has no finite value here, so no step leads on. The loss is {f.before}.",
        f"出界了：梯度在这里没有有限的值，无法再迈出一步。损失是 {f.before}。",
    ),
    "undefined": lambda f: Text(
        f"Gone: this step lands where the loss has no value. Before it the loss was {f.before}.",
        f"出界了：这一步落在损失没有定义的地方。走之前损失是 {f.before}。",
    ),
    "beyond": lambda f: Text(
        f"Gone: a step of length {f.length} carries it beyond {figure(BOUND)}, where a run counts as diverged. "
        f"Before it the loss was {f.before}.",
        f"出界了：步长 {f.length}，越过了 {figure(BOUND)}，按发散处理。走之前损失是 {f.before}。",
    ),
    "rest": lambda f: Text(
        "At rest: what slope is left here cannot move it, and the ground rises on every side. "
        f"The loss stays {f.before}.",
        f"静止：剩下的坡度已推不动它，四周都比这里高。损失仍是 {f.before}。",
    ),
    "flat": lambda f: Text(
        f"No slope here: the gradient is zero, so nothing moves. The loss stays {f.before}.",
        f"这里没有坡度：梯度为零，所以不动。损失仍是 {f.before}。",
    ),
    "frozen": lambda f: Text(
        f"Too short to count: a step of length {f.length} does not change the point's digits. "
        f"The loss stays {f.before}.",
        f"步子太小：长度 {f.length} 的一步改变不了坐标的任何一位。损失仍是 {f.before}。",
    ),
    "level": lambda f: Text(
        f"Level: a step of length {f.length}, and the loss is {f.before} as before.",
        f"持平：步长 {f.length}，损失和之前一样是 {f.before}。",
    ),
    "uphill_rose": lambda f: Text(
        f"Carried uphill, against the slope, by more than the slope: the loss rose {f.change}.",
        f"被坡度以外的力量带着逆坡而上：损失上升 {f.change}。",
    ),
    "uphill_fell": lambda f: Text(
        f"Carried over a rise, against the slope, by more than the slope, and down again: the loss fell {f.change}.",
        f"被坡度以外的力量带着逆坡越过一道坎又往下走：损失下降 {f.change}。",
    ),
    "overshot": lambda f: Text(
        f"Overshot: it landed beyond the valley floor, and the loss rose {f.change}.",
        f"越过头了：它落到谷底对面更高处，损失上升 {f.change}。",
    ),
    "crossed": lambda f: Text(
        f"Crossed the valley floor: it landed on the far side, lower all the same. The loss fell {f.change}.",
        f"越过了谷底：落在对面，但仍比原来低。损失下降 {f.change}。",
    ),
    "rose": lambda f: Text(
        f"The loss rose {f.change}, although the step of length {f.length} set out downhill.",
        f"损失上升 {f.change}，尽管长度 {f.length} 的这一步是朝下坡迈出的。",
    ),
    "creeping": lambda f: Text(
        f"Creeping: a step of length {f.length}, and the loss fell only {f.change}.",
        f"缓慢爬行：步长 {f.length}，损失只下降了 {f.change}。",
    ),
    "barely": lambda f: Text(
        f"Hardly lower: a step of length {f.length}, and the loss fell {f.change}.",
        f"几乎没有变低：步长 {f.length}，损失下降 {f.change}。",
    ),
    "fell": lambda f: Text(
        f"Downhill: a step of length {f.length}, and the loss fell {f.change}.",
        f"下坡：步长 {f.length}，损失下降 {f.change}。",
    ),
}
KINDS = tuple(_SENTENCES)
