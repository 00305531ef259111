"""One step along −∇L at a ladder of rates: nothing, gain, overshoot, and changes that do not cancel."""

import math
from fractions import Fraction

import numpy as np
import pytest

from engine import SURFACES, named_surface, typed_surface
from engine.sweeps.ladder import DECADES, FARTHEST, MULTIPLES, NOTHING, ladder


def points_of(surface):
    """The surface's own start, and points all over its window."""
    rng = np.random.default_rng(7)
    drawn = [tuple(rng.uniform(low, high) for low, high in surface.window) for _ in range(12)]
    return [surface.record.start, *drawn]


@pytest.mark.parametrize("name", SURFACES)
def test_on_one_over_lambdas_ladder_the_overshoot_appears_wherever_lambda_is_positive(name):
    surface = named_surface(name)
    for point in points_of(surface):
        found = ladder(surface, point)
        named = [rung.what for rung in found.units]
        if found.curvature is None or found.curvature <= 0:
            assert named == []
        else:
            assert "overshoot" in named, point
            assert named == sorted(named, key=["nothing", "gain", "overshoot"].index)


@pytest.mark.parametrize("name", SURFACES)
def test_a_rung_is_one_step_of_gradient_descent(name):
    surface = named_surface(name)
    for point in points_of(surface):
        loss, gradient = surface.at(point)
        found = ladder(surface, point)
        assert tuple(rung.learning_rate for rung in found.decades) == DECADES
        for rung in (*found.decades, *found.units):
            landed = [p - rung.learning_rate * g for p, g in zip(point, gradient, strict=True)]
            there = surface.at(landed)[0]
            assert rung.loss == pytest.approx(there, rel=1e-12, abs=1e-300)
            scale = max(abs(loss), abs(there))  # terms of order 1 cancel where the loss is small
            assert rung.change == pytest.approx(there - loss, rel=1e-9, abs=1e-13 * max(scale, 1.0))


def test_the_ladder_of_a_parabola_is_the_textbooks():
    surface = named_surface("parabola", {"curvature": 4.0})
    found = ladder(surface, (3.0,))
    assert (found.unit, found.curvature, found.bottom) == (0.25, 4.0, pytest.approx(0.25))
    for rung in found.units:  # the distance is multiplied by 1 − ηλ
        assert rung.change == pytest.approx(18.0 * ((1 - rung.multiple) ** 2 - 1), rel=1e-12, abs=1e-13)
    assert [rung.multiple for rung in found.units] == list(MULTIPLES)
    assert [rung.what for rung in found.units] == ["gain"] * 4 + ["overshoot"] * 4


def test_small_changes_keep_their_digits_under_a_large_loss():
    # on (x² + y²)/2 + 10⁶ the change is exactly ‖θ‖²·(−η + η²/2)
    surface = typed_surface("(x^2 + y^2)/2 + 1000000", window=[[-5, 5], [-5, 5]])
    for rung in ladder(surface, (3.0, 4.0)).decades:
        rate = Fraction(rung.learning_rate)
        exact = float(25 * (-rate + rate * rate / 2))
        assert rung.change == pytest.approx(exact, rel=1e-9)
    plain = surface.at((3.0 - 3e-10, 4.0 - 4e-10))[0] - surface.at((3.0, 4.0))[0]
    assert plain != pytest.approx(25 * -1e-10, rel=1e-3), "the difference of the losses has lost them"


def test_a_long_step_over_many_waves_is_the_difference_itself():
    surface = named_surface("rastrigin")
    loss, gradient = surface.at((0.6, 0.6))
    rung = ladder(surface, (0.6, 0.6)).decades[-1]
    assert rung.change == surface.at([0.6 - 0.1 * slope for slope in gradient])[0] - loss


@pytest.mark.parametrize("name", ["rosenbrock", "beale", "himmelblau", "styblinski_tang", "two_wells"])
def test_the_bottom_is_the_first_place_where_the_line_turns(name):
    surface = named_surface(name)
    for point in points_of(surface):
        found, gradient = ladder(surface, point), np.array(surface.at(point)[1])
        rates = np.linspace(0.0, found.bottom * 0.999, 500)
        slopes = surface.gradient(np.array(point) - rates[:, None] * gradient) @ gradient
        assert (slopes > 0).all()
        beyond = np.array(point) - found.bottom * 1.001 * gradient
        assert surface.gradient(beyond) @ gradient < 0


