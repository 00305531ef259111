"""Himmelblau's function: four minima, every one at loss zero."""

from engine.catalog import Text
from engine.surfaces.record import KnownPoint, SurfaceRecord

HIMMELBLAU = SurfaceRecord(
    name="himmelblau",
    title=Text("Himmelblau", "Himmelblau 函数"),
    purpose=Text(
        "Four equally good minima: move the start a little, and see which one you reach.",
        "四个同样好的极小值：把起点稍稍挪动，看看你会到达哪一个。",
    ),
    formula="(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    points=(
        KnownPoint("minimum", (3.0, 2.0), lowest=True),
        KnownPoint("minimum", (-2.805118086952745, 3.131312518250573), lowest=True),
        KnownPoint("minimum", (-3.779310253377747, -3.2831859912861696), lowest=True),
        KnownPoint("minimum", (3.5844283403304917, -1.8481265269644036), lowest=True),
        KnownPoint("saddle", (3.385154183607021, 0.07385187983774928)),
        KnownPoint("saddle", (0.08667750455539636, 2.884254701174776)),
        KnownPoint("saddle", (-3.0730257507643897, -0.08135304428796751)),
        KnownPoint("saddle", (-0.12796134673068008, -1.9537149802445763)),
        KnownPoint("maximum", (-0.2708445906673476, -0.9230385564799815)),
    ),
    start=(-1.0, 1.0),
    learning_rate=0.01,
    source="D. M. Himmelblau, Applied Nonlinear Programming, McGraw-Hill, 1972",
)
