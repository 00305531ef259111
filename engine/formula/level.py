"""Whether a formula is level around a point by construction: constant in a whole neighbourhood, not merely nearly so.

sign and floor are constant but where they jump, max and min are what they pick, and nought times anything finite is
nought; any other operation on something that varies varies. A function that only fades out, like tanh far from 0, is
not level, although its slope may round to 0.
"""

import math
from collections.abc import Sequence

import numpy as np

from engine.formula.formula import Formula

_STEPS = ("sign", "floor")
_PICKS = ("pick_ge", "pick_le")


def is_level(formula: Formula, point: Sequence[float]) -> bool:
    """Return whether the formula has one and the same value all around a point."""
    graph = formula.graph
    given = {node.index: coordinate for node, coordinate in zip(formula.inputs, point, strict=True)}
    order = graph.order([formula.value_node])
    with np.errstate(all="ignore"):
        values = graph.interpret(order, given)
    varies = dict.fromkeys(values, False) | dict.fromkeys(given, True)
    for index in order:
        if arguments := graph.arguments[index]:
            varies[index] = _varies(
                graph.operations[index],
                [values[argument] for argument in arguments],
                [varies[argument] for argument in arguments],
            )
    return not varies[formula.value_node.index] and math.isfinite(values[formula.value_node.index])


def _varies(operation: str, values: list[float], varying: list[bool]) -> bool:
    """Return whether an operation's value changes near by, from its arguments and which of them do."""
    if not any(varying):
        return False
    if operation in _STEPS:
        if not math.isfinite(values[0]):
            return True
        return values[0] == (math.floor(values[0]) if operation == "floor" else 0.0)
    if operation in _PICKS:
        if values[0] == values[1] or math.isnan(values[0]) or math.isnan(values[1]):
            return True
        return varying[2] if (values[0] > values[1]) == (operation == "pick_ge") else varying[3]
    if operation == "mul":
        nought = any(value == 0 and not varied for value, varied in zip(values, varying, strict=True))
        return not (nought and all(map(math.isfinite, values)))
    if operation == "div":
        return not (values[0] == 0 and not varying[0] and values[1] != 0)
    return True
