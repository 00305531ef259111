"""NAdam: Adam with Nesterov's look ahead."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from engine.catalog import Text
from engine.formula.numeric import sqrt, zeros_like
from engine.optimizers import knobs, words
from engine.optimizers.averages import running_average
from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term, TermText

# The paper's warm-up of the momentum, 0.96^(t · 0.004): the second factor is torch's momentum_decay.
WARM_UP: Final = 0.96**0.004


class State(NamedTuple):
    """Both running averages; the warm-up factor, the product of the momenta and β₂ᵗ as running products."""

    first_moment: Numeric
    second_moment: Numeric
    warm_up: Numeric
    momentum_product: Numeric
    beta2_power: Numeric


def make(*, learning_rate: Numeric, beta1: Numeric, beta2: Numeric, epsilon: Numeric) -> Rule:
    """Return the rule θ ← θ − η m̄ / (√ŝ + ε), m̄ = (1 − μ) ĝ + μ₊ m̂ a blend of gradient and average.

    The momentum μ = β₁(1 − ½ · 0.96^(0.004 t)) rises from about β₁/2 towards β₁ over thousands of steps;
    μ₊ is the next step's. Π is the product of all μ so far; ĝ = g/(1 − Π) and m̂ = m/(1 − Π μ₊) as in the
    paper. Like torch, and unlike the paper's schedule, m itself averages with β₁ and not with μ.
    """

    def init(like: Numeric) -> State:
        return State(zeros_like(like), zeros_like(like), 1.0, 1.0, 1.0)

    def update(known: Known, state: State) -> Step:
        gradient = known.gradient
        warm_up = state.warm_up * WARM_UP
        momentum = beta1 * (1.0 - 0.5 * warm_up)
        momentum_next = beta1 * (1.0 - 0.5 * (warm_up * WARM_UP))
        momentum_product = state.momentum_product * momentum
        first_moment = running_average(state.first_moment, gradient, beta1)
        second_moment = running_average(state.second_moment, gradient * gradient, beta2)
        beta2_power = state.beta2_power * beta2
        gradient_corrected = gradient / (1.0 - momentum_product)
        first_moment_corrected = first_moment / (1.0 - momentum_product * momentum_next)
        lookahead = (1.0 - momentum) * gradient_corrected + momentum_next * first_moment_corrected
        second_moment_corrected = second_moment / (1.0 - beta2_power)
        preconditioner = 1.0 / (sqrt(second_moment_corrected) + epsilon)
        change = -learning_rate * (preconditioner * lookahead)
        terms = (
            Term("warm_up", warm_up),
            Term("momentum", momentum),
            Term("momentum_next", momentum_next),
            Term("momentum_product", momentum_product),
            Term("first_moment", first_moment),
            Term("second_moment", second_moment),
            Term("beta2_power", beta2_power),
            Term("gradient_corrected", gradient_corrected),
            Term("first_moment_corrected", first_moment_corrected),
            Term("lookahead", lookahead),
            Term("second_moment_corrected", second_moment_corrected),
            Term("preconditioner", preconditioner),
            Term("update", change),
        )
        after = State(first_moment, second_moment, warm_up, momentum_product, beta2_power)
        return Step(change, after, terms)

    return Rule(init, update)


def _limit(curvature: float, beta: float, momentum: float, momentum_next: float) -> float:
    """Return where the update −η((1 − μ) g + μ₊ m) turns a step of a quadratic into a factor of −1."""
    return 2.0 / (curvature * ((1.0 - momentum) + momentum_next * (1.0 - beta) / (1.0 + beta)))


def limit(curvature: float, settings: Mapping[str, float]) -> float:
    """Return 2(1 + β₁)/((1 − β₁)(1 + 2β₁)λ), the limit once the momentum has risen to β₁."""
    beta = settings["beta1"]
    return _limit(curvature, beta, beta, beta)


def limit_at(curvature: float, settings: Mapping[str, float], step: int) -> float:
    """Return the limit for the momentum of this step, bias corrections gone.

    It starts far below the final one: while μ is still near β₁/2 the fresh gradient weighs more.
    """
    beta = settings["beta1"]
    momentum, momentum_next = (beta * (1.0 - 0.5 * WARM_UP**t) for t in (step, step + 1))
    return _limit(curvature, beta, momentum, momentum_next)


OPTIMIZER = Optimizer(
    name="nadam",
    title=Text("NAdam", "NAdam"),
    purpose=Text(
        "Adam that looks one step ahead as Nesterov's momentum does, with a momentum that warms up slowly.",
        "像 Nesterov 动量法那样先向前看一步的 Adam，其动量会缓慢预热。",
    ),
    knobs=(knobs.learning_rate(0.05), knobs.beta1(), knobs.beta2(), knobs.epsilon(1e-8)),
    make=make,
    limit=limit,
    terms=(
        TermText(
            "warm_up",
            "q",
            Text("what the warm-up still withholds", "预热系数"),
            Text(
                "What still holds the momentum back; it fades over thousands of steps.",
                "还压着动量的部分；经过几千步才逐渐消失。",
            ),
        ),
        TermText(
            "momentum",
            "μ",
            Text("momentum of this step", "本步的动量"),
            Text(
                "How much of the past counts in this step; what is left of 1 goes to the fresh gradient.",
                "这一步里过去的梯度占多少；剩下的归当前梯度。",
            ),
        ),
        TermText(
            "momentum_next",
            "μ₊",
            Text("momentum of the next step", "下一步的动量"),
            Text(
                "The momentum as it will be one step on: that is the look ahead.",
                "再走一步时的动量：“前瞻”就在这里。",
            ),
        ),
        TermText(
            "momentum_product",
            "Π",
            Text("share of the zero start", "零初值所占的比重"),
            Text(
                "All momenta so far multiplied: how much the zero start still weighs.",
                "到目前为止所有动量的乘积：零初值还占多大比重。",
            ),
        ),
        words.FIRST_MOMENT,
        words.SECOND_MOMENT,
        words.BETA2_POWER,
        TermText(
            "gradient_corrected",
            "ĝ",
            Text("gradient, corrected likewise", "同样修正后的梯度"),
            Text(
                "The fresh gradient, made up for the zero start as the average is, so that the two can be mixed.",
                "当前梯度也按零初值作同样的修正，这样两者才能混合。",
            ),
            shows="arrow",
            arrow="gradient",
        ),
        words.FIRST_MOMENT_CORRECTED,
        TermText(
            "lookahead",
            "m̄",
            Text("first moment one step ahead", "前瞻一步的一阶矩"),
            Text(
                "A blend of the fresh gradient and the average as it will count one step on.",
                "当前梯度与前瞻一步的平均梯度的混合。",
            ),
            shows="arrow",
            arrow="velocity",
        ),
        words.SECOND_MOMENT_CORRECTED,
        words.PRECONDITIONER,
        words.UPDATE,
    ),
    state_symbols={
        "first_moment": "mₜ₋₁",
        "second_moment": "sₜ₋₁",
        "warm_up": "qₜ₋₁",
        "momentum_product": "Πₜ₋₁",
        "beta2_power": "β₂ᵗ⁻¹",
    },
    source="Dozat, 2016, openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ",
    drifting_limit=limit_at,
)
