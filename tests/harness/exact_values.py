"""A formula evaluated in many digits, independently of the engine's graph."""

import operator
from collections.abc import Callable, Mapping

import mpmath

from engine.formula import Formula
from engine.formula.tree import Binary, Call, Name, Negate, Number, Tree

OPERATORS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}
FUNCTIONS: Mapping[str, Callable[..., mpmath.mpf]] = {
    "abs": abs,
    "cos": mpmath.cos,
    "exp": mpmath.exp,
    "ln": mpmath.log,
    "log": mpmath.log,
    "max": max,
    "min": min,
    "sign": mpmath.sign,
    "sin": mpmath.sin,
    "sqrt": mpmath.sqrt,
    "tanh": mpmath.tanh,
}


def exact(formula: Formula) -> Callable[..., mpmath.mpf]:
    """Return the formula as a function of mpmath numbers, one per variable; 0.1 in its text is one tenth."""
    constants = {name: mpmath.mpf(repr(value)) for name, value in formula.constants}

    def function(*point: mpmath.mpf) -> mpmath.mpf:
        known = {"pi": +mpmath.pi, "e": +mpmath.e, **constants}
        return _value(formula.tree, known | dict(zip(formula.variables, point, strict=True)))

    return function


def _value(tree: Tree, names: Mapping[str, mpmath.mpf]) -> mpmath.mpf:
    match tree:
        case Number(value=value):
            return mpmath.mpf(repr(value))
        case Name(name=name):
            return names[name]
        case Negate(operand=operand):
            return -_value(operand, names)
        case Binary(operator=symbol, left=left, right=right):
            return OPERATORS[symbol](_value(left, names), _value(right, names))
        case Call(function=function, arguments=arguments):
            return FUNCTIONS[function](*(_value(argument, names) for argument in arguments))
