"""What the field knows about these optimizers, held against whole runs."""

import math
from itertools import pairwise

import numpy as np
import pytest

from engine import Descent, choose, descend, named_surface, typed_surface
from engine.optimizers import OPTIMIZERS, Known
from engine.types import Array

SINGLE_SCALE = [name for name, optimizer in OPTIMIZERS.items() if not optimizer.adaptive]
OWN_SCALES = [name for name, optimizer in OPTIMIZERS.items() if optimizer.adaptive]


def path(name: str, *, steps: int = 100, **knobs: float) -> Array:
    """Return the points of a run on himmelblau."""
    return descend(Descent(named_surface("himmelblau"), (-1.0, 1.5), choose(name, **knobs), steps)).points


def first_update(name: str, gradient: float, **knobs: float) -> float:
    """Return the first update from a gradient."""
    optimizer = OPTIMIZERS[name]
    rule = optimizer.make(**{**optimizer.defaults, **knobs})
    return float(rule.update(Known(0.0, gradient), rule.init(0.0)).update)


def test_gradient_descent_on_a_quadratic_is_a_power() -> None:
    surface = named_surface("quadratic", {"condition_number": 20.0, "rotation": 0.0})
    points = descend(Descent(surface, (-4.0, 2.0), choose("gradient_descent", learning_rate=0.09), 50)).points
    powers = np.arange(51)
    np.testing.assert_allclose(points[:, 0], -4.0 * (1 - 0.09) ** powers, rtol=1e-12)
    np.testing.assert_allclose(points[:, 1], 2.0 * (1 - 0.09 * 20) ** powers, rtol=1e-12)


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
def test_momentum_zero_is_gradient_descent_to_the_bit(name: str) -> None:
    plain = path("gradient_descent", learning_rate=0.01)
    assert np.array_equal(path(name, learning_rate=0.01, momentum=0.0), plain)


def test_dampening_spares_the_first_step() -> None:
    assert first_update("momentum", 3.0, dampening=0.9) == first_update("momentum", 3.0, dampening=0.0)


def test_dampening_equal_to_momentum_averages_the_gradients_after_the_first() -> None:
    rule = OPTIMIZERS["momentum"].make(learning_rate=1.0, momentum=0.5, dampening=0.5)
    state = rule.init(0.0)
    for gradient in (8.0, 4.0, 2.0):
        state = rule.update(Known(0.0, gradient), state).state
    assert state.velocity == 0.5 * (0.5 * 8.0 + 0.5 * 4.0) + 0.5 * 2.0


def test_nesterov_is_the_classical_look_ahead_seen_from_the_look_ahead() -> None:
    surface = named_surface("himmelblau")
    beta, rate = 0.9, 0.001
    seen = path("nesterov", learning_rate=rate, momentum=beta)
    point, velocity = seen[0], np.zeros(2)
    for expected in seen:
        ahead = point + beta * velocity
        np.testing.assert_allclose(ahead, expected, rtol=0, atol=1e-11)
        velocity = beta * velocity - rate * surface.gradient(ahead)
        point = point + velocity


@pytest.mark.parametrize("name", ["adam", "amsgrad", "adamax", "adamw", "adagrad"])
@pytest.mark.parametrize("gradient", [1e-3, -0.5, 40.0, -1e6])
def test_the_first_step_is_the_learning_rate_long_whatever_the_slope(name: str, gradient: float) -> None:
    epsilon = 1e-8
    update = first_update(name, gradient, learning_rate=0.05, epsilon=epsilon)
    # |g|/(|g| + ε), rounded a few times
    assert update == pytest.approx(-0.05 * math.copysign(1.0, gradient), rel=epsilon / abs(gradient) + 1e-15)


def test_the_first_step_of_rmsprop_is_longer_for_want_of_a_correction() -> None:
    update = first_update("rmsprop", 40.0, learning_rate=0.05, decay=0.99, epsilon=1e-12)
    assert update == pytest.approx(-0.05 / math.sqrt(1 - 0.99), rel=1e-12)


