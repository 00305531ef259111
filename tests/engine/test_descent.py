"""A run is a value: the same description gives the same bits, whole, in stretches or resumed."""

import dataclasses
import math

import numpy as np
import pytest

from engine import (
    OPTIMIZERS,
    SURFACES,
    CatalogError,
    Descent,
    choose,
    descend,
    descend_many,
    explain,
    named_surface,
    piecewise,
    typed_surface,
)

HIMMELBLAU = named_surface("himmelblau")


def descent(surface="himmelblau", optimizer="gradient_descent", start=None, steps=200, **knobs):
    bound = named_surface(surface)
    return Descent(bound, start or bound.record.start, choose(optimizer, **knobs), steps)


@pytest.mark.parametrize("surface", SURFACES)
def test_gradient_descent_is_the_equation_by_hand(surface):
    bound = named_surface(surface)
    rate = bound.record.learning_rate
    run = descend(descent(surface, learning_rate=rate, steps=20))
    point = np.array(bound.record.start)
    for k in range(len(run.points)):
        assert run.points[k].tolist() == point.tolist()
        assert run.losses[k] == bound.value(point)
        slope = bound.gradient(point)
        assert run.gradient_norms[k] == pytest.approx(float(np.linalg.norm(slope)), rel=1e-15)
        point = point - rate * slope


def test_points_begin_with_the_start_and_count_the_steps():
    run = descend(descent(steps=200, start=(-1.0, 1.0), optimizer="adam", learning_rate=0.05))
    assert run.points.shape == (201, 2)
    assert run.points[0].tolist() == [-1.0, 1.0]
    assert run.losses.shape == run.gradient_norms.shape == (201,)


def test_no_steps_leave_the_start_alone():
    run = descend(descent(steps=0))
    assert run.points.tolist() == [list(named_surface("himmelblau").record.start)]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", ["himmelblau", "ackley", "eggholder", "double_well"])
def test_a_resumed_run_is_the_unbroken_one_to_the_bit(surface, optimizer):
    whole = descent(surface, optimizer, steps=150)
    broken = dataclasses.replace(whole, steps=61)
    first = descend(broken)
    second = descend(whole, resume=first.progress)
    unbroken = descend(whole)
    assert np.array_equal(np.concatenate([first.points, second.points]), unbroken.points)
    assert np.array_equal(np.concatenate([first.losses, second.losses]), unbroken.losses)
    assert second.progress == unbroken.progress
    assert explain(second) == explain(unbroken)


@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum", "adam"])
def test_a_rate_changed_half_way_is_two_runs_joined(optimizer):
    start = (-1.0, 1.0)
    described = Descent(
        HIMMELBLAU, start, choose(optimizer, learning_rate=0.01), 80, piecewise(((40, 0.002),))
    )
    first = descend(dataclasses.replace(described, steps=40))
    slower = Descent(HIMMELBLAU, start, choose(optimizer, learning_rate=0.002), 80)
    second = descend(slower, resume=first.progress)
    assert np.array_equal(np.concatenate([first.points, second.points]), descend(described).points)


def test_until_stops_at_the_first_point_that_meets_it_and_can_be_resumed():
    whole = descent(learning_rate=0.01, start=(4.0, 4.0))
    stopped = dataclasses.replace(whole, until=1e-3)
    run = descend(stopped)
    assert run.gradient_norms[-1] <= 1e-3 < run.gradient_norms[-2]
    rest = descend(whole, resume=run.progress)
    assert np.array_equal(np.concatenate([run.points, rest.points]), descend(whole).points)


def test_until_met_by_the_start_makes_no_step():
    run = descend(Descent(HIMMELBLAU, (3.0, 2.0), choose("gradient_descent"), 50, until=1e-3))
    assert len(run.points) == 1


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(
    "surface", ["himmelblau", "ackley", "eggholder", "rosenbrock", "goldstein_price", "many_minima"]
)
def test_a_batch_equals_its_members_to_the_bit(surface, optimizer):
    bound = named_surface(surface)
    window = np.array(bound.window)
    starts = np.random.default_rng(7).uniform(window[:, 0], window[:, 1], size=(20, bound.dimension))
    described = descent(surface, optimizer, steps=40)
    many = descend_many(described, starts)
    few = np.concatenate([descend_many(described, starts[:10]), descend_many(described, starts[10:])])
    assert np.array_equal(many, few, equal_nan=True)
    assert np.isfinite(many[:, 1]).any()


def test_only_finite_points_are_given_when_a_run_departs():
    run = descend(descent("rosenbrock", learning_rate=0.01, steps=500))
    assert len(run.points) < 501
    assert np.isfinite(run.points).all()
    assert (np.abs(run.points) <= 1e9).all()
    assert np.isfinite(run.losses).all()
    assert run.exit is not None


def test_a_function_that_raises_gives_ieee_results_instead():
    # exp overflows on the way out: math.exp would raise, the run must depart.
    run = descend(
        Descent(typed_surface("exp(x^2) + y^2"), (3.0, 1.0), choose("gradient_descent", learning_rate=1), 9)
    )
    assert run.exit is not None
    run = descend(
        Descent(typed_surface("1/x + y^2"), (1.0, 1.0), choose("gradient_descent", learning_rate=0.1), 9)
    )
    assert len(run.points) == 10


@pytest.mark.parametrize(
    ("start", "code"),
    [((1.0,), "wrong_number_of_axes"), ((math.nan, 0.0), "out_of_range"), ((2e9, 0.0), "out_of_range")],
)
def test_a_start_that_is_no_point_is_refused(start, code):
    with pytest.raises(CatalogError) as caught:
        Descent(HIMMELBLAU, start, choose("adam"))
    assert (caught.value.field, caught.value.code) == ("start", code)


def test_a_start_without_a_loss_is_refused():
    with pytest.raises(CatalogError) as caught:
        Descent(typed_surface("log(x) + y^2"), (-1.0, 1.0), choose("adam"))
    assert (caught.value.field, caught.value.code) == ("start", "no_value")


def test_an_unknown_knob_names_the_nearest_one():
    with pytest.raises(CatalogError) as caught:
        choose("adam", beta3=0.5)
    assert caught.value.field == "optimizer"
    assert str(caught.value.figures["suggestion"]).startswith("beta")


@pytest.mark.parametrize("rate", [0.0, -1.0, math.nan, math.inf, 1e7])
def test_a_learning_rate_outside_its_range_is_refused(rate):
    with pytest.raises(CatalogError) as caught:
        choose("gradient_descent", learning_rate=rate)
    assert caught.value.field == "optimizer.learning_rate"


def test_steps_of_a_piecewise_schedule_must_rise():
    with pytest.raises(ValueError, match="rise"):
        piecewise(((10, 0.1), (10, 0.2)))


def test_a_stopped_run_that_is_resumed_stays_where_it_is():
    stopped = Descent(HIMMELBLAU, (4.0, 4.0), choose("gradient_descent", learning_rate=0.01), 200, until=1e-3)
    first = descend(stopped)
    again = descend(stopped, resume=first.progress)
    assert len(again.points) == 0
    assert again.progress == first.progress
