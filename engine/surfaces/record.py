"""What is known about a surface: a line of formula and everything people say about it."""

from dataclasses import dataclass
from typing import Literal

from engine.catalog import Knob, Text

Kind = Literal["minimum", "saddle", "maximum"]
Flag = Literal["kink", "edge", "degenerate"]
Window = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class KnownPoint:
    """A point of a surface where plain gradient descent could come to rest, or that is lowest in the window.

    Coordinates are correct to the last digit of binary64. `flags` says what the Hessian there cannot:
    `kink`, the gradient jumps; `edge`, it is lowest only because the window ends there; `degenerate`, an
    eigenvalue is zero and the surroundings decide the kind. `lowest` marks the lowest loss in the window.
    """

    kind: Kind
    at: tuple[float, ...]
    flags: tuple[Flag, ...] = ()
    lowest: bool = False


@dataclass(frozen=True)
class SurfaceRecord:
    """One surface (x, y) or curve (w) of the catalog.

    `knobs` are the named constants of the formula. `points` hold at every setting of them; `start` and
    `learning_rate` go with the defaults, and show by plain gradient descent what the surface is for.
    """

    name: str
    title: Text
    purpose: Text
    formula: str
    window: Window
    points: tuple[KnownPoint, ...]
    start: tuple[float, ...]
    learning_rate: float
    source: str
    variables: tuple[str, ...] = ("x", "y")
    knobs: tuple[Knob, ...] = ()

    @property
    def dimension(self) -> int:
        """Return the number of coordinates."""
        return len(self.variables)
