"""How far work has got: a share of it, told as it grows."""

from collections.abc import Callable
from typing import TypeAlias

Tell: TypeAlias = Callable[[float], object]


def nobody(share: float) -> None:
    """Be told, and do nothing."""


def stage(tell: Tell, begin: float, end: float) -> Tell:
    """Return whom to tell of a stage that takes the work from one share of it to another."""
    return lambda share: tell(begin + (end - begin) * share)


def part_of(tell: Tell, index: int, count: int) -> Tell:
    """Return whom to tell of one of several equal parts: it tells which share of all is done then."""
    return stage(tell, index / count, (index + 1) / count)
