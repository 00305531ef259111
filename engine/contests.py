"""Contests: two swarms on one surface that differ in their starts, their optimizer or both, worth seeing together."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.catalog import Text
from engine.choice import Choice, choose
from engine.surfaces import sources
from engine.surfaces.record import Window


@dataclass(frozen=True)
class Side:
    """One swarm of a contest: its optimizer, how many starts are drawn from which window, and one of its own.

    `window` None is the surface's own: anywhere. `start` lies in the window; it is that of the one run whose way is
    shown beside the swarm.
    """

    optimizer: Choice
    window: Window | None
    start: tuple[float, ...]
    count: int = 100
    seed: int = 0


@dataclass(frozen=True)
class Contest:
    """Two swarms that share a surface and the number of steps. `purpose` says what differs and what to watch."""

    name: str
    title: Text
    purpose: Text
    surface: str
    steps: int
    sides: tuple[Side, Side]
    source: str


LUCKY_START = Contest(
    name="lucky_start",
    title=Text("A lucky start beats a good optimizer", "好的起点胜过好的优化器"),
    purpose=Text(
        "Many minima, one of them the lowest. Plain gradient descent starts beside it, Adam anywhere: whatever it "
        "is near takes hold of it. No optimizer sees over the next ridge.",
        "极小值点很多，最低的只有一个。普通的梯度下降从它旁边出发，Adam 从任意处出发，离哪个近就被哪个留住。"
        "没有哪种优化器能看到下一道山脊的后面。",
    ),
    surface="rastrigin",
    steps=500,
    sides=(
        Side(choose("gradient_descent", learning_rate=0.002), ((-0.4, 0.4), (-0.4, 0.4)), (0.3, -0.35)),
        Side(choose("adam", learning_rate=0.1), None, (-3.7, 2.6)),
    ),
    source=sources.RASTRIGIN,
)

GOOD_OPTIMIZER = Contest(
    name="good_optimizer",
    title=Text("A good optimizer makes up for a bad start", "好的优化器能弥补坏的起点"),
    purpose=Text(
        "One minimum, at the other end of a winding valley. All start far away. Plain gradient descent creeps along "
        "the floor; momentum gathers speed there, at the same learning rate, and arrives.",
        "只有一个极小值点，在弯谷的另一端。所有小球都从远处出发。普通的梯度下降沿谷底慢慢爬；"
        "动量法在谷底越走越快，学习率相同，却能到达。",
    ),
    surface="valley_winding",
    steps=500,
    sides=(
        Side(choose("gradient_descent", learning_rate=0.009), ((-5.0, -4.0), (-2.0, 2.0)), (-4.5, 1.5)),
        Side(choose("momentum", learning_rate=0.009), ((-5.0, -4.0), (-2.0, 2.0)), (-4.5, 1.5)),
    ),
    source=sources.GOH,
)

CONTESTS: Mapping[str, Contest] = MappingProxyType(
    {contest.name: contest for contest in (LUCKY_START, GOOD_OPTIMIZER)}
)
