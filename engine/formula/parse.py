"""The parser: from text to syntax tree.

    sum     = product {("+" | "-") product}
    product = signed {("*" | "/") signed}
    signed  = "-" signed | power
    power   = atom ["^" signed]
    atom    = number | name | function "(" sum {"," sum} ")" | "(" sum ")"

So ^ is right-associative and binds tighter than a minus on its left: -x^2 is -(x^2), 2^-x is 2^(-x).
"""

from collections.abc import Collection
from typing import cast

from engine.formula.errors import Code, FormulaError
from engine.formula.limits import LIMITS
from engine.formula.scan import Token, scan
from engine.formula.tree import Binary, Call, Name, Negate, Number, Operator, Tree
from engine.formula.vocabulary import FUNCTIONS, Vocabulary


def parse(text: str, *, names: Collection[str] | None = None) -> Tree:
    """Return the tree of the formula.

    `names` are the variables and constants that may occur besides pi and e; None accepts every name that is
    not a function, except slips such as sinx and xy. Raises FormulaError.
    """
    return _Parser(text, names).formula()


class _Parser:
    """One pass over the tokens; its recursion is bounded by the depth cap."""

    def __init__(self, text: str, names: Collection[str] | None) -> None:
        self._vocabulary = Vocabulary(names)
        self._tokens = scan(text)
        self._index = 0
        self._depth = 0
        self._nodes = 0
        self._open: list[Token] = []  # the parentheses that are not closed yet

    def formula(self) -> Tree:
        tree = self._sum()
        if self._peek().kind != "end":
            raise self._misplaced()
        return tree

    def _sum(self) -> Tree:
        start = self._peek().position
        tree = self._product()
        while self._peek().text in ("+", "-"):
            tree = self._binary(start, tree, self._take(), self._product())
        return tree

    def _product(self) -> Tree:
        start = self._peek().position
        tree = self._signed()
        while self._peek().text in ("*", "/"):
            tree = self._binary(start, tree, self._take(), self._signed())
        return tree

    def _signed(self) -> Tree:
        if self._peek().text != "-":
            return self._power()
        minus = self._take()
        self._enter(minus)
        operand = self._signed()
        self._depth -= 1
        self._count(minus)
        return Negate(operand, minus.position, self._end - minus.position)

    def _power(self) -> Tree:
        start = self._peek().position
        base = self._atom()
        if self._peek().text != "^":
            return base
        operator = self._take()
        self._enter(operator)
        exponent = self._signed()
        self._depth -= 1
        return self._binary(start, base, operator, exponent)

    def _binary(self, start: int, left: Tree, operator: Token, right: Tree) -> Tree:
        self._count(operator)
        return Binary(cast(Operator, operator.text), left, right, start, self._end - start)

    def _atom(self) -> Tree:
        token = self._peek()
        if token.kind == "number":
            self._count(self._take())
            return Number(float(token.text), token.position, token.length)
        if token.kind == "name":
            return self._call() if token.text in FUNCTIONS else self._name()
        if token.kind == "open":
            self._begin()
            tree = self._sum()
            self._close()
            return tree
        raise self._misplaced()

    def _name(self) -> Tree:
        token = self._take()
        self._vocabulary.check(token, called=self._peek().kind == "open")
        self._count(token)
        return Name(token.text, token.position, token.length)

    def _call(self) -> Tree:
        token = self._take()
        if self._peek().kind != "open":
            raise FormulaError("missing_parentheses", token.position, token.length, function=token.text)
        self._begin()
        arguments = [] if self._peek().kind == "close" else [self._sum()]
        while self._peek().kind == "comma":
            self._take()
            arguments.append(self._sum())
        self._close()
        _check_arguments(token, len(arguments))
        self._count(token)
        return Call(token.text, tuple(arguments), token.position, self._end - token.position)

    def _peek(self) -> Token:
        return self._tokens[self._index]

    @property
    def _end(self) -> int:
        """Where the last token taken ends."""
        return self._tokens[self._index - 1].end

    def _take(self) -> Token:
        token = self._peek()
        self._index += 1
        return token

    def _count(self, token: Token) -> None:
        self._nodes += 1
        if self._nodes > LIMITS.nodes:
            raise FormulaError("too_many_nodes", token.position, token.length, limit=LIMITS.nodes)

    def _enter(self, token: Token) -> None:
        self._depth += 1
        if self._depth > LIMITS.depth:
            raise FormulaError("too_deep", token.position, token.length, limit=LIMITS.depth)

    def _begin(self) -> None:
        self._open.append(self._take())
        self._enter(self._open[-1])

    def _close(self) -> None:
        if self._peek().kind != "close":
            raise self._misplaced()
        self._take()
        self._open.pop()
        self._depth -= 1

    def _misplaced(self) -> FormulaError:
        """What is wrong with a token that the grammar does not allow here."""
        token = self._peek()
        before = self._tokens[self._index - 1] if self._index else None
        complete = before is not None and before.kind in ("number", "name", "close")
        if token.kind == "end":
            if complete and self._open:
                return _at(self._open[-1], "unclosed_parenthesis")
            return _at(before or token, "unexpected_end")
        if token.kind == "close" and not self._open:
            return _at(token, "unmatched_parenthesis")
        if before is not None and complete and token.kind in ("number", "name", "open"):
            return _at(token, "implicit_product")
        if token.kind == "comma" and self._between_numbers():
            return FormulaError("unexpected_token", token.position, token.length, suggestion=".")
        return _at(token, "unexpected_token")

    def _between_numbers(self) -> bool:
        around = self._tokens[max(self._index - 1, 0) : self._index + 2]
        return [token.kind for token in around] == ["number", "comma", "number"]


def _at(token: Token, code: Code) -> FormulaError:
    return FormulaError(code, token.position, token.length)


def _check_arguments(function: Token, count: int) -> None:
    fewest, most = FUNCTIONS[function.text]
    if count >= fewest and (most is None or count <= most):
        return
    raise FormulaError(
        "wrong_number_of_arguments",
        function.position,
        function.length,
        function=function.text,
        count=count,
        expected=f"{fewest} or more" if most is None else fewest,
    )
