"""Gradient descent: one step straight down the slope."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.catalog import Text
from engine.optimizers import knobs, words
from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term


class State(NamedTuple):
    """Nothing is remembered."""


def make(*, learning_rate: Numeric) -> Rule:
    """Return the rule θ ← θ − η g."""

    def init(like: Numeric) -> State:
        return State()

    def update(known: Known, state: State) -> Step:
        change = -learning_rate * known.gradient
        return Step(change, state, (Term("update", change),))

    return Rule(init, update)


def limit(curvature: float, settings: Mapping[str, float]) -> float:
    """Return 2/λ: one step multiplies the distance to the minimum by 1 − ηλ."""
    return 2.0 / curvature


OPTIMIZER = Optimizer(
    name="gradient_descent",
    title=Text("Gradient descent", "梯度下降"),
    purpose=Text(
        "The plain rule: go against the gradient, a learning rate times as far as the slope is steep.",
        "最基本的规则：沿负梯度方向走，步长等于学习率乘以坡度。",
    ),
    knobs=(knobs.learning_rate(0.01),),
    make=make,
    limit=limit,
    terms=(words.UPDATE,),
    state_symbols={},
    source="Cauchy, 1847, Comptes rendus 25, 536–538",
)
