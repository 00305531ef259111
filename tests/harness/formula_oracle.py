"""What a formula is worth by mpmath, at fifty digits, and how well float64 can know it.

The value comes from the syntax tree and its derivatives from numerical differentiation at high precision: nothing
here knows a rule of differentiation. Only the tolerance looks at the engine's graph, for the rounding that its own
operations must make.
"""

import itertools
import math
from collections.abc import Mapping, Sequence

import mpmath
from mpmath import mp, mpf

from engine.formula.graph import Graph, Node
from engine.formula.tree import Binary, Call, Name, Negate, Number, Tree

DIGITS = 50
ROUNDING = mpf(2) ** -53
# How near to a kink, a pole or the end of a domain is too near to compare.
MARGIN = mpf(10) ** -4
# Magnitudes whose products and squares are still ordinary float64 numbers.
LARGEST = mpf(10) ** 60
SMALLEST = mpf(10) ** -60
NAMED = {"pi": math.pi, "e": math.e}


class ExcludedError(Exception):
    """The formula has no derivative here, or its numbers leave the ordinary range of float64."""


def value(tree: Tree, names: Mapping[str, object]) -> mpf:
    """Return the value of the tree; raises ExcludedError near kinks, poles and ends of domains."""
    result = _value(tree, names)
    if result != 0 and not SMALLEST < abs(result) < LARGEST:
        raise ExcludedError
    return result


def _value(tree: Tree, names: Mapping[str, object]) -> mpf:
    match tree:
        case Number(number):
            return mpf(number)
        case Name(name):
            return mpf(names[name])
        case Negate(operand):
            return -value(operand, names)
        case Call(function, arguments):
            return CALLS[function](*[value(argument, names) for argument in arguments])
        case Binary("^", left, right):
            # e^… is exp in the engine too, so that its rounding is not the rounding of e
            return (
                mp.exp(value(right, names))
                if left == Name("e")
                else _power(value(left, names), value(right, names))
            )
        case Binary(operator, left, right):
            first, second = value(left, names), value(right, names)
            match operator:
                case "+":
                    return first + second
                case "-":
                    return first - second
                case "*":
                    return first * second
    return first / away_from(0, second)


def away_from(kink: float, number: mpf) -> mpf:
    if abs(number - kink) < MARGIN:
        raise ExcludedError
    return number


def _above(bound: float, number: mpf) -> mpf:
    if number < bound + MARGIN:
        raise ExcludedError
    return number


def _inside(number: mpf) -> mpf:
    if abs(number) > 1 - MARGIN:
        raise ExcludedError
    return number


def _power(base: mpf, exponent: mpf) -> mpf:
    if exponent != int(exponent):
        _above(0, base)
    away_from(0, base)
    if abs(exponent) > 1000:
        raise ExcludedError
    return base**exponent


def _small(number: mpf) -> mpf:
    if abs(number) > 100:
        raise ExcludedError
    return number


def _tan(number: mpf) -> mpf:
    away_from(0, mp.cos(number))
    return mp.tan(number)


def _floor(number: mpf) -> mpf:
    away_from(int(mp.nint(number)), number)
    return mp.floor(number)


def _largest(*numbers: mpf) -> mpf:
    return _no_ties(sorted(numbers))[-1]


def _least(*numbers: mpf) -> mpf:
    return _no_ties(sorted(numbers))[0]


def _no_ties(numbers: Sequence[mpf]) -> Sequence[mpf]:
    for first, second in itertools.pairwise(numbers):
        away_from(first, second)
    return numbers


