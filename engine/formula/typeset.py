"""The layout of a formula on paper, the same for every notation."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple, Protocol

from engine.formula.decimal import decimal
from engine.formula.symbols import Symbol, symbol_of_name, symbol_of_text
from engine.formula.tree import Binary, Call, Name, Negate, Number, Tree

Sign = Literal["+", "-", "negative", "times", "dot", "product", "thin product"]
Fence = Literal["parentheses", "bars", "floor"]


class Notation(Protocol):
    """The marks of one notation; every method takes and returns finished pieces of it."""

    def number(self, digits: str) -> str:
        """Return a number written with digits and a point."""

    def symbol(self, symbol: Symbol) -> str:
        """Return a variable or constant."""

    def function(self, name: str) -> str:
        """Return the name of a function, such as sin."""

    def sign(self, sign: Sign) -> str:
        """Return what stands between two operands, or before one (negative). The products are invisible."""

    def row(self, *pieces: str) -> str:
        """Return the pieces side by side."""

    def power(self, base: str, exponent: str) -> str:
        """Return the base with a superscript."""

    def fraction(self, numerator: str, denominator: str) -> str:
        """Return one above the other."""

    def root(self, radicand: str) -> str:
        """Return a square root."""

    def fenced(self, fence: Fence, inside: str) -> str:
        """Return the piece between fences as tall as it is."""

    def applied(self, function: str, arguments: Iterable[str]) -> str:
        """Return a function in front of its arguments in parentheses."""


# How tightly a piece holds together.
_SUM, _PRODUCT, _POWER, _ATOM = range(4)
Edge = Literal["digit", "letter", "word", "function", "fence", "fraction"]

# Where mathematics and the language spell a function differently; log is the natural one. The loss itself occurs in
# the arithmetic of a step only.
_SPELLINGS: Final = {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "log": "ln",
    "sign": "sgn",
    "loss": "L",
}
# sin(x)^2 is written with the exponent after the name, as in sin²(x).
_SUPERSCRIPTED: Final = frozenset({"sin", "cos", "tan", "sinh", "cosh", "tanh", "log", "ln"})
_COUNTS: Final = frozenset(range(2, 10))


class _Piece(NamedTuple):
    """A part of the formula without its leading minus: how tightly it holds together, and its two ends."""

    markup: str
    binding: int
    first: Edge
    last: Edge
    minus: bool = False


def typeset(tree: Tree, notation: Notation, symbols: Mapping[str, str]) -> str:
    """Return the formula in the notation; `symbols` gives some names another look."""
    return _Typesetter(notation, symbols).markup(tree)


class _Typesetter:
    def __init__(self, notation: Notation, symbols: Mapping[str, str]) -> None:
        self._notation = notation
        self._symbols = symbols

    def markup(self, tree: Tree) -> str:
        return self._signed(self._piece(tree))

    def _piece(self, tree: Tree) -> _Piece:
        match tree:
            case Number(value):
                return self._number(value)
            case Name(name):
                text = self._symbols.get(name)
                symbol = symbol_of_name(name) if text is None else symbol_of_text(text)
                edge: Edge = "word" if symbol.is_word else "letter"
                return _Piece(self._notation.symbol(symbol), _ATOM, edge, edge)
            case Call(function, arguments):
                return self._call(function, arguments)
            case Negate(operand):
                return self._at_least(_PRODUCT, self._piece(operand))._replace(minus=True)
            case Binary("+" | "-" as sign, left, right):
                return self._sum(sign, self._piece(left), self._at_least(_PRODUCT, self._piece(right)))
            case Binary("*", left, right):
                return self._product(self._piece(left), self._at_least(_PRODUCT, self._piece(right)))
            case Binary("/", left, right):
                return self._fraction(self._piece(left), self.markup(right))
            case Binary(_, left, right):
                return self._power(left, right)

    def _signed(self, piece: _Piece) -> str:
        if not piece.minus:
            return piece.markup
        return self._notation.row(self._notation.sign("negative"), piece.markup)

    def _at_least(self, binding: int, piece: _Piece) -> _Piece:
        """Return the piece, in parentheses unless it holds together tightly enough."""
        if piece.binding >= binding and not piece.minus:
            return piece
        return _Piece(self._notation.fenced("parentheses", self._signed(piece)), _ATOM, "fence", "fence")

    def _number(self, value: float) -> _Piece:
        mantissa, _, exponent = decimal(value).partition("e")
        if not exponent:
            return _Piece(self._notation.number(mantissa), _ATOM, "digit", "digit")
        power = self._notation.number(exponent.removeprefix("-"))
        if exponent.startswith("-"):
            power = self._notation.row(self._notation.sign("negative"), power)
        ten = self._notation.power(self._notation.number("10"), power)
        if mantissa == "1":
            return _Piece(ten, _POWER, "digit", "digit")
        markup = self._notation.row(self._notation.number(mantissa), self._notation.sign("times"), ten)
        return _Piece(markup, _PRODUCT, "digit", "digit")

    def _sum(self, sign: Literal["+", "-"], left: _Piece, right: _Piece) -> _Piece:
        markup = self._notation.row(self._signed(left), self._notation.sign(sign), right.markup)
        return _Piece(markup, _SUM, left.first, right.last)

    def _product(self, left: _Piece, right: _Piece) -> _Piece:
        # The minus of the left factor is the minus of the product: (-x)*y is -xy.
        factor = self._at_least(_PRODUCT, left._replace(minus=False))
        sign = self._notation.sign(_between(factor.last, right.first))
        markup = self._notation.row(factor.markup, sign, right.markup)
        return _Piece(markup, _PRODUCT, factor.first, right.last, left.minus)

    def _fraction(self, top: _Piece, denominator: str) -> _Piece:
        markup = self._notation.fraction(top.markup, denominator)
        return _Piece(markup, _PRODUCT, "fraction", "fraction", top.minus)

    def _power(self, left: Tree, right: Tree) -> _Piece:
        exponent = self.markup(right)
        match left, right:
            case Call(function, (argument,)), Number(value) if (
                function in _SUPERSCRIPTED and value in _COUNTS
            ):
                name = self._notation.power(self._notation.function(_spelling(function)), exponent)
                markup = self._notation.applied(name, [self.markup(argument)])
                return _Piece(markup, _ATOM, "function", "function")
        base = self._at_least(_ATOM, self._piece(left))
        return _Piece(self._notation.power(base.markup, exponent), _POWER, base.first, base.last)

    def _call(self, function: str, arguments: tuple[Tree, ...]) -> _Piece:
        inside = [self.markup(argument) for argument in arguments]
        match function:
            case "sqrt":
                return _Piece(self._notation.root(inside[0]), _ATOM, "fence", "fence")
            case "abs":
                return _Piece(self._notation.fenced("bars", inside[0]), _ATOM, "fence", "fence")
            case "floor":
                return _Piece(self._notation.fenced("floor", inside[0]), _ATOM, "fence", "fence")
            case "exp" if not _has_fraction(arguments[0]):
                base = self._notation.symbol(Symbol("e"))
                return _Piece(self._notation.power(base, inside[0]), _POWER, "letter", "letter")
        markup = self._notation.applied(self._notation.function(_spelling(function)), inside)
        return _Piece(markup, _ATOM, "function", "function")


def _is_superscripted(function: str, exponent: float) -> bool:
    return function in _SUPERSCRIPTED and exponent in _COUNTS


def _has_fraction(tree: Tree) -> bool:
    """Whether the tree is too tall to be read in a superscript."""
    match tree:
        case Binary("/"):
            return True
        case Binary(_, left, right):
            return _has_fraction(left) or _has_fraction(right)
        case Negate(operand):
            return _has_fraction(operand)
        case Call(_, arguments):
            return any(_has_fraction(argument) for argument in arguments)
    return False


def _spelling(function: str) -> str:
    return _SPELLINGS.get(function, function)


def _between(left: Edge, right: Edge) -> Sign:
    """Return what makes a product readable: nothing in 2x, a dot in x·2 and by words, a space by sin."""
    if right == "digit" or "word" in (left, right) or (left, right) == ("digit", "fraction"):
        return "dot"
    return "thin product" if "function" in (left, right) else "product"
