"""How the terms that several optimizers share are written and called."""

from engine.catalog import Text
from engine.optimizers.record import TermText

UPDATE = TermText("update", "Δθ", Text("update", "更新量"))
VELOCITY = TermText("velocity", "v", Text("velocity", "速度"))
FIRST_MOMENT = TermText("first_moment", "m", Text("first moment: average gradient", "一阶矩：梯度的平均"))
SECOND_MOMENT = TermText(
    "second_moment", "s", Text("second moment: average squared gradient", "二阶矩：梯度平方的平均")
)
BETA1_POWER = TermText("beta1_power", "β₁ᵗ", Text("share of the zero start in m", "零初值在 m 中所占的比重"))
BETA2_POWER = TermText("beta2_power", "β₂ᵗ", Text("share of the zero start in s", "零初值在 s 中所占的比重"))
FIRST_MOMENT_CORRECTED = TermText(
    "first_moment_corrected", "m̂", Text("first moment without the zero start", "去除零初值偏差的一阶矩")
)
SECOND_MOMENT_CORRECTED = TermText(
    "second_moment_corrected", "ŝ", Text("second moment without the zero start", "去除零初值偏差的二阶矩")
)
PRECONDITIONER = TermText("preconditioner", "P", Text("scale of each coordinate", "各坐标的缩放系数"))
