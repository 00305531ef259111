"""Bounds of a formula: between which numbers every operation stays while the variables stay within a bound.

Sums, products and roots round to the nearest number, which keeps their order, so that bounds computed in floating point
hold for floating point. What is not known to be bounded counts as unbounded: the answer errs on one side alone.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from engine.formula.formula import Formula
from engine.formula.graph import Graph, Node

Interval = tuple[float, float]
_ANYTHING: Interval = (-math.inf, math.inf)
_HIGHEST_EXPONENT = 700.0  # e to it is finite
_UNIT = (-1.0, 1.0)


@lru_cache(maxsize=256)
def is_finite_within(formula: Formula, bound: float) -> bool:
    """Return whether the value is surely finite wherever no coordinate is beyond ±bound."""
    inputs = {node.index: (-bound, bound) for node in formula.inputs}
    return within(formula.graph, [formula.value_node], inputs) is not None


def within(graph: Graph, nodes: Sequence[Node], given: Mapping[int, Interval]) -> list[Interval] | None:
    """Return between which numbers nodes stay while others do as given, by index; None if that is not known."""
    needed: set[int] = set()
    waiting = [node.index for node in nodes]
    while waiting:
        index = waiting.pop()
        if index not in needed and index not in given:
            needed.add(index)
            waiting.extend(graph.arguments[index])
    found = dict(given)
    for index in sorted(needed):
        if index in graph.constants:
            found[index] = (graph.constants[index],) * 2
        elif graph.operations[index] == "input":
            return None
        else:
            arguments = graph.arguments[index]
            squares = len(arguments) == 2 and arguments[0] == arguments[1]
            found[index] = _interval(graph.operations[index], [found[one] for one in arguments], squares)
        if not all(map(math.isfinite, found[index])):
            return None
    return [found[node.index] for node in nodes]


def _interval(operation: str, given: list[Interval], squares: bool) -> Interval:
    """Return bounds of one operation on finite intervals; `squares` says that both arguments are the same."""
    low, high = given[0]
    match operation:
        case "add":
            return low + given[1][0], high + given[1][1]
        case "sub":
            return low - given[1][1], high - given[1][0]
        case "neg":
            return -high, -low
        case "mul" if squares:
            return 0.0 if low <= 0 <= high else min(low * low, high * high), max(low * low, high * high)
        case "mul":
            return _corners([a * b for a in given[0] for b in given[1]])
        case "div" if given[1][0] > 0 or given[1][1] < 0:
            return _corners([a / b for a in given[0] for b in given[1]])
        case "abs":
            return 0.0 if low <= 0 <= high else min(abs(low), abs(high)), max(abs(low), abs(high))
        case "sqrt" if low >= 0:
            return math.sqrt(low), math.sqrt(high)
        case "hypot":
            return 0.0, 2.0 * max(map(abs, (*given[0], *given[1])))
        case "log" if low > 0:
            return math.log(low), math.log(high)
        case "exp" if high <= _HIGHEST_EXPONENT:
            return 0.0, 2.0 * math.exp(high)
        case "sin" | "cos" | "tanh" | "sign":
            return _UNIT
        case "atan":
            return -2.0, 2.0
        case "pick_ge" | "pick_le":
            return _corners([*given[2], *given[3]])
    return _ANYTHING


def _corners(values: list[float]) -> Interval:
    return min(values), max(values)
