"""The plan of a loop on arrays: which calls make a step, and where each of them leaves its result.

What is read for the last time is written over, because its lines are in the nearest cache: a step is as fast as its
numbers move to and fro. The slopes have rows of their own, side by side, until they have been looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from engine.formula.blocks import FUNCTIONS
from engine.formula.graph import Graph
from engine.types import Array


class Place(NamedTuple):
    """Where a value is: in a row of the workspace, among the carried values now or next, or by itself."""

    kind: Literal["row", "now", "next", "own"]
    number: int


class Instruction(NamedTuple):
    """One call: its function, its operands and the place of its result."""

    function: Callable[..., Any]
    operands: tuple[Place, ...]
    result: Place


@dataclass(frozen=True)
class Plan:
    """Instructions of a step in three parts: up to the loss, up to the slopes, and the rest.

    The loss and the slopes are at their places once their part is over; slopes with one entry a run are in the first
    rows. `in_place` says that what follows may be written over what the step begins with.
    """

    head: tuple[Instruction, ...]
    body: tuple[Instruction, ...]
    rest: tuple[Instruction, ...]
    loss: Place
    slopes: tuple[Place, ...]
    rows: int
    in_place: bool


@dataclass(frozen=True)
class Outline:
    """What is to be planned: nodes by index, the parts in order of evaluation, and which have one entry a run."""

    graph: Graph
    head: Sequence[int]
    body: Sequence[int]
    rest: Sequence[int]
    carried: Sequence[int]
    following: Sequence[int]
    loss: int
    slopes: Sequence[int]
    wide: Collection[int]
    keeps: bool  # whether the slopes are left alone to the end of the step


class Planner:
    """Makes one plan."""

    def __init__(self, outline: Outline) -> None:
        self.outline, self.arguments = outline, outline.graph.arguments
        self.order = [*outline.head, *outline.body, *outline.rest]
        self.position = {index: place for place, index in enumerate(self.order)}
        self.last = {
            argument: here for here, index in enumerate(self.order) for argument in self.arguments[index]
        }
        self.next: dict[int, Place] = {}
        self.copied: list[tuple[int, int]] = []
        for number, index in enumerate(outline.following):
            if index not in self.position or index in self.next or index in outline.slopes:
                self.copied.append((index, number))
            else:
                self.next[index] = Place("next", number)
        self.held = self._held()
        slopes = [index for index in dict.fromkeys(outline.slopes) if self._has_row(index)]
        self.wanted = self._wanted(slopes)
        self.rows = len(slopes)
        self.free: list[int] = []
        self.places: dict[int, Place] = {index: Place("now", k) for k, index in enumerate(outline.carried)}

    def made(self) -> Plan:
        """Return the plan."""
        outline = self.outline
        instructions: list[Instruction] = []
        released: dict[int, list[int]] = defaultdict(list)
        for here, index in enumerate(self.order):
            operands = tuple(self._place(argument) for argument in self.arguments[index])
            self.free.extend(self.places[one].number for one in self._dying(index))
            result = self.places[index] = self._result(index)
            instructions.append(Instruction(FUNCTIONS[outline.graph.operations[index]], operands, result))
            if index in self.held and result.kind == "row" and self.held[index] >= self.last.get(index, here):
                released[self.held[index]].append(result.number)
            self.free.extend(released.pop(here, ()))
        copies = [Instruction(_copy, (self._place(index),), Place("next", k)) for index, k in self.copied]
        first, second = len(outline.head), len(outline.head) + len(outline.body)
        return Plan(
            tuple(instructions[:first]),
            tuple(instructions[first:second]),
            (*instructions[second:], *copies),
            self._place(outline.loss),
            tuple(self._place(index) for index in outline.slopes),
            self.rows,
            not copies and not self._overlaps(),
        )

    def _held(self) -> dict[int, int]:
        """Return until after which instruction the loss and the slopes are left alone."""
        first, second = len(self.outline.head), len(self.outline.head) + len(self.outline.body)
        end = len(self.order) if self.outline.keeps else second - 1
        return {self.outline.loss: first - 1, **dict.fromkeys(self.outline.slopes, end)}

    def _has_row(self, index: int) -> bool:
        return index in self.position and index in self.outline.wide and index not in self.next

    def _dying(self, index: int) -> list[int]:
        """Return the operands in rows that this instruction may write over, the one that was made last at the end."""
        here = self.position[index]
        found = [
            one
            for one in set(self.arguments[index])
            if self._has_row(one) and self.last[one] == here and self.held.get(one, -1) < here
        ]
        return sorted(found, key=self.position.__getitem__)

    def _wanted(self, slopes: Sequence[int]) -> dict[int, int]:
        """Return the rows of the slopes, and of what they are made from in place."""
        wanted = {index: row for row, index in enumerate(slopes)}
        for index in reversed(self.order):
            dying = [one for one in self._dying(index) if one not in wanted]
            if index in wanted and dying:
                wanted[dying[-1]] = wanted[index]
        return wanted

    def _place(self, index: int) -> Place:
        return self.places.get(index, Place("own", index))

    def _result(self, index: int) -> Place:
        if index in self.next:
            return self.next[index]
        if not self._has_row(index):
            return Place("own", index)
        row = self.wanted.get(index)
        if row is None:
            row = self.free.pop() if self.free else self.rows
            self.rows = max(self.rows, row + 1)
        elif row in self.free:
            self.free.remove(row)
        return Place("row", row)

    def _overlaps(self) -> bool:
        """Return whether a carried value is read after what follows it has been computed."""
        return any(
            self.last.get(own, -1) > self.position[after]
            for own, after in zip(self.outline.carried, self.outline.following, strict=True)
            if after in self.next
        )


def _copy(value: Array, out: Array) -> None:
    np.copyto(out, value)
