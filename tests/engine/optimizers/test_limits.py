"""Each declared stability limit, crossed by the real rule on a quadratic ½λθ².

Slopes that are tiny beside ε = 1 hold an adaptive rule's scale still: then the rule is a linear map, and its
curvature is λ times that scale.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from engine.optimizers import OPTIMIZERS, Known, Optimizer, Rule
from engine.optimizers.nadam import WARM_UP

CURVATURE = 3.0
START = 1e-12
SETTLING = 150_000  # NAdam's warm-up has then shrunk below 1e-10; every other transient is shorter
BELOW = (0.02, 0.3, 0.9, 0.99, 0.999)
ABOVE = (1.001, 1.01, 1.1, 1.5, 3.0)
VARIATIONS: dict[str, tuple[dict[str, float], ...]] = {
    "momentum": (
        {"momentum": 0.0},
        {"momentum": 0.5},
        {"momentum": 0.9, "dampening": 0.9},
        {"dampening": 0.3},
    ),
    "nesterov": ({"momentum": 0.0}, {"momentum": 0.5}, {"momentum": 0.99}),
    "adam": ({"beta1": 0.0}, {"beta1": 0.5}),
    "adamax": ({"beta1": 0.5},),
    "nadam": ({"beta1": 0.0}, {"beta1": 0.5}),
    "amsgrad": ({"beta1": 0.5},),
    "adamw": ({"weight_decay": 0.0}, {"weight_decay": 2.0}, {"beta1": 0.5, "weight_decay": 0.5}),
}
CASES = [
    pytest.param(name, changes, id="-".join([name, *(f"{knob}={value}" for knob, value in changes.items())]))
    for name in OPTIMIZERS
    for changes in ({}, *VARIATIONS.get(name, ()))
]


def chosen(name: str, changes: dict[str, float]) -> tuple[Optimizer, dict[str, float]]:
    """Return an optimizer and its knobs, ε large if it has one."""
    optimizer = OPTIMIZERS[name]
    return optimizer, {**optimizer.defaults, **({"epsilon": 1.0} if optimizer.adaptive else {}), **changes}


@cache
def settled(name: str, knobs: tuple[tuple[str, float], ...]) -> Any:
    """Return the state at rest in the minimum once bias corrections and warm-up are gone."""
    rule = OPTIMIZERS[name].make(**dict(knobs))
    state = rule.init(0.0)
    for _ in range(SETTLING):
        after = rule.update(Known(0.0, 0.0), state).state
        if after == state:
            break
        state = after
    return state


def scale(optimizer: Optimizer, knobs: dict[str, float], state: Any) -> float:
    """Return the preconditioner in a state, 1 for a rule that has none."""
    terms = optimizer.make(**knobs).update(Known(0.0, 0.0), state).terms
    return next((term.value for term in terms if term.name == "preconditioner"), 1.0)


def dies_out(rule: Rule, state: Any, hold: Callable[[Any], Any] = lambda state: state) -> bool:
    """Return whether a small displacement shrinks ten-thousandfold (True) or grows as much (False)."""
    point, still = START, 0
    for _ in range(100_000):
        step = rule.update(Known(point, CURVATURE * point), hold(state))
        point, state = point + step.update, step.state
        if abs(point) > 1e4 * START:
            return False
        still = still + 1 if abs(point) < 1e-4 * START else 0
        if still == 50:  # not only crossing the minimum
            return True
    raise AssertionError("neither grows nor dies out")


@pytest.mark.parametrize(("name", "changes"), CASES)
def test_a_quadratic_is_stable_up_to_the_declared_limit_and_no_further(
    name: str, changes: dict[str, float]
) -> None:
    optimizer, knobs = chosen(name, changes)
    state = settled(name, tuple(knobs.items()))
    limit = optimizer.limit(CURVATURE * scale(optimizer, knobs, state), knobs)
    for share in (*BELOW, *ABOVE):
        rule = optimizer.make(**{**knobs, "learning_rate": share * limit})
        assert dies_out(rule, state) is (share < 1), share


@pytest.mark.parametrize("beta1", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("step", [1, 200, 5_000])
def test_nadam_knows_its_limit_while_the_momentum_warms_up(beta1: float, step: int) -> None:
    optimizer, knobs = chosen("nadam", {"beta1": beta1})
    state = settled("nadam", tuple(knobs.items()))
    limit = optimizer.limit_at(CURVATURE * scale(optimizer, knobs, state), knobs, step)
    for share in (0.5, 0.99, 1.01, 2.0):
        rule = optimizer.make(**{**knobs, "learning_rate": share * limit})
        # the warm-up stays where it is at this step
        stable = dies_out(rule, state, lambda state: state._replace(warm_up=WARM_UP ** (step - 1)))
        assert stable is (share < 1), share


def test_nadam_is_held_to_a_lower_limit_at_first() -> None:
    nadam = OPTIMIZERS["nadam"]
    limits = [nadam.limit_at(CURVATURE, nadam.defaults, step) for step in (1, 200, 5_000, 50_000)]
    assert limits == sorted(limits)
    assert limits[1] < nadam.limit(CURVATURE, nadam.defaults) / 3


@pytest.mark.parametrize("share", [0.99, 1.01])
def test_the_limit_of_two_coordinates_is_that_of_the_preconditioned_hessian(share: float) -> None:
    # AdaGrad that has seen slopes of 2 and 10 divides by them, and what it sees here changes nothing.
    turn = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])
    hessian = turn @ np.diag([1.0, 20.0]) @ turn.T
    slopes = np.array([2.0, 10.0])
    adagrad = OPTIMIZERS["adagrad"]
    knobs = adagrad.defaults
    root = np.diag(slopes**-0.5)
    limit = adagrad.limit(float(np.linalg.eigvalsh(root @ hessian @ root)[-1]), knobs)
    rule = adagrad.make(**{**knobs, "learning_rate": share * limit})
    point = np.array([1e-9, 1e-9])
    state = rule.init(point)._replace(sum_of_squares=slopes**2)
    for _ in range(600):
        step = rule.update(Known(point, hessian @ point), state)
        point, state = point + step.update, step.state
    # off by 1 %, the steepest direction changes 1.02^600 = 1e5-fold
    assert bool(np.abs(point).max() < 1e-9) is (share < 1)
