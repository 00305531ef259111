"""What a comparison shows: up to which learning rate each side holds its ball, read off sweeps, in both languages."""

from collections.abc import Sequence

from app.texts.figures import apart, figure, place
from engine.catalog import Text
from engine.outcome import STATUSES
from engine.sweeps.holding import Holding

EQUAL = 1.05  # times: rates nearer to each other are the same rate, tried one step of the sweep apart

_BECOMES = {
    "running": Text("it no longer comes to rest", "就停不下来了"),
    "converged": Text("it ends up elsewhere", "会停到别处"),
    "stalled": Text("it is thrown onto level ground", "会被甩到没有坡度的地方"),
    "bouncing": Text("it bounces and finds no rest", "会来回振荡，停不下来"),
    "diverged": Text("it diverges", "会发散"),
}


def holding_sentence(titles: Sequence[Text], found: Sequence[Holding]) -> Text:
    """Return what became of each side's ball, and how many times the rate of the one the other takes.

    `titles` are what the sides are called, without an article; both sequences are in the comparison's order.
    """
    told = [_side(title, one) for title, one in zip(titles, found, strict=True)]
    ratio = _ratio(titles, found)
    if ratio is not None:
        told.append(ratio)
    return Text(" ".join(text.en for text in told), "".join(text.zh for text in told))


def _side(title: Text, found: Holding) -> Text:
    if not found.moves:
        return Text(
            f"The {title.en}: its ball stands still at every η, for there is no slope.",
            f"{title.zh}：没有坡度，无论 η 是多少，小球都站着不动。",
        )
    if found.holds_to is None:
        return Text(
            f"The {title.en} does not hold its ball even at the smallest η here.",
            f"{title.zh}：即使是这里最小的 η 也留不住小球。",
        )
    if found.lets_go_at is None:
        held = figure(found.holds_to)
        return Text(
            f"The {title.en} holds its ball at every η here, up to {held}.",
            f"{title.zh}：这里的每个 η 都留得住小球，直到 {held}。",
        )
    limit = None if found.home is None else found.home.limit
    held, lost, *limits = apart(found.holds_to, found.lets_go_at, *([] if limit is None else [limit]))
    becomes = _becomes(found)
    return Text(
        f"The {title.en} holds its ball up to η = {held}"
        + "".join(f" (the limit there is {shown})" for shown in limits)
        + f"; at {lost} {becomes.en}.",
        f"{_spaced(title)}在 η = {held} 以内留得住小球"
        + "".join(f"（那里的稳定上限是 {shown}）" for shown in limits)
        + f"；到 {lost} {becomes.zh}。",
    )


def _spaced(title: Text, *, inside: bool = False) -> str:
    """Return the Chinese title, set off from the Chinese around it where it is in Latin letters."""
    if not title.zh.isascii():
        return title.zh
    return f" {title.zh} " if inside else f"{title.zh} "


def _becomes(found: Holding) -> Text:
    assert found.becomes is not None
    status = STATUSES[found.becomes]
    if found.reaches is None:
        return _BECOMES[status]
    at = place(found.reaches.at)
    if status == "converged":
        return Text(f"it comes to rest in {at} instead", f"会停到 {at}")
    return Text(f"it is in the valley of {at} instead, and finds no rest", f"会到 {at} 的谷中打转，停不下来")


def _ratio(titles: Sequence[Text], found: Sequence[Holding]) -> Text | None:
    """Return how many times the rate of the side that lets go first the one takes that lets go last."""
    sides = [
        (one.holds_to, title)
        for title, one in zip(titles, found, strict=True)
        if one.moves and one.holds_to is not None and one.lets_go_at is not None
    ]
    if len(sides) < 2:
        return None
    (low, first), *_, (high, last) = sorted(sides, key=lambda side: side[0])
    if high < EQUAL * low:
        return None
    times = figure(high / low, 2)
    return Text(
        f"So the {last.en} takes {times} times the learning rate of the {first.en}.",
        f"也就是说，{_spaced(last)}能用的学习率是{_spaced(first, inside=True)}的 {times} 倍。",
    )
