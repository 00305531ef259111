"""Surfaces with level ground, and one with two wells of different sharpness."""

from engine.catalog import Text
from engine.surfaces import sources
from engine.surfaces.record import KnownPoint, SurfaceRecord

PLATEAU = SurfaceRecord(
    name="plateau",
    title=Text("Plateau", "平台"),
    purpose=Text(
        "A wide, almost level plain, then a well: "
        "you see a run creep for ages before the loss drops at last.",
        "一片几乎水平的平台，尽头是一口井：你会看到小球慢慢挪很久，损失才突然下降。",
    ),
    formula="((x - 1)^2 + (y - 1)^2)/(1 + (x - 1)^2 + (y - 1)^2)",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    points=(KnownPoint("minimum", (1.0, 1.0), lowest=True),),
    start=(-3.0, -1.0),
    learning_rate=0.7,
    source=f"{sources.BARRON} (Geman–McClure loss)",
)

TERRACES = SurfaceRecord(
    name="terraces",
    title=Text("Terraces", "梯田"),
    purpose=Text(
        "How often a yes-or-no unit errs: every terrace is level, so wherever you stand, there you stay.",
        "一个只会答“是”或“否”的神经元出错的比例：每级梯田都是平的，你站在哪里就停在哪里。",
    ),
    formula="((1 + sign(2*x + y - 2))^2 + (1 + sign(2*x + y - 6))^2"
    " + (1 + sign(2*y - x - 2))^2 + (1 + sign(2*y - x - 6))^2"
    " + (1 - sign(2*x + y + 2))^2 + (1 - sign(2*x + y + 6))^2"
    " + (1 - sign(2*y - x + 2))^2 + (1 - sign(2*y - x + 6))^2)/32",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    points=(KnownPoint("minimum", (0.0, 0.0), flags=("degenerate",), lowest=True),),
    start=(-3.0, 2.0),
    learning_rate=0.1,
    source=sources.ROSENBLATT,
)

TWO_WELLS = SurfaceRecord(
    name="two_wells",
    title=Text("Sharp and flat wells", "尖井与平井"),
    purpose=Text(
        "The deeper well is the sharper one: raise the learning rate, and you can stay only in the flat one.",
        "更深的那口井也更尖：调大学习率，你在尖井里就待不住，只能停在平缓的那口里。",
    ),
    formula="min(60.5*(x + 1)^2 + 10*y^2, 10 + 20.7*(x - 1)^2 + 5*y^2)",
    window=((-2.0, 2.5), (-2.0, 2.0)),
    points=(
        KnownPoint("minimum", (-1.0, 0.0), lowest=True),
        KnownPoint("minimum", (1.0, 0.0)),
    ),
    start=(-1.6, 1.5),
    learning_rate=0.014,
    source="N. S. Keskar et al., On Large-Batch Training for Deep Learning: Generalization Gap and Sharp "
    "Minima, ICLR, 2017, arXiv:1609.04836",
)

LEVEL_GROUND = (PLATEAU, TERRACES, TWO_WELLS)
