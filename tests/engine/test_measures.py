"""The measures along a run are those of its steps taken apart, and the laws of the quadratic hold in them."""

import math

import numpy as np
import pytest

from engine import (
    OPTIMIZERS,
    SURFACES,
    Descent,
    anatomy,
    choose,
    descend,
    gradient,
    measures,
    named_surface,
    schedule,
    typed_surface,
)
from engine.measures import thinned

SOURCES = {
    "analytic": gradient(),
    "central": gradient("central"),
    "noisy-clipped": gradient("noisy", scale=1.0, clip_norm=10.0),
}


def none_is_nan(value):
    return math.nan if value is None else value


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", ["himmelblau", "rosenbrock", "log_bowl"])
def test_measures_are_those_of_the_steps_taken_apart(surface, optimizer, source):
    bound = named_surface(surface)
    choice = choose(optimizer, learning_rate=bound.record.learning_rate / 2)
    cycle = schedule("triangular", changes=[(30, bound.record.learning_rate / 4)])
    descent = Descent(bound, bound.record.start, choice, 80, cycle, gradient=source, seed=4)
    found = measures(descent)
    steps = anatomy(descent, 0, 80)
    assert found.steps == tuple(range(len(steps) + 1))
    for k, step in enumerate(steps):
        assert found.losses[k] == step.loss
        assert found.learning_rates[k] == step.learning_rate
        for axis, (change, slope) in enumerate(zip(step.update, step.gradient, strict=True)):
            if slope != 0:
                assert found.effective_rates[k][axis] == -change / slope
        curvature = step.curvature
        for name, value in (
            ("sharpness", curvature.sharpness),
            ("products", curvature.product),
            ("product_limits", none_is_nan(curvature.product_limit)),
            ("along_step", none_is_nan(curvature.along_step)),
        ):
            assert getattr(found, name)[k] == pytest.approx(value, rel=1e-9, abs=1e-9, nan_ok=True), name


@pytest.mark.parametrize("most", [2, 3, 17, 80, 81, 5000])
def test_thinned_measures_are_some_of_all_of_them(most):
    descent = Descent(
        named_surface("himmelblau"), (-1.0, 1.0), choose("nadam"), 80, gradient=gradient("noisy")
    )
    whole, some = measures(descent), measures(descent, most=most)
    assert (some.steps[0], some.steps[-1]) == (0, 80)
    assert len(some.steps) == min(most, 81)
    places = list(some.steps)
    for name in (
        "losses",
        "distances",
        "learning_rates",
        "effective_rates",
        "sharpness",
        "along_step",
        "products",
    ):
        assert np.array_equal(getattr(some, name), getattr(whole, name)[places], equal_nan=True), name


@pytest.mark.parametrize(("count", "most"), [(1, 2), (2, 2), (1000, 2), (1000, 7), (100_001, 2000), (5, 5)])
def test_places_rise_from_the_first_to_the_last(count, most):
    places = thinned(count, most)
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == (0, count - 1)
    assert len(places) == min(count, most)


def test_on_a_quadratic_every_figure_is_known():
    bound = named_surface("quadratic", {"condition_number": 20})
    found = measures(Descent(bound, (4.0, 1.0), choose("gradient_descent", learning_rate=0.04), 50))
    assert found.minimum == (0.0, 0.0)
    assert found.effective_rates == pytest.approx(np.full((51, 2), 0.04))
    assert found.sharpness == pytest.approx(np.full(51, 20.0))
    assert found.condition_numbers == pytest.approx(np.full(51, 20.0))
    assert found.products == pytest.approx(np.full(51, 0.8))
    assert found.product_limits == pytest.approx(np.full(51, 2.0))
    path = descend(Descent(bound, (4.0, 1.0), choose("gradient_descent", learning_rate=0.04), 50)).points
    assert found.distances == pytest.approx(np.hypot(*path.T))
    # along the flat axis alone once the steep one has settled: curvature 1
    assert found.along_step[-1] == pytest.approx(1.0)


def test_an_adaptive_optimizer_measures_the_preconditioned_curvature():
    bound = named_surface("quadratic", {"condition_number": 20})
    found = measures(Descent(bound, (1.0, 1.0), choose("adagrad", learning_rate=0.5), 1))
    # the first step of AdaGrad divides by the slopes 1 and 20: P^½ H P^½ is the identity
    assert found.sharpness[0] == pytest.approx(1.0)
    assert found.condition_numbers[0] == pytest.approx(20.0)


@pytest.mark.parametrize(
    ("surface", "start", "rate", "minimum"),
    [
        ("himmelblau", (-1.0, 1.0), 0.01, (-2.805118, 3.131313)),
        ("himmelblau", (-1.0, 1.0), 0.2, (-2.805118, 3.131313)),  # diverges: the valley that it started in
        ("saddle", (1.0, 0.1), 0.01, None),
    ],
)
def test_distances_are_to_the_minimum_that_the_run_is_on_its_way_to(surface, start, rate, minimum):
    descent = Descent(named_surface(surface), start, choose("gradient_descent", learning_rate=rate), 40)
    found = measures(descent)
    if minimum is None:
        assert found.minimum is None
        assert np.isnan(found.distances).all()
    else:
        assert found.minimum == pytest.approx(minimum, abs=1e-5)
        assert found.distances[0] == pytest.approx(math.dist(start, minimum), abs=1e-5)
    assert len(found.losses) == len(descend(descent).losses)


def test_where_the_slope_is_zero_there_is_no_effective_rate():
    found = measures(
        Descent(named_surface("sphere"), (1.0, 0.0), choose("gradient_descent", learning_rate=0.1), 5)
    )
    assert found.effective_rates[:, 0] == pytest.approx(np.full(6, 0.1))
    assert np.isnan(found.effective_rates[:, 1]).all()


@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_is_measured_without_a_warning(surface):
    bound = named_surface(surface)
    found = measures(Descent(bound, bound.record.start, choose("adam"), 60))
    assert len(found.sharpness) == len(found.losses) == len(found.distances)


def test_where_the_hessian_is_not_finite_there_is_no_curvature():
    rooted = typed_surface("sqrt(abs(x)) + y^2")
    found = measures(Descent(rooted, (0.0, 1.0), choose("gradient_descent", learning_rate=0.1), 3))
    assert len(found.sharpness) == 4
