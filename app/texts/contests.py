"""How two swarms compare, in sentences with their own figures, in both languages."""

from typing import NamedTuple

import numpy as np

from app.texts.basins import joined
from app.texts.figures import apart, exact, percent, place, whole
from engine.catalog import Knob, Text
from engine.choice import Choice
from engine.descent import Descent
from engine.outcome import CONVERGED
from engine.surfaces.record import Window
from engine.sweeps.places import Minimum, Places, as_low
from engine.sweeps.swarm import Swarm


class Swarmed(NamedTuple):
    """One side: by which run, from which window, and what came of it."""

    descent: Descent
    window: Window | None
    found: Swarm


def contest_sentence(one: Swarmed, other: Swarmed) -> Text:
    """Return how many runs of either side find the lowest minimum that any of them finds, and how deep they get."""
    rules, target = _rules(one, other), _target(one, other)
    same_starts = np.array_equal(one.found.starts, other.found.starts)
    shares = (_share(one.found, target), _share(other.found, target))
    opening = _same_starts if same_starts else _sides
    told = joined(opening((one, other), rules, target, shares), _depths(one.found, other.found))
    if shares[0] == shares[1]:
        return told
    return joined(told, _verdict(one.descent, other.descent, same_starts=same_starts))


def _verdict(one: Descent, other: Descent, *, same_starts: bool) -> Text:
    """Return what makes the difference, where the starts alone or the optimizers alone differ."""
    if _surroundings(one) != _surroundings(other):
        return Text(
            "The sides differ in something besides starts and optimizer.", "两边还有起点和优化器以外的差别。"
        )
    if not same_starts:
        if one.optimizer != other.optimizer:
            return Text("", "")
        return Text(
            "The optimizer is the same: the starts make the difference.", "优化器完全相同：差别来自起点。"
        )
    causes = [Text("optimizer", "优化器")] if one.optimizer.name != other.optimizer.name else []
    causes += [
        Text(knob.title.en.lower(), knob.title.zh) for knob in _differing(one.optimizer, other.optimizer)
    ]
    *most, last = [f"the {cause.en}" for cause in causes]
    english = f"{', '.join(most)} and {last} make" if most else f"{last} makes"
    chinese = "和".join(["、".join(cause.zh for cause in causes[:-1])] * bool(most) + [causes[-1].zh])
    return Text(f"The starts are the same: {english} the difference.", f"起点完全相同：差别来自{chinese}。")


class Target(NamedTuple):
    """The lowest of all minima: its loss, its place, None where several are as low.

    `only` says that there is no other, `known` that the catalog has it.
    """

    loss: float
    at: tuple[float, ...] | None
    only: bool
    known: bool


def _target(*sides: Swarmed) -> Target | None:
    places = Places(sides[0].descent.surface)
    minima: dict[int, Minimum] = {}
    for minimum in (minimum for side in sides for minimum in side.found.minima):
        minima.setdefault(int(places.of(np.array([minimum.at]))[0]), minimum)
    if not minima:
        return None
    lowest = min(minimum.loss for minimum in minima.values())
    first, *others = [minimum for minimum in minima.values() if as_low(minimum.loss, lowest)]
    return Target(lowest, None if others else first.at, len(minima) == 1, first.known)


def _share(found: Swarm, target: Target | None) -> float:
    """Return the share of a swarm's runs that come to rest in a minimum as low as the target."""
    if target is None:
        return 0.0
    low = [k for k, minimum in enumerate(found.minima) if as_low(minimum.loss, target.loss)]
    return float(((found.statuses == CONVERGED) & np.isin(found.places, low)).mean())


def _there(target: Target | None) -> Text:
    if target is None:
        return Text("come to rest in a minimum", "停在极小值点")
    if target.at is None:
        return Text("come to rest in one of the lowest minima", "停在最低的极小值点之一")
    at = place(target.at)
    if target.only and not target.known:
        return Text(
            f"come to rest in the only minimum that any of them found, {at}", f"停在唯一找到的极小值点 {at}"
        )
    if target.only:
        return Text(f"come to rest in the minimum, {at}", f"停在极小值点 {at}")
    return Text(f"come to rest in the lowest minimum, {at}", f"停在最低的极小值点 {at}")


