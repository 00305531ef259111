"""The words in which range tests and ladders are spoken of: every code of their answers, with its meaning."""

from typing import Final

from app.texts.words import Word
from engine.catalog import Text

RANGE_REASONS: Final = (
    Word(
        "found",
        Text("found", "找到了"),
        Text(
            "The smoothed loss falls fastest somewhere before its lowest: that rate is the suggestion.",
            "平滑后的损失在到达最低之前有一处降得最快：那个学习率就是建议值。",
        ),
    ),
    Word(
        "no_slope",
        Text("no slope at the start", "起点没有坡度"),
        Text("The gradient is zero where the run begins.", "出发的地方梯度为零。"),
    ),
    Word(
        "unchanged",
        Text("unchanged", "没有变化"),
        Text("Every rate is too small to change the loss.", "每个学习率都小得改变不了损失。"),
    ),
    Word(
        "diverged_first",
        Text("diverged at once", "第一步就发散"),
        Text("The first step already left.", "第一步就出界了。"),
    ),
    Word(
        "never_fell",
        Text("never fell", "从未下降"),
        Text("No loss before the blow-up is below that of the start.", "失控之前，损失从未低于起点。"),
    ),
    Word(
        "lowest_first",
        Text("lowest at the first rate", "第一步就最低"),
        Text("The loss falls at the first step only.", "损失只在第一步下降。"),
    ),
    Word(
        "steepest_first",
        Text("steepest at the beginning", "开头最陡"),
        Text(
            "The loss falls fastest where the ramp begins: what smaller rates do is unknown.",
            "在学习率刚开始增长处损失降得最快：更小的学习率会怎样无从得知。",
        ),
    ),
    Word(
        "no_steepest",
        Text("no fall left", "看不出下降"),
        Text("Smoothed, the loss falls nowhere before its lowest.", "平滑之后，损失在最低之前没有下降。"),
    ),
    Word(
        "still_falling",
        Text("still falling", "还在下降"),
        Text("The ramp ended while the loss fell as fast as ever.", "增长结束时，损失还降得一样快。"),
    ),
    Word(
        "no_bottom",
        Text("no bottom", "没有谷底"),
        Text("The loss falls for ever that way.", "沿这个方向损失会一直下降。"),
    ),
)

RUNGS: Final = (
    Word(
        "nothing",
        Text("nothing", "没有动静"),
        Text(
            "The loss falls by less than a thousandth of the most that a step along this line gives.",
            "损失的降幅不到沿这条线迈一步最多能降的千分之一。",
        ),
    ),
    Word(
        "gain",
        Text("gain", "有收获"),
        Text(
            "The step lands before the bottom of its line, lower than it began.",
            "落在这条线的谷底之前，比出发时低。",
        ),
    ),
    Word(
        "overshoot",
        Text("overshoot", "越过最小值"),
        Text(
            "The step lands beyond the bottom of its line: a shorter one had gained more.",
            "落在这条线的谷底之后：短一些的一步会降得更多。",
        ),
    ),
)
