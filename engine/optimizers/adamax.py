"""AdaMax: Adam with the largest recent gradient in place of the average square."""

from dataclasses import replace
from typing import NamedTuple

from engine.catalog import Text
from engine.formula.numeric import absolute, maximum, zeros_like
from engine.optimizers import knobs, words
from engine.optimizers.adam import limit
from engine.optimizers.averages import running_average
from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term, TermText


class State(NamedTuple):
    """The average gradient, the largest recent gradient, and β₁ᵗ as a running product."""

    first_moment: Numeric
    largest_gradient: Numeric
    beta1_power: Numeric


def make(*, learning_rate: Numeric, beta1: Numeric, beta2: Numeric, epsilon: Numeric) -> Rule:
    """Return the rule u ← max(β₂ u, |g| + ε), θ ← θ − η m̂ / u.

    The maximum needs no bias correction. As in torch ε is added to |g| inside the maximum; the paper has none.
    """

    def init(like: Numeric) -> State:
        return State(zeros_like(like), zeros_like(like), 1.0)

    def update(known: Known, state: State) -> Step:
        first_moment = running_average(state.first_moment, known.gradient, beta1)
        largest_gradient = maximum(beta2 * state.largest_gradient, absolute(known.gradient) + epsilon)
        beta1_power = state.beta1_power * beta1
        first_moment_corrected = first_moment / (1.0 - beta1_power)
        preconditioner = 1.0 / largest_gradient
        change = -learning_rate * (preconditioner * first_moment_corrected)
        terms = (
            Term("first_moment", first_moment),
            Term("largest_gradient", largest_gradient),
            Term("beta1_power", beta1_power),
            Term("first_moment_corrected", first_moment_corrected),
            Term("preconditioner", preconditioner),
            Term("update", change),
        )
        return Step(change, State(first_moment, largest_gradient, beta1_power), terms)

    return Rule(init, update)


BETA2 = replace(
    knobs.beta2(),
    title=Text("Decay of the maximum", "最大值衰减率"),
    help=Text(
        "How slowly the largest gradient seen is forgotten, separately for each coordinate.",
        "各坐标见过的最大梯度遗忘得有多慢。",
    ),
)

OPTIMIZER = Optimizer(
    name="adamax",
    title=Text("AdaMax", "AdaMax"),
    purpose=Text(
        "Adam that divides by the largest recent slope: one steep spot shortens the steps for long after.",
        "除以近期最大坡度的 Adam：遇到一处陡坡，此后很久步子都会变小。",
    ),
    knobs=(knobs.learning_rate(0.05), knobs.beta1(), BETA2, knobs.epsilon(1e-8)),
    make=make,
    limit=limit,
    terms=(
        words.FIRST_MOMENT,
        TermText(
            "largest_gradient",
            "u",
            Text("largest recent gradient", "近期最大的梯度"),
            Text(
                "The steepest slope that each coordinate has seen lately, slowly forgotten.",
                "各坐标近来见过的最陡坡度，会慢慢淡忘。",
            ),
        ),
        words.BETA1_POWER,
        words.FIRST_MOMENT_CORRECTED,
        words.PRECONDITIONER,
        words.UPDATE,
    ),
    state_symbols={"first_moment": "mₜ₋₁", "largest_gradient": "uₜ₋₁", "beta1_power": "β₁ᵗ⁻¹"},
    source="Kingma and Ba, 2014, arXiv:1412.6980, section 7.1",
)
