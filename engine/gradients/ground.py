"""The ground under a point: in floats for a single step, in arrays for many runs, in graph nodes for programs."""

from collections.abc import Sequence

from engine.formula import Formula
from engine.formula.graph import Graph, Node
from engine.optimizers import Numeric
from engine.types import Array


class FloatGround:
    """The ground under one point."""

    def __init__(self, formula: Formula, point: Sequence[float], draws: Sequence[float] = ()) -> None:
        self.axes = range(formula.dimension)
        self._formula, self._point, self._draws = formula, tuple(point), draws
        self._loss, self._slopes = formula.at(point)

    def slope(self, axis: int) -> float:
        """Return the derived gradient's component."""
        return self._slopes[axis]

    def loss(self, axis: int = 0, shift: Numeric = None) -> float:
        """Return the loss, at the point itself or where one coordinate is shifted."""
        if shift is None:
            return self._loss
        moved = [part + shift if k == axis else part for k, part in enumerate(self._point)]
        return self._formula.at(moved)[0]

    def draw(self, axis: int) -> float:
        """Return this step's draw."""
        return self._draws[axis]


class ArrayGround:
    """The ground under many points, (n, runs)."""

    def __init__(self, formula: Formula, points: Array) -> None:
        self.axes = range(formula.dimension)
        self.draws: Array | None = None  # (n, runs), where the source draws
        self._formula, self._points = formula, points
        self._loss, self._slopes = formula.along(points)

    def slope(self, axis: int) -> Array:
        """Return the derived gradients' components."""
        return self._slopes[axis]

    def loss(self, axis: int = 0, shift: Numeric = None) -> Array:
        """Return the losses, at the points themselves or where one coordinate is shifted."""
        if shift is None:
            return self._loss
        moved = self._points.copy()
        moved[axis] += shift
        return self._formula.value(moved.T)

    def draw(self, axis: int) -> Array:
        """Return this step's draws."""
        assert self.draws is not None
        drawn: Array = self.draws[axis]
        return drawn


class NodeGround:
    """The ground under the inputs of a formula, in a copy of its graph."""

    def __init__(self, formula: Formula, graph: Graph) -> None:
        self.axes = range(formula.dimension)
        self.graph = graph
        self.points = [graph.node(node.index) for node in formula.inputs]
        self.draws: list[Node] = []
        self._slopes = [graph.node(node.index) for node in formula.gradient_nodes]
        self._value = graph.node(formula.value_node.index)

    def slope(self, axis: int) -> Node:
        """Return the derived gradient's component."""
        return self._slopes[axis]

    def loss(self, axis: int = 0, shift: Numeric = None) -> Node:
        """Return the loss, at the point itself or where one coordinate is shifted."""
        if shift is None:
            return self._value
        point = self.points[axis]
        return self.graph.substituted([self._value], {point.index: point + shift})[0]

    def draw(self, axis: int) -> Node:
        """Return the input that takes this step's draw."""
        while len(self.draws) <= axis:
            self.draws.append(self.graph.input(f"draw {len(self.draws)}"))
        return self.draws[axis]
