"""Surfaces with more minima than anyone would count: where you start decides where you end."""

from engine.catalog import Text
from engine.surfaces import sources
from engine.surfaces.record import KnownPoint, SurfaceRecord

RASTRIGIN = SurfaceRecord(
    name="rastrigin",
    title=Text("Rastrigin", "Rastrigin 函数"),
    purpose=Text(
        "An egg carton in a bowl: descent settles in a dimple close by, "
        "so you see why one start is not enough.",
        "碗里铺着一层蛋托：小球总停在附近的小坑里，你会明白为什么只试一个起点不够。",
    ),
    formula="20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)",
    window=((-5.12, 5.12), (-5.12, 5.12)),
    points=(
        KnownPoint("minimum", (0.0, 0.0), lowest=True),
        KnownPoint("minimum", (-0.9949586376523348, 0.0)),
        KnownPoint("minimum", (0.9949586376523348, 0.0)),
        KnownPoint("minimum", (0.0, -0.9949586376523348)),
        KnownPoint("minimum", (0.0, 0.9949586376523348)),
        KnownPoint("minimum", (-0.9949586376523348, -0.9949586376523348)),
        KnownPoint("minimum", (-0.9949586376523348, 0.9949586376523348)),
        KnownPoint("minimum", (0.9949586376523348, -0.9949586376523348)),
        KnownPoint("minimum", (0.9949586376523348, 0.9949586376523348)),
        KnownPoint("minimum", (-2.984855701039481, 2.984855701039481)),
        KnownPoint("saddle", (-0.5025460365546747, 0.0)),
        KnownPoint("saddle", (0.5025460365546747, 0.0)),
        KnownPoint("saddle", (0.0, -0.5025460365546747)),
        KnownPoint("saddle", (0.0, 0.5025460365546747)),
        KnownPoint("maximum", (-0.5025460365546747, -0.5025460365546747)),
        KnownPoint("maximum", (-0.5025460365546747, 0.5025460365546747)),
        KnownPoint("maximum", (0.5025460365546747, -0.5025460365546747)),
        KnownPoint("maximum", (0.5025460365546747, 0.5025460365546747)),
    ),
    start=(-3.4, 2.6),
    learning_rate=0.002,
    source=sources.RASTRIGIN,
)

ACKLEY = SurfaceRecord(
    name="ackley",
    title=Text("Ackley", "Ackley 函数"),
    purpose=Text(
        "A funnel with a pointed tip: the slope does not fade there, "
        "so with a fixed rate you never come to rest.",
        "一个底部带尖的漏斗：走到尖底，坡度也不减小，学习率固定的话你永远停不下来。",
    ),
    formula="20 + e - 20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    points=(
        KnownPoint("minimum", (0.0, 0.0), flags=("kink",), lowest=True),
        KnownPoint("minimum", (-0.9521665459501717, 0.0)),
        KnownPoint("minimum", (0.9521665459501717, 0.0)),
        KnownPoint("minimum", (0.0, -0.9521665459501717)),
        KnownPoint("minimum", (0.0, 0.9521665459501717)),
        KnownPoint("minimum", (-0.9684776587077244, -0.9684776587077244)),
        KnownPoint("minimum", (-0.9684776587077244, 0.9684776587077244)),
        KnownPoint("minimum", (0.9684776587077244, -0.9684776587077244)),
        KnownPoint("minimum", (0.9684776587077244, 0.9684776587077244)),
        KnownPoint("minimum", (-1.9646166628629864, 0.9824160350791393)),
        KnownPoint("saddle", (-0.6257806168564638, 0.0)),
        KnownPoint("saddle", (0.6257806168564638, 0.0)),
        KnownPoint("saddle", (0.0, -0.6257806168564638)),
        KnownPoint("saddle", (0.0, 0.6257806168564638)),
        KnownPoint("maximum", (-0.6730965201107377, -0.6730965201107377)),
        KnownPoint("maximum", (-0.6730965201107377, 0.6730965201107377)),
        KnownPoint("maximum", (0.6730965201107377, -0.6730965201107377)),
        KnownPoint("maximum", (0.6730965201107377, 0.6730965201107377)),
    ),
    start=(-2.6, 1.4),
    learning_rate=0.01,
    source="D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, Kluwer, 1987",
)