def test_nothing_is_a_gain_below_a_thousandth_of_what_the_line_gives():
    found = ladder(named_surface("himmelblau"), (-1.0, 1.0))
    surface, gradient = named_surface("himmelblau"), np.array(named_surface("himmelblau").at((-1.0, 1.0))[1])
    most = found.loss - surface.at(np.array([-1.0, 1.0]) - found.bottom * gradient)[0]
    for rung in found.decades:
        if rung.what == "overshoot":
            assert rung.learning_rate > found.bottom
        else:
            assert (rung.what == "gain") == (-rung.change >= NOTHING * most)
    assert {rung.what for rung in found.decades} == {"nothing", "gain", "overshoot"}


def test_the_second_ladder_goes_on_until_it_overshoots():
    found = ladder(named_surface("goldstein_price"), named_surface("goldstein_price").record.start)
    assert found.units[-2].learning_rate <= found.bottom < found.units[-1].learning_rate
    assert MULTIPLES[-1] < found.units[-1].multiple <= FARTHEST


def test_where_the_surface_bends_down_one_over_lambda_is_no_measure():
    found = ladder(named_surface("himmelblau"), (-1.0, 1.0))
    assert found.curvature < 0
    assert (found.unit, found.units) == (None, ())


def test_without_a_slope_nothing_happens():
    found = ladder(named_surface("terraces"), named_surface("terraces").record.start)
    assert (found.gradient_norm, found.curvature, found.bottom, found.units) == (0.0, None, None, ())
    assert {(rung.change, rung.what) for rung in found.decades} == {(0.0, "nothing")}


def test_without_a_finite_gradient_there_are_no_rungs():
    found = ladder(typed_surface("x^y", window=[[0, 1], [0, 1]]), (0.0, 0.5))
    assert (found.decades, found.units) == ((), ())


def test_a_line_without_a_bottom_is_said_to_have_none():
    surface = typed_surface("x + 0*y", window=[[-1, 1], [-1, 1]])
    found = ladder(surface, (0.5, 0.5))
    assert found.bottom is None
    assert all(rung.what != "overshoot" for rung in found.decades)


def test_a_step_to_where_the_loss_has_no_value_is_an_overshoot():
    surface = typed_surface("sqrt(x) + 0*y", window=[[0, 1], [-1, 1]])
    found = ladder(surface, (1e-4, 0.0))
    last = found.decades[-1]
    assert math.isnan(last.loss)
    assert math.isnan(last.change)
    assert last.what == "overshoot"


@pytest.mark.parametrize("point", [(1e9, 1e9), (0.0, 0.0), (1e-300, 0.0)])
@pytest.mark.parametrize("formula", ["exp(x^2) + y", "x^4*1e-300 + y", "x^2*1e300 + y^2", "sqrt(x) + y"])
def test_extremes_do_no_harm(formula, point):
    surface = typed_surface(formula, window=[[-1, 1], [-1, 1]])
    if math.isfinite(surface.at(point)[0]):
        ladder(surface, point)


@pytest.mark.parametrize("formula", ["log(x) + y", "log(abs(x)) + y", "-1/x^2", "x^2 - 1/abs(x)"])
def test_a_pole_is_no_bottom(formula):
    found = ladder(typed_surface(formula, window=[[-5, 5], [-5, 5]]), (3.0, -4.0))
    assert found.bottom is None
    assert all(math.isfinite(rung.loss) for rung in found.units if rung.what == "gain")


@pytest.mark.parametrize(("formula", "bottom"), [("abs(x) + y/9", 3.0), ("sqrt(abs(x))", 6 * math.sqrt(3))])
def test_a_corner_is_one(formula, bottom):
    surface = typed_surface(formula, window=[[-5, 5], [-5, 5]])
    assert ladder(surface, (3.0, 0.0)).bottom == pytest.approx(bottom)
