"""What becomes of many starts, in sentences with their own figures, in both languages."""

from collections.abc import Sequence

from app.texts.figures import above, figure, figure_below, percent, place, whole
from app.texts.phrases import steps_made
from engine.catalog import Text
from engine.descent import Descent
from engine.outcome import BOUNCING, CONVERGED, DIVERGED, RUNNING, STALLED
from engine.sweeps.basins import UNDEFINED, Basins, Share
from engine.sweeps.borders import Border
from engine.sweeps.places import NOWHERE, Minimum
from engine.sweeps.shares import RateShares

MOST_NAMED = 4  # minima in one sentence
DIGITS = 4  # of a learning rate
SOON = 1.05  # times the limit: a valley that lets go below it does so at once

_REST = {
    BOUNCING: ("bounce", "在振荡"),
    DIVERGED: ("diverge", "发散"),
    STALLED: ("stall where there is no slope", "停滞在没有坡度的地方"),
    RUNNING: ("are still on their way", "还在路上"),
    UNDEFINED: ("have no loss to start from", "所在处损失没有值"),
}
LEFT = ("diverge or leave the region where the loss has a value", "发散或走出损失有值的区域")


def basins_sentence(found: Basins, descent: Descent) -> Text:
    """Return where the starts of a map end, and what is to be remarked beside."""
    shares = shares_text(found.shares, found.minima, found.statuses.size, gaps=descent.has_gaps)
    return joined(shares, basins_remarks(found, descent))


def basins_remarks(found: Basins, descent: Descent) -> Text:
    """Return what no share of a map says: which minimum holds nothing any more, and how many miss the nearest."""
    told = Text("", "")
    plain = descent.gradient.plain and not descent.schedule.varies
    if plain:
        told = joined(told, _held(found.minima, descent.optimizer.learning_rate))
    if found.astray.any():
        share = percent(float(found.astray.mean()))
        missed = Text(
            f"{share} come to rest in another minimum than the nearest to their start.",
            f"{share} 停在了离起点并非最近的极小值点。",
        )
        told = joined(told, missed)
    return told


def shares_text(
    shares: Sequence[Share],
    minima: Sequence[Minimum],
    count: int,
    *,
    runs: bool = False,
    gaps: bool = False,
) -> Text:
    """Return how starts part by outcome, or runs, where several are made from each start.

    With `gaps` a run may have left to where the loss has no value instead of diverging.
    """
    all_en, all_zh = (
        (f"{whole(count)} runs", f"{whole(count)} 次运行")
        if runs
        else (f"{whole(count)} starts", f"{whole(count)} 个起点")
    )
    converged = [share for share in shares if share.status == CONVERGED]
    if not converged:
        opening = Text(
            f"Of {all_en} none comes to rest in a minimum.",
            f"{all_zh}中，没有一{'次' if runs else '个'}停在极小值点。",
        )
        return joined(opening, _others(shares, minima, gaps=gaps))
    named = [share for share in converged if share.place != NOWHERE][:MOST_NAMED]
    english = [f"{percent(share.share)} at {place(minima[share.place].at)}" for share in named]
    chinese = [f"{percent(share.share)} 停在 {place(minima[share.place].at)}" for share in named]
    if rest := sum(share.count for share in converged) - sum(share.count for share in named):
        english.append(f"{percent(rest / count)} in other minima")
        chinese.append(f"{percent(rest / count)} 停在其他极小值点")
    opening = Text(
        f"Of {all_en} come to rest: {', '.join(english)}.",
        f"{all_zh}中，{'，'.join(chinese)}。",
    )
    return joined(opening, _others(shares, minima, gaps=gaps))


def _others(shares: Sequence[Share], minima: Sequence[Minimum], *, gaps: bool) -> Text:
    english: list[str] = []
    chinese: list[str] = []
    for share in shares:
        if share.status == BOUNCING and share.place != NOWHERE and len(english) < MOST_NAMED:
            at = place(minima[share.place].at)
            english.append(f"{percent(share.share)} bounce in the valley of {at}")
            chinese.append(f"{percent(share.share)} 在 {at} 的谷里振荡")
    named = len(english)
    for status, (word_en, word_zh) in (_REST | ({DIVERGED: LEFT} if gaps else {})).items():
        those = [share for share in shares if share.status == status]
        if status == BOUNCING:
            valleys = [share for share in those if share.place != NOWHERE]
            those = [share for share in those if share not in valleys[:named]]
        total = sum(share.share for share in those)
        if total:
            elsewhere = (" elsewhere", "（别处）") if status == BOUNCING and named else ("", "")
            english.append(f"{percent(total)} {word_en}{elsewhere[0]}")
            chinese.append(f"{percent(total)} {word_zh}{elsewhere[1]}")
    if not english:
        return Text("", "")
    return Text(f"{', '.join(english)}.", f"{'，'.join(chinese)}。")


