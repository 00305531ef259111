"""What an optimizer is: a pair of pure functions, and the record that tells people about them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from engine.catalog import Knob, Text

# A float, an array or a graph node: whatever has + - * / and the functions of engine.formula.numeric.
Numeric = Any


class Known(NamedTuple):
    """What a rule may look at: the point θ where it stands, and the gradient there."""

    point: Numeric
    gradient: Numeric


class Term(NamedTuple):
    """One named quantity on the way to the update: a value per coordinate, or one number for all of them."""

    name: str
    value: Numeric


class Step(NamedTuple):
    """One step: the next point is point + update; terms are the arithmetic in order, the update last."""

    update: Numeric
    state: Any
    terms: tuple[Term, ...]


class Rule(NamedTuple):
    """An optimizer with its knobs set.

    The state is a NamedTuple. A leaf is either made with zeros_like(like), one value per coordinate, or a
    plain float that all coordinates share; the first state does not depend on the knobs. `update` is plain
    arithmetic without branches on values, so that one text runs on floats, on arrays and on graph nodes, to
    the same bits.
    """

    init: Callable[[Numeric], Any]
    update: Callable[[Known, Any], Step]


# How a term is shown: a vector in the plane of the weights, a value that is the area of a square, or a figure alone.
Shows = Literal["arrow", "area", "figure"]
# What an arrow is akin to, and takes its colour from.
Arrow = Literal["gradient", "velocity", "update"]


class TermText(NamedTuple):
    """How a term is written and called, what it does, and how it is drawn.

    A bare symbol is this step's value; the state's carry ₜ₋₁. Every arrow but the update points uphill, as the
    gradient does: the step goes against it.
    """

    name: str
    symbol: str
    title: Text
    meaning: Text
    shows: Shows = "figure"
    arrow: Arrow | None = None


class Convention(NamedTuple):
    """One of several ways in which a rule is in use under the same name, and the knobs that make it so.

    A knob is given as a number, or by the name of the knob that it is equal to.
    """

    title: Text
    says: Text
    knobs: Mapping[str, float | str]


@dataclass(frozen=True, eq=False)
class Optimizer:
    """Everything that is known about one optimizer; its file's `OPTIMIZER`.

    `make` takes every knob by name, each a number or a graph node, and returns the rule. `terms`
    describes the terms of a step in their order, `state_symbols` every leaf of the state. An adaptive
    rule has a term "preconditioner": what multiplies the gradient, coordinate by coordinate, before the
    learning rate does.

    `limit(curvature, settings)` is the learning rate above which a quadratic of that positive curvature
    is no longer stable, once the coefficients of the rule have settled; an adaptive rule takes the
    curvature of the preconditioned Hessian, P^½ H P^½. `limit_at` adds the step, for a rule whose
    coefficients drift for long.
    """

    name: str
    title: Text
    purpose: Text
    knobs: tuple[Knob, ...]
    make: Callable[..., Rule]
    limit: Callable[[float, Mapping[str, float]], float]
    terms: tuple[TermText, ...]
    state_symbols: Mapping[str, str]
    source: str
    drifting_limit: Callable[[float, Mapping[str, float], int], float] | None = None
    conventions: tuple[Convention, ...] = ()

    @property
    def adaptive(self) -> bool:
        """Return whether the rule scales each coordinate by what it has seen there."""
        return any(term.name == "preconditioner" for term in self.terms)

    @property
    def defaults(self) -> dict[str, float]:
        """Return every knob at its default."""
        return {knob.name: knob.default for knob in self.knobs}

    def limit_at(self, curvature: float, settings: Mapping[str, float], step: int) -> float:
        """Return the limit with the coefficients that the rule uses at this step (the first one is 1)."""
        if self.drifting_limit is None:
            return self.limit(curvature, settings)
        return self.drifting_limit(curvature, settings, step)
