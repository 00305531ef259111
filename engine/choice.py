"""An optimizer with its knobs set."""

from dataclasses import dataclass

from engine.binding import bind_knobs
from engine.errors import unknown
from engine.optimizers import OPTIMIZERS, Optimizer


@dataclass(frozen=True)
class Choice:
    """An optimizer with its knobs set."""

    name: str
    knobs: tuple[tuple[str, float], ...]

    @property
    def optimizer(self) -> Optimizer:
        """The optimizer's record."""
        return OPTIMIZERS[self.name]

    @property
    def settings(self) -> dict[str, float]:
        """Every knob but the learning rate, by name."""
        return {name: value for name, value in self.knobs if name != "learning_rate"}

    @property
    def learning_rate(self) -> float:
        """The learning rate at the first step."""
        return dict(self.knobs)["learning_rate"]

    def with_rate(self, learning_rate: float) -> "Choice":
        """Return the same choice at another learning rate."""
        return Choice(self.name, tuple({**dict(self.knobs), "learning_rate": learning_rate}.items()))


def choose(name: str, **knobs: float) -> Choice:
    """Return an optimizer with its knobs set, defaults where none is given.

    Raises CatalogError for an unknown name or knob and for a value outside a knob's hard range.
    """
    optimizer = OPTIMIZERS.get(name)
    if optimizer is None:
        raise unknown("optimizer", name, OPTIMIZERS, field="optimizer.name")
    return Choice(name, bind_knobs(optimizer.knobs, knobs, kind="knob", field="optimizer"))
