"""The executor for many runs: a graph's step made over and over on arrays, in place.

It is to `floats.loop_source` what `blocks.Program` is to `floats.function_source`: the same nodes, the same bits.
Every value is an array with one entry a run, or one number that all runs share (a 0-d array), as its inputs have it.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from engine.formula.blocks import FUNCTIONS
from engine.formula.graph import Graph, Node
from engine.types import Array

_NO_BUFFER: Final = frozenset({"constant", "input"})
Call = tuple[Callable[..., Any], tuple[Any, ...]]


class BlockLoop:
    """A loop that replaces the carried values by the following ones.

    `fixed` inputs keep their values, `varying` ones are set anew before every step. `measured` nodes, the loss first,
    are there after each step for the carried values that it began with.
    """

    def __init__(
        self,
        graph: Graph,
        *,
        carried: Sequence[Node],
        following: Sequence[Node],
        fixed: Sequence[Node],
        varying: Sequence[Node],
        measured: Sequence[Node],
    ) -> None:
        self.graph = graph
        self.carried, self.following, self.fixed, self.varying, self.measured = (
            [node.index for node in nodes] for nodes in (carried, following, fixed, varying, measured)
        )
        changing = {*self.carried, *self.varying}
        self.before: list[int] = []
        inside: list[int] = []
        for index in graph.order([*measured, *following]):
            if graph.operations[index] in _NO_BUFFER:
                continue
            depends = any(argument in changing for argument in graph.arguments[index])
            if depends:
                changing.add(index)
            (inside if depends else self.before).append(index)
        first = set(graph.order(measured[:1]))
        needed = set(graph.order([*measured[1:], *following]))
        self.loss_alone = {index for index in first if index not in needed}
        self.loss = [index for index in inside if index in first]
        self.rest = [index for index in inside if index not in first]

    def wide(self, inputs: Sequence[int]) -> set[int]:
        """Return the nodes that have one entry a run where these inputs have; carried values widen as they must."""
        wide = set(inputs)
        while True:
            for index in (*self.before, *self.loss, *self.rest):
                if any(argument in wide for argument in self.graph.arguments[index]):
                    wide.add(index)
            more = {
                own for own, after in zip(self.carried, self.following, strict=True) if after in wide
            } - wide
            if not more:
                return wide
            wide |= more


class Running:
    """A loop at work on so many runs.

    `carried` values are arrays of shape (runs,) or numbers; `fixed` and `varying` likewise, the varying ones only for
    their shape. The points are the first of the carried values and must be arrays.
    """

    def __init__(
        self,
        loop: BlockLoop,
        carried: Sequence[Array],
        fixed: Sequence[Array],
        varying: Sequence[Array],
    ) -> None:
        self.loop = loop
        self.count = len(carried[0])
        self.varying = list(varying)
        given = dict(
            zip((*loop.carried, *loop.fixed, *loop.varying), (*carried, *fixed, *varying), strict=True)
        )
        self._wide = loop.wide([index for index, value in given.items() if value.ndim])
        self._values = given
        for index in loop.before:
            self._values[index] = self._buffer(index)
            FUNCTIONS[loop.graph.operations[index]](
                *(self._value(argument) for argument in loop.graph.arguments[index]), self._values[index]
            )
        sides = [[self._widened(index) for index in loop.carried], [self._buffer(i) for i in loop.carried]]
        self._sides = [sides, sides[::-1]]
        losses = [self._buffer(loop.measured[0]) for _ in range(2)]
        self._calls = [
            self._bound(own, other, loss) for (own, other), loss in zip(self._sides, losses, strict=True)
        ]
        self._parity = 0

    @property
    def carried(self) -> list[Array]:
        """The values that the next step begins with."""
        return self._sides[self._parity][0]

    @property
    def earlier(self) -> list[Array]:
        """The values that the last step began with, until the next step is made."""
        return self._sides[self._parity][1]

    def evaluate(self) -> Array:
        """Compute and return the losses where the next step begins."""
        for function, operands in self._calls[self._parity][0]:
            function(*operands)
        return self._calls[self._parity][2][0]

    def prepare(self) -> None:
        """Compute what the next step takes of what `evaluate` computes, the losses left out."""
        for function, operands in self._calls[self._parity][3]:
            function(*operands)

    @property
    def earlier_loss(self) -> Array:
        """The losses that `evaluate` gave one step before."""
        return self._calls[1 - self._parity][2][0]

    def step(self) -> list[Array]:
        """Make the step whose losses have been evaluated; return what is measured where it began, the loss left out."""
        for function, operands in self._calls[self._parity][1]:
            function(*operands)
        measured = self._calls[self._parity][2][1:]
        self._parity = 1 - self._parity
        return measured

    def _buffer(self, index: int) -> Array:
        return np.empty(self.count if index in self._wide else ())

    def _widened(self, index: int) -> Array:
        buffer = self._buffer(index)
        buffer[...] = self._values[index]
        return buffer

    def _value(self, index: int) -> Array:
        constant = self.loop.graph.constants.get(index)
        return self._values[index] if constant is None else np.array(constant)

    def _bound(
        self, own: list[Array], other: list[Array], loss: Array
    ) -> tuple[list[Call], list[Call], list[Array], list[Call]]:
        """Return the calls that compute the loss, those that make the step, what is measured, and those of the first
        that the step needs.
        """
        loop, graph = self.loop, self.loop.graph
        values = {index: self._value(index) for index in self._values}
        values |= dict(zip(loop.carried, own, strict=True))
        targets: dict[int, Array] = dict(zip(loop.following, other, strict=True))
        targets[loop.measured[0]] = loss
        kept = {*loop.following, *loop.measured}
        order = [*loop.loss, *loop.rest]
        last = {argument: index for index in order for argument in graph.arguments[index]}
        computed = set(order)
        free: list[Array] = []
        calls: list[Call] = []
        for index in order:
            operands = [
                values[argument] if argument in values else self._value(argument)
                for argument in graph.arguments[index]
            ]
            # what is read here for the last time may be written over: its lines are in the nearest cache
            for argument in set(graph.arguments[index]):
                spare = argument in computed and argument in self._wide and argument not in kept
                if last[argument] == index and spare:
                    free.append(values[argument])
            if index in kept:
                buffer = targets.get(index)
                values[index] = self._buffer(index) if buffer is None else buffer
            else:
                reused = free.pop() if free and index in self._wide else None
                values[index] = self._buffer(index) if reused is None else reused
            calls.append((FUNCTIONS[graph.operations[index]], (*operands, values[index])))
        for index in (*loop.following, *loop.measured):
            if index not in values:
                values[index] = self._value(index)
        copies: list[Call] = [
            (np.positive, (values[index], target))
            for index, target in zip(loop.following, other, strict=True)
            if values[index] is not target
        ]
        measured = [values[index] for index in loop.measured]
        losses, steps = calls[: len(loop.loss)], [*calls[len(loop.loss) :], *copies]
        needed = [call for index, call in zip(loop.loss, losses, strict=True) if index not in loop.loss_alone]
        return losses, steps, measured, needed
