"""How a name looks in mathematics: Greek letters, subscripts, hats and words."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

# In the order of Unicode; _ is the final sigma, which is no letter of its own.
_SMALL = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho _ sigma tau
    upsilon phi chi psi omega
"""
_GREEK = {name: chr(ord("α") + place) for place, name in enumerate(_SMALL.split()) if name != "_"}
# The capitals that do not look like Latin letters.
_LARGE = "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
GREEK: Mapping[str, str] = MappingProxyType(
    _GREEK | {name: _GREEK[name.lower()].upper() for name in _LARGE.split()}
)

# x1, x_1 and w_max: a base, then digits, or anything after one underscore.
_SUBSCRIPTED = re.compile(r"(?P<base>[A-Za-z]+)(?:(?P<digits>[0-9]+)|_(?P<mark>[A-Za-z0-9]+))")
_ACCENTS = {
    "\N{COMBINING CIRCUMFLEX ACCENT}": "hat",
    "\N{COMBINING MACRON}": "bar",
    "\N{COMBINING TILDE}": "tilde",
}


class Symbol(NamedTuple):
    """A letter or a word, with subscript, superscript and accent ("hat", "bar" or "tilde"); "" is none."""

    base: str
    subscript: str = ""
    superscript: str = ""
    accent: str = ""

    @property
    def is_word(self) -> bool:
        """Whether the base is more than one letter, and so needs space around it."""
        return len(self.base) > 1


def symbol_of_name(name: str) -> Symbol:
    """Return beta1 as β with subscript 1, w_max as w with subscript max, condition_number as two words."""
    match = _SUBSCRIPTED.fullmatch(name)
    if match and (len(match["base"]) == 1 or match["base"] in GREEK):
        return Symbol(GREEK.get(match["base"], match["base"]), match["digits"] or match["mark"])
    return Symbol(GREEK.get(name) or " ".join(filter(None, name.split("_"))))


def symbol_of_text(text: str) -> Symbol:
    """Return the symbol that a plain text such as β₁, m̂ or β₁ᵗ⁻¹ stands for."""
    text, superscript = _without(text, "<super>")
    text, subscript = _without(text, "<sub>")
    base, accent = unicodedata.normalize("NFD", text), ""
    if base[-1] in _ACCENTS:
        base, accent = base[:-1], _ACCENTS[base[-1]]
    return Symbol(unicodedata.normalize("NFC", base), subscript, superscript, accent)


def _without(text: str, kind: str) -> tuple[str, str]:
    """Return a text without its last characters of a kind, and those in their plain form."""
    end = len(text)
    while end > 1 and unicodedata.decomposition(text[end - 1]).startswith(kind):
        end -= 1
    return text[:end], unicodedata.normalize("NFKC", text[end:])
