"""What a range test says, in both languages: the suggestion or why there is none, and what stands beside it."""

from collections.abc import Iterator

from app.texts.figures import figure, pair, place, whole
from app.texts.phrases import joined
from app.texts.range_reasons import no_suggestion
from engine.catalog import Text
from engine.sweeps.range_test import CHECKED, SWEPT, Limit, RangeTest, swept
from engine.sweeps.range_verdict import BEGINS, RAGGED, STOPS

Said = tuple[str, Text]
_ENDS = {
    "converged": Text("it converges", "收敛了"),
    "stalled": Text("it stalls", "停滞了"),
    "bouncing": Text("it keeps bouncing", "一直在振荡"),
    "diverged": Text("it diverges", "发散了"),
    "running": Text("it is still on its way", "仍在途中"),
}


def range_test_sentence(found: RangeTest) -> Text:
    """Return what there is to choose, and how it stands to the limit at the minimum; or why there is nothing."""
    if found.suggestion is None:
        return no_suggestion(found)
    limit = found.limit_at_minimum or found.limit_at_start
    shown, bound = figure(found.suggestion), ""
    if limit is not None:
        shown, bound = pair(found.suggestion, limit.learning_rate)
    told = Text(
        f"Suggestion: η = {shown}, where the loss falls fastest.",
        f"建议 η = {shown}：损失在这里降得最快。",
    )
    if limit is None:
        return told
    at_start = found.limit_at_minimum is None
    return joined(told, _beside(found.suggestion / limit.learning_rate, bound, limit, at_start=at_start))


def range_test_sentences(found: RangeTest) -> Iterator[Said]:
    """Yield a sentence for every part of the test that there is."""
    verdict, rates = found.verdict, found.rates
    if verdict.suggestion is not None and verdict.slope is not None:
        yield "suggestion", _steepest(found.suggestion or 0.0, verdict.suggestion + 1, -verdict.slope)
    if verdict.lowest is not None:
        loss, rate = found.losses[verdict.lowest], rates[verdict.lowest]
        yield "lowest", _lowest(float(loss), float(rate), verdict.lowest + 1)
    if verdict.blow_up is not None or verdict.lowest is not None:
        yield "blow_up", _blow_up(found)
    if verdict.bounds is not None:
        yield "bounds", _bounds(found)
    yield "limits", _limits(found)
    yield "largest", _largest(found)
    if found.outcome is not None and found.suggestion is not None:
        yield "outcome", _tried(found.suggestion, _ENDS[found.outcome])


def _tried(rate: float, end: Text) -> Text:
    shown = figure(rate)
    return Text(
        f"Tried for {CHECKED} steps at η = {shown}: {end.en}.",
        f"以 η = {shown} 试走 {CHECKED} 步：{end.zh}。",
    )


def _symbol(limit: Limit) -> str:
    """Return how the limit is written: 2/λ for plain gradient descent."""
    return f"{figure(limit.product)}/λ"


def _beside(share: float, bound: str, limit: Limit, *, at_start: bool) -> Text:
    """Return how many times the limit the suggestion is, and what it means to lie above it."""
    where = Text("at the start", "起点处") if at_start else _minimum(limit)
    if share > 1 and at_start:
        return Text(
            f" It lies above {_symbol(limit)} = {bound} {where.en}.",
            f"它高于{where.zh} {_symbol(limit)} = {bound}。",
        )
    if share > 1:
        return Text(
            f" It lies above {_symbol(limit)} = {bound} {where.en}: at this rate nothing comes to rest there.",
            f"它高于{where.zh} {_symbol(limit)} = {bound}：以这个学习率，在那里什么都停不下来。",
        )
    times = figure(share, 2)
    return Text(
        f" That is {times} times {_symbol(limit)} = {bound} {where.en}.",
        f"它是{where.zh} {_symbol(limit)} = {bound} 的 {times} 倍。",
    )


def _minimum(limit: Limit) -> Text:
    at = place(limit.at)
    return Text(f"at the minimum {at}", f"极小值点 {at} 处")


def _steepest(rate: float, step: int, fall: float) -> Text:
    at, pace = figure(rate), figure(fall)
    return Text(
        f"At η = {at}, step {whole(step)}, the lightly smoothed loss falls by {pace} per tenfold η: "
        "nowhere faster before its lowest.",
        f"在 η = {at}（第 {whole(step)} 步），略加平滑的损失以 η 每增大十倍下降 {pace} 的速度下降："
        "在最低之前，这里最快。",
    )


def _lowest(loss: float, rate: float, step: int) -> Text:
    low, at = figure(loss), figure(rate)
    return Text(
        f"The lowest loss, {low}, comes at η = {at}, step {whole(step)}. "
        "That is not the rate to choose: a larger one gains nothing more.",
        f"最低的损失 {low} 出现在 η = {at}，第 {whole(step)} 步。但不该选它：再大就不再有好处。",
    )


