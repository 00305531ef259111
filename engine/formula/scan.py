"""The tokens of a formula."""

import math
import re
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from engine.formula.errors import FormulaError
from engine.formula.limits import LIMITS

Kind = Literal["number", "name", "operator", "open", "close", "comma", "end"]


class Token(NamedTuple):
    """A piece of the text: `text` is its canonical spelling, ** becomes ^."""

    kind: Kind
    text: str
    position: int
    length: int

    @property
    def end(self) -> int:
        """Where the next character stands."""
        return self.position + self.length


# Characters that people type or paste, and what the language has for them.
LOOKALIKES: Mapping[str, str] = MappingProxyType(
    {
        "×": "*",
        "·": "*",
        "⋅": "*",
        "∙": "*",
        "∗": "*",
        "÷": "/",
        "∕": "/",
        "−": "-",
        "–": "-",
        "—": "-",
        "π": "pi",
        "√": "sqrt",
        "²": "^2",
        "³": "^3",
        "[": "(",
        "]": ")",
        "{": "(",
        "}": ")",
        "（": "(",
        "）": ")",
        "，": ",",
        "。": ".",
    }
)

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<operator>\*\*|[-+*/^])"
    r"|(?P<open>\()|(?P<close>\))|(?P<comma>,)"
)


def scan(text: str) -> list[Token]:
    """Return the tokens of the text, an `end` token last.

    Raises FormulaError: empty, too_long, too_many_tokens, unexpected_character, number_not_finite.
    """
    if len(text) > LIMITS.characters:
        limit = LIMITS.characters
        raise FormulaError("too_long", limit, len(text) - limit, count=len(text), limit=limit)
    tokens: list[Token] = []
    position = 0
    while (position := _skip_spaces(text, position)) < len(text):
        if len(tokens) == LIMITS.tokens:
            raise FormulaError("too_many_tokens", position, len(text) - position, limit=LIMITS.tokens)
        token = _token(text, position)
        tokens.append(token)
        position = token.end
    if not tokens:
        raise FormulaError("empty", 0, len(text))
    return [*tokens, Token("end", "", len(text), 0)]


def _skip_spaces(text: str, position: int) -> int:
    while text.startswith(" ", position):
        position += 1
    return position


def _token(text: str, position: int) -> Token:
    match = _TOKEN.match(text, position)
    if match is None:
        raise _unexpected_character(text[position], position)
    spelling, length = match.group(), match.end() - position
    if match.lastgroup == "number" and not math.isfinite(float(spelling)):
        raise FormulaError("number_not_finite", position, length, limit=f"{sys.float_info.max:.2g}")
    canonical = "^" if spelling == "**" else spelling
    kind: Kind = match.lastgroup  # type: ignore[assignment]  # the group names are the kinds
    return Token(kind, canonical, position, length)


def _unexpected_character(character: str, position: int) -> FormulaError:
    if character in LOOKALIKES:
        return FormulaError("unexpected_character", position, 1, suggestion=LOOKALIKES[character])
    return FormulaError("unexpected_character", position, 1)
