"""Which minimum an end is, and in whose valley a point is."""

import math

import numpy as np
import pytest

from engine import Descent, choose, descend, explain, named_surface, typed_surface
from engine.explanation import known_minimum
from engine.fall_line import FallLine, fall_line
from engine.known import refined, rounded_loss
from engine.sweeps.basins import basins
from engine.sweeps.lanes import Cancelled
from engine.sweeps.places import NOWHERE, Places, minima_of
from engine.sweeps.valleys import MOST_POINTS, Valleys

HIMMELBLAU = named_surface("himmelblau")
MINIMA = [point.at for point in HIMMELBLAU.points if point.kind == "minimum"]


def test_an_end_close_to_a_known_minimum_is_that_minimum():
    places = Places(HIMMELBLAU)
    generator = np.random.default_rng(0)
    ends = np.repeat(np.array(MINIMA), 50, axis=0) + generator.uniform(-5e-3, 5e-3, (200, 2))
    assert places.of(ends).tolist() == np.repeat(np.arange(4), 50).tolist()
    assert len(places.points) == places.known == 4


def test_ends_that_are_close_to_each_other_are_one_new_minimum_across_the_borders_of_cells():
    places = Places(
        typed_surface("x^2 + y^2", window=[[-5, 5], [-5, 5]])
    )  # one thousandth of the window is 0.01
    edge = 0.02
    ends = np.array([[edge - 1e-6, edge], [edge + 1e-6, edge - 1e-9], [edge, edge], [edge + 0.5, edge]])
    assert places.of(ends).tolist() == [0, 0, 0, 1]
    assert places.of(ends[::-1]).tolist() == [1, 0, 0, 0]
    assert places.known == 0


@pytest.mark.parametrize("scale", [1e-5, 1.0, 1e3])
def test_what_is_rounding_in_a_place_and_its_loss_is_zero_at_any_scale(scale):
    window = [[-5 * scale, 5 * scale]] * 2
    bowl = typed_surface("(x/s)^2 + (y/s - 1)^2", {"s": scale}, window=window)
    run = Descent(bowl, (scale, scale), choose("gradient_descent", learning_rate=0.1 * scale**2), 400)
    places = Places(bowl)
    places.of(np.array([[-4e-29 * scale, scale * (1 - 1e-14)]]))
    (minimum,) = minima_of(run, places, np.array([0]))[0]
    assert minimum.at == (0.0, scale)
    assert minimum.loss == 0.0
    assert known_minimum(bowl, (1e-12 * scale, 1e-8 * scale), 10 * scale) == (0.0, 0.0)
    assert known_minimum(bowl, (1e-7 * scale, scale), 10 * scale) == (0.0, scale)
    assert known_minimum(bowl, (1e-3 * scale, scale), 10 * scale) == (1e-3 * scale, scale), "too far to be it"
    higher = typed_surface("(x/s)^2 + (y/s - 1)^2 + 1e-9", {"s": scale}, window=window)
    assert rounded_loss(higher, (0.0, scale), 10 * scale) == 1e-9


def test_a_minimum_that_is_found_has_one_place_whichever_starts_found_it():
    waves = typed_surface("sin(x)*cos(y)", window=[[-8, 8], [-8, 8]])
    rule, found = choose("gradient_descent", learning_rate=0.1), []
    for side in (16, 23):
        answer = basins(Descent(waves, (1.0, 1.0), rule, 300), waves.window, (side, side))
        found.append({tuple(round(part / (math.pi / 2), 12) for part in one.at) for one in answer.minima})
        assert all(part == round(part) for at in found[-1] for part in at)
        assert all(1 - abs(one.loss) < 1e-15 for one in answer.minima)
    assert found[0] == found[1]


def test_a_level_minimum_is_where_the_run_rests():
    flat = typed_surface("x^4 + y^2")
    assert refined(flat, (0.006, 0.0), 4.0) == (0.006, 0.0)
    assert refined(typed_surface("log(x) + y^2", window=[[1, 2], [0, 1]]), (1.5, 0.0), 1.0) == (1.5, 0.0)


def test_a_typed_bowl_rests_at_zero_and_a_kink_has_no_loss_by_rounding():
    bowl = typed_surface("x^2 + y^2")
    ended = descend(Descent(bowl, (1.0, 2.0), choose("gradient_descent", learning_rate=0.1), 300))
    assert ended.points[-1].any()
    assert explain(ended).figures["minimum"] == (0.0, 0.0)
    ackley = named_surface("ackley")
    assert ackley.at((0.0, 0.0))[0] != 0
    assert rounded_loss(ackley, (0.0, 0.0), 10.0) == 0.0


@pytest.mark.parametrize("far", [1e9, -1e9])
def test_ends_may_be_as_far_as_points_go(far):
    tiny = typed_surface("x^2 + y^2", window=[[0, 1e-9], [0, 1e-9]])
    places = Places(tiny)
    assert places.of(np.array([[far, 0.0], [far, 0.0], [0.0, far]])).tolist() == [0, 0, 1]
    assert Valleys(tiny, places).of(np.array([[far, far]])).shape == (1,)


@pytest.mark.parametrize("surface", ["himmelblau", "rosenbrock", "six_hump_camel", "double_well"])
def test_the_valley_of_a_point_is_where_its_fall_line_leads(surface):
    bound = named_surface(surface)
    size = max(high - low for low, high in bound.window)
    generator = np.random.default_rng(1)
    points = np.stack([generator.uniform(low, high, 60) for low, high in bound.window], axis=1)
    places = Places(bound)
    for point, number in zip(points.tolist(), Valleys(bound, places).of(points).tolist(), strict=True):
        line = fall_line(bound, tuple(point))
        if line.ends == "minimum":
            minimum = known_minimum(bound, line.points[-1], size)
            assert math.dist(places.points[number], minimum) <= places.reach
        else:
            assert number == NOWHERE


def test_points_of_two_valleys_are_in_none():
    places = Places(HIMMELBLAU)
    valleys = Valleys(HIMMELBLAU, places)
    assert valleys.of_tail(np.array([[2.9, 2.1], [3.1, 1.9]])) == MINIMA.index((3.0, 2.0))
    assert valleys.of_tail(np.array([[2.9, 2.1], [-2.8, 3.1]])) == NOWHERE


def test_work_ends_after_so_many_points_of_fall_lines(monkeypatch):
    followed = []

    def follow(surface, start, *, is_known):
        followed.append(start)
        return FallLine((start,) * 1000, "window")

    monkeypatch.setattr("engine.sweeps.valleys.fall_line", follow)
    points = np.random.default_rng(2).uniform(-5, 5, (100, 2))
    assert (Valleys(HIMMELBLAU, Places(HIMMELBLAU)).of(points) == NOWHERE).all()
    assert len(followed) == MOST_POINTS // 1000


def test_a_look_up_that_nobody_waits_for_is_given_up():
    asked = iter([False, False, True])
    places = Places(HIMMELBLAU, cancelled=lambda: next(asked))
    with pytest.raises(Cancelled):
        places.of(np.array(MINIMA))
    nobody = Places(HIMMELBLAU, cancelled=lambda: True)
    with pytest.raises(Cancelled):
        Valleys(HIMMELBLAU, nobody).of(np.array([[1.0, 1.0]]))
