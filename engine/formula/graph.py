"""A hash-consed graph of float64 operations: the common form of surfaces and optimizers.

Arguments always have smaller indices than the node that uses them, so ascending order is an order of evaluation.
Only rewrites that keep every bit are made (constants folded, x·1, −(−x)); x·0 stays, because x may be infinite.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from engine.formula.elementary import SAFE, UNARY

_COMMUTATIVE: Final = frozenset({"add", "mul"})
_LEAVES: Final = frozenset({"constant", "input"})
_SLOW: Final = frozenset({*UNARY, "pow", "hypot"} - {"sqrt"})
OPERATIONS: Final = frozenset(
    {
        *UNARY,
        "abs",
        "floor",
        "sign",
        "pow",
        "hypot",
        "add",
        "sub",
        "mul",
        "div",
        "neg",
        "quotient",
        "pick_ge",
        "pick_le",
    }
)


def evaluate(operation: str, values: tuple[float, ...]) -> float:
    """Return one operation on plain floats, with IEEE results and no exceptions."""
    match operation:
        case "add":
            return values[0] + values[1]
        case "sub":
            return values[0] - values[1]
        case "mul":
            return values[0] * values[1]
        case "neg":
            return -values[0]
        case "pick_ge":
            return values[2] if values[0] >= values[1] or values[0] != values[0] else values[3]
        case "pick_le":
            return values[2] if values[0] <= values[1] or values[0] != values[0] else values[3]
    return SAFE[operation](*values)


@dataclass(frozen=True, eq=False)
class Node:
    """One value in a graph; plain arithmetic on nodes adds operations to the graph."""

    graph: Graph
    index: int

    def __add__(self, other: Node | float) -> Node:
        return self.graph.apply("add", self, other)

    def __radd__(self, other: float) -> Node:
        return self.graph.apply("add", other, self)

    def __sub__(self, other: Node | float) -> Node:
        return self.graph.apply("sub", self, other)

    def __rsub__(self, other: float) -> Node:
        return self.graph.apply("sub", other, self)

    def __mul__(self, other: Node | float) -> Node:
        return self.graph.apply("mul", self, other)

    def __rmul__(self, other: float) -> Node:
        return self.graph.apply("mul", other, self)

    def __truediv__(self, other: Node | float) -> Node:
        return self.graph.apply("div", self, other)

    def __rtruediv__(self, other: float) -> Node:
        return self.graph.apply("div", other, self)

    def __neg__(self) -> Node:
        return self.graph.apply("neg", self)

    def __bool__(self) -> bool:
        raise TypeError("a graph node has no truth value: use pick, maximum or absolute")

    @property
    def constant(self) -> float | None:
        """The number this node is, when it is one."""
        return self.graph.constants.get(self.index)


@dataclass(eq=False)
class Graph:
    """Operations in order of evaluation; equal operations on equal arguments exist once."""

    operations: list[str] = field(default_factory=list)
    arguments: list[tuple[int, ...]] = field(default_factory=list)
    constants: dict[int, float] = field(default_factory=dict)
    inputs: dict[str, int] = field(default_factory=dict)
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)

    def copy(self) -> Graph:
        """Return a graph that starts with the same nodes under the same indices."""
        return Graph(
            list(self.operations),
            list(self.arguments),
            dict(self.constants),
            dict(self.inputs),
            dict(self._known),
        )

    def node(self, index: int) -> Node:
        """Return the node with an index, for a copy of the graph that it came from."""
        return Node(self, index)

    def _append(self, key: tuple[object, ...], operation: str, arguments: tuple[int, ...]) -> int:
        index = self._known.get(key)
        if index is None:
            index = len(self.operations)
            self._known[key] = index
            self.operations.append(operation)
            self.arguments.append(arguments)
        return index

    def constant(self, value: float) -> Node:
        """Return the node of a number; −0 and 0 are two numbers."""
        index = self._append(("constant", repr(float(value))), "constant", ())
        self.constants[index] = float(value)
        return Node(self, index)

    def input(self, name: str) -> Node:
        """Return the node of a named input."""
        index = self._append(("input", name), "input", ())
        self.inputs[name] = index
        return Node(self, index)

    def lift(self, value: Node | float) -> Node:
        """Return the value as a node of this graph."""
        return value if isinstance(value, Node) else self.constant(value)

    def apply(self, operation: str, *values: Node | float) -> Node:
        """Return the node of an operation."""
        nodes = tuple(self.lift(value) for value in values)
        numbers = tuple(node.constant for node in nodes)
        known = [number for number in numbers if number is not None]
        if len(known) == len(numbers):
            with np.errstate(all="ignore"):
                return self.constant(evaluate(operation, tuple(known)))
        if operation == "mul" and 1.0 in numbers:
            return nodes[1] if numbers[0] == 1.0 else nodes[0]
        if operation == "div" and numbers[1] == 1.0:
            return nodes[0]
        if operation == "neg" and self.operations[nodes[0].index] == "neg":
            return Node(self, self.arguments[nodes[0].index][0])
        indices = tuple(node.index for node in nodes)
        key = tuple(sorted(indices)) if operation in _COMMUTATIVE else indices
        return Node(self, self._append((operation, *key), operation, indices))

    def maximum(self, first: Node | float, second: Node | float) -> Node:
        """Return the larger value; the first wins a tie."""
        return self.apply("pick_ge", first, second, first, second)

    def minimum(self, first: Node | float, second: Node | float) -> Node:
        """Return the smaller value; the first wins a tie."""
        return self.apply("pick_le", first, second, first, second)

    def power(self, base: Node, exponent: Node) -> Node:
        """Return base^exponent; whole exponents up to 64 become multiplications (np.power costs 10–50×)."""
        number = exponent.constant
        if number is not None and abs(number) <= 64 and number == int(number) and base.constant is None:
            return self._whole_power(base, int(number))
        if number == 0.5:
            return self.apply("sqrt", base)
        return self.apply("pow", base, exponent)

    def _whole_power(self, base: Node, exponent: int) -> Node:
        if exponent < 0:
            return 1.0 / self._whole_power(base, -exponent)
        if exponent == 0:
            return self.constant(1.0)
        result: Node | None = None
        square = base
        while True:
            if exponent % 2:
                result = square if result is None else result * square
            exponent //= 2
            if not exponent:
                assert result is not None
                return result
            square = square * square

    def substituted(self, outputs: Sequence[Node], replacements: Mapping[int, Node]) -> list[Node]:
        """Return the outputs with some nodes, by index, replaced by others; what does not change is shared."""
        found = dict(replacements)
        for index in self.order(outputs):
            arguments = self.arguments[index]
            if index not in found and any(argument in found for argument in arguments):
                found[index] = self.apply(
                    self.operations[index],
                    *(found.get(argument, Node(self, argument)) for argument in arguments),
                )
        return [found.get(output.index, output) for output in outputs]

    def order(self, outputs: Iterable[Node]) -> list[int]:
        """Return the indices that the outputs need, in order of evaluation."""
        needed = {node.index for node in outputs}
        for index in range(max(needed, default=-1), -1, -1):
            if index in needed:
                needed.update(self.arguments[index])
        return sorted(needed)

    def count_operations(self, outputs: Iterable[Node]) -> int:
        """Return how many operations the outputs cost, constants and inputs being free."""
        return sum(self.operations[index] not in _LEAVES for index in self.order(outputs))

    def count_slow(self, outputs: Iterable[Node]) -> int:
        """Return how many of these operations cost several times what an addition costs: sin, exp, pow and the like."""
        return sum(self.operations[index] in _SLOW for index in self.order(outputs))

    def interpret(self, order: Iterable[int], given: Mapping[int, float]) -> dict[int, float]:
        """Return the values of nodes in an order of evaluation, the inputs given by index, one after the other."""
        values = dict(given)
        for index in order:
            if index in self.constants:
                values[index] = self.constants[index]
            elif index not in values:
                values[index] = evaluate(
                    self.operations[index], tuple([values[argument] for argument in self.arguments[index]])
                )
        return values
