"""Turns the syntax tree of a formula into operations on a graph."""

import math
from collections.abc import Mapping
from typing import Final

from engine.formula.errors import FormulaError
from engine.formula.graph import Graph, Node
from engine.formula.tree import Binary, Call, Name, Negate, Number, Tree

_OPERATORS: Final = {"+": "add", "-": "sub", "*": "mul", "/": "div"}
_NAMED: Final = {"pi": math.pi, "e": math.e}


def build(graph: Graph, tree: Tree, constants: Mapping[str, float]) -> Node:
    """Return the node of the tree's value; named constants are numbers from here on.

    Raises FormulaError (constant_not_finite) where a part without variables has no finite value.
    """
    node = _build(graph, tree, constants)
    if node.constant is not None and not math.isfinite(node.constant):
        raise FormulaError("constant_not_finite", tree.position, tree.length)
    return node


def _build(graph: Graph, tree: Tree, constants: Mapping[str, float]) -> Node:
    match tree:
        case Number(value):
            return graph.constant(value)
        case Name(name):
            number = constants.get(name, _NAMED.get(name))
            return graph.input(name) if number is None else graph.constant(number)
        case Negate(operand):
            return -build(graph, operand, constants)
        case Binary("^", Name("e"), right):
            return graph.apply("exp", build(graph, right, constants))
        case Binary("^", left, right):
            return graph.power(build(graph, left, constants), build(graph, right, constants))
        case Binary(operator, left, right):
            return graph.apply(
                _OPERATORS[operator], build(graph, left, constants), build(graph, right, constants)
            )
        case Call(function, arguments):
            nodes = [build(graph, argument, constants) for argument in arguments]
            return _call(graph, function, nodes)


def _call(graph: Graph, function: str, nodes: list[Node]) -> Node:
    if function in ("max", "min"):
        pick = graph.maximum if function == "max" else graph.minimum
        result = nodes[0]
        for node in nodes[1:]:
            result = pick(result, node)
        return result
    return graph.apply("log" if function == "ln" else function, *nodes)
