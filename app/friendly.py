"""Friendly input: what people type or paste, rewritten into the language of formulas.

The rewrite never fails: what it does not understand stays as it is, and the parser says what is wrong with it. A
formula that is already in the language comes back unchanged.
"""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from engine.catalog import Text
from engine.formula import LIMITS
from engine.formula.scan import LOOKALIKES
from engine.formula.symbols import GREEK
from engine.formula.vocabulary import CONSTANTS, FUNCTIONS, MOST_FACTORS, VARIABLES


class Rewriting(NamedTuple):
    """One row of the table: what is typed, what runs, and why."""

    typed: str
    runs: str
    title: Text


REWRITINGS: Final = (
    Rewriting("2x", "2*x", Text("a product without a sign", "省略的乘号")),
    Rewriting("3(x + 1)", "3*(x + 1)", Text("a number before parentheses", "数字乘括号")),
    Rewriting("(x + 1)(y - 1)", "(x + 1)*(y - 1)", Text("parentheses beside parentheses", "括号乘括号")),
    Rewriting("x(y + 1)", "x*(y + 1)", Text("a letter before parentheses", "字母乘括号")),
    Rewriting("2xy", "2*x*y", Text("variables written together", "连写的变量")),
    Rewriting("x² + y³", "x^2 + y^3", Text("raised digits", "上标数字")),
    Rewriting("x⁻¹", "x^-1", Text("a raised minus", "上标负号")),
    Rewriting("sin²(x)", "sin(x)^2", Text("the power of a function", "函数的幂")),
    Rewriting("2πx", "2*pi*x", Text("the letter π", "字母 π")),
    Rewriting("αx + β₁y", "alpha*x + beta1*y", Text("Greek letters and lowered digits", "希腊字母与下标")),
    Rewriting("x − y – 1", "x - y - 1", Text("other minus signs", "其他减号")),
    Rewriting("x × y · 2 ÷ 3", "x * y * 2 / 3", Text("signs of multiplication and division", "乘号与除号")),
    Rewriting("|x − 1|", "abs(x - 1)", Text("bars for the absolute value", "绝对值符号")),
    Rewriting("√(x² + 1) + √2", "sqrt(x^2 + 1) + sqrt(2)", Text("the root sign", "根号")),
    Rewriting("½x²", "0.5*x^2", Text("fractions in one character", "单字符分数")),
    Rewriting("[x + {y}]", "(x + (y))", Text("other brackets", "其他括号")),
    Rewriting("（ｘ＋１）＊２", "(x+1)*2", Text("full-width characters", "全角字符")),
    Rewriting("f(x, y) = x^2", "x^2", Text("a name in front of the formula", "公式前的函数名")),
)

_RAISED: Final = MappingProxyType(dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿˣʸ", "0123456789-nxy", strict=True)))
_LOWERED: Final = MappingProxyType(dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)))
_GREEK: Final[Mapping[str, str]] = MappingProxyType(
    {letter: name for name, letter in GREEK.items()} | {"ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "µ": "mu"}
)
_FRACTIONS: Final = MappingProxyType({"½": "0.5", "¼": "0.25", "¾": "0.75"})
_SIGNS: Final = MappingProxyType({sign: plain for sign, plain in LOOKALIKES.items() if len(plain) == 1})
_FULL_WIDTH: Final = range(ord("！"), ord("～") + 1)
_TO_ASCII: Final = ord("！") - ord("!")

# The kinds of tokens that are a whole operand, that can begin one, and that can end one.
_NUMBERS: Final = frozenset({"number", "fraction"})
_OPERANDS: Final = _NUMBERS | {"name", "word"}
_BEGINNINGS: Final = _OPERANDS | {"function", "root"}
_ENDINGS: Final = _OPERANDS | {"raised"}

# Two characters that would be read as one word or number.
_WORD: Final = re.compile(r"[A-Za-z0-9_.₀-₉]{2}")
_HEADING: Final = re.compile(r"\s*(?:[A-Za-z]\s*(?:\([xyw,\s]*\)\s*)?=(?!=)\s*)+")
_TOKEN: Final = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*[₀-₉]*)"
    rf"|(?P<greek>[{''.join(_GREEK)}][₀-₉]*)"
    rf"|(?P<fraction>[{''.join(_FRACTIONS)}])"
    r"|(?P<raised>⁻?(?:[⁰¹²³⁴-⁹]+|[ⁿˣʸ])|\^[0-9]+(?=\s*\())"
    r"|(?P<root>√)|(?P<open>\()|(?P<close>\))|(?P<bar>\|)|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)


class _Token(NamedTuple):
    """A piece of the text, in ASCII; `kind` is a group of _TOKEN, or function."""

    kind: str
    text: str
    closing: str = ")"
    translated: bool = False


def rewrite(text: str, *, names: Collection[str] = ()) -> str:
    """Return the text in the language of formulas, as far as it is understood.

    `names` are declared constants, which stay whole. A text longer than a formula may be comes back as it is.
    """
    if len(text) > LIMITS.characters:
        return text
    plain = "".join(map(_sign, text))
    heading = _HEADING.match(plain)
    tokens = _in_order(_tokens(plain[heading.end() :] if heading else plain, names))
    rewritten = _Writer(bars=True).text(tokens)
    return _Writer(bars=False).text(tokens) or "" if rewritten is None else rewritten