GRIEWANK = SurfaceRecord(
    name="griewank",
    title=Text("Griewank", "Griewank 函数"),
    purpose=Text(
        "Rows of wells that look equally deep: "
        "you find that losses a hair apart can lie far from each other.",
        "一排排看似同样深的井：你会发现损失只差一丝的两处，位置可以相隔很远。",
    ),
    formula="1 + (x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2))",
    window=((-10.0, 10.0), (-10.0, 10.0)),
    points=(
        KnownPoint("minimum", (0.0, 0.0), lowest=True),
        KnownPoint("minimum", (-3.1400226338955397, -4.438444480920714)),
        KnownPoint("minimum", (-3.1400226338955397, 4.438444480920714)),
        KnownPoint("minimum", (3.1400226338955397, -4.438444480920714)),
        KnownPoint("minimum", (3.1400226338955397, 4.438444480920714)),
        KnownPoint("minimum", (-6.280045279379904, 0.0)),
        KnownPoint("minimum", (6.280045279379904, 0.0)),
        KnownPoint("minimum", (0.0, -8.876888929095657)),
        KnownPoint("minimum", (0.0, 8.876888929095657)),
        KnownPoint("saddle", (-1.5723679104393218, -2.2225533025787545)),
        KnownPoint("saddle", (-1.5723679104393218, 2.2225533025787545)),
        KnownPoint("saddle", (1.5723679104393218, -2.2225533025787545)),
        KnownPoint("saddle", (1.5723679104393218, 2.2225533025787545)),
        KnownPoint("maximum", (-3.1431642363549055, 0.0)),
        KnownPoint("maximum", (3.1431642363549055, 0.0)),
        KnownPoint("maximum", (0.0, -4.447330275764381)),
        KnownPoint("maximum", (0.0, 4.447330275764381)),
    ),
    start=(-2.5, -1.5),
    learning_rate=0.5,
    source="A. O. Griewank, Generalized descent for global optimization, Journal of Optimization Theory "
    "and Applications 34 (1981) 11–39, doi:10.1007/BF00933356",
)

LEVI_13 = SurfaceRecord(
    name="levi_13",
    title=Text("Lévy No. 13", "Lévy 第 13 号函数"),
    purpose=Text(
        "Ripples far stiffer across than along: one rate has to serve both, "
        "so you make slow progress along them.",
        "波纹横向的曲率远大于纵向：同一个学习率要兼顾两边，你沿着波纹就走得慢。",
    ),
    formula="sin(3*pi*x)^2 + (x - 1)^2*(1 + sin(3*pi*y)^2) + (y - 1)^2*(1 + sin(2*pi*y)^2)",
    window=((-1.0, 3.0), (-1.0, 3.0)),
    points=(
        KnownPoint("minimum", (1.0, 1.0), lowest=True),
        KnownPoint("minimum", (0.6703805254516864, 1.0)),
        KnownPoint("minimum", (1.3296194745483136, 1.0)),
        KnownPoint("minimum", (0.6716660565631725, 0.7338932005461823)),
        KnownPoint("minimum", (0.6716660565631725, 1.2661067994538178)),
        KnownPoint("minimum", (1.3283339434368275, 0.7338932005461823)),
        KnownPoint("minimum", (1.3283339434368275, 1.2661067994538178)),
        KnownPoint("saddle", (0.8314352416485596, 1.0)),
        KnownPoint("saddle", (1.1685647583514405, 1.0)),
        KnownPoint("saddle", (0.672436213586767, 0.7565379472422902)),
        KnownPoint("saddle", (0.672436213586767, 1.2434620527577098)),
        KnownPoint("saddle", (1.327563786413233, 0.7565379472422902)),
        KnownPoint("saddle", (1.327563786413233, 1.2434620527577098)),
        KnownPoint("maximum", (0.4885682308664294, 0.8149128455537417)),
        KnownPoint("maximum", (0.4885682308664294, 1.1850871544462585)),
        KnownPoint("maximum", (1.5114317691335706, 0.8149128455537417)),
        KnownPoint("maximum", (1.5114317691335706, 1.1850871544462585)),
    ),
    start=(0.88, 1.7),
    learning_rate=0.009,
    source="A. V. Levy, A. Montalvo, The tunneling algorithm for the global minimization of functions, "
    "SIAM Journal on Scientific and Statistical Computing 6 (1985) 15–29, doi:10.1137/0906002",
)

