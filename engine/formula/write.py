"""The three ways to write a syntax tree: the language itself, MathML and LaTeX."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.formula.decimal import decimal, shortest
from engine.formula.latex import LATEX
from engine.formula.limits import LIMITS
from engine.formula.mathml import MATHML
from engine.formula.tree import Binary, Call, Name, Negate, Number, Operator, Tree
from engine.formula.typeset import typeset

_NO_SYMBOLS: Final[Mapping[str, str]] = MappingProxyType({})

# How tightly a node binds, and what its left and right operands need at least: the grammar of parse.py.
_SUM, _PRODUCT, _SIGNED, _POWER, _ATOM = range(5)
_BINDING: Final[Mapping[Operator, tuple[int, int, int]]] = MappingProxyType(
    {
        "+": (_SUM, _SUM, _PRODUCT),
        "-": (_SUM, _SUM, _PRODUCT),
        "*": (_PRODUCT, _PRODUCT, _SIGNED),
        "/": (_PRODUCT, _PRODUCT, _SIGNED),
        "^": (_POWER, _ATOM, _SIGNED),
    }
)


def normalise(tree: Tree) -> str:
    """Return the formula with the fewest parentheses; it parses to an equal tree.

    Sums are spaced, unless that would make the text longer than a formula may be.
    """
    text = _text(tree, _SUM, tight=False)
    return text if len(text) <= LIMITS.characters else _text(tree, _SUM, tight=True)


def mathml(tree: Tree, *, symbols: Mapping[str, str] = _NO_SYMBOLS) -> str:
    """Return the formula as a MathML element; `symbols` replaces names, as in {"beta1": "β₁"}."""
    return f"<math>{typeset(tree, MATHML, symbols)}</math>"


def latex(tree: Tree, *, symbols: Mapping[str, str] = _NO_SYMBOLS) -> str:
    """Return the formula as LaTeX, for math mode; `symbols` replaces names, as in {"beta1": "β₁"}."""
    return typeset(tree, LATEX, symbols)


def _text(tree: Tree, least: int, *, tight: bool) -> str:
    """Return the text of the tree, in parentheses when it binds less tightly than its place needs."""
    match tree:
        case Number(value):
            return shortest(value) if tight else decimal(value)
        case Name(name):
            return name
        case Call(function, arguments):
            comma = "," if tight else ", "
            inside = comma.join(_text(argument, _SUM, tight=tight) for argument in arguments)
            return f"{function}({inside})"
        case Negate(operand):
            binding, text = _SIGNED, "-" + _text(operand, _SIGNED, tight=tight)
        case Binary(operator, left, right):
            binding, before, after = _BINDING[operator]
            sign = f" {operator} " if binding == _SUM and not tight else operator
            text = _text(left, before, tight=tight) + sign + _text(right, after, tight=tight)
    return f"({text})" if binding < least else text
