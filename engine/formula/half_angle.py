"""Sine and cosine by the tangent of half the angle, where that is what arrays are quickest at.

With t = tan(a/2), sin a = 2t/(1 + t²) and cos a = (1 − t²)/(1 + t²): one tangent gives both, and NumPy has tangents
many at a time where it has sines one by one. Neither is ever beyond 1: where 2t and 1 + t² nearly meet, both round to
the same neighbours. The choice is made once a process, and what is executed is the same graph for one point and many.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from engine.formula.graph import Graph, Node

_CLOSE: Final = 3e-16  # to the true value: what rounding makes of a quotient of sums
_TURNS: Final = 8.0
_SMALL, _LARGE = 1e-300, 1e300  # half of what is between them has the same digits


def _is_quick() -> bool:
    """Return whether this machine's tangents of double numbers are made many at a time."""
    found = np.lib.introspect.opt_func_info(func_name="^tan$", signature="float64")
    names = [kind.get("current", "") for kind in found.get("tan", {}).values()]
    return any("AVX512" in name or "V4" in name for name in names)


def _is_close() -> bool:
    """Return whether sines and cosines made of tangents are as good as NumPy's own."""
    angles = np.linspace(-_TURNS * np.pi, _TURNS * np.pi, 4099)
    tangents = np.tan(0.5 * angles)
    over = 1.0 + tangents * tangents
    sines, cosines = 2.0 * (tangents / over), (1.0 - tangents * tangents) / over
    return bool(
        (np.abs(sines - np.sin(angles)) <= _CLOSE).all()
        and (np.abs(cosines - np.cos(angles)) <= _CLOSE).all()
    )


IN_USE: Final = _is_quick() and _is_close()


def executed(graph: Graph, outputs: Sequence[Node]) -> list[Node]:
    """Return the nodes to be executed for the outputs; they are appended to the graph."""
    order = graph.order(outputs)
    if not IN_USE or not any(graph.operations[index] in ("sin", "cos") for index in order):
        return list(outputs)
    found: dict[int, Node] = {}
    for index in order:
        operation = graph.operations[index]
        given = [found[argument] for argument in graph.arguments[index]]
        if operation in ("sin", "cos"):
            tangent = graph.apply("tan", _half(graph, given[0]))
            square = tangent * tangent
            over = 1.0 + square
            found[index] = 2.0 * (tangent / over) if operation == "sin" else (1.0 - square) / over
        elif given:
            found[index] = graph.apply(operation, *given)
        else:
            found[index] = graph.node(index)
    return [found[node.index] for node in outputs]


def _half(graph: Graph, angle: Node) -> Node:
    """Return half an angle; a constant factor takes that in, to the bit."""
    if graph.operations[angle.index] == "mul":
        one, other = graph.arguments[angle.index]
        for factor, rest in ((one, other), (other, one)):
            number = graph.constants.get(factor)
            if number is not None and _SMALL < abs(number) < _LARGE:
                return graph.constant(0.5 * number) * graph.node(rest)
    return 0.5 * angle
