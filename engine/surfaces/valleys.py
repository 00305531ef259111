"""Surfaces whose difficulty is a valley: steep across, nearly level along."""

from engine.catalog import Knob, Text
from engine.surfaces import sources
from engine.surfaces.record import KnownPoint, SurfaceRecord

ROSENBROCK = SurfaceRecord(
    name="rosenbrock",
    title=Text("Rosenbrock", "Rosenbrock 函数"),
    purpose=Text(
        "The classic banana: you fall into the valley at once; "
        "following its bend to the minimum is the real work.",
        "经典的香蕉形山谷：落进谷底很快，沿着弯曲的谷底走到最小值才是真功夫。",
    ),
    formula="(1 - x)^2 + 100*(y - x^2)^2",
    window=((-2.0, 2.0), (-1.0, 3.0)),
    points=(KnownPoint("minimum", (1.0, 1.0), lowest=True),),
    start=(-1.2, 1.0),
    learning_rate=0.001,
    source="H. H. Rosenbrock, An automatic method for finding the greatest or least value of a function, "
    "The Computer Journal 3 (1960) 175–184, doi:10.1093/comjnl/3.3.175",
)

BEALE = SurfaceRecord(
    name="beale",
    title=Text("Beale", "Beale 函数"),
    purpose=Text(
        "High corners around a long flat floor: you rush down at first, "
        "then hardly move, at one and the same rate.",
        "四角高耸，中间是又长又平的谷底：学习率不变，你先是飞快下坡，然后几乎不动。",
    ),
    formula="(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    window=((-4.5, 4.5), (-4.5, 4.5)),
    points=(
        KnownPoint("minimum", (3.0, 0.5), lowest=True),
        KnownPoint("saddle", (0.0, 1.0)),
        KnownPoint("saddle", (0.10053793732415836, -2.644513585023125)),
    ),
    start=(1.0, 1.5),
    learning_rate=0.02,
    source="E. M. L. Beale, On an iterative method for finding a local minimum of a function of more than "
    "one variable, Technical Report 25, Statistical Techniques Research Group, Princeton University, 1958",
)

_WALLS = Knob(
    name="walls",
    symbol="λ",
    default=100.0,
    soft=(10.0, 1000.0),
    hard=(1e-6, 1e9),
    scale="log",
    title=Text("wall curvature", "谷壁曲率"),
    help=Text(
        "How sharply the valley rises on both sides of its floor.",
        "谷底两侧的壁有多陡。",
    ),
)

VALLEY_STRAIGHT = SurfaceRecord(
    name="valley_straight",
    title=Text("Straight valley", "直谷"),
    purpose=Text(
        "Compare it with the winding valley: the walls are the same, "
        "yet you may use twice the learning rate.",
        "拿它和弯谷对比：谷壁一样陡，这里可用的学习率却是弯谷的两倍。",
    ),
    formula="x^2/2 + walls*y^2/2",
    window=((-5.0, 5.0), (-3.0, 3.0)),
    points=(KnownPoint("minimum", (0.0, 0.0), lowest=True),),
    start=(-4.5, 1.5),
    learning_rate=0.0185,
    source=sources.GOH,
    knobs=(_WALLS,),
)

VALLEY_WINDING = SurfaceRecord(
    name="valley_winding",
    title=Text("Winding valley", "弯谷"),
    purpose=Text(
        "The straight valley bent along a sine: you see that curvature limits the learning rate, not length.",
        "把直谷沿正弦曲线弯过来：你会看到，限制学习率的是曲率，不是路程的长短。",
    ),
    formula="x^2/2 + walls*(y - sin(x))^2/2",
    window=((-5.0, 5.0), (-3.0, 3.0)),
    points=(KnownPoint("minimum", (0.0, 0.0), lowest=True),),
    start=(-4.5, 1.5),
    learning_rate=0.009,
    source="Fall Line, 2026; cf. H. H. Rosenbrock, The Computer Journal 3 (1960) 175–184",
    knobs=(_WALLS,),
)

VALLEYS = (ROSENBROCK, BEALE, VALLEY_STRAIGHT, VALLEY_WINDING)
