"""In whose valley a point is: the minimum to which the fall line through it leads."""

import itertools
import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from engine.explanation import VALLEY_POINTS
from engine.fall_line import fall_line
from engine.surfaces import Surface
from engine.sweeps.lanes import Whole
from engine.sweeps.places import NOWHERE, Cell, Places, distinct
from engine.sweeps.progress import Tell, nobody
from engine.types import Array

FINE: Final = 256  # cells along the window's longest side: the points of a cell are taken to be in one valley
MOST_POINTS: Final = (
    10_000  # of all fall lines of one answer; what would need more is said to be in no valley
)


class Valleys:
    """The valleys of a surface, found as they are asked for, their minima numbered by `places`.

    A fall line is followed until it comes to a cell through which an earlier one went.
    """

    def __init__(self, surface: Surface, places: Places, *, most: int = MOST_POINTS) -> None:
        self.surface, self.places, self.most = surface, places, most
        self._side = max(high - low for low, high in surface.window) / FINE
        self._known: dict[Cell, int] = {}
        self._walked = 0

    @property
    def exhausted(self) -> bool:
        """Whether no more fall lines are followed."""
        return self._walked >= self.most

    def of(self, points: Array, on_progress: Tell = nobody) -> Whole:
        """Return the minimum of each point (k, n), shape (k,), NOWHERE where no fall line ends in one."""
        first, cell_of = distinct(np.floor(points / self._side))
        numbers = np.empty(len(first), dtype=np.int64)
        for place, point in enumerate(points[first].tolist()):
            numbers[place] = self._of(point)
            on_progress((place + 1) / len(first))
        found: Whole = numbers[cell_of]
        return found

    def of_tail(self, points: Array) -> int:
        """Return the minimum in whose valley all the last points (m, n) are, NOWHERE if there is none."""
        first, *others = points[-VALLEY_POINTS:].tolist()
        number = self._of(first)
        return number if all(self._of(point) == number for point in others) else NOWHERE

    def of_tails(self, tails: Array, on_progress: Tell = nobody) -> Whole:
        """Return what `of_tail` says of each of many (k, m, n), shape (k,)."""
        tails = tails[:, -VALLEY_POINTS:]
        numbers = self.of(tails.reshape(-1, tails.shape[2]), on_progress).reshape(tails.shape[:2])
        first = numbers[:, 0]
        return np.where((numbers == first[:, None]).all(axis=1), first, NOWHERE)

    def _cell(self, point: Sequence[float]) -> Cell:
        return tuple(math.floor(part / self._side) for part in point)

    def _of(self, point: Sequence[float]) -> int:
        cell = self._cell(point)
        if cell in self._known:
            return self._known[cell]
        if self._walked >= self.most:
            return NOWHERE
        self.places.go_on()
        line = fall_line(self.surface, tuple(point), is_known=lambda point: self._cell(point) in self._known)
        self._walked += len(line.points)
        number = NOWHERE
        if line.ends == "known":
            number = self._known[self._cell(line.points[-1])]
        elif line.ends == "minimum":
            number = int(self.places.of(np.array([line.points[-1]]))[0])
        self._known[cell] = number
        for here, there in itertools.pairwise(line.points):
            pieces = math.ceil(2 * math.dist(here, there) / self._side)
            for piece in range(1, pieces + 1):
                share = piece / pieces
                passed = [a + share * (b - a) for a, b in zip(here, there, strict=True)]
                self._known.setdefault(self._cell(passed), number)
        return number
