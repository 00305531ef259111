"""AdaDelta: the steps of the past set the scale of the next one."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.catalog import Text
from engine.formula.numeric import sqrt, zeros_like
from engine.optimizers import knobs, words
from engine.optimizers.averages import running_average
from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term, TermText


class State(NamedTuple):
    """The running averages of squared gradients and of squared directions."""

    second_moment: Numeric
    squared_directions: Numeric


def make(*, learning_rate: Numeric, decay: Numeric, epsilon: Numeric) -> Rule:
    """Return the rule d = g √(D + ε) / √(s + ε), θ ← θ − η d, s and D running averages of g² and d².

    The paper has no learning rate (η = 1). As in torch, η scales the move and not what D remembers. ε
    stands under both roots; it alone sets the length of the first step, √(ε/(1 − ρ)) wherever the slope
    is not tiny.
    """

    def init(like: Numeric) -> State:
        return State(zeros_like(like), zeros_like(like))

    def update(known: Known, state: State) -> Step:
        second_moment = running_average(state.second_moment, known.gradient * known.gradient, decay)
        preconditioner = sqrt(state.squared_directions + epsilon) / sqrt(second_moment + epsilon)
        direction = preconditioner * known.gradient
        squared_directions = running_average(state.squared_directions, direction * direction, decay)
        change = -learning_rate * direction
        terms = (
            Term("second_moment", second_moment),
            Term("preconditioner", preconditioner),
            Term("direction", direction),
            Term("squared_directions", squared_directions),
            Term("update", change),
        )
        return Step(change, State(second_moment, squared_directions), terms)

    return Rule(init, update)


def limit(curvature: float, settings: Mapping[str, float]) -> float:
    """Return 2/λ on the preconditioned curvature."""
    return 2.0 / curvature


OPTIMIZER = Optimizer(
    name="adadelta",
    title=Text("AdaDelta", "AdaDelta"),
    purpose=Text(
        "Finds its own step length from the steps it has made: it starts very slowly and picks up speed.",
        "由走过的步子决定下一步的尺度：起步极慢，随后逐渐加快。",
    ),
    knobs=(knobs.learning_rate(1.0, soft=(1e-2, 100.0)), knobs.decay(0.9), knobs.epsilon(1e-6)),
    make=make,
    limit=limit,
    terms=(
        words.SECOND_MOMENT,
        words.PRECONDITIONER,
        TermText(
            "direction",
            "d",
            Text("scaled gradient", "缩放后的梯度"),
            Text(
                "The gradient, each coordinate multiplied by its own scale.",
                "梯度的每个坐标各乘以自己的缩放系数。",
            ),
            shows="arrow",
            arrow="update",
        ),
        TermText(
            "squared_directions",
            "D",
            Text("average squared direction", "缩放后梯度的平方的平均"),
            Text(
                "A running average of the squared directions: it sets how long the next step may be.",
                "缩放后梯度平方的滑动平均：它决定下一步能走多远。",
            ),
            shows="area",
        ),
        words.UPDATE,
    ),
    state_symbols={"second_moment": "sₜ₋₁", "squared_directions": "Dₜ₋₁"},
    source="Zeiler, 2012, arXiv:1212.5701",
)