CALLS = {
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": _tan,
    "asin": lambda number: mp.asin(_inside(number)),
    "acos": lambda number: mp.acos(_inside(number)),
    "atan": mp.atan,
    "sinh": lambda number: mp.sinh(_small(number)),
    "cosh": lambda number: mp.cosh(_small(number)),
    "tanh": lambda number: mp.tanh(_small(number)),
    "exp": lambda number: mp.exp(_small(number)),
    "log": lambda number: mp.log(_above(0, number)),
    "ln": lambda number: mp.log(_above(0, number)),
    "sqrt": lambda number: mp.sqrt(_above(0, number)),
    "abs": lambda number: abs(away_from(0, number)),
    "floor": _floor,
    "sign": lambda number: mp.sign(away_from(0, number)),
    "max": _largest,
    "min": _least,
}


def derivative(
    tree: Tree, constants: Mapping[str, float], point: Sequence[float], orders: tuple[int, int]
) -> mpf:
    """Return a partial derivative by mpmath's numerical differentiation."""
    named = {**NAMED, **constants}

    def function(x: mpf, y: mpf) -> mpf:
        return value(tree, {**named, "x": x, "y": y})

    with mpmath.workdps(DIGITS):
        if orders == (0, 0):
            return function(*map(mpf, point))
        return mp.diff(function, tuple(map(mpf, point)), orders)


def roundings(
    graph: Graph, inputs: Sequence[Node], point: Sequence[float], outputs: Sequence[Node]
) -> list[mpf]:
    """Return how far rounding alone may take each output, to first order: a running error analysis.

    Every operation adds one rounding of its own (elementary functions four) to what it inherits.
    """
    given = {node.index: mpf(coordinate) for node, coordinate in zip(inputs, point, strict=True)}
    values: dict[int, mpf] = {}
    errors: dict[int, mpf] = {}
    with mpmath.workdps(DIGITS):
        for index in graph.order(outputs):
            arguments = graph.arguments[index]
            if not arguments:
                values[index] = given[index] if index in given else mpf(graph.constants[index])
                # a constant may be what the engine made of others
                errors[index] = 0 if index in given else 16 * ROUNDING * abs(values[index])
                continue
            operands = [values[argument] for argument in arguments]
            result, slopes = _operation(graph.operations[index], operands)
            if result != 0 and not SMALLEST**2 < abs(result) < LARGEST**2:
                raise ExcludedError
            inherited = sum(
                (abs(slope) * errors[argument] for slope, argument in zip(slopes, arguments, strict=True)),
                mpf(0),
            )
            values[index] = result
            errors[index] = inherited + 4 * ROUNDING * abs(result)
        return [errors[node.index] for node in outputs]


def _operation(operation: str, v: Sequence[mpf]) -> tuple[mpf, Sequence[mpf]]:
    """Return the result of one operation and how it passes on the errors of its operands."""
    match operation:
        case "add" | "sub":
            return (v[0] + v[1] if operation == "add" else v[0] - v[1]), (1, 1)
        case "neg":
            return -v[0], (1,)
        case "abs":
            return abs(v[0]), (1,)
        case "mul":
            return v[0] * v[1], (v[1], v[0])
        case "div" | "quotient":
            if v[1] == 0:
                raise ExcludedError
            return v[0] / v[1], (1 / v[1], v[0] / v[1] ** 2)
        case "floor" | "sign":
            return (mp.floor(v[0]) if operation == "floor" else mp.sign(v[0])), (0,)
        case "pick_ge" | "pick_le":
            first = v[0] >= v[1] if operation == "pick_ge" else v[0] <= v[1]
            return (v[2] if first else v[3]), (0, 0, int(first), int(not first))
        case "pow":
            if v[0] == 0 or (v[0] < 0 and v[1] != int(v[1])):
                raise ExcludedError
            result = v[0] ** v[1]
            return result, (v[1] * result / v[0], result * mp.log(abs(v[0])))
    function = getattr(mp, operation)
    if (operation in ("log", "sqrt") and v[0] <= 0) or (operation in ("asin", "acos") and abs(v[0]) >= 1):
        raise ExcludedError
    result = function(v[0])
    # the slope by a difference that is wide beside the error and narrow beside the function
    width = mpf(10) ** -20 * max(1, abs(v[0]))
    return result, ((function(v[0] + width) - result) / width,)
