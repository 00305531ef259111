"""RMSprop: AdaGrad that forgets."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.catalog import Text
from engine.formula.numeric import sqrt, zeros_like
from engine.optimizers import knobs, words
from engine.optimizers.averages import running_average
from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term


class State(NamedTuple):
    """The running average of squared gradients."""

    second_moment: Numeric


def make(*, learning_rate: Numeric, decay: Numeric, epsilon: Numeric) -> Rule:
    """Return the rule θ ← θ − η g / (√s + ε), s the running average of g².

    ε stands outside the root, as in torch; TensorFlow has it inside. s starts at zero and is not
    corrected for it, so the first steps are long: η/√(1 − ρ) in every coordinate.
    """

    def init(like: Numeric) -> State:
        return State(zeros_like(like))

    def update(known: Known, state: State) -> Step:
        second_moment = running_average(state.second_moment, known.gradient * known.gradient, decay)
        preconditioner = 1.0 / (sqrt(second_moment) + epsilon)
        change = -learning_rate * (preconditioner * known.gradient)
        terms = (
            Term("second_moment", second_moment),
            Term("preconditioner", preconditioner),
            Term("update", change),
        )
        return Step(change, State(second_moment), terms)

    return Rule(init, update)


def limit(curvature: float, settings: Mapping[str, float]) -> float:
    """Return 2/λ on the preconditioned curvature."""
    return 2.0 / curvature


OPTIMIZER = Optimizer(
    name="rmsprop",
    title=Text("RMSprop", "RMSprop"),
    purpose=Text(
        "Divides each coordinate by the slope it saw lately: steep and flat directions keep pace.",
        "每个坐标都除以它近期见过的坡度，使陡的方向和平缓的方向步调一致。",
    ),
    knobs=(knobs.learning_rate(0.05), knobs.decay(0.99), knobs.epsilon(1e-8)),
    make=make,
    limit=limit,
    terms=(words.SECOND_MOMENT, words.PRECONDITIONER, words.UPDATE),
    state_symbols={"second_moment": "sₜ₋₁"},
    source="Tieleman and Hinton, 2012, Neural Networks for Machine Learning, lecture 6.5",
)
