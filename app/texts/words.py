"""The words in which runs are spoken of: every code of an answer, with its meaning. Its figures: figure_words.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.catalog import Text


@dataclass(frozen=True)
class Word:
    """A code or figure as answers spell it, as people call it, and what it means."""

    code: str
    title: Text
    meaning: Text


ZONES: Final = (
    Word(
        "creep",
        Text("creep", "爬行"),
        Text(
            "The learning rate is a small share of the limit: every step is sure, and it takes very many.",
            "学习率只占上限的一小部分：每一步都稳，但要走很多很多步。",
        ),
    ),
    Word(
        "monotone",
        Text("monotone", "单调"),
        Text(
            "Below half the limit: a step lands short of the valley floor, on the side it came from.",
            "低于上限的一半：每一步都落在谷底之前，留在原来的一侧。",
        ),
    ),
    Word(
        "overshoot",
        Text("overshoot", "越过最小值"),
        Text(
            "Between half the limit and the limit: a step lands beyond the floor, and the next comes back, nearer.",
            "在上限的一半与上限之间：一步越过谷底，下一步再折回来，离谷底更近。",
        ),
    ),
    Word(
        "unstable",
        Text("unstable", "不稳定"),
        Text(
            "Above the limit: nothing comes to rest there. The ball circles in the valley, leaves it, or flies off.",
            "高于上限：在那里停不下来。小球会在谷中打转、离开这个谷，或者飞走。",
        ),
    ),
)

STATUSES: Final = (
    Word(
        "converged",
        Text("converged", "收敛"),
        Text(
            "It rests in a minimum: the gradient has faded, the point has stopped, and the ground rises on every side.",
            "停在一个极小值点：梯度已经消失，位置不再变化，四周都比这里高。",
        ),
    ),
    Word(
        "stalled",
        Text("stalled", "停滞"),
        Text(
            "It rests, but in no minimum. A zero gradient does not mean that it has arrived.",
            "停住了，但不在极小值点。梯度为零并不等于已经到达。",
        ),
    ),
    Word(
        "bouncing",
        Text("bouncing", "振荡"),
        Text(
            "It moves on within bounds and comes no closer to anything.",
            "它一直在有限的范围内移动，却没有靠近任何地方。",
        ),
    ),
    Word(
        "diverged",
        Text("diverged", "发散"),
        Text(
            "It left: a coordinate grew beyond every bound, or the loss has no value there. This is a result, "
            "not an error.",
            "它离开了：坐标超出了界限，或者损失在那里没有值。这是一个结果，不是错误。",
        ),
    ),
    Word(
        "running",
        Text("running", "仍在途中"),
        Text("The steps are used up, and it is still on its way.", "步数用完了，它还在路上。"),
    ),
)

REASONS: Final = (
    Word("minimum", Text("minimum", "极小值"), Text("It has reached a minimum.", "到达了一个极小值点。")),
    Word(
        "saddle",
        Text("saddle", "鞍点"),
        Text("No slope, yet the loss falls away to two sides.", "坡度为零，但往两侧走损失会下降。"),
    ),
    Word(
        "maximum",
        Text("maximum", "极大值"),
        Text("No slope on the top of a hill either.", "山顶上也没有坡度。"),
    ),
    Word(
        "flat",
        Text("flat", "平台区"),
        Text(
            "A plateau, a floor or a ridge: too little slope is left to follow.",
            "平台、谷底或山脊：剩下的坡度太小，无法循着走。",
        ),
    ),
    Word(
        "terrace",
        Text("terrace", "梯田"),
        Text(
            "Level ground by construction: the gradient is exactly zero in a whole neighbourhood. "
            "No slope, no motion.",
            "构造上就是水平的：在整个邻域内梯度都恰好为零。没有坡度，就不会移动。",
        ),
    ),
    Word(
        "kink",
        Text("kink", "尖点"),
        Text(
            "The loss has a corner there, with another slope on each side.",
            "损失在那里有个折角，两侧坡度不同。",
        ),
    ),
    Word(
        "above_limit",
        Text("above the limit", "高于上限"),
        Text(
            "The learning rate is above the limit of the valley that it circles in.",
            "学习率高于它所在的谷的稳定上限。",
        ),
    ),
    Word(
        "no_rest",
        Text("no rest", "停不下来"),
        Text(
            "It goes back and forth, and no limit of a valley explains it.",
            "它来回移动，而这不能用某个谷的上限来解释。",
        ),
    ),
    Word(
        "noise",
        Text("noise", "噪声"),
        Text(
            "The noise of the gradient keeps it moving; the learning rate is below the limit.",
            "梯度里的噪声让它停不下来；学习率本身低于上限。",
        ),
    ),
    Word(
        "unstable_rate",
        Text("rate too large", "学习率过大"),
        Text("Every step landed higher than the one before.", "一步比一步落得更高。"),
    ),
    Word(
        "no_bottom",
        Text("no bottom", "没有底"),
        Text(
            "The loss falls for ever in that direction; no learning rate helps.",
            "往那个方向损失永远下降，换什么学习率都没用。",
        ),
    ),
    Word(
        "undefined",
        Text("undefined", "没有定义"),
        Text("A step landed where the loss has no value.", "一步落到了损失没有定义的地方。"),
    ),
    Word(
        "no_slope",
        Text("no slope", "没有坡度"),
        Text("The gradient has no finite value there.", "梯度在那里没有有限的值。"),
    ),
    Word(
        "falling",
        Text("falling", "还在下降"),
        Text("The loss was still falling at the last step.", "到最后一步损失仍在下降。"),
    ),
    Word(
        "rising",
        Text("rising", "正在上升"),
        Text("The loss was rising at the last steps.", "最后几步损失在上升。"),
    ),
    Word(
        "step_limit",
        Text("step limit", "步数用完"),
        Text("The steps were over before anything could be said.", "步数太少，还看不出结果。"),
    ),
    Word(
        "faded",
        Text("rate faded", "学习率耗尽"),
        Text(
            "The schedule has made the learning rate so small that it hardly moves any more, short of a rest.",
            "学习率计划把学习率降得太小，还没到停的地方就几乎走不动了。",
        ),
    ),
    Word(
        "misled",
        Text("misled", "被误导"),
        Text(
            "The slope as measured is zero there, the true one is not.",
            "那里量出来的坡度是零，真正的坡度却不是。",
        ),
    ),
)

KINDS: Final[Mapping[str, Text]] = {
    "minimum": Text("minimum", "极小值"),
    "saddle": Text("saddle", "鞍点"),
    "maximum": Text("maximum", "极大值"),
    "kink": Text("kink: the slope jumps", "尖点：坡度在此突变"),
    "edge": Text("edge: lowest only because the window ends", "边缘：只因窗口到此为止才最低"),
    "degenerate": Text("degenerate: an eigenvalue is zero", "退化：有一个特征值为零"),
    "lowest": Text("lowest in the window", "窗口内最低"),
}
