"""How large a formula may be."""

from typing import NamedTuple


class Limits(NamedTuple):
    """The caps on one formula; each has its own error.

    `depth` counts what is open at once: parentheses, arguments, signs and exponents; a chain of + - * / does
    not add to it. `operations` counts the float operations of the value and its gradient together.
    """

    characters: int = 500
    tokens: int = 300
    depth: int = 48
    nodes: int = 256
    operations: int = 1500


LIMITS = Limits()
