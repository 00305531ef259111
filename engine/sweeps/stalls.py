"""Places where runs come to rest that are no minima: saddles, maxima and kinks one by one, level ground as a whole."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.curvature import flat_ground
from engine.known import NEAR
from engine.standstill import Ground, standstill
from engine.surfaces import Surface
from engine.sweeps.lane_given import look, never
from engine.sweeps.lanes import Whole
from engine.sweeps.places import NOWHERE, distinct
from engine.types import Array

MOST_LOOKED_AT: Final = 64  # groups of ends of one tile that are looked at one by one


@dataclass(frozen=True)
class Stall:
    """Where runs stalled: `saddle`, `maximum` or `kink` and its place, or `flat` for level ground anywhere."""

    kind: Ground
    at: tuple[float, ...] | None


class Stalls:
    """Stalls by number, as they are found. Ends nearer than NEAR windows are one.

    A look-up raises Cancelled when `cancelled` says so.
    """

    def __init__(self, surface: Surface, *, cancelled: Callable[[], bool] = never) -> None:
        self.surface, self.cancelled = surface, cancelled
        self.reach = NEAR * max(high - low for low, high in surface.window)
        self._found: list[Stall] = []

    @property
    def found(self) -> tuple[Stall, ...]:
        """The stalls so far, by number."""
        return tuple(self._found)

    def of(self, ends: Array) -> Whole:
        """Return the number of the stall at each end (k, n), shape (k,); NOWHERE for one of too many to look at."""
        first, group_of = distinct(np.floor(ends / self.reach))
        numbers = np.full(len(first), NOWHERE)
        largest = np.argsort(-np.bincount(group_of), kind="stable")
        for group in largest[:MOST_LOOKED_AT].tolist():
            look(self.cancelled)
            numbers[group] = self._number(*standstill(self.surface, tuple(ends[first[group]].tolist())))
        rest = largest[MOST_LOOKED_AT:]
        if len(rest):
            points = ends[first[rest]]
            flat = flat_ground(self.surface.gradient(points), self.surface.hessian(points), self.reach)
            if flat.any():
                numbers[rest[flat]] = self._number("flat", ())
        found: Whole = numbers[group_of]
        return found

    def _number(self, kind: Ground, at: tuple[float, ...]) -> int:
        stall = Stall("flat", None) if kind in ("flat", "terrace") else Stall(kind, at)
        for number, other in enumerate(self._found):
            if other.kind == stall.kind and _apart(stall, other) <= self.reach:
                return number
        self._found.append(stall)
        return len(self._found) - 1


def _apart(one: Stall, other: Stall) -> float:
    return 0.0 if one.at is None or other.at is None else math.dist(one.at, other.at)
