"""Formulas of the catalog on pages that are written on the server."""

from typing import Final
from xml.etree import ElementTree

from markupsafe import Markup

_SIGNS: Final = ("+", "−")


def math_markup(mathml: str) -> Markup:
    """Return MathML of our own making as markup. Nothing that a person typed gets here."""
    return Markup(mathml)


def math_pieces(mathml: str) -> list[Markup]:
    """Return a formula as one element a summand, so that a narrow place can break it where a person would."""
    rest = list(ElementTree.fromstring(mathml))
    pieces: list[list[ElementTree.Element]] = []
    # A sum is a row of the sum before it, its sign and its last summand.
    while len(rest) == 1 and _is_sum(rest[0]):
        before, sign, last = rest[0]
        sign.set("form", "infix")  # first in its piece, it is still between two summands
        pieces.insert(0, [sign, last])
        rest = [before]
    return [_math(parts) for parts in [rest, *pieces]]


def _is_sum(row: ElementTree.Element) -> bool:
    return row.tag == "mrow" and len(row) == 3 and row[1].tag == "mo" and row[1].text in _SIGNS


def _math(parts: list[ElementTree.Element]) -> Markup:
    whole = ElementTree.Element("math")
    whole.extend(parts)
    return math_markup(ElementTree.tostring(whole, encoding="unicode"))
