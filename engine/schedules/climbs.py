"""Schedules along which the learning rate rises as well: a warm-up, and cycles between two bounds."""

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from engine.catalog import Knob, Text
from engine.schedules import knobs
from engine.schedules.decays import powers
from engine.schedules.record import ScheduleRecord
from engine.types import Array


def _warm_up(steps: Array, settings: Mapping[str, float]) -> Array:
    lowest = settings["lowest"]
    return lowest + (1.0 - lowest) * np.minimum(steps / settings["length"], 1.0)


def _exponential_warm_up(steps: Array, settings: Mapping[str, float]) -> Array:
    return powers(settings["lowest"], 1.0 - np.minimum(steps / settings["length"], 1.0))


def _triangular(steps: Array, settings: Mapping[str, float]) -> Array:
    half, lowest = settings["half_period"], settings["lowest"]
    height = 1.0 - np.abs(np.mod(steps, 2.0 * half) / half - 1.0)
    return lowest + (1.0 - lowest) * height


def _one_cycle(steps: Array, settings: Mapping[str, float]) -> Array:
    """Return the shares of one cycle; as in torch, its last step is step length − 1."""
    peak = max(settings["peak_at"] * settings["length"] - 1.0, 0.0)
    last = max(settings["length"] - 1.0, peak)
    rising = np.minimum(steps, peak) / (peak or 1.0)
    falling = np.clip(steps - peak, 0.0, last - peak) / (last - peak or 1.0)
    up = _annealed(settings["start_share"], 1.0, rising)
    down = _annealed(1.0, settings["end_share"], falling)
    return np.where(steps < peak, up, down)


def _annealed(first: float, last: float, along: Array) -> Array:
    return last + (first - last) / 2.0 * (1.0 + np.cos(math.pi * along))


WARM_UP: Final = ScheduleRecord(
    name="warm_up",
    title=Text("Warm-up", "预热"),
    purpose=Text(
        "Begins small and rises in a straight line, so that the first steps do no harm; then it stays.",
        "从很小开始，沿直线上升，让最初几步不至于出错；之后保持不变。",
    ),
    knobs=(
        knobs.length(
            Text("Length", "步数"),
            Text("After so many steps the rate has reached η.", "走完这么多步，学习率升到 η。"),
            default=20,
        ),
        knobs.lowest(
            0.1, Text("The rate at the first step, as a share of η.", "第一步的学习率，以 η 的比例表示。")
        ),
    ),
    multipliers=_warm_up,
    source="Goyal et al., 2017, arXiv:1706.02677; LinearLR in torch",
)
EXPONENTIAL_WARM_UP: Final = ScheduleRecord(
    name="exponential_warm_up",
    title=Text("Exponential warm-up", "指数预热"),
    purpose=Text(
        "Begins tiny and grows by the same factor at every step, through all orders of magnitude; then it stays.",
        "从极小开始，每一步都乘以同一个系数，逐个跨过各个数量级；之后保持不变。",
    ),
    knobs=(
        knobs.length(
            Text("Length", "步数"),
            Text("After so many steps the rate has reached η.", "走完这么多步，学习率升到 η。"),
            default=100,
        ),
        Knob(
            name="lowest",
            symbol="l",
            default=0.001,
            soft=(1e-6, 1.0),
            hard=(1e-20, 1.0),
            scale="log",
            title=Text("Lowest share", "最低比例"),
            help=Text("The rate at the first step, as a share of η.", "第一步的学习率，以 η 的比例表示。"),
        ),
    ),
    multipliers=_exponential_warm_up,
    source="Gugger, How do you find a good learning rate, 2018; lr_find in fastai",
)
TRIANGULAR: Final = ScheduleRecord(
    name="triangular",
    title=Text("Triangular", "三角循环"),
    purpose=Text(
        "Rises and falls in straight lines between two bounds, over and over.",
        "在上下两个界限之间沿直线反复升降。",
    ),
    knobs=(
        knobs.length(
            Text("Half a period", "半周期"),
            Text(
                "So many steps from the lower bound to the upper one, and as many back.",
                "从下界升到上界要走这么多步，回来也一样。",
            ),
            name="half_period",
            symbol="k",
            default=20,
        ),
        knobs.lowest(
            0.1,
            Text(
                "The lower bound, as a share of η; the upper one is η.", "下界，以 η 的比例表示；上界就是 η。"
            ),
        ),
    ),
    multipliers=_triangular,
    source="Smith, 2015, arXiv:1506.01186; CyclicLR in torch",
)
ONE_CYCLE: Final = ScheduleRecord(
    name="one_cycle",
    title=Text("One cycle", "单周期"),
    purpose=Text(
        "Climbs from a small rate to η and sinks, on half cosines, to almost nothing.",
        "先从小学习率升到 η，再降到几乎为零，升降都沿半个余弦。",
    ),
    knobs=(
        knobs.length(
            Text("Length", "步数"),
            Text(
                "The whole cycle takes so many steps; afterwards the rate stays at its end.",
                "整个周期走这么多步；之后学习率停在末值。",
            ),
        ),
        Knob(
            name="peak_at",
            symbol="p",
            default=0.3,
            soft=(0.05, 0.95),
            hard=(0.0, 1.0),
            title=Text("Peak at", "峰值位置"),
            help=Text(
                "After this share of the cycle the rate is at its peak, η.",
                "走到周期的这个比例时，学习率达到峰值 η。",
            ),
        ),
        knobs.share(
            "start_share",
            "a",
            0.04,
            soft=(0.001, 1.0),
            title=Text("Start share", "起始比例"),
            help=Text("The rate at the first step, as a share of η.", "第一步的学习率，以 η 的比例表示。"),
        ),
        knobs.share(
            "end_share",
            "b",
            4e-6,
            soft=(1e-6, 1.0),
            title=Text("End share", "结束比例"),
            help=Text("The rate at the last step, as a share of η.", "最后一步的学习率，以 η 的比例表示。"),
        ),
    ),
    multipliers=_one_cycle,
    source="Smith and Topin, 2017, arXiv:1708.07120; OneCycleLR in torch",
)
