"""Each comparison shows what its sentence says."""

from dataclasses import replace

import numpy as np
import pytest

from engine import descend, explain, named_surface
from engine.comparisons import COMPARISONS
from engine.surfaces import SURFACES


def ends(name, rate, *, steps=None, start=None):
    """Return status, reason and last point of every member at a rate."""
    found = []
    for descent in COMPARISONS[name].descents():
        descent = replace(descent, optimizer=descent.optimizer.with_rate(rate), steps=steps or descent.steps)
        run = descend(descent if start is None else replace(descent, start=start))
        outcome = explain(run)
        found.append((outcome.status, outcome.reason, run.progress.point))
    return found


def statuses(name, rate):
    return [status for status, *_ in ends(name, rate)]


@pytest.mark.parametrize("name", COMPARISONS)
def test_members_start_in_the_window_of_a_surface_of_the_catalog(name):
    comparison = COMPARISONS[name]
    assert comparison.name == name
    for member, descent in zip(comparison.members, comparison.descents(), strict=True):
        assert member.surface in SURFACES
        assert all(
            low <= w <= high for w, (low, high) in zip(member.start, descent.surface.window, strict=True)
        )


def test_the_straight_valley_holds_at_twice_the_rate_of_the_winding_one():
    assert statuses("valleys", 0.0099) == ["converged", "converged"]
    # steps enough that the last bit of a sine does not decide whether the swing has settled
    assert [status for status, *_ in ends("valleys", 0.0101, steps=8000)] == ["converged", "bouncing"]
    assert statuses("valleys", 0.0199)[0] == "converged"
    assert statuses("valleys", 0.0201)[0] == "diverged"


def test_the_walls_of_the_two_valleys_are_equal():
    straight, winding = (descent.surface for descent in COMPARISONS["valleys"].descents())
    across = np.array([[0.0, 0.3], [0.0, -0.7]])  # straight up and down from the floor above x = 0
    assert straight.value(across) == pytest.approx(winding.value(across), rel=1e-15)
    assert straight.constants["walls"] == winding.constants["walls"] == 100


def test_the_sharp_well_lets_go_of_its_ball_long_before_the_flat_one():
    sharp, flat = (point.at for point in SURFACES["two_wells"].points)
    for rate, held in ((2 / 121 * 0.99, (sharp, flat)), (2 / 121 * 1.01, (flat, flat))):
        assert [end[2] for end in ends("wells", rate)] == [pytest.approx(at, abs=1e-4) for at in held]
    assert ends("wells", 2 / 41.4 * 0.99)[1][2] == pytest.approx(flat, abs=1e-4)
    assert statuses("wells", 2 / 41.4 * 1.01)[1] != "converged"


def test_the_step_stands_where_the_sigmoid_and_the_relu_arrive():
    step, sigmoid, relu = ends("activations", 2.0)
    assert step == ("stalled", "terrace", (-2.5,))
    assert [sigmoid[0], relu[0]] == ["converged", "converged"]
    assert sigmoid[2] == pytest.approx((0.0,), abs=1e-6)
    assert relu[2] == pytest.approx((0.5,), abs=1e-6)


def test_the_relu_crosses_a_kink_on_its_way():
    points = descend(COMPARISONS["activations"].descents()[2]).points[:, 0]
    kink = -1.0
    assert points.min() < kink < points.max()
    surface = named_surface("relu_cost")
    left, right = surface.gradient(np.array([[kink - 1e-9], [kink + 1e-9]]))[:, 0]
    assert abs(left - right) > 0.1


def test_the_relu_stands_still_where_it_is_dead():
    step, sigmoid, relu = ends("activations", 2.0, start=(-3.5,))
    assert step[2] == relu[2] == (-3.5,)
    assert sigmoid[2] != (-3.5,)
    dead = np.linspace(-6, -3.001, 50)[:, None]
    assert (named_surface("relu_cost").gradient(dead) == 0).all()
    alive = np.linspace(-2.999, 0.45, 50)[:, None]
    assert (named_surface("relu_cost").gradient(alive) < 0).all()


def test_the_three_costs_are_of_the_same_unit_on_the_same_examples():
    inputs, targets = np.array([3.0, 1.0, -1.0, -3.0]), np.array([1.0, 1.0, 0.0, 0.0])
    activations = {
        "terraces_1d": lambda z: (1 + np.sign(z)) / 2,
        "sigmoid_cost": lambda z: 1 / (1 + np.exp(-1.5 * z)),
        "relu_cost": lambda z: np.maximum(0, 0.4 * z),
    }
    weights = np.linspace(-6, 6, 240)
    assert [member.surface for member in COMPARISONS["activations"].members] == list(activations)
    for name, activation in activations.items():
        costs = np.square(targets - activation(weights[:, None] + inputs)).mean(axis=1)
        assert named_surface(name).value(weights[:, None]) == pytest.approx(costs, rel=1e-12, abs=1e-15)
