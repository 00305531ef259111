"""AMSGrad: Adam whose scale never grows back."""

from typing import NamedTuple

from engine.catalog import Text
from engine.formula.numeric import maximum, sqrt, zeros_like
from engine.optimizers import knobs, words
from engine.optimizers.adam import limit
from engine.optimizers.averages import running_average
from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term, TermText


class State(NamedTuple):
    """Both running averages, the largest second moment so far, and β₁ᵗ and β₂ᵗ as running products."""

    first_moment: Numeric
    second_moment: Numeric
    largest_second_moment: Numeric
    beta1_power: Numeric
    beta2_power: Numeric


def make(*, learning_rate: Numeric, beta1: Numeric, beta2: Numeric, epsilon: Numeric) -> Rule:
    """Return the rule θ ← θ − η m̂ / (√ŝ + ε), ŝ from the largest s so far.

    As in torch the maximum is taken over s and corrected afterwards by this step's 1 − β₂ᵗ. The paper
    corrects nothing; others take the maximum of the corrected values.
    """

    def init(like: Numeric) -> State:
        return State(zeros_like(like), zeros_like(like), zeros_like(like), 1.0, 1.0)

    def update(known: Known, state: State) -> Step:
        gradient = known.gradient
        first_moment = running_average(state.first_moment, gradient, beta1)
        second_moment = running_average(state.second_moment, gradient * gradient, beta2)
        largest_second_moment = maximum(state.largest_second_moment, second_moment)
        beta1_power = state.beta1_power * beta1
        beta2_power = state.beta2_power * beta2
        first_moment_corrected = first_moment / (1.0 - beta1_power)
        second_moment_corrected = largest_second_moment / (1.0 - beta2_power)
        preconditioner = 1.0 / (sqrt(second_moment_corrected) + epsilon)
        change = -learning_rate * (preconditioner * first_moment_corrected)
        terms = (
            Term("first_moment", first_moment),
            Term("second_moment", second_moment),
            Term("largest_second_moment", largest_second_moment),
            Term("beta1_power", beta1_power),
            Term("beta2_power", beta2_power),
            Term("first_moment_corrected", first_moment_corrected),
            Term("second_moment_corrected", second_moment_corrected),
            Term("preconditioner", preconditioner),
            Term("update", change),
        )
        after = State(first_moment, second_moment, largest_second_moment, beta1_power, beta2_power)
        return Step(change, after, terms)

    return Rule(init, update)


OPTIMIZER = Optimizer(
    name="amsgrad",
    title=Text("AMSGrad", "AMSGrad"),
    purpose=Text(
        "Adam that remembers its steepest time: a coordinate once slowed down is not sped up again.",
        "记住最陡时刻的 Adam：某个坐标一旦慢下来，就不会再被加速。",
    ),
    knobs=(knobs.learning_rate(0.05), knobs.beta1(), knobs.beta2(), knobs.epsilon(1e-8)),
    make=make,
    limit=limit,
    terms=(
        words.FIRST_MOMENT,
        words.SECOND_MOMENT,
        TermText(
            "largest_second_moment",
            "S",
            Text("largest second moment so far", "迄今最大的二阶矩"),
            Text(
                "The largest s that each coordinate has had: the steepest time is never forgotten.",
                "各坐标的 s 曾达到的最大值：最陡的时刻永不忘记。",
            ),
            shows="area",
        ),
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
        "largest_second_moment": "Sₜ₋₁",
        "beta1_power": "β₁ᵗ⁻¹",
        "beta2_power": "β₂ᵗ⁻¹",
    },
    source="Reddi, Kale and Kumar, 2018, arXiv:1904.09237",
)
