import math

import numpy as np
import pytest

from engine.differences import central, forward
from engine.surfaces import SURFACES, named_surface, typed_surface

SMOOTH = 1e-7  # relative error that a central difference keeps on a smooth surface


@pytest.mark.parametrize(
    "name", ["sphere", "rosenbrock", "himmelblau", "beale", "goldstein_price", "rastrigin"]
)
def test_a_central_difference_agrees_with_the_derived_gradient(name):
    surface = named_surface(name)
    generator = np.random.default_rng(0)
    low, high = np.array(surface.window).T
    for point in generator.uniform(low, high, (50, 2)).tolist():
        found = central(surface, tuple(point))
        assert found.error is not None
        assert found.error < SMOOTH


def test_a_central_difference_is_closer_than_a_forward_one():
    surface = named_surface("rosenbrock")
    there = (-1.2, 1.0)
    assert central(surface, there).error < forward(surface, there).error


def test_a_forward_difference_is_the_slope_of_a_secant():
    surface = typed_surface("w^2", variables=("w",))
    found = forward(surface, (3.0,))
    h = found.h
    assert found.gradient == pytest.approx((((3 + h) ** 2 - 9) / h,))


def test_the_step_grows_with_the_point():
    surface = named_surface("sphere")
    assert central(surface, (1e6, 0.0)).h == pytest.approx(1e6 * central(surface, (0.0, 0.0)).h)


def test_nothing_is_said_of_an_error_at_a_stationary_point():
    assert central(named_surface("himmelblau"), (3.0, 2.0)).error is None


def test_a_gradient_of_the_smallest_numbers_has_an_error_like_any_other():
    found = forward(typed_surface("1e-300*x*y"), (-1.5, 0.0))
    assert found.error is not None
    assert found.error < 1


def test_nothing_is_said_of_an_error_where_there_is_no_value():
    found = forward(typed_surface("log(x) + y"), (-1.0, 0.0))
    assert found.error is None
    assert math.isnan(found.gradient[0])


def test_on_a_parabola_a_central_difference_has_no_truncation():
    parabola = named_surface("parabola")
    assert central(parabola, SURFACES["parabola"].start).error < 1e-10
