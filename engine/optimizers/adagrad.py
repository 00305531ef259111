"""AdaGrad: the more slope a coordinate has seen, the smaller its steps."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.catalog import Text
from engine.formula.numeric import sqrt, zeros_like
from engine.optimizers import knobs, words
from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term, TermText


class State(NamedTuple):
    """The sum of all squared gradients."""

    sum_of_squares: Numeric


def make(*, learning_rate: Numeric, epsilon: Numeric) -> Rule:
    """Return the rule G ← G + g², θ ← θ − η g / (√G + ε).

    ε stands outside the root and G starts at zero, as in torch; TensorFlow starts G at a small number and
    puts ε under the root.
    """

    def init(like: Numeric) -> State:
        return State(zeros_like(like))

    def update(known: Known, state: State) -> Step:
        sum_of_squares = state.sum_of_squares + known.gradient * known.gradient
        preconditioner = 1.0 / (sqrt(sum_of_squares) + epsilon)
        change = -learning_rate * (preconditioner * known.gradient)
        terms = (
            Term("sum_of_squares", sum_of_squares),
            Term("preconditioner", preconditioner),
            Term("update", change),
        )
        return Step(change, State(sum_of_squares), terms)

    return Rule(init, update)


def limit(curvature: float, settings: Mapping[str, float]) -> float:
    """Return 2/λ on the preconditioned curvature; as G only grows, that curvature only falls."""
    return 2.0 / curvature


OPTIMIZER = Optimizer(
    name="adagrad",
    title=Text("AdaGrad", "AdaGrad"),
    purpose=Text(
        "Divides each coordinate by all the slope it has ever seen: even progress, but ever shorter steps.",
        "每个坐标都除以它见过的全部坡度：各方向进展均匀，但步子越走越小。",
    ),
    knobs=(knobs.learning_rate(0.5, soft=(1e-3, 10.0)), knobs.epsilon(1e-10)),
    make=make,
    limit=limit,
    terms=(
        TermText(
            "sum_of_squares",
            "G",
            Text("sum of squared gradients", "梯度平方的累积和"),
            Text(
                "Every squared gradient so far, added up for each coordinate: it never shrinks.",
                "到目前为止各坐标梯度平方的总和：只增不减。",
            ),
            shows="area",
        ),
        words.PRECONDITIONER,
        words.UPDATE,
    ),
    state_symbols={"sum_of_squares": "Gₜ₋₁"},
    source="Duchi, Hazan and Singer, 2011, jmlr.org/papers/v12/duchi11a.html",
)