def _blow_up(found: RangeTest) -> Text:
    verdict, rates = found.verdict, found.rates
    threshold, c = figure(verdict.threshold), figure(found.blow_up_factor)
    if verdict.blow_up is None:
        top = figure(float(rates[len(verdict.smoothed) - 1]))
        return Text(
            f"Up to η = {top} it never blew up: the loss never rose above {threshold}, "
            f"the lowest plus {c} times the fall from the start.",
            f"直到 η = {top} 都没有失控：损失没有超过 {threshold}，即最低值加上从起点算起降幅的 {c} 倍。",
        )
    at, step = figure(float(rates[verdict.blow_up])), verdict.blow_up + 1
    if verdict.blow_up >= len(found.run.losses) - 1:
        return Text(
            f"At η = {at}, step {whole(step)}, it diverges.", f"η = {at} 时，第 {whole(step)} 步，它发散了。"
        )
    loss, threshold = pair(float(found.losses[verdict.blow_up]), verdict.threshold)
    return Text(
        f"At η = {at}, step {whole(step)}, it blows up: the loss, {loss}, is above {threshold}, "
        f"the lowest plus {c} times the fall from the start.",
        f"η = {at} 时，第 {whole(step)} 步，它失控了：损失 {loss} 高于 {threshold}，"
        f"即最低值加上从起点算起降幅的 {c} 倍。",
    )


def _bounds(found: RangeTest) -> Text:
    bounds = found.verdict.bounds
    assert bounds is not None
    low, high = (figure(float(found.rates[at])) for at in (bounds.lowest, bounds.highest))
    begins, stops, ragged = (f"{share:.0%}".replace("%", "\u00a0%") for share in (BEGINS, STOPS, RAGGED))
    if bounds.edge == "stops":
        edge = Text(f"stops, {stops} of it done", f"停止下降，已完成 {stops}")
    else:
        edge = Text(f"gets ragged, one step giving {ragged} of it back", f"开始忽高忽低，一步就退回 {ragged}")
    told = Text(
        f"Smith's bounds for a cyclical schedule: η = {low}, where the fall has begun, {begins} of it done, "
        f"and η = {high}, where it {edge.en}.",
        f"Smith 为循环学习率取的两个界限：η = {low}，开始下降，已完成降幅的 {begins}；η = {high}，{edge.zh}。",
    )
    if found.growth == "linear":
        return told
    return joined(
        told,
        Text(
            " He reads them off a linear ramp; this one is exponential.", "他用的是线性增长，这里是指数增长。"
        ),
    )


def _limits(found: RangeTest) -> Text:
    start, minimum = found.limit_at_start, found.limit_at_minimum
    if found.run.descent.optimizer.optimizer.adaptive:
        return Text(
            "An adaptive optimizer's limit depends on the slopes it has met, so none is marked.",
            "自适应优化器的稳定上限取决于它遇到过的坡度，所以这里没有标出。",
        )
    if start is None:
        told = Text(
            "At the start the surface curves up in no direction, so there is no limit.",
            "起点处的曲面在任何方向上都不向上弯，因此没有稳定上限。",
        )
    else:
        limit = figure(start.learning_rate)
        told = Text(f"At the start {_symbol(start)} = {limit}.", f"起点处 {_symbol(start)} = {limit}。")
    if minimum is None:
        more = Text(
            " The fall line from there leads to no minimum with a limit.",
            "从那里出发的最速下降线不通向有稳定上限的极小值点。",
        )
    else:
        limit, at = figure(minimum.learning_rate), place(minimum.at)
        more = Text(
            f" At the minimum {at}, where the fall line leads, {_symbol(minimum)} = {limit}.",
            f"最速下降线通向极小值点 {at}，那里 {_symbol(minimum)} = {limit}。",
        )
    return joined(told, more)


def _largest(found: RangeTest) -> Text:
    steps = swept(found.run.descent).steps
    if found.largest is None:
        return Text(
            f"Of {SWEPT} rates tried for {whole(steps)} steps from here, none converges.",
            f"从这里出发，试过的 {SWEPT} 个学习率各走 {whole(steps)} 步，没有一个收敛。",
        )
    most = figure(found.largest)
    told = Text(
        f"Of {SWEPT} rates tried for {whole(steps)} steps from here, η = {most} is the largest that converges "
        "before one fails.",
        f"从这里出发，试过的 {SWEPT} 个学习率各走 {whole(steps)} 步，在失败之前能收敛的最大值是 η = {most}。",
    )
    if found.suggestion is None:
        return told
    share = figure(found.suggestion / found.largest, 2)
    return joined(told, Text(f" The suggestion is {share} times that.", f"建议值是它的 {share} 倍。"))
