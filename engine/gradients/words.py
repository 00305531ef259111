"""How the terms that come before an optimizer's rule are written and called, and what they do."""

from engine.catalog import Text
from engine.optimizers import TermText

DERIVED = TermText(
    "derived_gradient",
    "∇L",
    Text("derived gradient", "解析梯度"),
    Text("The slope of the loss, derived from the formula itself.", "损失的坡度，由公式本身求导得到。"),
    shows="arrow",
    arrow="gradient",
)
NOISE = TermText(
    "noise",
    "ξ",
    Text("noise", "噪声"),
    Text(
        "A random push, drawn anew at every step: what a batch of the data would get wrong.",
        "每一步重新抽取的随机扰动：相当于只看一小批数据时出的偏差。",
    ),
    shows="arrow",
    arrow="gradient",
)
NOISY = TermText(
    "noisy_gradient",
    "g̃",
    Text("noisy gradient", "带噪声的梯度"),
    Text(
        "The slope with the noise on top: all that the rule gets to see.",
        "坡度加上噪声：更新规则只看得到这个。",
    ),
    shows="arrow",
    arrow="gradient",
)
LOSS_HERE = TermText(
    "loss_here",
    "L",
    Text("loss here", "此处的损失"),
    Text("The loss at the point itself.", "当前位置的损失。"),
)
LOSS_AHEAD = TermText(
    "loss_ahead",
    "L₊",
    Text("loss a little ahead", "往前一点的损失"),
    Text(
        "The loss with this one coordinate moved forward by h, the other one kept.",
        "只把这一个坐标往前挪 h、另一个不动时的损失。",
    ),
)
LOSS_BEHIND = TermText(
    "loss_behind",
    "L₋",
    Text("loss a little behind", "往后一点的损失"),
    Text(
        "The loss with this one coordinate moved back by h, the other one kept.",
        "只把这一个坐标往后挪 h、另一个不动时的损失。",
    ),
)
DIFFERENCE = TermText(
    "difference",
    "δ",
    Text("numerical gradient", "数值梯度"),
    Text(
        "The rise of the loss over the little way: a slope measured, not derived.",
        "损失在这一小段路上的升降比：坡度是量出来的，不是求导得到的。",
    ),
    shows="arrow",
    arrow="gradient",
)
GRADIENT_NORM = TermText(
    "gradient_norm",
    "‖g‖",
    Text("length of the gradient", "梯度的长度"),
    Text("How long the gradient is before it is clipped.", "裁剪之前梯度的长度。"),
)
CLIPPED = TermText(
    "clipped",
    "ĝ",
    Text("clipped gradient", "裁剪后的梯度"),
    Text(
        "The same direction, shortened where it was longer than allowed.",
        "方向不变，超过上限时缩短到上限。",
    ),
    shows="arrow",
    arrow="gradient",
)
