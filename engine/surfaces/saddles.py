"""Surfaces whose flat point is no place to stay."""

from engine.catalog import Text
from engine.surfaces.record import KnownPoint, SurfaceRecord

SADDLE = SurfaceRecord(
    name="saddle",
    title=Text("Saddle", "鞍面"),
    purpose=Text(
        "Zero gradient is not arrival: you see a run slow down, "
        "linger at the saddle, and slide off for good.",
        "梯度为零不等于到达：你会看到小球慢下来，在鞍点旁徘徊，然后一去不回。",
    ),
    formula="x^2 - y^2",
    window=((-2.0, 2.0), (-2.0, 2.0)),
    points=(KnownPoint("saddle", (0.0, 0.0)),),
    start=(-1.5, 0.001),
    learning_rate=0.02,
    source="Y. N. Dauphin et al., Identifying and attacking the saddle point problem in high-dimensional "
    "non-convex optimization, NIPS, 2014, arXiv:1406.2572",
)

MONKEY_SADDLE = SurfaceRecord(
    name="monkey_saddle",
    title=Text("Monkey saddle", "猴鞍面"),
    purpose=Text(
        "Three ways down from a point without any curvature: the Hessian there cannot tell you what it is.",
        "一个点通向三条下坡路，那里的曲率却全是零：单看海森矩阵，你判断不出它是什么点。",
    ),
    formula="x^3 - 3*x*y^2",
    window=((-2.0, 2.0), (-2.0, 2.0)),
    points=(KnownPoint("saddle", (0.0, 0.0), flags=("degenerate",)),),
    start=(1.5, 0.005),
    learning_rate=0.01,
    source="D. Hilbert, S. Cohn-Vossen, Anschauliche Geometrie, Springer, 1932",
)

SADDLES = (SADDLE, MONKEY_SADDLE)
