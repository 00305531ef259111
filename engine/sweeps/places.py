"""Places where runs end: known minima of the surface, and those that the runs themselves found."""

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.curvature import sharpness, stability_limit
from engine.descent import Descent
from engine.known import NEAR, refined, rounded_loss
from engine.surfaces import Surface
from engine.sweeps.lane_given import look
from engine.sweeps.lanes import Whole
from engine.types import Array

NOWHERE = -1
LEVEL_LOSS: Final = 1e-6  # of the deepest, and so much: minima whose losses differ by less are equally low
DENSE = 1 << 22  # cells of a table
Cell = tuple[float, ...]  # whole numbers


@dataclass(frozen=True)
class Minimum:
    """A minimum that some run reached: where it is, its loss, whether the catalog knows it.

    `limit` is the learning rate above which the optimizer does not come to rest there, None for an adaptive one, for a
    rate that a schedule changes, and where chance moves the run.
    """

    at: tuple[float, ...]
    loss: float
    known: bool
    limit: float | None


def as_low(loss: float, lowest: float) -> bool:
    """Return whether a minimum of this loss is as low as the lowest one."""
    return loss - lowest <= LEVEL_LOSS * (1 + abs(lowest))


class Places:
    """Minima by number: the known ones first, then those that are found. Ends nearer than NEAR windows are one.

    A look-up, here or in the valleys, raises Cancelled when `cancelled` says so.
    """

    def __init__(self, surface: Surface, *, cancelled: Callable[[], bool] = lambda: False) -> None:
        self.surface, self.cancelled = surface, cancelled
        self.size = max(high - low for low, high in surface.window)
        self.reach = NEAR * self.size
        self.points: list[tuple[float, ...]] = []
        self._cells: dict[Cell, list[int]] = {}
        for known in surface.points:
            if known.kind == "minimum":
                self._add(known.at)
        self.known = len(self.points)

    def of(self, ends: Array) -> Whole:
        """Return the number of the minimum at each end (k, n), shape (k,); one that is new gets the next number."""
        first, cell_of = distinct(np.floor(ends / self.reach))
        numbers = [self._number(point) for point in map(tuple, ends[first].tolist())]
        found: Whole = np.array(numbers, dtype=np.int64)[cell_of]
        return found

    def go_on(self) -> None:
        """Raise Cancelled once nobody waits for the answer."""
        look(self.cancelled)

    def _number(self, point: tuple[float, ...]) -> int:
        self.go_on()
        near = [number for cell in self._around(point) for number in self._cells.get(cell, ())]
        distances = [(float(np.hypot.reduce(np.subtract(self.points[one], point))), one) for one in near]
        distance, number = min(distances, default=(np.inf, NOWHERE))
        return number if distance <= self.reach else self._add(refined(self.surface, point, self.size))

    def _add(self, point: tuple[float, ...]) -> int:
        self.points.append(point)
        self._cells.setdefault(self._cell(point), []).append(len(self.points) - 1)
        return len(self.points) - 1

    def _cell(self, point: tuple[float, ...]) -> Cell:
        return tuple(float(math.floor(part / self.reach)) for part in point)

    def _around(self, point: tuple[float, ...]) -> Iterator[Cell]:
        own = self._cell(point)
        for moves in itertools.product((-1.0, 0.0, 1.0), repeat=len(own)):
            yield tuple(part + move for part, move in zip(own, moves, strict=True))


def distinct(cells: Array) -> tuple[Whole, Whole]:
    """Return where each of the rows (k, n) that occur does so first, and for every row which of these it is, (k,)."""
    columns = [np.ascontiguousarray(column) for column in cells.T]
    lows = [column.min(initial=np.inf) for column in columns]
    spans = [column.max(initial=-np.inf) - low + 1 for column, low in zip(columns, lows, strict=True)]
    if len(cells) and math.prod(spans) <= DENSE:  # a table of all cells is faster than sorting
        codes = np.zeros(len(cells))
        for column, low, span in zip(reversed(columns), reversed(lows), reversed(spans), strict=True):
            codes = codes * span + (column - low)
        return _in_table(codes.astype(np.int64), int(math.prod(spans)))
    _, first, row_of = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return first[order], np.argsort(order)[row_of.reshape(-1)]


def _in_table(codes: Whole, size: int) -> tuple[Whole, Whole]:
    table, everyone = np.empty(size, dtype=np.int64), np.arange(len(codes))
    table[codes[::-1]] = everyone[::-1]  # of equal ones the last to be written stays: the first
    first = np.flatnonzero(table[codes] == everyone)  # nothing is read but what has been written
    table[codes[first]] = np.arange(len(first))
    found: Whole = table[codes]
    return first, found


def minima_of(descent: Descent, places: Places, numbers: Whole) -> tuple[tuple[Minimum, ...], Whole]:
    """Return the minima that these numbers name, in the order in which they first occur, and the places among them.

    NOWHERE stays what it is.
    """
    named = [number for number in dict.fromkeys(numbers.tolist()) if number != NOWHERE]
    place_of = np.full(len(places.points) + 1, NOWHERE)
    place_of[named] = np.arange(len(named))
    return tuple(minimum_of(descent, places, number) for number in named), place_of[numbers]


def minimum_of(descent: Descent, places: Places, number: int) -> Minimum:
    """Return the minimum of this number, with the limit that the optimizer has there."""
    at, choice = places.points[number], descent.optimizer
    formula, limit = descent.surface.formula, None
    if not (choice.optimizer.adaptive or descent.schedule.varies or descent.gradient.is_noisy):
        curvature = sharpness(formula.hessian_at(at))
        limit = stability_limit(choice.optimizer, dict(choice.knobs), curvature)
    return Minimum(at, rounded_loss(descent.surface, at, places.size), number < places.known, limit)
