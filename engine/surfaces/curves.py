"""Curves: one weight w, and the loss above it."""

from engine.catalog import Knob, Text
from engine.surfaces.record import KnownPoint, SurfaceRecord

PARABOLA = SurfaceRecord(
    name="parabola",
    title=Text("Parabola", "抛物线"),
    purpose=Text(
        "One weight, one curvature: each step multiplies the distance by 1 − ηλ, so you can predict the whole run.",
        "一个权重，一个曲率：每一步都把距离乘以 1 − ηλ，整条路径你都能提前算出来。",
    ),
    formula="curvature*w^2/2",
    variables=("w",),
    window=((-5.0, 5.0),),
    points=(KnownPoint("minimum", (0.0,), lowest=True),),
    start=(4.0,),
    learning_rate=0.5,
    source="A.-L. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, "
    "Comptes rendus 25 (1847) 536–538",
    knobs=(
        Knob(
            name="curvature",
            symbol="λ",
            default=1.0,
            soft=(0.1, 10.0),
            hard=(1e-9, 1e9),
            scale="log",
            title=Text("curvature", "曲率"),
            help=Text(
                "How fast the slope grows with the distance from the minimum.",
                "离最小值越远，斜率增长得有多快。",
            ),
        ),
    ),
)

LOG_BOWL = SurfaceRecord(
    name="log_bowl",
    title=Text("Logarithmic bowl", "对数碗"),
    purpose=Text(
        "Flat far out and sharp at the bottom: you see cautious steps first, then one too far, all at one learning rate.",
        "远处平缓、碗底最弯：学习率不变，你会先看到保守的几步，然后突然迈过了头。",
    ),
    formula="ln(1 + w^2)",
    variables=("w",),
    window=((-3.0, 3.0),),
    points=(KnownPoint("minimum", (0.0,), lowest=True),),
    start=(2.0,),
    learning_rate=0.8,
    source="J. T. Barron, A General and Adaptive Robust Loss Function, CVPR, 2019, arXiv:1701.03077 (Cauchy loss)",
)

CURVES = (PARABOLA, LOG_BOWL)
