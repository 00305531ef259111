"""Measuring: entrants take turns, and the median of each stands beside its peer's."""

import math
import statistics
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

Measure = Callable[[], float]


class Row(NamedTuple):
    """One line of the table: our figure, the peer's, and what was wanted of it."""

    what: str
    ours: str
    peer: str
    ratio: str
    target: str
    reached: bool | None  # None: shown for comparison only


def race(entrants: Mapping[str, Measure], *, rounds: int) -> dict[str, float]:
    """Gives the median of what each entrant measures of itself; the first of their turns does not count."""
    measured: dict[str, list[float]] = {name: [] for name in entrants}
    for counted in range(rounds + 1):
        for name, measure in entrants.items():
            figure = measure()
            if counted:
                measured[name].append(figure)
    return {name: statistics.median(figures) for name, figures in measured.items()}


def seconds_of(action: Callable[[], object], *, at_least: float = 0.2) -> float:
    """The mean time of a call, repeated until the whole has taken at least so many seconds."""
    calls = 0
    begin = time.perf_counter()
    while (elapsed := time.perf_counter() - begin) < at_least:
        action()
        calls += 1
    return elapsed / calls


def ratio_row(
    what: str, *, ours: float, peer: float, peer_name: str, unit: str, at_least: float | None
) -> Row:
    """A row about how many times faster than its peer something is."""
    ratio = ours / peer
    return Row(
        what,
        f"{_figure(ours)} {unit}",
        f"{_figure(peer)} {unit} ({peer_name})",
        f"{ratio:.3g}×",
        "" if at_least is None else f"≥ {at_least:g}×",
        None if at_least is None else ratio >= at_least,
    )


def bound_row(
    what: str, *, ours: float, unit: str, at_least: float = -math.inf, at_most: float = math.inf
) -> Row:
    """A row about a figure that has to stay on one side of a bound, or is shown without one."""
    targets = [f"≥ {at_least:g} {unit}"] * (at_least > -math.inf) + [f"≤ {at_most:g} {unit}"] * (
        at_most < math.inf
    )
    reached = at_least <= ours <= at_most if targets else None
    return Row(what, f"{_figure(ours)} {unit}", "", "", ", ".join(targets), reached)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
