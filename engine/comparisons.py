"""Comparisons: descents that differ in one thing alone, worth seeing side by side at one and the same rate."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.catalog import Text
from engine.choice import Choice, choose
from engine.descent import Descent
from engine.surfaces import named_surface, sources


@dataclass(frozen=True)
class Member:
    """One side of a comparison: a surface of the catalog with its knobs, a start, and what it is called here."""

    title: Text
    surface: str
    start: tuple[float, ...]
    knobs: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Descents that share optimizer, learning rate and steps; the members' surfaces or starts differ.

    `purpose` says what differs and what to watch. `rates` are the lowest and the highest learning rate worth
    sweeping: from where every member that can hold a ball holds it to where none does. `steps` suffice for the
    ball to come to rest near the highest rate that its ground holds.
    """

    name: str
    title: Text
    purpose: Text
    members: tuple[Member, ...]
    optimizer: Choice
    steps: int
    rates: tuple[float, float]
    source: str

    def descents(self) -> tuple[Descent, ...]:
        """Return every member's descent, in order."""
        return tuple(
            Descent(
                named_surface(member.surface, dict(member.knobs)), member.start, self.optimizer, self.steps
            )
            for member in self.members
        )


VALLEYS = Comparison(
    name="valleys",
    title=Text("Straight and winding", "直谷与弯谷"),
    purpose=Text(
        "Two valleys with equally steep walls; one of them winds. Raise the learning rate and see which loses "
        "its ball first: what limits the rate is curvature, not the length of the way.",
        "两个山谷，谷壁一样陡，其中一个是弯的。调大学习率，看哪个谷先留不住小球：限制学习率的是曲率，不是路程的长短。",
    ),
    members=(
        Member(Text("straight valley", "直谷"), "valley_straight", (-4.5, 1.5), (("walls", 100.0),)),
        Member(Text("winding valley", "弯谷"), "valley_winding", (-4.5, 1.5), (("walls", 100.0),)),
    ),
    optimizer=choose("gradient_descent", learning_rate=0.009),
    steps=4000,
    rates=(0.005, 0.05),
    source=sources.GOH,
)

WELLS = Comparison(
    name="wells",
    title=Text("Sharp and flat", "尖井与平井"),
    purpose=Text(
        "One surface, two wells, a ball in each. Raise the learning rate: the deep well is too sharp to hold its "
        "ball long before the flat one lets go.",
        "一张曲面，两口井，各放一个小球。调大学习率：深的那口太尖，早早就留不住小球，平的那口还留得住。",
    ),
    members=(
        Member(Text("sharp well", "尖井"), "two_wells", (-1.6, 1.0)),
        Member(Text("flat well", "平井"), "two_wells", (1.6, 1.0)),
    ),
    optimizer=choose("gradient_descent", learning_rate=0.014),
    steps=600,
    rates=(0.005, 0.1),
    source="N. S. Keskar et al., On Large-Batch Training for Deep Learning: Generalization Gap and Sharp "
    "Minima, ICLR, 2017, arXiv:1609.04836",
)

ACTIVATIONS = Comparison(
    name="activations",
    title=Text("Step, sigmoid, ReLU", "阶跃、Sigmoid、ReLU"),
    purpose=Text(
        "The same unit, the same four examples, the same loss; only the activation differs. The step leaves no "
        "slope to follow. The sigmoid has one all over; the ReLU almost everywhere, and its kinks do no harm. "
        "Start on the far left, where the ReLU is dead, and it stands still as well.",
        "同一个神经元，同样的四个样本，同样的损失，只有激活函数不同。阶跃不留下任何坡度；Sigmoid 处处有坡；"
        "ReLU 几乎处处有坡，折角并不碍事。把起点放到最左边，ReLU 在那里是“死”的，也会站着不动。",
    ),
    members=(
        Member(Text("step", "阶跃"), "terraces_1d", (-2.5,)),
        Member(Text("sigmoid", "Sigmoid"), "sigmoid_cost", (-2.5,), (("steepness", 1.5),)),
        Member(Text("ReLU", "ReLU"), "relu_cost", (-2.5,)),
    ),
    optimizer=choose("gradient_descent", learning_rate=2.0),
    steps=100,
    rates=(0.1, 50.0),
    source=f"{sources.ROSENBLATT}; {sources.BACK_PROPAGATION}; {sources.RELU}",
)

COMPARISONS: Mapping[str, Comparison] = MappingProxyType(
    {comparison.name: comparison for comparison in (VALLEYS, WELLS, ACTIVATIONS)}
)
