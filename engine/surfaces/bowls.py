"""Surfaces with one minimum and nothing else: where every method arrives, sooner or later."""

from engine.catalog import Knob, Text
from engine.surfaces import sources
from engine.surfaces.record import KnownPoint, SurfaceRecord

SPHERE = SurfaceRecord(
    name="sphere",
    title=Text("Sphere", "球面函数"),
    purpose=Text(
        "Start here: −∇L points straight at the minimum, "
        "so whatever you see comes from the learning rate alone.",
        "从这里开始：负梯度正对着最小值，你看到的一切变化都只来自学习率。",
    ),
    formula="x^2 + y^2",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    points=(KnownPoint("minimum", (0.0, 0.0), lowest=True),),
    start=(-4.0, 3.0),
    learning_rate=0.1,
    source="K. A. De Jong, An Analysis of the Behavior of a Class of Genetic Adaptive Systems, "
    "dissertation, University of Michigan, 1975 (function F1)",
)

QUADRATIC = SurfaceRecord(
    name="quadratic",
    title=Text("Quadratic bowl", "二次碗"),
    purpose=Text(
        "Stretch a bowl and turn it: you see the condition number set the pace, "
        "and the angle change nothing.",
        "把一只碗拉长、转动：你会看到快慢由条件数决定，而转多少度对梯度下降毫无影响。",
    ),
    formula="(x*cos(rotation*pi/180) + y*sin(rotation*pi/180))^2/2"
    " + condition_number*(y*cos(rotation*pi/180) - x*sin(rotation*pi/180))^2/2",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    points=(KnownPoint("minimum", (0.0, 0.0), lowest=True),),
    start=(-4.0, 2.0),
    learning_rate=0.08,
    source=sources.GOH,
    knobs=(
        Knob(
            name="condition_number",
            symbol="κ",
            default=20.0,
            soft=(1.0, 1000.0),
            hard=(1.0, 1e9),
            scale="log",
            title=Text("condition number", "条件数"),
            help=Text(
                "The largest curvature divided by the smallest; at 1 the bowl is round.",
                "最大曲率与最小曲率之比；等于 1 时碗是圆的。",
            ),
        ),
        Knob(
            name="rotation",
            symbol="φ",
            default=0.0,
            soft=(-90.0, 90.0),
            hard=(-360.0, 360.0),
            unit="°",
            title=Text("rotation", "旋转角"),
            help=Text(
                "Turns the whole bowl counter-clockwise about its minimum.",
                "让整只碗绕最小值逆时针转过这个角度。",
            ),
        ),
    ),
)

BOOTH = SurfaceRecord(
    name="booth",
    title=Text("Booth", "Booth 函数"),
    purpose=Text(
        "A slanted bowl away from the origin: check with it that a method needs no lucky axes or centre.",
        "一只斜放、又不在原点的碗：用它检查一种方法是不是只沾了坐标轴或原点的光。",
    ),
    formula="(x + 2*y - 7)^2 + (2*x + y - 5)^2",
    window=((-10.0, 10.0), (-10.0, 10.0)),
    points=(KnownPoint("minimum", (1.0, 3.0), lowest=True),),
    start=(-8.0, -3.0),
    learning_rate=0.08,
    source=sources.JAMIL_YANG,
)

MATYAS = SurfaceRecord(
    name="matyas",
    title=Text("Matyas", "Matyas 函数"),
    purpose=Text(
        "A shallow diagonal trough: the walls are gone in a few steps, and you wait for the slow direction.",
        "一条沿对角线的浅槽：几步就下了槽壁，剩下的时间你都在等那个平缓的方向。",
    ),
    formula="0.26*(x^2 + y^2) - 0.48*x*y",
    window=((-10.0, 10.0), (-10.0, 10.0)),
    points=(KnownPoint("minimum", (0.0, 0.0), lowest=True),),
    start=(-9.0, 2.0),
    learning_rate=0.8,
    source=sources.JAMIL_YANG,
)

BOWLS = (SPHERE, QUADRATIC, BOOTH, MATYAS)
