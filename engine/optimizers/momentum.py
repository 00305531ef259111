"""Momentum: a velocity that remembers past slopes."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.catalog import Knob, Text
from engine.formula.numeric import zeros_like
from engine.optimizers import knobs, words
from engine.optimizers.record import Convention, Known, Numeric, Optimizer, Rule, Step, Term


class State(NamedTuple):
    """The velocity, and the dampening in force: none at the first step, the knob's from the second on."""

    velocity: Numeric
    dampening: Numeric


def make(*, learning_rate: Numeric, momentum: Numeric, dampening: Numeric) -> Rule:
    """Return the heavy ball: v ← β v + (1 − d) g, θ ← θ − η v.

    Without dampening v is a sum of past gradients, the default of torch.optim.SGD; with d = β it is their
    average, and the same learning rate goes 1/(1 − β) times slower. As in torch the first velocity is the
    gradient itself, undamped. At β = 0 torch leaves dampening out; here the equation stays what it says.
    """

    def init(like: Numeric) -> State:
        return State(zeros_like(like), 0.0)

    def update(known: Known, state: State) -> Step:
        velocity = momentum * state.velocity + (1.0 - state.dampening) * known.gradient
        change = -learning_rate * velocity
        return Step(change, State(velocity, dampening), (Term("velocity", velocity), Term("update", change)))

    return Rule(init, update)


def limit(curvature: float, settings: Mapping[str, float]) -> float:
    """Return 2(1 + β)/((1 − d)λ), where the oscillation from side to side stops dying out."""
    return 2.0 * (1.0 + settings["momentum"]) / ((1.0 - settings["dampening"]) * curvature)


DAMPENING = Knob(
    name="dampening",
    symbol="d",
    default=0.0,
    soft=(0.0, 0.99),
    hard=knobs.MEMORY,
    title=Text("Dampening", "抑制系数"),
    help=Text(
        "How much of each new gradient is held back. At zero the velocity is a sum of gradients, "
        "at the value of the momentum it is their average.",
        "每个新梯度被压低多少。为零时速度是梯度之和；与动量取相同的值时，速度是梯度的平均。",
    ),
)

OPTIMIZER = Optimizer(
    name="momentum",
    title=Text("Momentum", "动量法"),
    purpose=Text(
        "A heavy ball: slopes that agree add up to speed, slopes that alternate cancel out.",
        "像一个沉重的球：方向一致的坡度不断累积成速度，来回变号的坡度相互抵消。",
    ),
    knobs=(knobs.learning_rate(0.01), knobs.momentum(), DAMPENING),
    make=make,
    limit=limit,
    terms=(words.VELOCITY, words.UPDATE),
    state_symbols={"velocity": "vₜ₋₁", "dampening": "dₜ"},
    source="Polyak, 1964, doi:10.1016/0041-5553(64)90137-5",
    conventions=(
        Convention(
            Text("sum", "求和"),
            Text(
                "The velocity is the sum of past gradients, each fading with β.",
                "速度是过去梯度之和，越久远的按 β 衰减得越多。",
            ),
            {"dampening": 0.0},
        ),
        Convention(
            Text("average", "取平均"),
            Text(
                "The velocity is the average of past gradients: at the same η it goes slower by the factor 1 − β.",
                "速度是过去梯度的平均：η 相同时只有求和的 1 − β 倍快。",
            ),
            {"dampening": "momentum"},
        ),
    ),
)
