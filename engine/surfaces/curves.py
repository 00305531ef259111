"""Curves: one weight w, and the loss above it."""

from engine.catalog import Knob, Text
from engine.surfaces import sources
from engine.surfaces.record import KnownPoint, SurfaceRecord

PARABOLA = SurfaceRecord(
    name="parabola",
    title=Text("Parabola", "抛物线"),
    purpose=Text(
        "One weight, one curvature: each step multiplies the distance by 1 − ηλ, "
        "so you can foretell every run.",
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
        "Flat far out, sharp at the bottom: "
        "at one and the same rate you fall short, fall short, then go too far.",
        "远处平缓，碗底最弯：学习率不变，你会先走得不够，还是不够，然后一步迈过了头。",
    ),
    formula="ln(1 + w^2)",
    variables=("w",),
    window=((-3.0, 3.0),),
    points=(KnownPoint("minimum", (0.0,), lowest=True),),
    start=(2.0,),
    learning_rate=0.8,
    source=f"{sources.BARRON} (Cauchy loss)",
)

DOUBLE_WELL = SurfaceRecord(
    name="double_well",
    title=Text("Double well", "双井"),
    purpose=Text(
        "Two valleys and a ridge between them: "
        "the side you start on decides which one you reach, good or not.",
        "两个谷，中间隔着一道脊：你从哪一侧出发，就到哪一个谷，不管它是好是坏。",
    ),
    formula="w^4 - 2*w^2 + w/2",
    variables=("w",),
    window=((-2.0, 2.0),),
    points=(
        KnownPoint("minimum", (-1.057453770738378,), lowest=True),
        KnownPoint("minimum", (0.9304029265558517,)),
        KnownPoint("maximum", (0.1270508441825262,)),
    ),
    start=(1.8,),
    learning_rate=0.05,
    source="G. Duffing, Erzwungene Schwingungen bei veränderlicher Eigenfrequenz, Vieweg, 1918",
)

MANY_MINIMA_CURVE = SurfaceRecord(
    name="many_minima",
    title=Text("Many minima", "多个极小值"),
    purpose=Text(
        "A bowl with ripples: with small steps you stop in the first dip, with large ones you rest in none.",
        "一只带波纹的碗：步子小，你就停在第一个坑里；步子大，哪个坑都留不住你。",
    ),
    formula="w^2/10 + sin(3*w)",
    variables=("w",),
    window=((-6.0, 6.0),),
    points=(
        KnownPoint("minimum", (-0.5122140283561128,), lowest=True),
        KnownPoint("minimum", (1.53658988014775,)),
        KnownPoint("minimum", (-2.560806938073543,)),
        KnownPoint("minimum", (3.5847518173037196,)),
        KnownPoint("minimum", (-4.608298882423005,)),
        KnownPoint("minimum", (5.631303162965094,)),
        KnownPoint("maximum", (0.5355013344612186,)),
        KnownPoint("maximum", (-1.6065664148622716,)),
        KnownPoint("maximum", (2.6778217297366194,)),
        KnownPoint("maximum", (-3.7494045139671184,)),
        KnownPoint("maximum", (4.821469176745737,)),
        KnownPoint("maximum", (-5.894197755314418,)),
    ),
    start=(4.7,),
    learning_rate=0.05,
    source=f"Fall Line, 2026; cf. {sources.RASTRIGIN}",
)

CLIFF = SurfaceRecord(
    name="cliff",
    title=Text("Cliff", "悬崖"),
    purpose=Text(
        "A slope that breaks off: you see a single step taken on the cliff face throw the ball far away.",
        "缓坡突然断成悬崖：你会看到，只要在崖面上踩一步，小球就被甩出很远。",
    ),
    formula="(w + 1)^2/2 + 5*(1 + tanh(20*(w - 1.5)))",
    variables=("w",),
    window=((-6.0, 4.0),),
    points=(KnownPoint("minimum", (-1.0,), lowest=True),),
    start=(3.45,),
    learning_rate=0.05,
    source="R. Pascanu, T. Mikolov, Y. Bengio, On the difficulty of training recurrent neural networks, "
    "ICML, 2013, arXiv:1211.5063",
)

TERRACES_1D = SurfaceRecord(
    name="terraces_1d",
    title=Text("Terraces on a line", "一维梯田"),
    purpose=Text(
        "The cost of a step activation: its slope is zero all over, so you cannot tell which way is down.",
        "阶跃激活的代价：斜率处处为零，你看不出哪边是下坡。",
    ),
    formula="((1 - sign(w + 3))^2 + (1 - sign(w + 1))^2 + (1 + sign(w - 1))^2 + (1 + sign(w - 3))^2)/16",
    variables=("w",),
    window=((-6.0, 6.0),),
    points=(KnownPoint("minimum", (0.0,), flags=("degenerate",), lowest=True),),
    start=(4.5,),
    learning_rate=1.0,
    source=sources.ROSENBLATT,
)

SIGMOID_COST = SurfaceRecord(
    name="sigmoid_cost",
    title=Text("Sigmoid cost", "Sigmoid 代价"),
    purpose=Text(
        "The same cost with a sigmoid for the step: "
        "now you have a slope to follow; sharpen it and it fades again.",
        "同样的代价，把阶跃换成 Sigmoid：你就有坡可循了；可它越陡，平地又越多。",
    ),
    formula="((1 - tanh(steepness*(w + 3)/2))^2 + (1 - tanh(steepness*(w + 1)/2))^2"
    " + (1 + tanh(steepness*(w - 1)/2))^2 + (1 + tanh(steepness*(w - 3)/2))^2)/16",
    variables=("w",),
    window=((-6.0, 6.0),),
    points=(KnownPoint("minimum", (0.0,), lowest=True),),
    start=(4.5,),
    learning_rate=2.0,
    source=sources.BACK_PROPAGATION,
    knobs=(
        Knob(
            name="steepness",
            symbol="k",
            default=1.5,
            soft=(0.5, 20.0),
            hard=(0.01, 50.0),
            scale="log",
            title=Text("steepness", "陡度"),
            help=Text(
                "How sharply the sigmoid turns from no to yes; the larger, the closer to a step.",
                "Sigmoid 从“否”转到“是”有多急；越大越接近阶跃。",
            ),
        ),
    ),
)

RELU_COST = SurfaceRecord(
    name="relu_cost",
    title=Text("ReLU cost", "ReLU 代价"),
    purpose=Text(
        "The same cost with a ReLU for the step: its kinks do no harm; "
        "only on the far left, where the unit is dead, do you stand still.",
        "同样的代价，把阶跃换成 ReLU：折角并不碍事；只有在最左边，神经元“死”了，你才寸步难移。",
    ),
    formula="((1 - max(0, 0.4*(w + 3)))^2 + (1 - max(0, 0.4*(w + 1)))^2"
    " + max(0, 0.4*(w - 1))^2 + max(0, 0.4*(w - 3))^2)/4",
    variables=("w",),
    window=((-6.0, 6.0),),
    points=(KnownPoint("minimum", (0.5,), lowest=True),),
    start=(-2.5,),
    learning_rate=2.0,
    source=sources.RELU,
)

CURVES = (PARABOLA, LOG_BOWL, DOUBLE_WELL, MANY_MINIMA_CURVE, CLIFF, TERRACES_1D, SIGMOID_COST, RELU_COST)