def _held(minima: Sequence[Minimum], rate: float) -> Text:
    """Return which minima hold no ball at this rate, the steepest first."""
    lost = [minimum for minimum in minima if minimum.limit is not None and rate > minimum.limit]
    if not lost:
        return Text("", "")
    lost.sort(key=lambda minimum: minimum.limit or 0.0)
    own, limit = above(rate, lost[0].limit or 0.0, DIGITS)
    if len(lost) == len(minima):
        return Text(
            f"η = {own} is above the limit of every minimum found: nothing can rest in any of them.",
            f"η = {own} 超过了所有找到的极小值点的上限：小球在其中任何一个都停不下来。",
        )
    if len(lost) > 1:
        names = [place(minimum.at) for minimum in lost[:MOST_NAMED]]
        rest = len(lost) - len(names)
        more = (f" and {rest} more", f"以及另外 {rest} 个极小值点") if rest else ("", "")
        return Text(
            f"Nothing can rest at {', '.join(names)}{more[0]} any more: η = {own} is above their limits.",
            f"{'、'.join(names)}{more[1]} 已经停不住任何小球：η = {own} 超过了它们的上限。",
        )
    at = place(lost[0].at)
    return Text(
        f"Nothing can rest at {at} any more: η = {own} is above its limit, {limit}.",
        f"{at} 已经停不住任何小球：η = {own} 超过了它的上限 {limit}。",
    )


def joined(*texts: Text) -> Text:
    """Return sentences one after the other."""
    return Text(" ".join(text.en for text in texts if text.en), "".join(text.zh for text in texts))


def shares_sentence(found: RateShares) -> Text:
    """Return which valley is the first to hold no ball at rest, and when it lets go of them."""
    held = [border for border in found.borders if _within(found, border)]
    if not held:
        return _reached(found)
    border = min(held, key=lambda border: (border.minimum.limit or 0.0, not border.told))
    at, limit = place(border.minimum.at), border.minimum.limit or 0.0
    rests, steps = figure_below(limit, DIGITS), whole(found.steps)
    told = Text(
        f"Within this range the first to hold nothing at rest is {at}: balls come to rest there up to η = {rests}.",
        f"在这段范围里，最先停不住小球的是 {at}：η 不超过 {rests} 时还停得住。",
    )
    if not border.told:
        return told
    if border.leaves is None:
        stays = figure(border.stays or limit, DIGITS)
        more = Text(
            f"Within {steps} steps none leaves its valley up to η = {stays}.",
            f"直到 η = {stays}，{steps} 步内没有小球离开这个谷。",
        )
        return joined(told, more)
    leaves, _ = above(border.leaves, limit, border.digits)
    if border.leaves <= SOON * limit:
        more = Text(
            f"Right above it they leave its valley: within {steps} steps at η ≈ {leaves}.",
            f"刚超过它，小球就离开这个谷：η ≈ {leaves} 时在 {steps} 步内离开。",
        )
        circling = Text(
            f"Right above it they circle in its valley; within {steps} steps one leaves it from η ≈ {leaves} on.",
            f"刚超过它，小球就在这个谷里来回振荡；从 η ≈ {leaves} 起，{steps} 步内就有小球离开。",
        )
        return joined(told, circling if border.circles else more)
    times = figure(border.leaves / limit, min(2, border.digits))
    first = ("they circle in its valley; ", "小球在这个谷里来回振荡；") if border.circles else ("", "")
    more = Text(
        f"Above it {first[0]}within {steps} steps one leaves it from η ≈ {leaves} on, {times} times the limit.",
        f"超过后{first[1]}从 η ≈ {leaves} 起，{steps} 步内就有小球离开，约为上限的 {times} 倍。",
    )
    return joined(told, more)


def _within(found: RateShares, border: Border) -> bool:
    limit = border.minimum.limit
    return limit is not None and bool(found.rates[0] < limit < found.rates[-1])


def _reached(found: RateShares) -> Text:
    """Return how many starts converge at best, where no limit lies among the rates."""
    total = found.converged.sum(axis=0) + found.others[CONVERGED]
    best = int(total.argmax())
    if not total[best]:
        return Text(
            f"Within {steps_made(found.steps)} no start comes to rest in a minimum at any of these η.",
            f"在这些 η 下，{whole(found.steps)} 步之内没有一个起点停在极小值点。",
        )
    share, rate = percent(float(total[best])), figure(float(found.rates[best]))
    return Text(
        f"The largest share comes to rest at η = {rate}: {share} of {whole(found.starts)} starts.",
        f"η = {rate} 时停下的起点最多：{whole(found.starts)} 个中的 {share}。",
    )
