"""The arithmetic of a step as a person would write it: one equation a term, in symbols or in figures.

The equations are read off the rule itself: it is traced with named inputs, and each term is written in terms of
the inputs and of the terms before it. So what is shown is what runs.
"""

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.formula.graph import Graph, Node
from engine.formula.mathml import MATHML
from engine.formula.tree import Binary, Call, Name, Negate, Number, Operator, Tree
from engine.formula.typeset import typeset
from engine.gradients import (
    ANALYTIC,
    CLIP_NORM,
    CLIP_TERMS,
    GRADIENTS,
    GradientRecord,
    GradientSource,
    clipped,
    measured,
    terms_before,
)
from engine.optimizers import Known, Numeric, Optimizer

FIGURES: Final = 4  # significant digits of the figures put into an equation
LOSS_FIGURES: Final = 12  # of a loss that is taken from another one close to it
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
        self.found.append(Equation(name, _tree(self.graph, node, names)))
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


def _tree(graph: Graph, node: Node, names: Mapping[int, str]) -> Tree:
    """Return a node as a tree that ends at the named nodes."""
    if node.index in names:
        return Name(names[node.index])
    if node.constant is not None:
        return _number(node.constant)
    operation = graph.operations[node.index]
    parts = tuple(_tree(graph, Node(graph, argument), names) for argument in graph.arguments[node.index])
    if operation == "neg":
        return Negate(parts[0])
    if operation == "mul" and parts[0] == parts[1]:
        return Binary("^", parts[0], Number(2.0))
    if operation in _OPERATORS:
        return Binary(_OPERATORS[operation], parts[0], parts[1])
    if operation == "pick_ge" and parts[:2] == parts[2:]:
        return Call("max", parts[:2])
    return Call(operation, parts)


def _number(value: float) -> Tree:
    if not math.isfinite(value):
        return Name("not_finite")
    return Negate(Number(-value)) if value < 0 else Number(abs(value))


def symbols(optimizer: Optimizer, source: GradientSource = ANALYTIC) -> dict[str, str]:
    """Return how every name in the equations is written."""
    return {
        **_symbols_before(source.record, clips=source.clips),
        "not_finite": "∞",
        **{knob.name: knob.symbol for knob in optimizer.knobs},
        **{PREVIOUS + leaf: symbol for leaf, symbol in optimizer.state_symbols.items()},
        **{term.name: term.symbol for term in optimizer.terms},
    }


def _symbols_before(source: GradientRecord, *, clips: bool) -> dict[str, str]:
    terms = terms_before(source, clips=clips)
    raw = source.terms[-1].symbol
    return {
        "point": "θₜ",
        NEXT: "θₜ₊₁",
        "gradient": "∂L/∂θ" if terms else "g",
        "draw": "z",
        **{f"{COMPONENT}{axis}": raw + subscript for axis, subscript in enumerate("₁₂")},
        **{knob.name: knob.symbol for knob in (*source.knobs, CLIP_NORM)},
        **{term.name: term.symbol for term in (*source.terms, *CLIP_TERMS)},
    }


def in_symbols(optimizer: Optimizer) -> dict[str, str]:
    """Return the MathML of every term's equation, by name."""
    return _written(equations(optimizer), symbols(optimizer))


def limit_in_symbols(optimizer: Optimizer) -> str:
    """Return the MathML of the stability limit, η < …, read off the function that computes it; λ is the curvature."""
    graph = Graph()
    curvature: Numeric = graph.input("curvature")
    settings: Mapping[str, Numeric] = {knob.name: graph.input(knob.name) for knob in optimizer.knobs}
    limit = graph.lift(optimizer.limit(curvature, settings))
    names = {index: name for name, index in graph.inputs.items()}
    written = {**symbols(optimizer), "curvature": "λ"}
    right = typeset(_filled(_tree(graph, limit, names), {}), MATHML, written)
    return f"<math><mrow>{typeset(Name('learning_rate'), MATHML, written)}<mo>&lt;</mo>{right}</mrow></math>"


def before_in_symbols(source: GradientRecord, *, clips: bool = False) -> dict[str, str]:
    """Return the MathML of the equations of what comes before a rule, by name."""
    lines = _Lines(Graph())
    _before(lines, source, clips=clips, dimension=2)
    if not lines.found:  # the derived gradient as it is
        lines.add(source.terms[0].name, lines.graph.input("gradient"))
    written = {**_symbols_before(source, clips=clips), "gradient": "∂L/∂θ"}
    return _written(lines.found, written)


def _written(lines: Iterable[Equation], written: Mapping[str, str]) -> dict[str, str]:
    return {line.name: _equation([Name(line.name), _filled(line.right, {})], written) for line in lines}


def in_figures(
    optimizer: Optimizer,
    figures: Mapping[str, float],
    source: GradientSource = ANALYTIC,
    *,
    dimension: int = 2,
) -> dict[str, str]:
    """Return every term's equation with figures in the place of its symbols, for one coordinate, by name.

    `figures` holds the knobs, gradient, point, previous state (as previous_…), terms and next point there.
    """
    written = symbols(optimizer, source)
    found = {}
    for line in equations(optimizer, source, dimension=dimension):
        named = isinstance(line.right, Name)  # its figure would be there twice
        right = line.right if named else _filled(line.right, figures)
        sides = [Name(line.name), right, _filled(Name(line.name), figures)]
        found[line.name] = _equation(sides, written)
    return found


def _filled(tree: Tree, figures: Mapping[str, float]) -> Tree:
    """Return the tree with figures for its names, all numbers rounded to the digits that are shown."""
    match tree:
        case Name(name):
            digits = LOSS_FIGURES if name.startswith("loss_") else FIGURES
            return _number(float(f"{figures[name]:.{digits}g}")) if name in figures else tree
        case Number(value):
            return Number(float(f"{value:.{FIGURES}g}"))
        case Negate(operand):
            return Negate(_filled(operand, figures))
        case Binary(operator, left, right):
            return Binary(operator, _filled(left, figures), _filled(right, figures))
        case Call("hypot", arguments):
            first, second = (Binary("^", _filled(leg, figures), Number(2.0)) for leg in arguments)
            return Call("sqrt", (Binary("+", first, second),))
        case Call(function, arguments):
            return Call(function, tuple(_filled(argument, figures) for argument in arguments))
    return tree


def _equation(sides: list[Tree], written: Mapping[str, str]) -> str:
    pieces = [typeset(side, MATHML, written) for side in sides]
    return f"<math><mrow>{'<mo>=</mo>'.join(pieces)}</mrow></math>"
