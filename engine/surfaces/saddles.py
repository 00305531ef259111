"""Surfaces whose flat point is no place to stay."""

from engine.catalog import Text
from engine.surfaces.record import KnownPoint, SurfaceRecord

SADDLE = SurfaceRecord(
    name="saddle",
    title=Text("Saddle", "鞍面"),
    purpose=Text(
        "Zero gradient is not arrival: you see a run slow down at the saddle, linger, and slide off for ever.",
        "梯度为零不等于到达：你会看到小球在鞍点前慢下来、徘徊，然后一直滑落下去。",
    ),
    formula="x^2 - y^2",
    window=((-2.0, 2.0), (-2.0, 2.0)),
    points=(KnownPoint("saddle", (0.0, 0.0)),),
    start=(-1.5, 0.001),
    learning_rate=0.05,
    source="Y. Dauphin et al., Identifying and attacking the saddle point problem in high-dimensional non-convex "
    "optimization, NIPS, 2014, arXiv:1406.2572",
)

MONKEY_SADDLE = SurfaceRecord(
    name="monkey_saddle",
    title=Text("Monkey saddle", "猴鞍面"),
    purpose=Text(
        "Three ways down from one flat point, and no curvature there at all: the Hessian cannot tell you what it is.",
        "一个平坦点通向三条下坡路，那里连曲率都是零：单看海森矩阵，你无法判断它是什么点。",
    ),
    formula="x^3 - 3*x*y^2",
    window=((-2.0, 2.0), (-2.0, 2.0)),
    points=(KnownPoint("saddle", (0.0, 0.0), flags=("degenerate",)),),
    start=(1.5, 0.05),
    learning_rate=0.02,
    source="D. Hilbert, S. Cohn-Vossen, Anschauliche Geometrie, Springer, 1932",
)

SADDLES = (SADDLE, MONKEY_SADDLE)