def test_the_first_step_of_adadelta_is_set_by_epsilon() -> None:
    update = first_update("adadelta", 40.0, learning_rate=1.0, decay=0.9, epsilon=1e-6)
    assert update == pytest.approx(-math.sqrt(1e-6 / (1 - 0.9)), rel=1e-8)


def rotated_path(name: str, degrees: float) -> Array:
    """Return a path on an oblique bowl turned by an angle, turned back."""
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    surface = named_surface("quadratic", {"condition_number": 20.0, "rotation": 10.0 + degrees})
    start = turn @ np.array([-4.0, 2.0])
    chosen = choose(name, learning_rate=0.02)
    return descend(Descent(surface, (float(start[0]), float(start[1])), chosen, 60)).points @ turn


@pytest.mark.parametrize("name", SINGLE_SCALE)
def test_rules_with_one_scale_do_not_care_how_the_axes_lie(name: str) -> None:
    np.testing.assert_allclose(rotated_path(name, 35.0), rotated_path(name, 0.0), rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", OWN_SCALES)
def test_rules_with_a_scale_for_each_coordinate_do(name: str) -> None:
    # AdaDelta has barely set out after these steps
    assert np.abs(rotated_path(name, 35.0) - rotated_path(name, 0.0)).max() > 1e-3


@pytest.mark.parametrize("name", ["adagrad", "rmsprop", "adam", "adamax", "nadam", "amsgrad"])
def test_rules_with_their_own_scales_do_not_care_about_the_unit_of_the_loss(name: str) -> None:
    chosen = choose(name, learning_rate=0.05, epsilon=1e-20)
    in_metres = typed_surface("x^2 + 3*y^2 + x*y")
    in_kilometres = typed_surface("0.001*(x^2 + 3*y^2 + x*y)")
    one, other = (
        descend(Descent(surface, (3.0, 2.0), chosen, 20)).points for surface in (in_metres, in_kilometres)
    )
    np.testing.assert_allclose(one, other, rtol=0, atol=1e-12)


def test_adamw_without_decay_is_adam_to_the_bit() -> None:
    knobs = {"learning_rate": 0.05, "beta1": 0.8, "beta2": 0.99}
    assert np.array_equal(path("adamw", **knobs, weight_decay=0.0), path("adam", **knobs))


def test_weight_decay_moves_a_resting_point_towards_the_origin() -> None:
    resting, plain = (
        path("adamw", learning_rate=0.02, weight_decay=decay, steps=3000)[-1] for decay in (0.1, 0.0)
    )
    assert np.linalg.norm(resting) < np.linalg.norm(plain) - 1e-3


def test_adagrad_and_amsgrad_never_forget_a_slope() -> None:
    for name, leaf in (("adagrad", "sum_of_squares"), ("amsgrad", "largest_second_moment")):
        optimizer = OPTIMIZERS[name]
        rule = optimizer.make(**optimizer.defaults)
        state = rule.init(0.0)
        seen = [0.0]
        for gradient in np.random.default_rng(0).normal(size=50):
            state = rule.update(Known(0.0, float(gradient)), state).state
            seen.append(getattr(state, leaf))
        assert all(earlier <= later for earlier, later in pairwise(seen)), name


def test_running_products_are_the_powers_they_stand_for() -> None:
    steps = 1000
    nadam = OPTIMIZERS["nadam"]
    rule = nadam.make(**nadam.defaults)
    state, product = rule.init(0.0), 1.0
    for step in range(1, steps + 1):
        product *= 0.9 * (1 - 0.5 * 0.96 ** (step * 0.004))
        made = rule.update(Known(0.0, 1.0), state)
        state = made.state
    terms = dict(made.terms)
    assert terms["momentum"] == pytest.approx(0.9 * (1 - 0.5 * 0.96 ** (steps * 0.004)), rel=1e-12)
    assert terms["momentum_next"] == pytest.approx(0.9 * (1 - 0.5 * 0.96 ** ((steps + 1) * 0.004)), rel=1e-12)
    # the product of so many momenta has run out of digits long before
    assert terms["momentum_product"] == pytest.approx(product, rel=1e-9)
    assert terms["beta2_power"] == pytest.approx(0.999**steps, rel=1e-12)