def _same_starts(
    sides: tuple[Swarmed, Swarmed],
    rules: tuple[Text, Text],
    target: Target | None,
    shares: tuple[float, float],
) -> Text:
    starts, steps, there = len(sides[0].found.starts), sides[0].descent.steps, _there(target)
    first, second = (percent(share) for share in shares)
    return Text(
        f"The same {starts} starts, {whole(steps)} steps. {rules[0].en}: {first} {there.en}. {rules[1].en}: {second}.",
        f"同样的 {starts} 个起点，{whole(steps)} 步。{rules[0].zh}：{first} {there.zh}。{rules[1].zh}：{second}。",
    )


def _sides(
    sides: tuple[Swarmed, Swarmed],
    rules: tuple[Text, Text],
    target: Target | None,
    shares: tuple[float, float],
) -> Text:
    there = (_there(target), Text("do", "停在那里"))
    return joined(
        *(
            Text(
                f"{rule.en}, from {_where(side).en}: {percent(share)} of {len(side.found.starts)} starts {word.en}.",
                f"{rule.zh}，{_where(side).zh}：{len(side.found.starts)} 个起点中有 {percent(share)} {word.zh}。",
            )
            for side, rule, share, word in zip(sides, rules, shares, there, strict=True)
        )
    )


def _where(side: Swarmed) -> Text:
    if side.window is None:
        return Text("the starts that were given", "从给定的起点出发")
    if side.window == side.descent.surface.window:
        return Text("anywhere in the window", "从窗口内任意处出发")
    names = side.descent.surface.formula.variables
    ranges = ", ".join(
        f"{name} {exact(low)} … {exact(high)}" for name, (low, high) in zip(names, side.window, strict=True)
    )
    return Text(ranges, f"从 {ranges} 之内出发")


def _depths(*found: Swarm) -> Text:
    """Return the median loss at the end of either side, where it has one."""
    medians = [float(np.median(np.where(np.isnan(one.losses), np.inf, one.losses))) for one in found]
    if not np.isfinite(medians).all():
        return Text("", "")
    first, second = apart(*medians)
    return Text(
        f"Their median loss at the end is {first} and {second}.",
        f"最终损失的中位数分别是 {first} 和 {second}。",
    )


def _surroundings(descent: Descent) -> tuple[object, ...]:
    """Return what else decides a run: schedule, gradient source and, where it has a part, chance."""
    return (descent.schedule, descent.gradient, descent.seed if descent.is_noisy else None)


def _differing(one: Choice, other: Choice) -> list[Knob]:
    """Return the knobs that are set otherwise: of two optimizers the learning rate alone, the rest are their own."""
    ours, theirs = dict(one.knobs), dict(other.knobs)
    return [
        knob
        for knob in one.optimizer.knobs
        if (one.name == other.name or knob.name == "learning_rate") and ours[knob.name] != theirs[knob.name]
    ]


def _rules(one: Swarmed, other: Swarmed) -> tuple[Text, Text]:
    """Return what the sides are called: as their optimizers are, and of one optimizer with the knobs that differ."""
    choices = (one.descent.optimizer, other.descent.optimizer)
    first, second = (choice.optimizer.title for choice in choices)
    if choices[0].name != choices[1].name:
        return first, second
    knobs = _differing(*choices)
    if not knobs:
        if _surroundings(one.descent) == _surroundings(other.descent):
            return first, second
        return (
            Text(f"{first.en} (first side)", f"{first.zh}（第一边）"),
            Text(f"{second.en} (second side)", f"{second.zh}（第二边）"),
        )
    values = [apart(*(dict(choice.knobs)[knob.name] for choice in choices)) for knob in knobs]
    settings = [
        ", ".join(f"{knob.symbol} = {value[k]}" for knob, value in zip(knobs, values, strict=True))
        for k in (0, 1)
    ]
    return (
        Text(f"{first.en} at {settings[0]}", f"{first.zh}（{settings[0]}）"),
        Text(f"{second.en} at {settings[1]}", f"{second.zh}（{settings[1]}）"),
    )
