"""The arithmetic of a step as a person would write it: one equation a term, in symbols or in figures.

The equations are read off the rule itself: it is traced with named inputs, and each term is written in terms of
the inputs and of the terms before it. So what is shown is what runs.
"""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.formula.graph import Graph, Node
from engine.formula.mathml import MATHML
from engine.formula.tree import Binary, Call, Name, Negate, Number, Operator, Tree
from engine.formula.typeset import typeset
from engine.optimizers import Known, Numeric, Optimizer

FIGURES: Final = 4  # significant digits of the figures put into an equation
PREVIOUS: Final = "previous_"
NEXT: Final = "next_point"
_OPERATORS: Final[Mapping[str, Operator]] = {"add": "+", "sub": "-", "mul": "*", "div": "/"}


@dataclass(frozen=True)
class Equation:
    """One term and what it is equal to."""

    name: str
    right: Tree


@functools.lru_cache(maxsize=64)
def equations(optimizer: Optimizer) -> tuple[Equation, ...]:
    """Return the equations of an optimizer's terms in their order, then that of the next point."""
    graph = Graph()
    rule = optimizer.make(**{knob.name: graph.input(knob.name) for knob in optimizer.knobs})
    fields = type(rule.init(0.0))._fields
    state = type(rule.init(0.0))(*(graph.input(PREVIOUS + field) for field in fields))
    step = rule.update(Known(point=graph.input("point"), gradient=graph.input("gradient")), state)
    names = {index: name for name, index in graph.inputs.items()}
    found = []
    for term in step.terms:
        node = graph.lift(term.value)
        found.append(Equation(term.name, _tree(graph, node, names)))
        names.setdefault(node.index, term.name)
    return (*found, Equation(NEXT, _moved(found[-1].right)))


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


def symbols(optimizer: Optimizer) -> dict[str, str]:
    """Return how every name in the equations is written."""
    return {
        "point": "θₜ",
        NEXT: "θₜ₊₁",
        "gradient": "g",
        "not_finite": "∞",
        **{knob.name: knob.symbol for knob in optimizer.knobs},
        **{PREVIOUS + leaf: symbol for leaf, symbol in optimizer.state_symbols.items()},
        **{term.name: term.symbol for term in optimizer.terms},
    }


def in_symbols(optimizer: Optimizer) -> dict[str, str]:
    """Return the MathML of every term's equation, by name."""
    written = symbols(optimizer)
    return {
        line.name: _equation([Name(line.name), _filled(line.right, {})], written)
        for line in equations(optimizer)
    }


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


def in_figures(optimizer: Optimizer, figures: Mapping[str, float]) -> dict[str, str]:
    """Return every term's equation with figures in the place of its symbols, for one coordinate, by name.

    `figures` holds the knobs, gradient, point, previous state (as previous_…), terms and next point there.
    """
    written = symbols(optimizer)
    found = {}
    for line in equations(optimizer):
        sides = [Name(line.name), _filled(line.right, figures), _filled(Name(line.name), figures)]
        found[line.name] = _equation(sides, written)
    return found


def _filled(tree: Tree, figures: Mapping[str, float]) -> Tree:
    """Return the tree with figures for its names, all numbers rounded to the digits that are shown."""
    match tree:
        case Name(name):
            return _number(float(f"{figures[name]:.{FIGURES}g}")) if name in figures else tree
        case Number(value):
            return Number(float(f"{value:.{FIGURES}g}"))
        case Negate(operand):
            return Negate(_filled(operand, figures))
        case Binary(operator, left, right):
            return Binary(operator, _filled(left, figures), _filled(right, figures))
        case Call(function, arguments):
            return Call(function, tuple(_filled(argument, figures) for argument in arguments))
    return tree


def _equation(sides: list[Tree], written: Mapping[str, str]) -> str:
    pieces = [typeset(side, MATHML, written) for side in sides]
    return f"<math><mrow>{'<mo>=</mo>'.join(pieces)}</mrow></math>"
