"""What a gradient source is: how the optimizer comes by its gradient, and the record that tells people about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.catalog import Knob, Text
from engine.optimizers import Numeric, Term, TermText


class Ground(Protocol):
    """What a source may ask about the ground under a point, in floats, arrays or graph nodes."""

    @property
    def axes(self) -> range:
        """The coordinates."""

    def slope(self, axis: int) -> Numeric:
        """Return the derived gradient's component."""

    def loss(self, axis: int = 0, shift: Numeric = None) -> Numeric:
        """Return the loss, at the point itself or where one coordinate is shifted."""

    def draw(self, axis: int) -> Numeric:
        """Return this step's draw from the standard normal distribution."""


@dataclass(frozen=True, eq=False)
class GradientRecord:
    """Everything that is known about one gradient source.

    `sense(ground, settings)` returns the arithmetic from the ground to the gradient as terms in order, the gradient
    last: a tuple of one value per coordinate each, or one value that all share. `terms` describes them. `draws` says
    that it draws random numbers, which its knob "scale" multiplies; `losses` how often it evaluates the loss for each
    coordinate.
    """

    name: str
    title: Text
    purpose: Text
    knobs: tuple[Knob, ...]
    sense: Callable[[Ground, Mapping[str, Numeric]], tuple[Term, ...]]
    terms: tuple[TermText, ...]
    draws: bool = False
    losses: int = 0
