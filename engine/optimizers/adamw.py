"""AdamW: Adam, and beside it a steady pull of every weight towards zero."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.catalog import Knob, Text
from engine.formula.numeric import sqrt, zeros_like
from engine.optimizers import knobs, words
from engine.optimizers.averages import running_average
from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term, TermText


class State(NamedTuple):
    """Both running averages, and β₁ᵗ and β₂ᵗ as running products."""

    first_moment: Numeric
    second_moment: Numeric
    beta1_power: Numeric
    beta2_power: Numeric


def make(
    *, learning_rate: Numeric, beta1: Numeric, beta2: Numeric, epsilon: Numeric, weight_decay: Numeric
) -> Rule:
    """Return the rule θ ← θ − η (m̂ / (√ŝ + ε) + ω θ).

    The decay ω θ is decoupled: it stays out of both averages, so it is not rescaled as an L2 penalty in
    the loss would be. As in torch it is multiplied by the learning rate; the paper multiplies it by the
    schedule only. It moves the resting point away from the minimum, towards the origin.
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
        decay = weight_decay * known.point
        change = -learning_rate * (preconditioner * first_moment_corrected + decay)
        terms = (
            Term("first_moment", first_moment),
            Term("second_moment", second_moment),
            Term("beta1_power", beta1_power),
            Term("beta2_power", beta2_power),
            Term("first_moment_corrected", first_moment_corrected),
            Term("second_moment_corrected", second_moment_corrected),
            Term("preconditioner", preconditioner),
            Term("decay", decay),
            Term("update", change),
        )
        return Step(change, State(first_moment, second_moment, beta1_power, beta2_power), terms)

    return Rule(init, update)


def limit(curvature: float, settings: Mapping[str, float]) -> float:
    """Return 2(1 + β₁)/((1 − β₁)λ + (1 + β₁)ω): Adam's limit, lowered by the decay."""
    rise = 1.0 + settings["beta1"]
    return 2.0 * rise / ((1.0 - settings["beta1"]) * curvature + rise * settings["weight_decay"])


WEIGHT_DECAY = Knob(
    name="weight_decay",
    symbol="ω",
    default=0.01,
    soft=(0.0, 1.0),
    hard=(0.0, 1e6),
    title=Text("Weight decay", "权重衰减"),
    help=Text(
        "How strongly every step pulls the point towards the origin, whatever the gradient says.",
        "每一步把点拉向原点的力度，与梯度无关。",
    ),
)

OPTIMIZER = Optimizer(
    name="adamw",
    title=Text("AdamW", "AdamW"),
    purpose=Text(
        "Adam with weight decay: it comes to rest a little nearer to the origin than the minimum is.",
        "带权重衰减的 Adam：停下的位置比极小值点更靠近原点一些。",
    ),
    knobs=(knobs.learning_rate(0.05), knobs.beta1(), knobs.beta2(), knobs.epsilon(1e-8), WEIGHT_DECAY),
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
        TermText(
            "decay",
            "r",
            Text("pull towards the origin", "拉向原点的衰减项"),
            Text(
                "A share of the point itself; taken away, it pulls the weights towards zero, whatever the slope.",
                "位置本身的一小部分；减去它，权重就被拉向零，与坡度无关。",
            ),
            shows="arrow",
            arrow="update",
        ),
        words.UPDATE,
    ),
    state_symbols={
        "first_moment": "mₜ₋₁",
        "second_moment": "sₜ₋₁",
        "beta1_power": "β₁ᵗ⁻¹",
        "beta2_power": "β₂ᵗ⁻¹",
    },
    source="Loshchilov and Hutter, 2017, arXiv:1711.05101",
)
