"""The knobs that optimizers share, each worded once.

Hard ranges are wide, because going wrong is a lesson, and closed where the arithmetic would break: a
decay of 1 would make the bias correction 1 − βᵗ zero, and with ε = 0 a coordinate that has seen no slope
yet would divide zero by zero.
"""

from engine.catalog import Knob, Text

MEMORY = (0.0, 0.9999)
EPSILON = (1e-300, 1e6)


def learning_rate(default: float, soft: tuple[float, float] = (1e-4, 1.0)) -> Knob:
    """Return the knob η."""
    return Knob(
        name="learning_rate",
        symbol="η",
        default=default,
        soft=soft,
        hard=(1e-12, 1e6),
        scale="log",
        title=Text("Learning rate", "学习率"),
        help=Text(
            "Multiplies every update. It is not the length of a step: that also depends on the slope.",
            "每次更新都要乘上的系数。它不等于步长，步长还取决于坡度。",
        ),
    )


def momentum() -> Knob:
    """Return the knob β of the methods with a velocity."""
    return Knob(
        name="momentum",
        symbol="β",
        default=0.9,
        soft=(0.0, 0.99),
        hard=MEMORY,
        title=Text("Momentum", "动量"),
        help=Text(
            "How much of the last velocity is kept. At zero there is no memory: plain gradient descent.",
            "上一步的速度保留多少。设为零就没有记忆，等同于普通的梯度下降。",
        ),
    )


def decay(default: float) -> Knob:
    """Return the knob ρ of the methods that average squared gradients."""
    return Knob(
        name="decay",
        symbol="ρ",
        default=default,
        soft=(0.5, 0.999),
        hard=MEMORY,
        title=Text("Decay", "衰减率"),
        help=Text(
            "How slowly past squared gradients are forgotten. Close to one means a long memory.",
            "过去的梯度平方遗忘得有多慢。越接近一，记忆越长。",
        ),
    )


def beta1() -> Knob:
    """Return the knob β₁ of the Adam family."""
    return Knob(
        name="beta1",
        symbol="β₁",
        default=0.9,
        soft=(0.0, 0.99),
        hard=MEMORY,
        title=Text("First-moment decay", "一阶矩衰减率"),
        help=Text(
            "How slowly the average of past gradients forgets. It plays the part of momentum.",
            "过去梯度的平均值遗忘得有多慢，作用相当于动量。",
        ),
    )


def beta2() -> Knob:
    """Return the knob β₂ of the Adam family."""
    return Knob(
        name="beta2",
        symbol="β₂",
        default=0.999,
        soft=(0.5, 0.9999),
        hard=MEMORY,
        title=Text("Second-moment decay", "二阶矩衰减率"),
        help=Text(
            "How slowly the measure of past gradient sizes forgets, separately for each coordinate.",
            "各坐标对过去梯度大小的记忆遗忘得有多慢。",
        ),
    )


def epsilon(default: float) -> Knob:
    """Return the knob ε."""
    return Knob(
        name="epsilon",
        symbol="ε",
        default=default,
        soft=(1e-12, 1.0),
        hard=EPSILON,
        scale="log",
        title=Text("Epsilon", "防零常数"),
        help=Text(
            "Keeps the division away from zero. Made large, it takes the adaptation away.",
            "避免除以零的小常数。取得很大时，自适应的作用就消失了。",
        ),
    )
