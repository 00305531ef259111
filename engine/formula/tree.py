"""The syntax tree of a formula.

Every node knows the part of the text that it came from; two trees are equal when they say the same, wherever
they were written.
"""

import math
from dataclasses import dataclass, field
from typing import Literal

Operator = Literal["+", "-", "*", "/", "^"]


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number without a sign; a negative one is Negate(Number(...))."""

    value: float
    position: int = field(default=0, compare=False)
    length: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if not math.isfinite(self.value) or math.copysign(1.0, self.value) < 0:
            raise ValueError("value: a finite number without a sign is expected")


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, a named constant, pi or e."""

    name: str
    position: int = field(default=0, compare=False)
    length: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negate:
    """A unary minus."""

    operand: "Tree"
    position: int = field(default=0, compare=False)
    length: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between two operands; ** is written ^."""

    operator: Operator
    left: "Tree"
    right: "Tree"
    position: int = field(default=0, compare=False)
    length: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of one or more arguments."""

    function: str
    arguments: tuple["Tree", ...]
    position: int = field(default=0, compare=False)
    length: int = field(default=0, compare=False)


Tree = Number | Name | Negate | Binary | Call
