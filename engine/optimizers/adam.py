"""Adam: momentum, and a scale of its own for each coordinate."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.catalog import Text
from engine.formula.numeric import sqrt, zeros_like
from engine.optimizers import knobs, words
from engine.optimizers.averages import running_average
from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term


class State(NamedTuple):
    """Both running averages, and β₁ᵗ and β₂ᵗ as running products."""

    first_moment: Numeric
    second_moment: Numeric
    beta1_power: Numeric
    beta2_power: Numeric


def make(*, learning_rate: Numeric, beta1: Numeric, beta2: Numeric, epsilon: Numeric) -> Rule:
    """Return the rule θ ← θ − η m̂ / (√ŝ + ε), m and s running averages of g and g².

    Both averages start at zero; m̂ = m/(1 − β₁ᵗ) and ŝ = s/(1 − β₂ᵗ) take that out. ε is added after the
    root and after the correction, as in the paper's algorithm and in torch; the paper's faster form, and
    Keras, add it before the correction.
    """

    def init(like: Numeric) -> State:
        return State(zeros_like(like), zeros_like(like), 1.0, 1.0)

    def update(known: Known, state: State) -> Step:
        gradient = known.gradient
        first_moment = running_average(state.first_moment, gradient, beta1)
        second_moment = running_average(state.second_moment, gradient * gradient, beta2)
        beta1_power = state.beta1_power * beta1
        beta2_power = state.beta2_power * beta2
        first_moment_corrected = first_moment / (1.0 - beta1_power)
        second_moment_corrected = second_moment / (1.0 - beta2_power)
        preconditioner = 1.0 / (sqrt(second_moment_corrected) + epsilon)
        change = -learning_rate * (preconditioner * first_moment_corrected)
        terms = (
            Term("first_moment", first_moment),
            Term("second_moment", second_moment),
            Term("beta1_power", beta1_power),
            Term("beta2_power", beta2_power),
            Term("first_moment_corrected", first_moment_corrected),
            Term("second_moment_corrected", second_moment_corrected),
            Term("preconditioner", preconditioner),
            Term("update", change),
        )
        return Step(change, State(first_moment, second_moment, beta1_power, beta2_power), terms)

    return Rule(init, update)


def limit(curvature: float, settings: Mapping[str, float]) -> float:
    """Return 2(1 + β₁)/((1 − β₁)λ), momentum's limit on the preconditioned curvature, m being an average."""
    return 2.0 * (1.0 + settings["beta1"]) / ((1.0 - settings["beta1"]) * curvature)


OPTIMIZER = Optimizer(
    name="adam",
    title=Text("Adam", "Adam"),
    purpose=Text(
        "Momentum with a scale for each coordinate: the first step is one learning rate along every axis.",
        "带动量，并为每个坐标单独定标：第一步沿每个坐标轴都走一个学习率的距离。",
    ),
    knobs=(knobs.learning_rate(0.05), knobs.beta1(), knobs.beta2(), knobs.epsilon(1e-8)),
    make=make,
    limit=limit,
    terms=(
        words.FIRST_MOMENT,
        words.SECOND_MOMENT,
        words.BETA1_POWER,
        words.BETA2_POWER,
        words.FIRST_MOMENT_CORRECTED,
        words.SECOND_MOMENT_CORRECTED,
        words.PRECONDITIONER,
        words.UPDATE,
    ),
    state_symbols={
        "first_moment": "mₜ₋₁",
        "second_moment": "sₜ₋₁",
        "beta1_power": "β₁ᵗ⁻¹",
        "beta2_power": "β₂ᵗ⁻¹",
    },
    source="Kingma and Ba, 2014, arXiv:1412.6980",
)
