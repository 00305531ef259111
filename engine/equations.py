"""The equations of a step: one a term, from the ground to the next point.

They are read off the gradient source and the optimizer's rule themselves: these are traced with named inputs, and each
term is written in terms of the inputs and of the terms before it. So what is shown is what runs.
"""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.formula.graph import Graph, Node
from engine.formula.tree import Binary, Call, Name, Negate, Number, Operator, Tree
from engine.gradients import ANALYTIC, CLIP_NORM, GRADIENTS, GradientRecord, GradientSource, clipped, measured
from engine.optimizers import Known, Optimizer

PREVIOUS: Final = "previous_"
COMPONENT: Final = "component_"  # of the gradient before it is clipped, one for each axis
NEXT: Final = "next_point"
_OPERATORS: Final[Mapping[str, Operator]] = {"add": "+", "sub": "-", "mul": "*", "div": "/"}


@dataclass(frozen=True)
class Equation:
    """One term and what it is equal to."""

    name: str
    right: Tree


class _Line:
    """The ground along one coordinate, in named inputs."""

    def __init__(self, graph: Graph) -> None:
        self.axes = range(1)
        self._graph = graph

    def slope(self, axis: int) -> Node:
        return self._graph.input("gradient")

    def loss(self, axis: int = 0, shift: Node | None = None) -> Node:
        graph, point = self._graph, self._graph.input("point")
        if shift is None:
            return graph.apply("loss", point)
        back = graph.operations[shift.index] == "neg"
        return graph.apply("loss", point - -shift if back else point + shift)

    def draw(self, axis: int) -> Node:
        return self._graph.input("draw")


class _Lines:
    """Equations as they are found, each in the inputs and in the terms before it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.found: list[Equation] = []
        self._names: dict[int, str] = {}

    def add(self, name: str, value: Node | float) -> None:
        node = self.graph.lift(value)
        names = {index: given for given, index in self.graph.inputs.items()} | self._names
        self.found.append(Equation(name, tree_of(self.graph, node, names)))
        if node.constant is None:
            self._names.setdefault(node.index, name)


def equations(
    optimizer: Optimizer, source: GradientSource = ANALYTIC, *, dimension: int = 2
) -> tuple[Equation, ...]:
    """Return the equations of a step's terms in their order, then that of the next point."""
    return _equations(optimizer, source.name, source.clips, dimension)


@functools.lru_cache(maxsize=256)
def _equations(optimizer: Optimizer, source: str, clips: bool, dimension: int) -> tuple[Equation, ...]:
    lines = _Lines(Graph())
    graph = lines.graph
    gradient = _before(lines, GRADIENTS[source], clips=clips, dimension=dimension)
    rule = optimizer.make(**{knob.name: graph.input(knob.name) for knob in optimizer.knobs})
    fields = type(rule.init(0.0))._fields
    state = type(rule.init(0.0))(*(graph.input(PREVIOUS + field) for field in fields))
    for term in rule.update(Known(point=graph.input("point"), gradient=gradient), state).terms:
        lines.add(term.name, term.value)
    return (*lines.found, Equation(NEXT, _moved(lines.found[-1].right)))


def equations_before(source: GradientRecord, *, clips: bool) -> tuple[Equation, ...]:
    """Return the equations of what comes before a rule; for the derived gradient as it is, its own."""
    lines = _Lines(Graph())
    _before(lines, source, clips=clips, dimension=2)
    if not lines.found:
        lines.add(source.terms[0].name, lines.graph.input("gradient"))
    return tuple(lines.found)


def _before(lines: _Lines, source: GradientRecord, *, clips: bool, dimension: int) -> Node:
    """Add the equations of what comes before the rule; return the gradient that the rule gets."""
    graph = lines.graph
    settings = {knob.name: graph.input(knob.name) for knob in (*source.knobs, CLIP_NORM)}
    terms = source.sense(_Line(graph), settings)
    if clips or len(source.terms) > 1:
        for term in terms:
            lines.add(term.name, _along_the_line(term.value))
    raw: Node = _along_the_line(terms[-1].value)
    if not clips:
        return raw
    norm = measured([graph.input(f"{COMPONENT}{axis}") for axis in range(dimension)])
    lines.add(norm.name, norm.value)
    short = clipped([raw], norm.value, settings[CLIP_NORM.name])
    lines.add(short.name, short.value[0])
    shortened: Node = _along_the_line(short.value)
    return shortened


def _along_the_line(value: Any) -> Any:
    return value[0] if isinstance(value, tuple) else value


def _moved(update: Tree) -> Tree:
    """Return point + update, the minus of the update's first factor drawn out: θ − η g."""
    opposite = _opposite(update)
    return Binary("+", Name("point"), update) if opposite is None else Binary("-", Name("point"), opposite)


def _opposite(tree: Tree) -> Tree | None:
    match tree:
        case Negate(operand):
            return operand
        case Binary("*" | "/" as operator, left, right):
            left_opposite = _opposite(left)
            return None if left_opposite is None else Binary(operator, left_opposite, right)
    return None


def tree_of(graph: Graph, node: Node, names: Mapping[int, str]) -> Tree:
    """Return a node as a tree that ends at the named nodes."""
    if node.index in names:
        return Name(names[node.index])
    if node.constant is not None:
        return number(node.constant)
    operation = graph.operations[node.index]
    parts = tuple(tree_of(graph, Node(graph, argument), names) for argument in graph.arguments[node.index])
    if operation == "neg":
        return Negate(parts[0])
    if operation == "mul" and parts[0] == parts[1]:
        return Binary("^", parts[0], Number(2.0))
    if operation in _OPERATORS:
        return Binary(_OPERATORS[operation], parts[0], parts[1])
    if operation == "pick_ge" and parts[:2] == parts[2:]:
        return Call("max", parts[:2])
    return Call(operation, parts)


def number(value: float) -> Tree:
    """Return a number as a tree, its sign in front."""
    if not math.isfinite(value):
        return Name("not_finite")
    return Negate(Number(-value)) if value < 0 else Number(abs(value))