EASOM = SurfaceRecord(
    name="easom",
    title=Text("Easom", "Easom 函数"),
    purpose=Text(
        "One hole in a wide flat: start far from it and you see that no slope means no direction, "
        "at any rate.",
        "一大片平地上只有一个洞：离得远就没有坡度，没有坡度就没有方向，学习率再大也没用。",
    ),
    formula="-cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)",
    window=((-2.0, 8.0), (-2.0, 8.0)),
    points=(
        KnownPoint("minimum", (3.141592653589793, 3.141592653589793), lowest=True),
        KnownPoint("minimum", (1.3049954504376675, 1.3049954504376675)),
        KnownPoint("minimum", (1.3049954504376675, 4.978189856741919)),
        KnownPoint("minimum", (4.978189856741919, 1.3049954504376675)),
        KnownPoint("minimum", (4.978189856741919, 4.978189856741919)),
        KnownPoint("saddle", (1.5707963267948966, 1.5707963267948966)),
        KnownPoint("saddle", (1.5707963267948966, 4.71238898038469)),
        KnownPoint("saddle", (4.71238898038469, 1.5707963267948966)),
        KnownPoint("saddle", (4.71238898038469, 4.71238898038469)),
        KnownPoint("maximum", (1.3049954504376675, 3.141592653589793)),
        KnownPoint("maximum", (3.141592653589793, 1.3049954504376675)),
        KnownPoint("maximum", (3.141592653589793, 4.978189856741919)),
        KnownPoint("maximum", (4.978189856741919, 3.141592653589793)),
    ),
    start=(1.9, 2.1),
    learning_rate=0.2,
    source="E. E. Easom, A survey of global optimization techniques, M. Eng. thesis, University of "
    "Louisville, 1990",
)

DROP_WAVE = SurfaceRecord(
    name="drop_wave",
    title=Text("Drop wave", "水滴波函数"),
    purpose=Text(
        "Rings around a fallen drop: each trough is a whole circle of minima, and you stop in the first one.",
        "水滴激起的一圈圈波纹：每道波谷都是一整圈极小值，你会停在遇到的第一圈里。",
    ),
    formula="-(1 + cos(12*sqrt(x^2 + y^2)))/((x^2 + y^2)/2 + 2)",
    window=((-2.0, 2.0), (-2.0, 2.0)),
    points=(
        KnownPoint("minimum", (0.0, 0.0), lowest=True),
        KnownPoint("minimum", (0.5202155588732144, 0.0), flags=("degenerate",)),
        KnownPoint("minimum", (1.0415100263421078, 0.0), flags=("degenerate",)),
        KnownPoint("minimum", (1.5640602821972156, 0.0), flags=("degenerate",)),
        KnownPoint("maximum", (0.26179938779914946, 0.0), flags=("degenerate",)),
        KnownPoint("maximum", (0.7853981633974483, 0.0), flags=("degenerate",)),
        KnownPoint("maximum", (1.3089969389957472, 0.0), flags=("degenerate",)),
        KnownPoint("maximum", (1.8325957145940461, 0.0), flags=("degenerate",)),
    ),
    start=(-0.75, 1.0),
    learning_rate=0.005,
    source="M. Molga, C. Smutnicki, Test functions for optimization needs, 2005",
)

EGGHOLDER = SurfaceRecord(
    name="eggholder",
    title=Text("Eggholder", "蛋架函数"),
    purpose=Text(
        "A field of deep pits, the lowest cut off by the border: "
        "see there what the edge of a window can hide.",
        "遍地深坑，最低的那个被边界切断：到那里看看，你就知道窗口的边缘会藏起什么。",
    ),
    formula="-(y + 47)*sin(sqrt(abs(y + x/2 + 47))) - x*sin(sqrt(abs(x - y - 47)))",
    window=((-512.0, 512.0), (-512.0, 512.0)),
    points=(
        KnownPoint("minimum", (512.0, 404.2318051137578), flags=("edge",), lowest=True),
        KnownPoint("minimum", (482.3533104647884, 432.87899894548343)),
        KnownPoint("minimum", (439.48099726945344, 453.97743475400256)),
        KnownPoint("minimum", (-465.6941515451357, 385.71669978348035)),
        KnownPoint("minimum", (347.3269729738487, 499.41539845004286)),
        KnownPoint("minimum", (-456.8858069167769, -382.62337342139966)),
        KnownPoint("minimum", (283.0759109222846, -487.1256581476733)),
        KnownPoint("minimum", (399.55879793410753, -367.6910569185344)),
    ),
    start=(400.0, 480.0),
    learning_rate=0.5,
    source="D. Whitley, S. Rana, J. Dzubera, K. E. Mathias, Evaluating evolutionary algorithms, Artificial "
    "Intelligence 85 (1996) 245–276, doi:10.1016/0004-3702(95)00124-7",
)

MANY_MINIMA = (RASTRIGIN, ACKLEY, GRIEWANK, LEVI_13, EASOM, DROP_WAVE, EGGHOLDER)