def _sign(character: str) -> str:
    """Return the ASCII sign for a lookalike or a full-width character."""
    if ord(character) in _FULL_WIDTH:
        character = chr(ord(character) - _TO_ASCII)
    return _SIGNS.get(character, character)


def _tokens(text: str, names: Collection[str]) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        tokens.extend(_read(match.lastgroup or "other", match.group(), names))
    return tokens


def _read(kind: str, text: str, names: Collection[str]) -> list[_Token]:
    """Return the tokens, in ASCII, that one match stands for."""
    match kind:
        case "name" | "greek":
            name = "".join(_GREEK.get(letter) or _LOWERED.get(letter, letter) for letter in text)
            if name in FUNCTIONS:
                return [_Token("function", name)]
            if name not in names and len(name) <= MOST_FACTORS and VARIABLES.issuperset(name):
                return [_Token("name", letter) for letter in name]
            kind_of_name = "name" if _is_sure(kind, name, names) else "word"
            return [_Token(kind_of_name, name, translated=not text.isascii())]
        case "fraction":
            return [_Token(kind, _FRACTIONS[text], translated=True)]
        case "raised":
            power = "".join(_RAISED.get(digit, digit) for digit in text.removeprefix("^"))
            return [_Token(kind, power, translated=True)]
        case "root":
            return [_Token(kind, "sqrt", translated=True)]
        case "space":
            return [_Token(kind, " " * len(text))]
    return [_Token(kind, text)]


def _is_sure(kind: str, name: str, names: Collection[str]) -> bool:
    """Whether a name in front of parentheses is meant as a factor and is no misspelt function."""
    return kind == "greek" or len(name) == 1 or name in names or name in CONSTANTS


def _in_order(tokens: list[_Token]) -> list[_Token]:
    """Return the tokens with sin² ( … ) as sin( … )^2 and √2 as sqrt(2)."""
    ordered: list[_Token] = []
    power = ""
    for place, token in enumerate(tokens):
        before = tokens[place - 1].kind if place else ""
        if token.kind == "raised" and before == "function" and _opens(tokens[place + 1 : place + 3]):
            power = f"^{token.text}"
        elif token.kind == "open":
            ordered.append(token._replace(closing=f"){power}"))
            power = ""
        elif before == "root" and token.kind in _OPERANDS:
            ordered += [_Token("open", "("), token, _Token("close", ")")]
        elif not (power and token.kind == "space"):
            ordered.append(token)
    return ordered


def _opens(following: list[_Token]) -> bool:
    kinds = [token.kind for token in following]
    return kinds[:1] == ["open"] or kinds == ["space", "open"]


class _Writer:
    """Writes the tokens one after the other, with the products and bars that were meant."""

    def __init__(self, *, bars: bool) -> None:
        self._bars = bars
        self._written: list[str] = []
        self._open: list[_Token] = []  # the parentheses and bars that are not closed yet
        self._gap = ""
        self._translated = False  # whether the last token was another character before
        self._before: _Token | None = None  # the operand that has just ended

    def text(self, tokens: list[_Token]) -> str | None:
        """Return the whole text; None when the bars do not pair up."""
        for token in tokens:
            if token.kind == "space":
                self._gap = token.text
            elif token.kind == "bar" and self._bars:
                self._write_bar(token)
            elif token.kind == "open":
                self._begin(token, "(")
            elif token.kind == "close":
                if self._open and self._open[-1].kind == "bar":
                    return None
                self._end(token)
            else:
                self._write(token)
        if any(token.kind == "bar" for token in self._open):
            return None
        return "".join(self._written) + self._gap

    def _write_bar(self, bar: _Token) -> None:
        """Close what a bar opened when an operand has just ended, else open."""
        if self._before is not None and self._open and self._open[-1].kind == "bar":
            self._end(bar)
        else:
            self._begin(bar, "abs(")

    def _begin(self, token: _Token, text: str) -> None:
        self._append(token, text, begins=True)
        self._before = None
        self._open.append(token)

    def _end(self, token: _Token) -> None:
        closing = self._open.pop().closing if self._open else ")"
        self._append(token, closing, begins=False)
        self._before = token

    def _write(self, token: _Token) -> None:
        text = f"^{token.text}" if token.kind == "raised" else token.text
        self._append(token, text, begins=token.kind in _BEGINNINGS)
        self._before = token if token.kind in _ENDINGS else None

    def _append(self, token: _Token, text: str, *, begins: bool) -> None:
        joint = self._joint(token) if begins else self._gap
        if not joint and (token.translated or self._translated) and _WORD.match(self._last() + text[0]):
            joint = " "  # 2½ must not become 20.5, nor sinα a name
        self._written += [joint, text]
        self._gap = ""
        self._translated = token.translated

    def _last(self) -> str:
        return self._written[-1][-1:] if self._written else ""

    def _joint(self, token: _Token) -> str:
        """Return what stands before an operand: the sign of a product, or the space as it was."""
        if self._before is None:
            return self._gap
        kinds = (self._before.kind, token.kind)
        apart = kinds == ("word", "open") or _NUMBERS.issuperset(kinds)
        return self._gap if apart else "*"
