"""What many learning rates show, in a sentence with their own figures, in both languages."""

import numpy as np

from app.texts.basins import DIGITS
from app.texts.figures import figure, figure_below, percent, place, whole
from app.texts.phrases import joined, steps_made
from engine.catalog import Text
from engine.outcome import CONVERGED, DIVERGED, STALLED, STATUSES
from engine.sweeps.stability_map import StabilityMap
from engine.sweeps.steps_needed import StepsNeeded
from engine.sweeps.sweep import NO_STEP, Sweep
from engine.types import Array

NOT_THERE = 2  # times as far off as the closest: a run at a smaller rate that noise alone does not keep away


def sweep_sentence(found: Sweep, steps: int, *, noisy: bool) -> Text:
    """Return what a sweep of runs of so many steps shows."""
    statuses = set(found.statuses.tolist())
    if found.fastest is not None:
        return _some_converge(found, steps)
    if statuses == {DIVERGED}:
        return Text("At every one of these η the run diverges.", "在这些 η 下，每一个都会发散。")
    if STALLED in statuses and statuses <= {STALLED, DIVERGED}:
        return Text(
            "At none of these η does the run reach a minimum: it stalls where there is no slope.",
            "在这些 η 下都到不了极小值点：它停滞在没有坡度的地方。",
        )
    return _none_converges(found, steps, noisy=noisy)


def _some_converge(found: Sweep, steps: int) -> Text:
    converged = found.statuses == CONVERGED
    fastest = int((found.rates == found.fastest).argmax())
    best, made = figure(float(found.rates[fastest])), int(found.steps[fastest])
    if made == 0:
        return Text("This start is at rest already, whatever η is.", "这个起点本来就静止，与 η 无关。")
    told = Text(
        f"Of {whole(len(found.rates))} rates tried from this start η = {best} is quickest: it rests after "
        f"{steps_made(made)}.",
        f"从这个起点试了 {whole(len(found.rates))} 个学习率，η = {best} 最快：{whole(made)} 步后停下。",
    )
    if found.first_failing is not None:
        rate = figure(found.first_failing)
        failing = int((found.rates == found.first_failing).argmax())
        word = _becomes(STATUSES[int(found.statuses[failing])], steps)
        told = Text(
            f"{told.en} Going up, the first of them that no longer converges is η = {rate}: there it {word.en}.",
            f"{told.zh}其中往上第一个不再收敛的是 η = {rate}，在那里它{word.zh}。",
        )
    reached = {place for place in found.places[converged].tolist() if place >= 0}
    if len(reached) > 1:
        told = Text(
            f"{told.en} Which minimum it reaches depends on η: there are {len(reached)} of them.",
            f"{told.zh}到达哪个极小值点取决于 η：一共到过 {len(reached)} 个。",
        )
    elif len(reached) == 1:
        told = joined(told, _one_minimum(found, *reached))
    return told


def _one_minimum(found: Sweep, number: int) -> Text:
    minimum = found.minima[number]
    at = place(minimum.at)
    if minimum.limit is None:
        return Text(f" Of these, all that converge do so at {at}.", f"其中收敛的都停在 {at}。")
    limit = figure_below(minimum.limit, DIGITS)
    return Text(
        f" Of these, all that converge do so at {at}, where the stability limit is {limit}.",
        f"其中收敛的都停在 {at}，那里的稳定上限是 {limit}。",
    )


def _becomes(status: str, steps: int) -> Text:
    if status == "running":
        return Text(f"is still on its way after {steps_made(steps)}", f"走完 {whole(steps)} 步还在路上")
    return _BECOMES[status]


_BECOMES = {
    "stalled": Text("stalls", "停滞"),
    "bouncing": Text("bounces", "振荡"),
    "diverged": Text("diverges", "发散"),
}


def _none_converges(found: Sweep, steps: int, *, noisy: bool) -> Text:
    told = Text(
        f"Within {steps_made(steps)} the run comes to rest in a minimum at none of these η.",
        f"{whole(steps)} 步之内，在这些 η 下都没有停在极小值点。",
    )
    if noisy:
        return Text(
            f"{told.en} The noise keeps it moving; a smaller η only makes the cloud smaller.",
            f"{told.zh}噪声让它停不下来；η 越小，只是摆动的范围越小。",
        )
    if found.first_harmful is not None:
        rate = figure(found.first_harmful)
        told = Text(
            f"{told.en} The first at which it bounces or diverges is {rate}.",
            f"{told.zh}第一个会振荡或发散的是 {rate}。",
        )
    if STALLED in found.statuses:
        told = Text(
            f"{told.en} At some it stalls where there is no slope.",
            f"{told.zh}其中有些停滞在没有坡度的地方。",
        )
    return told


