"""The gradient sources, and clipping, which may follow any of them. A new source is one record and its name below."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from engine.catalog import Knob, Text
from engine.differences import CENTRAL_STEP, FORWARD_STEP
from engine.formula.numeric import length, maximum
from engine.gradients import words
from engine.gradients.record import GradientRecord, Ground
from engine.optimizers import Numeric, Term

SCALE: Final = "scale"  # the knob of every source that draws: how strong its noise is
Settings = Mapping[str, Numeric]


def _analytic(ground: Ground, settings: Settings) -> tuple[Term, ...]:
    return (Term("derived_gradient", tuple(ground.slope(axis) for axis in ground.axes)),)


def _forward(ground: Ground, settings: Settings) -> tuple[Term, ...]:
    h, here = settings["h"], ground.loss()
    ahead = tuple(ground.loss(axis, h) for axis in ground.axes)
    difference = tuple((loss - here) / h for loss in ahead)
    return Term("loss_here", here), Term("loss_ahead", ahead), Term("difference", difference)


def _central(ground: Ground, settings: Settings) -> tuple[Term, ...]:
    h = settings["h"]
    ahead = tuple(ground.loss(axis, h) for axis in ground.axes)
    behind = tuple(ground.loss(axis, -h) for axis in ground.axes)
    difference = tuple((far - near) / (2.0 * h) for far, near in zip(ahead, behind, strict=True))
    return Term("loss_ahead", ahead), Term("loss_behind", behind), Term("difference", difference)


def _noisy(ground: Ground, settings: Settings) -> tuple[Term, ...]:
    slopes = tuple(ground.slope(axis) for axis in ground.axes)
    noise = tuple(settings[SCALE] * ground.draw(axis) for axis in ground.axes)
    noisy = tuple(slope + push for slope, push in zip(slopes, noise, strict=True))
    return Term("derived_gradient", slopes), Term("noise", noise), Term("noisy_gradient", noisy)


def measured(gradient: Sequence[Numeric]) -> Term:
    """Return the length of a gradient."""
    return Term("gradient_norm", length(gradient))


def clipped(gradient: Sequence[Numeric], norm: Numeric, clip_norm: Numeric) -> Term:
    """Return g·min(1, c/‖g‖), written c/max(‖g‖, c) so that no gradient at all divides by zero.

    torch.nn.utils.clip_grad_norm_ adds 1e-6 to the length; here a clipped gradient is as long as c.
    """
    share = clip_norm / maximum(norm, clip_norm)
    return Term("clipped", tuple(part * share for part in gradient))


def _h(default: float) -> Knob:
    return Knob(
        name="h",
        symbol="h",
        default=default,
        soft=(1e-12, 1.0),
        hard=(1e-16, 10.0),
        scale="log",
        title=Text("Distance h", "间隔 h"),
        help=Text(
            "How far apart the losses are taken. Too large misses the bend, too small drowns in rounding.",
            "取两处损失时相隔多远。太大会忽略弯曲，太小会被舍入误差淹没。",
        ),
    )


ANALYTIC: Final = GradientRecord(
    name="analytic",
    title=Text("Derived", "解析梯度"),
    purpose=Text("The exact slope, derived from the formula.", "由公式求导得到的精确坡度。"),
    knobs=(),
    sense=_analytic,
    terms=(words.DERIVED,),
)
FORWARD: Final = GradientRecord(
    name="forward",
    title=Text("Forward difference", "前向差分"),
    purpose=Text(
        "Measured, not derived: the loss here and a little ahead. It leans to one side by about h.",
        "不求导，只测量：比较此处和往前一点的损失。结果会偏向一侧，偏差约为 h。",
    ),
    knobs=(_h(FORWARD_STEP),),
    sense=_forward,
    terms=(words.LOSS_HERE, words.LOSS_AHEAD, words.DIFFERENCE),
    losses=2,
)
CENTRAL: Final = GradientRecord(
    name="central",
    title=Text("Central difference", "中心差分"),
    purpose=Text(
        "Measured on both sides of the point: twice the work, and the errors of the two sides nearly cancel.",
        "在点的两侧各测一次：工作量加倍，但两侧的误差几乎相互抵消。",
    ),
    knobs=(_h(CENTRAL_STEP),),
    sense=_central,
    terms=(words.LOSS_AHEAD, words.LOSS_BEHIND, words.DIFFERENCE),
    losses=2,
)
NOISY: Final = GradientRecord(
    name="noisy",
    title=Text("Noisy", "带噪声"),
    purpose=Text(
        "The slope and a random push at every step, as if it were measured on a few examples only.",
        "坡度之外，每一步还有一个随机扰动，就像只用少量样本估计的那样。",
    ),
    knobs=(
        Knob(
            name=SCALE,
            symbol="σ",
            default=1.0,
            soft=(0.0, 10.0),
            hard=(0.0, 1e6),
            title=Text("Noise", "噪声强度"),
            help=Text(
                "The standard deviation of the push along each coordinate.",
                "每个坐标上扰动的标准差。",
            ),
        ),
    ),
    sense=_noisy,
    terms=(words.DERIVED, words.NOISE, words.NOISY),
    draws=True,
)
GRADIENTS: Final[Mapping[str, GradientRecord]] = MappingProxyType(
    {record.name: record for record in (ANALYTIC, FORWARD, CENTRAL, NOISY)}
)
CLIP_NORM: Final = Knob(
    name="clip_norm",
    symbol="c",
    default=1.0,
    soft=(0.01, 100.0),
    hard=(1e-12, 1e9),
    scale="log",
    title=Text("Clip gradient at", "梯度裁剪上限"),
    help=Text(
        "A longer gradient is shortened to this length, its direction kept. Off unless you switch it on.",
        "梯度超过这个长度就缩短到这个长度，方向不变。默认关闭。",
    ),
)
CLIP_TERMS: Final = (words.GRADIENT_NORM, words.CLIPPED)
