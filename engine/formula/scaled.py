"""Powers of two and signs pulled out of a graph, so that fewer operations are left.

2·(a·b) + 2·c is 2·(a·b + c), and −η times that is (2·η) times the sum, subtracted: to the bit, since a power of two
only moves the exponent. (Numbers that are beyond 1e307 or below 1e−307 on the way may round differently: what matters
is that both executors run the graph that comes out.)
"""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from engine.formula.graph import Graph, Node

LARGEST: Final = 2.0**20  # factor that is kept apart
Scaled = tuple[float, Node]  # a signed power of two, at least 1, and what it multiplies


def simplified(graph: Graph, outputs: Sequence[Node], wide: Collection[Node]) -> list[Node]:
    """Return nodes with the outputs' values that cost no more, most often less.

    `wide` inputs differ from run to run; factors go to what depends on none of them.
    """
    scaling = _Scaling(graph, outputs, wide)
    found = [scaling.whole(*scaling.parts[node.index]) for node in outputs]
    return found if graph.count_operations(found) <= graph.count_operations(outputs) else list(outputs)


def factored(graph: Graph, outputs: Sequence[Node], wide: Collection[Node]) -> tuple[float, list[Node]]:
    """Return a power of two and nodes that, times it, are the outputs: as much of them as they share."""
    scaling = _Scaling(graph, outputs, wide)
    parts = [scaling.parts[node.index] for node in outputs]
    shared = min((abs(factor) for factor, core in parts if core.constant is None), default=1.0)
    return shared, [scaling.whole(factor / shared, core) for factor, core in parts]


class _Scaling:
    """The factor and the rest of every node that the outputs need."""

    def __init__(self, graph: Graph, outputs: Sequence[Node], wide: Collection[Node]) -> None:
        self.graph = graph
        self._wide = {node.index for node in wide}
        self._narrow: list[bool] = []
        order = graph.order(outputs)
        self._uses = Counter(argument for index in order for argument in graph.arguments[index])
        self.parts: dict[int, Scaled] = {}
        for index in order:
            self.parts[index] = self._of(index)

    def whole(self, factor: float, core: Node) -> Node:
        """Return the product of both, as one node."""
        graph = self.graph
        if factor == 1.0:
            return core
        if core.constant is not None:
            return graph.constant(factor * core.constant)
        operation, arguments = graph.operations[core.index], graph.arguments[core.index]
        if operation == "mul":
            for one, other in (arguments, arguments[::-1]):
                if self._is_narrow(one) and _is_normal(graph.constants.get(one), factor):
                    return graph.apply("mul", self.whole(factor, graph.node(one)), graph.node(other))
        if factor < 0:
            return -self.whole(-factor, core)
        return core + core if factor == 2.0 else graph.constant(factor) * core

    def _is_narrow(self, index: int) -> bool:
        """Return whether a node does not depend on what differs from run to run."""
        known = self._narrow
        for latest in range(len(known), index + 1):
            arguments = self.graph.arguments[latest]
            known.append(latest not in self._wide and all(known[argument] for argument in arguments))
        return known[index]

    def _of(self, index: int) -> Scaled:
        graph, operation = self.graph, self.graph.operations[index]
        given = [self.parts[argument] for argument in graph.arguments[index]]
        match operation:
            case "constant" | "input":
                return 1.0, graph.node(index)
            case "neg":
                return -given[0][0], given[0][1]
            case "mul":
                return self._product(*given)
            case "div" | "quotient":
                return self._ratio(operation, *given)
            case "add":
                return self._sum(graph.arguments[index], *given)
            case "sub":
                (first, a), (second, b) = given
                return self._sum(graph.arguments[index], (first, a), (-second, b))
            case "abs":
                return abs(given[0][0]), graph.apply("abs", given[0][1])
        return 1.0, graph.apply(operation, *(self.whole(*part) for part in given))

    def _product(self, first: Scaled, second: Scaled) -> Scaled:
        (one, a), (other, b) = first, second
        for factor, constant, rest in ((one, a, b), (other, b, a)):
            number = constant.constant
            if number is not None and _is_power(number):
                scale = one * other / factor * number
                if 1.0 <= abs(scale) <= LARGEST:
                    return scale, rest
                return 1.0, self.graph.constant(scale) * rest
        return self._kept(one * other, a * b)

    def _ratio(self, operation: str, first: Scaled, second: Scaled) -> Scaled:
        (one, a), (other, b) = first, second
        number = b.constant
        if number is not None and _is_power(number):
            scale = one / number
            if 1.0 <= abs(scale) <= LARGEST:
                return scale, a
            return 1.0, self.graph.constant(scale) * a
        ratio = one / other
        if abs(ratio) >= 1.0:
            return self._kept(ratio, self.graph.apply(operation, a, b))
        return math.copysign(1.0, ratio), self.graph.apply(operation, a, self.whole(1.0 / abs(ratio), b))

    def _sum(self, arguments: tuple[int, ...], first: Scaled, second: Scaled) -> Scaled:
        (one, a), (other, b) = self._flexible(arguments, first, second)
        if a.index == b.index and one == other:
            return self._kept(2.0 * one, a)
        shared = min(abs(one), abs(other))
        one, other = one / shared, other / shared
        if one > 0 and other > 0:
            return shared, self.whole(one, a) + self.whole(other, b)
        if one > 0:
            return shared, self.whole(one, a) - self.whole(-other, b)
        if other > 0:
            return shared, self.whole(other, b) - self.whole(-one, a)
        return shared, self.whole(one, a) - self.whole(-other, b)

    def _flexible(self, arguments: tuple[int, ...], first: Scaled, second: Scaled) -> tuple[Scaled, Scaled]:
        """Return both with the smaller factor raised to the larger one, where a constant takes in the difference."""
        parts = [first, second]
        low = 0 if abs(first[0]) < abs(second[0]) else 1
        (factor, core), (goal, _) = parts[low], parts[1 - low]
        ratio = abs(goal / factor)
        if ratio > 1.0 and self._uses[arguments[low]] == 1 and self.graph.operations[core.index] == "mul":
            for one, other in (self.graph.arguments[core.index], self.graph.arguments[core.index][::-1]):
                number = self.graph.constants.get(one)
                if number is not None and _is_normal(number, 1.0 / ratio):
                    rest = self.graph.constant(number / ratio) * self.graph.node(other)
                    parts[low] = (factor * ratio, rest)
                    break
        return parts[0], parts[1]

    def _kept(self, factor: float, core: Node) -> Scaled:
        return (factor, core) if abs(factor) <= LARGEST else (1.0, self.whole(factor, core))


def _is_power(number: float) -> bool:
    """Return whether a number is a signed power of two, of moderate size."""
    return (
        math.isfinite(number) and abs(math.frexp(number)[0]) == 0.5 and 1 / LARGEST <= abs(number) <= LARGEST
    )


def _is_normal(number: float | None, factor: float) -> bool:
    """Return whether a factor changes nothing of a number but its exponent; what is no number has room enough."""
    return (
        number is None
        or number == 0
        or (1e-300 < abs(number) < 1e300 and 1e-300 < abs(number * factor) < 1e300)
    )
