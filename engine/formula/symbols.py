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
_HAT = "\N{COMBINING CIRCUMFLEX ACCENT}"


class Symbol(NamedTuple):
    """A letter or a word, with its subscript ("" for none) and perhaps a hat."""

    base: str
    subscript: str = ""
    hat: bool = False

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
    """Return the symbol that a plain text such as β₁ or m̂ stands for."""
    end = len(text)
    while end > 1 and unicodedata.decomposition(text[end - 1]).startswith("<sub>"):
        end -= 1
    decomposed = unicodedata.normalize("NFD", text[:end])
    hat = decomposed.endswith(_HAT)
    base = unicodedata.normalize("NFC", decomposed.removesuffix(_HAT))
    return Symbol(base, unicodedata.normalize("NFKC", text[end:]), hat)
