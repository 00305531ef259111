"""Why a range test has no suggestion, and what to change, in both languages."""

from collections.abc import Callable, Mapping

from app.texts.figures import figure, whole
from engine.catalog import Text
from engine.sweeps.range_test import RangeTest


def no_suggestion(found: RangeTest) -> Text:
    """Return the sentence of a test without a suggestion."""
    return _REASONS[found.verdict.reason](found)


def _first(found: RangeTest) -> str:
    return figure(float(found.rates[0]))


def _last(found: RangeTest) -> str:
    return figure(float(found.rates[-1]))


def _no(why: Text, way_out: Text | None = None) -> Text:
    told = Text(f"No suggestion, because {why.en}.", f"没有建议，因为{why.zh}。")
    return told if way_out is None else Text(f"{told.en} {way_out.en}", told.zh + way_out.zh)


SMALLER = Text("Begin with a smaller η.", "请从更小的 η 开始。")
FINER = Text(
    "A linear ramp takes the small rates in one stride: let it end lower, or grow exponentially.",
    "线性增长一步就跨过了所有小的学习率：让它止于更小的值，或改用指数增长。",
)


def _earlier(found: RangeTest) -> Text:
    return FINER if found.growth == "linear" else SMALLER


def _no_slope(found: RangeTest) -> Text:
    norm = figure(found.start_norm)
    return _no(
        Text(
            f"the start has no slope to follow: the gradient's length there is {norm}",
            f"起点没有坡度可循：那里梯度的长度是 {norm}",
        )
    )


def _unchanged(found: RangeTest) -> Text:
    return _no(
        Text(
            f"the loss did not change beyond rounding: even η = {_last(found)} is too small to move anything",
            f"损失除舍入误差外没有变化：连 η = {_last(found)} 也小得动不了",
        ),
        Text("Let the ramp go further.", "让学习率增长到更大的值。"),
    )


def _diverged_first(found: RangeTest) -> Text:
    return _no(
        Text(
            f"the very first step, at η = {_first(found)}, diverged",
            f"第一步就发散了，那时 η = {_first(found)}",
        ),
        SMALLER,
    )


def _never_fell(found: RangeTest) -> Text:
    start = figure(found.start_loss)
    return _no(
        Text(
            f"the loss never fell below that of the start, {start}",
            f"损失从未低于起点的 {start}",
        ),
        SMALLER,
    )


def _lowest_first(found: RangeTest) -> Text:
    loss = figure(float(found.losses[0]))
    return _no(
        Text(
            f"the loss is lowest, {loss}, right after the first step, at η = {_first(found)}",
            f"损失在第一步之后就最低，为 {loss}，那时 η = {_first(found)}",
        ),
        _earlier(found),
    )


def _steepest_first(found: RangeTest) -> Text:
    return _no(
        Text(
            f"the loss falls fastest at the very first rate, η = {_first(found)}: what lies below it is unknown",
            f"损失在第一个学习率 η = {_first(found)} 处就降得最快，更小的情形无从得知",
        ),
        _earlier(found),
    )


def _no_steepest(found: RangeTest) -> Text:
    return _no(
        Text("the smoothed loss falls nowhere before its lowest", "平滑后的损失在最低之前没有任何下降"),
        Text("Smooth less.", "请减少平滑。"),
    )


def _still_falling(found: RangeTest) -> Text:
    return _no(
        Text(
            f"the loss was still falling as fast when the ramp ended at η = {_last(found)}",
            f"增长到 η = {_last(found)} 结束时，损失还在同样快地下降",
        ),
        Text("Let the ramp go further.", "让学习率增长到更大的值。"),
    )


def _no_bottom(found: RangeTest) -> Text:
    step = len(found.run.losses)
    rate = figure(float(found.rates[step - 1]))
    return _no(
        Text(
            f"the loss falls for ever that way: at η = {rate}, step {whole(step)}, the run left downwards",
            f"沿这个方向损失会一直下降：η = {rate} 时，第 {whole(step)} 步，它向下离开了",
        ),
        Text("There is no bottom to arrive at.", "没有谷底可到。"),
    )


_REASONS: Mapping[str, Callable[[RangeTest], Text]] = {
    "no_slope": _no_slope,
    "unchanged": _unchanged,
    "diverged_first": _diverged_first,
    "never_fell": _never_fell,
    "lowest_first": _lowest_first,
    "steepest_first": _steepest_first,
    "no_steepest": _no_steepest,
    "still_falling": _still_falling,
    "no_bottom": _no_bottom,
}