def steps_needed_sentence(found: StepsNeeded, steps: int) -> Text:
    """Return what the steps needed at each rate show, of runs of so many steps."""
    if found.left is not None:
        return _accuracy(found, found.left, steps)
    told = _fewest(found, steps)
    if found.best_fixed is None:
        return told
    best = figure(found.best_fixed)
    return Text(
        f"{told.en} In this bowl 2/(λmin + λmax) = {best} is the best fixed η for every start at once.",
        f"{told.zh}在这只碗里，2/(λmin + λmax) = {best} 是对所有起点而言最好的固定 η。",
    )


def _fewest(found: StepsNeeded, steps: int) -> Text:
    share = figure(found.tolerance)
    if found.best is None:
        return Text(
            f"Within {steps_made(steps)} no η here brings the slope down to {share} of its first size.",
            f"{whole(steps)} 步之内，这里没有哪个 η 能把坡度降到最初的 {share} 倍。",
        )
    arriving = np.flatnonzero(found.steps != NO_STEP)
    if int(found.steps[found.best]) == 0:
        return Text(
            "The start has no slope: nothing moves, whatever η is.", "起点没有坡度：无论 η 是多少都不会动。"
        )
    best, needed = figure(float(found.rates[found.best])), int(found.steps[found.best])
    told = Text(
        f"Of {whole(len(found.rates))} rates tried, η = {best} brings the slope down to {share} of its first size "
        f"soonest: after {steps_made(needed)}.",
        f"试了 {whole(len(found.rates))} 个学习率，η = {best} 最快把坡度降到最初的 {share} 倍："
        f"用了 {whole(needed)} 步。",
    )
    first, last = int(arriving[0]), int(arriving[-1])
    if first < found.best:
        smallest, longer = figure(float(found.rates[first])), int(found.steps[first])
        told = Text(
            f"{told.en} A smaller η gets just as close, only later: {smallest} takes {steps_made(longer)}.",
            f"{told.zh}更小的 η 同样能到这么近，只是更晚：{smallest} 要 {whole(longer)} 步。",
        )
    between = last - first + 1 - len(arriving)
    if between:
        do, largest = "does" if between == 1 else "do", figure(float(found.rates[last]))
        told = Text(
            f"{told.en} {whole(between)} of the larger ones up to {largest} {do} not get there.",
            f"{told.zh}更大的直到 {largest}，其中有 {whole(between)} 个到不了。",
        )
    if last + 1 < len(found.rates):
        above = figure(float(found.rates[last + 1]))
        told = Text(
            f"{told.en} From η = {above} on none of them does.",
            f"{told.zh}从 η = {above} 开始都到不了。",
        )
    return told


def _accuracy(found: StepsNeeded, left: Array, steps: int) -> Text:
    known = np.flatnonzero(np.isfinite(left))
    if not len(known):
        return Text(
            "With this noise the run stays in the valley of no minimum.",
            "噪声之下，它没有留在任何极小值点的谷里。",
        )
    closest = int(known[np.argmin(left[known])])
    widest = int(known[-1])
    rate, away = figure(float(found.rates[closest])), figure(float(left[closest]))
    told = Text(
        f"With this noise the run ends closest at η = {rate}: {away} from the minimum on average.",
        f"有这样的噪声时，η = {rate} 结束得最近：平均离极小值点 {away}。",
    )
    if widest > closest:
        rate, away = figure(float(found.rates[widest])), figure(float(left[widest]))
        told = Text(
            f"{told.en} A larger η is less exact: at {rate} it is {away}.",
            f"{told.zh}η 越大越不准：η = {rate} 时是 {away}。",
        )
    if left[known[0]] > NOT_THERE * left[closest]:
        rate, away = figure(float(found.rates[known[0]])), figure(float(left[known[0]]))
        told = Text(
            f"{told.en} A smaller one has not arrived after {steps_made(steps)}: at {rate} it is {away}.",
            f"{told.zh}更小的 η 在 {whole(steps)} 步之后还没到：η = {rate} 时是 {away}。",
        )
    return told


def map_sentence(found: StabilityMap) -> Text:
    """Return how the runs of a stability map ended, and what the declared limit is worth there."""
    share = {name: percent(value) for name, value in found.shares.items()}
    ways = [
        Text(f"{share[status]} {way.en}", f"{share[status]} {way.zh}")
        for status, way in _ENDS.items()
        if found.shares[status] > 0
    ]
    *firsts, last = (way.en for way in ways)
    listed = f"{', '.join(firsts)} and {last}" if firsts else last
    told = Text(
        f"Of {whole(found.statuses.size)} runs {listed}.",
        f"{whole(found.statuses.size)} 次运行中，{'，'.join(way.zh for way in ways)}。",
    )
    if found.growth_agreement is None:
        return told
    right = percent(found.growth_agreement)
    return Text(
        f"{told.en} Whether the loss grows, the stability limit foretells for {right} of them.",
        f"{told.zh}损失会不会越来越大，稳定上限对其中 {right} 说得对。",
    )


_ENDS = {
    "converged": Text("come to rest in a minimum", "收敛"),
    "bouncing": Text("bounce", "振荡"),
    "diverged": Text("diverge", "发散"),
    "stalled": Text("stall", "停滞"),
    "running": Text("are still on their way", "还在路上"),
}
