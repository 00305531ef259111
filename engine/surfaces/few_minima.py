"""Surfaces with a handful of minima: few enough to know every one."""

from engine.catalog import Text
from engine.surfaces import sources
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

THREE_HUMP_CAMEL = SurfaceRecord(
    name="three_hump_camel",
    title=Text("Three-hump camel", "三峰驼函数"),
    purpose=Text(
        "One good minimum between two poorer ones: "
        "nudge the start or raise the rate, and you get another one.",
        "一个好的极小值夹在两个差一些的中间：挪一挪起点，或调大学习率，你到的就是另一个。",
    ),
    formula="2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2",
    window=((-2.5, 2.5), (-2.5, 2.5)),
    points=(
        KnownPoint("minimum", (0.0, 0.0), lowest=True),
        KnownPoint("minimum", (-1.7475523458302888, 0.8737761729151444)),
        KnownPoint("minimum", (1.7475523458302888, -0.8737761729151444)),
        KnownPoint("saddle", (-1.07054229182366, 0.53527114591183)),
        KnownPoint("saddle", (1.07054229182366, -0.53527114591183)),
    ),
    start=(-0.9, 2.0),
    learning_rate=0.1,
    source=sources.JAMIL_YANG,
)

SIX_HUMP_CAMEL = SurfaceRecord(
    name="six_hump_camel",
    title=Text("Six-hump camel", "六峰驼函数"),
    purpose=Text(
        "Six minima of three different depths: try a few starts and see how often you miss the best two.",
        "六个极小值，三种深浅：多试几个起点，看看有多少次到不了最好的那两个。",
    ),
    formula="(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2",
    window=((-2.0, 2.0), (-1.25, 1.25)),
    points=(
        KnownPoint("minimum", (0.08984201310031806, -0.7126564030207396), lowest=True),
        KnownPoint("minimum", (-0.08984201310031806, 0.7126564030207396), lowest=True),
        KnownPoint("minimum", (-1.703606714969981, 0.7960835686726251)),
        KnownPoint("minimum", (1.703606714969981, -0.7960835686726251)),
        KnownPoint("minimum", (-1.6071047529201972, -0.5686514548841314)),
        KnownPoint("minimum", (1.6071047529201972, 0.5686514548841314)),
        KnownPoint("saddle", (0.0, 0.0)),
        KnownPoint("saddle", (-1.1092053368047865, 0.7682680925095399)),
        KnownPoint("saddle", (1.1092053368047865, -0.7682680925095399)),
        KnownPoint("saddle", (-1.6380679841897785, -0.22867406904439408)),
        KnownPoint("saddle", (1.6380679841897785, 0.22867406904439408)),
        KnownPoint("saddle", (-1.2960702671671092, -0.6050843880386585)),
        KnownPoint("saddle", (1.2960702671671092, 0.6050843880386585)),
        KnownPoint("maximum", (-1.2302298765166526, -0.16233458445899496)),
        KnownPoint("maximum", (1.2302298765166526, 0.16233458445899496)),
    ),
    start=(0.9, 0.15),
    learning_rate=0.03,
    source="L. C. W. Dixon, G. P. Szegő (eds.), Towards Global Optimisation 2, North-Holland, 1978",
)

STYBLINSKI_TANG = SurfaceRecord(
    name="styblinski_tang",
    title=Text("Styblinski–Tang", "Styblinski–Tang 函数"),
    purpose=Text(
        "Four wells, not equally deep: with small steps, the one you start above is the one you get.",
        "四口深浅不一的井：步子小的时候，从哪口井上方出发，你就落进哪口井。",
    ),
    formula="(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    points=(
        KnownPoint("minimum", (-2.903534027771177, -2.903534027771177), lowest=True),
        KnownPoint("minimum", (-2.903534027771177, 2.746802770990837)),
        KnownPoint("minimum", (2.746802770990837, -2.903534027771177)),
        KnownPoint("minimum", (2.746802770990837, 2.746802770990837)),
        KnownPoint("saddle", (-2.903534027771177, 0.1567312567803401)),
        KnownPoint("saddle", (0.1567312567803401, -2.903534027771177)),
        KnownPoint("saddle", (0.1567312567803401, 2.746802770990837)),
        KnownPoint("saddle", (2.746802770990837, 0.1567312567803401)),
        KnownPoint("maximum", (0.1567312567803401, 0.1567312567803401)),
    ),
    start=(-0.3, 4.5),
    learning_rate=0.02,
    source="M. A. Styblinski, T.-S. Tang, Experiments in nonconvex optimization: stochastic approximation "
    "with function smoothing and simulated annealing, Neural Networks 3 (1990) 467–483, "
    "doi:10.1016/0893-6080(90)90029-K",
)

GOLDSTEIN_PRICE = SurfaceRecord(
    name="goldstein_price",
    title=Text("Goldstein–Price", "Goldstein–Price 函数"),
    purpose=Text(
        "Gentle at the bottom and enormous at the rim: "
        "you see why one learning rate cannot suit every place.",
        "底部平缓，边缘高得惊人：你会看到，为什么同一个学习率不可能处处合适。",
    ),
    formula="(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))"
    "*(30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))",
    window=((-2.0, 2.0), (-2.0, 2.0)),
    points=(
        KnownPoint("minimum", (0.0, -1.0), lowest=True),
        KnownPoint("minimum", (-0.6, -0.4)),
        KnownPoint("minimum", (1.8, 0.2)),
        KnownPoint("minimum", (1.2, 0.8)),
        KnownPoint("saddle", (-0.4, -0.6)),
        KnownPoint("saddle", (1.2, -0.2)),
        KnownPoint("saddle", (1.4, 0.6)),
        KnownPoint("saddle", (0.6, 0.4)),
        KnownPoint("maximum", (0.8, 0.2)),
    ),
    start=(0.6, -0.6),
    learning_rate=0.0001,
    source="A. A. Goldstein, J. F. Price, On descent from local minima, Mathematics of Computation 25 "
    "(1971) 569–574, doi:10.1090/S0025-5718-1971-0312365-X",
)

MCCORMICK = SurfaceRecord(
    name="mccormick",
    title=Text("McCormick", "McCormick 函数"),
    purpose=Text(
        "A rippled slope in a trough: you stop in the first dip on the way, not in the lowest.",
        "一道带波纹的斜槽：你会停在路上遇到的第一个坑里，而不是最低的那个。",
    ),
    formula="sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1",
    window=((-1.5, 4.0), (-3.0, 4.0)),
    points=(
        KnownPoint("minimum", (-0.5471975511965977, -1.5471975511965979), lowest=True),
        KnownPoint("minimum", (2.5943951023931957, 1.5943951023931955)),
        KnownPoint("saddle", (1.5471975511965979, 0.5471975511965977)),
    ),
    start=(-1.0, 3.5),
    learning_rate=0.1,
    source=sources.JAMIL_YANG,
)

FEW_MINIMA = (HIMMELBLAU, THREE_HUMP_CAMEL, SIX_HUMP_CAMEL, STYBLINSKI_TANG, GOLDSTEIN_PRICE, MCCORMICK)
