"""MathML: the formula as the page shows it."""

import html
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from engine.formula.symbols import Symbol
from engine.formula.typeset import Fence, Sign

_ACCENTS: Final = MappingProxyType({"hat": "^", "bar": "¯", "tilde": "~"})
_APPLY: Final = "<mo>\N{FUNCTION APPLICATION}</mo>"
_SIGNS: Final = MappingProxyType(
    {
        "+": "<mo>+</mo>",
        "-": "<mo>\N{MINUS SIGN}</mo>",
        "negative": "<mo>\N{MINUS SIGN}</mo>",
        "times": "<mo>×</mo>",
        "dot": "<mo>\N{DOT OPERATOR}</mo>",
        "product": "<mo>\N{INVISIBLE TIMES}</mo>",
        "thin product": '<mo>\N{INVISIBLE TIMES}</mo><mspace width="0.167em"/>',
    }
)
_FENCES: Final = MappingProxyType({"parentheses": ("(", ")"), "bars": ("|", "|"), "floor": ("⌊", "⌋")})


class _MathML:
    """The notation of MathML Core, with the characters themselves instead of entities."""

    def number(self, digits: str) -> str:
        return f"<mn>{digits}</mn>"

    def symbol(self, symbol: Symbol) -> str:
        base = _identifier(symbol.base)
        if symbol.accent:
            mark = _ACCENTS[symbol.accent]
            base = f'<mover accent="true">{base}<mo stretchy="false">{mark}</mo></mover>'
        scripts = [
            self.number(script) if script.isdigit() else _identifier(script)
            for script in (symbol.subscript, symbol.superscript)
            if script
        ]
        both = "msubsup" if len(scripts) == 2 else "msub" if symbol.subscript else "msup"
        return f"<{both}>{base}{''.join(scripts)}</{both}>" if scripts else base

    def function(self, name: str) -> str:
        return _identifier(name)

    def sign(self, sign: Sign) -> str:
        return _SIGNS[sign]

    def row(self, *pieces: str) -> str:
        return f"<mrow>{''.join(pieces)}</mrow>"

    def power(self, base: str, exponent: str) -> str:
        return f"<msup>{base}{exponent}</msup>"

    def fraction(self, numerator: str, denominator: str) -> str:
        return f"<mfrac>{numerator}{denominator}</mfrac>"

    def root(self, radicand: str) -> str:
        return f"<msqrt>{radicand}</msqrt>"

    def fenced(self, fence: Fence, inside: str) -> str:
        # The form says which of two equal bars opens.
        opening, closing = _FENCES[fence]
        return (
            f'<mrow><mo fence="true" form="prefix" stretchy="true">{opening}</mo>{inside}'
            f'<mo fence="true" form="postfix" stretchy="true">{closing}</mo></mrow>'
        )

    def applied(self, function: str, arguments: Iterable[str]) -> str:
        inside = "<mo>,</mo>".join(arguments)
        return self.row(function, _APPLY, self.fenced("parentheses", inside))


MATHML: Final = _MathML()


def _identifier(text: str) -> str:
    """Return an <mi>; a single letter is italic by itself, spaces must be unbreakable to be seen."""
    return f"<mi>{html.escape(text).replace(' ', chr(0xA0))}</mi>"
