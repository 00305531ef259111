"""Schedules along which the learning rate only falls."""

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from engine.catalog import Text
from engine.schedules import knobs
from engine.schedules.record import ScheduleRecord
from engine.types import Array


def _step(steps: Array, settings: Mapping[str, float]) -> Array:
    return powers(settings["factor"], steps // settings["every"])


def _exponential(steps: Array, settings: Mapping[str, float]) -> Array:
    return powers(settings["factor"], steps)


def powers(base: float, exponents: Array) -> Array:
    """Return a number to many powers, each to the same bits whatever the others."""
    # np.power squares, or takes the root, where there is one exponent alone: other bits than in a longer array
    return np.array([math.pow(base, exponent) for exponent in exponents.tolist()])


def _cosine(steps: Array, settings: Mapping[str, float]) -> Array:
    along = np.minimum(steps / settings["length"], 1.0)
    lowest = settings["lowest"]
    return lowest + (1.0 - lowest) * (1.0 + np.cos(math.pi * along)) / 2.0


STEP: Final = ScheduleRecord(
    name="step",
    title=Text("Step", "阶梯衰减"),
    purpose=Text(
        "Stays the same for a while, then drops at once: first far, then fine.",
        "先保持一段时间不变，再一下子降低：先走远路，再求精细。",
    ),
    knobs=(
        knobs.length(
            Text("Every", "间隔步数"),
            Text("After so many steps the rate drops.", "每隔这么多步，学习率就降低一次。"),
            name="every",
            symbol="k",
            default=50,
        ),
        knobs.factor(0.5),
    ),
    multipliers=_step,
    source="Krizhevsky, Sutskever and Hinton, 2012, doi:10.1145/3065386; StepLR in torch",
)
EXPONENTIAL: Final = ScheduleRecord(
    name="exponential",
    title=Text("Exponential", "指数衰减"),
    purpose=Text(
        "A little less at every step, always by the same factor.",
        "每一步都按同一个系数变小一点。",
    ),
    knobs=(knobs.factor(0.99),),
    multipliers=_exponential,
    source="Robbins and Monro, 1951, doi:10.1214/aoms/1177729586; ExponentialLR in torch",
)
COSINE: Final = ScheduleRecord(
    name="cosine",
    title=Text("Cosine", "余弦退火"),
    purpose=Text(
        "Falls along half a cosine: gently at first, quickly in the middle, gently at the end; then it stays low.",
        "沿半个余弦下降：开头平缓，中间快，结尾又平缓；之后保持在最低处。",
    ),
    knobs=(
        knobs.length(
            Text("Length", "步数"),
            Text(
                "After so many steps the rate is at its lowest, and stays there.",
                "走完这么多步，学习率降到最低，此后不变。",
            ),
        ),
        knobs.lowest(
            0.01,
            Text("The rate at the end, as a share of η.", "结尾时的学习率，以 η 的比例表示。"),
        ),
    ),
    multipliers=_cosine,
    source="Loshchilov and Hutter, 2016, arXiv:1608.03983; CosineAnnealingLR in torch",
)
