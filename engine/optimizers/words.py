"""How the terms that several optimizers share are written and called, and what they do."""

from engine.catalog import Text
from engine.optimizers.record import TermText

UPDATE = TermText(
    "update",
    "Δθ",
    Text("update", "更新量"),
    Text("This is what the step adds to the point.", "这就是这一步加到位置上的量。"),
    shows="arrow",
    arrow="update",
)
VELOCITY = TermText(
    "velocity",
    "v",
    Text("velocity", "速度"),
    Text(
        "What is left of the old velocity, and the new gradient on top: slopes that agree build up speed.",
        "旧速度留下的部分，再加上新的梯度：方向一致的坡度会不断加速。",
    ),
    shows="arrow",
    arrow="velocity",
)
FIRST_MOMENT = TermText(
    "first_moment",
    "m",
    Text("first moment: average gradient", "一阶矩：梯度的平均"),
    Text(
        "A running average of the gradients: what alternates cancels out, what agrees stays.",
        "梯度的滑动平均：来回变号的部分相互抵消，方向一致的部分保留下来。",
    ),
    shows="arrow",
    arrow="velocity",
)
SECOND_MOMENT = TermText(
    "second_moment",
    "s",
    Text("second moment: average squared gradient", "二阶矩：梯度平方的平均"),
    Text(
        "A running average of each coordinate's squared gradient: how steep it has been there lately.",
        "各坐标梯度平方的滑动平均：近来那个方向上有多陡。",
    ),
    shows="area",
)
BETA1_POWER = TermText(
    "beta1_power",
    "β₁ᵗ",
    Text("share of the zero start in m", "零初值在 m 中所占的比重"),
    Text(
        "How much of m is still the zero that it began with; it fades with every step.",
        "m 里还有多少是一开始的零；每走一步都会变少。",
    ),
)
BETA2_POWER = TermText(
    "beta2_power",
    "β₂ᵗ",
    Text("share of the zero start in s", "零初值在 s 中所占的比重"),
    Text(
        "How much of s is still the zero that it began with; it fades with every step.",
        "s 里还有多少是一开始的零；每走一步都会变少。",
    ),
)
FIRST_MOMENT_CORRECTED = TermText(
    "first_moment_corrected",
    "m̂",
    Text("first moment without the zero start", "去除零初值偏差的一阶矩"),
    Text(
        "The average gradient made up for its zero start, so that the first steps are not too short.",
        "把一阶矩因零初值而偏小的部分补回来，让最初几步不至于太短。",
    ),
    shows="arrow",
    arrow="velocity",
)
SECOND_MOMENT_CORRECTED = TermText(
    "second_moment_corrected",
    "ŝ",
    Text("second moment without the zero start", "去除零初值偏差的二阶矩"),
    Text(
        "The average squared gradient made up for its zero start, so that the first steps are not too long.",
        "把二阶矩因零初值而偏小的部分补回来，让最初几步不至于太长。",
    ),
    shows="area",
)
PRECONDITIONER = TermText(
    "preconditioner",
    "P",
    Text("scale of each coordinate", "各坐标的缩放系数"),
    Text(
        "What each coordinate is multiplied by: little where it has been steep, much where it has been flat.",
        "各坐标要乘的系数：陡的方向小，平缓的方向大。",
    ),
)
