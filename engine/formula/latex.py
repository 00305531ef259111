"""LaTeX: the formula to copy into a paper."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from engine.formula.symbols import GREEK, Symbol
from engine.formula.typeset import Fence, Sign

_SIGNS: Final = MappingProxyType(
    {
        "+": " + ",
        "-": " - ",
        "negative": "-",
        "times": r" \times ",
        "dot": r" \cdot ",
        "product": " ",
        "thin product": r" \, ",
    }
)
_FENCES: Final = MappingProxyType(
    {"parentheses": ("(", ")"), "bars": ("|", "|"), "floor": (r"\lfloor ", r"\rfloor")}
)
# What makes ordinary parentheses too small.
_TALL: Final = ("^", r"\frac", r"\sqrt")
# Operator names that LaTeX knows; the others need \\operatorname.
_KNOWN: Final = frozenset(
    {"sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "ln", "exp", "max", "min"}
)
# Omicron has no command of its own: it looks like the letter o.
_COMMANDS: Final = MappingProxyType(
    {letter: f"\\{name}" for name, letter in GREEK.items() if name != "omicron"} | {"ο": "o"}
)


class _LaTeX:
    """The notation of LaTeX with amsmath, for math mode."""

    def number(self, digits: str) -> str:
        return digits

    def symbol(self, symbol: Symbol) -> str:
        base = _identifier(symbol.base)
        if symbol.accent:
            base = rf"\{symbol.accent}{{{base}}}"
        for mark, script in (("_", symbol.subscript), ("^", symbol.superscript)):
            plain = len(script) == 1 or not script.isalpha()
            base += f"{mark}{{{script if plain else _identifier(script)}}}" if script else ""
        return base

    def function(self, name: str) -> str:
        return f"\\{name}" if name in _KNOWN else rf"\operatorname{{{name}}}"

    def sign(self, sign: Sign) -> str:
        return _SIGNS[sign]

    def row(self, *pieces: str) -> str:
        return "".join(pieces).strip()

    def power(self, base: str, exponent: str) -> str:
        return f"{base}^{{{exponent}}}"

    def fraction(self, numerator: str, denominator: str) -> str:
        return rf"\frac{{{numerator}}}{{{denominator}}}"

    def root(self, radicand: str) -> str:
        return rf"\sqrt{{{radicand}}}"

    def fenced(self, fence: Fence, inside: str) -> str:
        opening, closing = _FENCES[fence]
        if any(mark in inside for mark in _TALL):
            return rf"\left{opening}{inside}\right{closing}"
        return f"{opening}{inside}{closing}"

    def applied(self, function: str, arguments: Iterable[str]) -> str:
        return function + self.fenced("parentheses", ", ".join(arguments))


LATEX: Final = _LaTeX()


def _identifier(text: str) -> str:
    """Return a letter as it is, Greek ones as commands, and words upright."""
    if text in _COMMANDS:
        return _COMMANDS[text]
    if len(text) == 1:
        return text
    return rf"\mathrm{{{text.replace(' ', chr(92) + ' ')}}}"
