"""Nesterov's momentum: the velocity is read one step ahead."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.catalog import Text
from engine.formula.numeric import zeros_like
from engine.optimizers import knobs, words
from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term, TermText


class State(NamedTuple):
    """The velocity."""

    velocity: Numeric


def make(*, learning_rate: Numeric, momentum: Numeric) -> Rule:
    """Return the rule v ← β v + g, θ ← θ − η (g + β v).

    This is the form of torch.optim.SGD: θ is the point that the classical form calls the look-ahead, so
    the gradient is taken where the ball is drawn. Papers evaluate it at θ + β v instead; the two paths
    are the same up to that change of variable.
    """

    def init(like: Numeric) -> State:
        return State(zeros_like(like))

    def update(known: Known, state: State) -> Step:
        velocity = momentum * state.velocity + known.gradient
        lookahead = known.gradient + momentum * velocity
        change = -learning_rate * lookahead
        terms = (Term("velocity", velocity), Term("lookahead", lookahead), Term("update", change))
        return Step(change, State(velocity), terms)

    return Rule(init, update)


def limit(curvature: float, settings: Mapping[str, float]) -> float:
    """Return (2 + 2β)/((1 + 2β)λ): looking ahead costs part of the room that momentum gains."""
    beta = settings["momentum"]
    return (2.0 + 2.0 * beta) / ((1.0 + 2.0 * beta) * curvature)


OPTIMIZER = Optimizer(
    name="nesterov",
    title=Text("Nesterov momentum", "Nesterov 动量法"),
    purpose=Text(
        "Momentum that looks one step ahead, so that it brakes before the valley floor and not after it.",
        "先向前看一步的动量法：在到达谷底之前就开始减速，而不是冲过之后。",
    ),
    knobs=(knobs.learning_rate(0.01), knobs.momentum()),
    make=make,
    limit=limit,
    terms=(
        words.VELOCITY,
        TermText(
            "lookahead",
            "n",
            Text("velocity one step ahead", "前瞻一步的速度"),
            Text(
                "The velocity as it will be one step on, with this gradient counted again: it brakes in time.",
                "再计入一次当前梯度、提前一步的速度：能及时减速。",
            ),
            shows="arrow",
            arrow="velocity",
        ),
        words.UPDATE,
    ),
    state_symbols={"velocity": "vₜ₋₁"},
    source="Nesterov, 1983; in this form Sutskever et al., 2013, proceedings.mlr.press/v28/sutskever13.html",
)
