"""What the gradient is: slices, compass, tangent, way and field, by the laws that hold for them."""

import math

import numpy as np
import pytest

from engine.compass import SWEEP, compass
from engine.field import nodes, way_down
from engine.slices import slices
from engine.surfaces import SURFACES, named_surface, typed_surface
from engine.tangent import tangent
from engine.way import way

CONDITION = 20
GREATEST_ANGLE = 64.79  # degrees; arccos 2√κ/(1 + κ)
QUADRATIC = named_surface("quadratic", {"condition_number": CONDITION})
PLANES = [name for name, record in SURFACES.items() if record.dimension == 2]


def start_of(name: str) -> tuple[float, ...]:
    return SURFACES[name].start


@pytest.mark.parametrize("name", SURFACES)
def test_the_slopes_of_the_slices_are_the_gradient(name):
    surface, point = named_surface(name), start_of(name)
    found = slices(surface, point)
    assert tuple(one.slope for one in found) == surface.formula.at(point)[1]
    for one in found:
        here = int(np.searchsorted(one.at, point[one.axis]))
        assert one.at[here] == point[one.axis]
        assert one.losses[here] == surface.value(np.array(point))
        assert (one.at[0], one.at[-1]) == surface.window[one.axis]


def test_a_slice_reaches_a_point_outside_the_window():
    first, _ = slices(QUADRATIC, (40.0, 0.0))
    assert first.at[-1] == 40


@pytest.mark.parametrize("name", ["himmelblau", "rosenbrock", "beale", "booth", "styblinski_tang"])
def test_the_lowest_direction_goes_over_into_the_steepest_as_the_radius_shrinks(name):
    found = compass(named_surface(name), start_of(name), 1.0, 180)
    gaps = [gap for _, gap in found.sweep]
    assert len(gaps) == SWEEP
    assert gaps[0] < 0.5
    small = gaps[:8]
    assert small == sorted(small)
    assert max(gaps) > 4 * gaps[7] > 0, "and away from it as it grows"


def test_halving_a_small_radius_halves_the_angle():
    near, far = (compass(QUADRATIC, (1.0, 1.0), radius, 180).apart for radius in (1e-3, 2e-3))
    assert far / near == pytest.approx(2, rel=1e-2)


@pytest.mark.parametrize("name", PLANES)
def test_no_direction_of_the_compass_is_lower_than_its_best(name):
    surface = named_surface(name)
    found = compass(surface, start_of(name), 0.3, 90)
    if found.best is None:
        assert name == "terraces", "only level ground has no lowest direction"
        return
    assert found.best.loss <= found.losses.min() + 1e-12 * abs(found.losses.min())
    turn = math.radians(found.best.angle)
    there = np.array(start_of(name)) + 0.3 * np.array([math.cos(turn), math.sin(turn)])
    assert surface.value(there) == pytest.approx(found.best.loss, rel=1e-9, abs=1e-12)


def test_on_a_round_bowl_the_two_directions_are_one():
    found = compass(named_surface("sphere"), (-4.0, 3.0), 2.0, 180)
    assert found.apart == pytest.approx(0, abs=1e-6)
    assert found.steepest.angle == pytest.approx(math.degrees(math.atan2(-3, 4)) % 360)


def test_a_curve_has_two_sides():
    found = compass(named_surface("parabola"), (2.0,), 0.5, 180)
    assert found.angles.tolist() == [0, 180]
    assert found.best.angle == found.steepest.angle == 180
    beyond = compass(named_surface("parabola"), (2.0,), 4.5, 180)
    assert beyond.best.angle == 180


def test_where_there_is_no_slope_the_compass_has_no_steepest_direction():
    found = compass(QUADRATIC, (0.0, 0.0), 1.0, 36)
    assert found.steepest is None
    assert found.apart is None
    assert found.best is None, "both ways along the flat axis are equally low"


@pytest.mark.parametrize(
    ("surface", "point"),
    [
        (named_surface("sphere"), (0.0, 0.0)),
        (named_surface("saddle"), (0.0, 0.0)),
        (named_surface("parabola"), (0.0,)),
        (typed_surface("0*x + 3", {}, None, ("x", "y")), (1.0, 2.0)),
    ],
)
def test_where_several_directions_are_equally_low_none_is_the_best(surface, point):
    assert compass(surface, point, 0.5, 180).best is None


@pytest.mark.parametrize("radius", [1e-9, 1e-3, 1.0])
def test_an_angle_is_less_than_a_whole_turn(radius):
    for point in ((-4.0, 0.0), (-4.0, 1e-12), (-4.0, -1e-12)):
        found = compass(QUADRATIC, point, radius, 180)
        assert 0 <= found.best.angle < 360
        assert 0 <= found.steepest.angle < 360


def test_where_there_is_no_value_the_compass_has_no_best_direction():
    found = compass(typed_surface("log(x) + 0*y", {}, None, ("x", "y")), (-9.0, 0.0), 1.0, 36)
    assert found.best is None
    assert np.isnan(found.losses).all()


@pytest.mark.parametrize("direction", [None, (1.0, 0.0), (0.3, -2.0)])
def test_on_a_quadratic_the_error_of_the_tangent_is_half_the_curvature_times_the_square(direction):
    found = tangent(QUADRATIC, (3.0, 1.0), direction)
    rounding = 1e-13 * np.abs(found.losses).max()
    assert found.errors == pytest.approx(found.half_curvature, abs=rounding)
    unit = np.array(found.direction)
    assert found.curvature == pytest.approx(unit @ np.diag([1.0, CONDITION]) @ unit)
    assert (found.worst_half_curvature >= found.half_curvature - 1e-12).all()
    assert found.distances[0] == 0 == found.errors[0]


@pytest.mark.parametrize("name", ["himmelblau", "rosenbrock", "goldstein_price"])
def test_near_the_point_half_the_curvature_tells_the_error_on_any_surface(name):
    found = tangent(named_surface(name), start_of(name))
    close = (found.distances > 1e-3) & (found.distances < 5e-3)
    assert found.errors[close] == pytest.approx(found.half_curvature[close], rel=0.05)


def test_without_a_slope_there_is_no_line_to_follow():
    assert tangent(QUADRATIC, (0.0, 0.0)) is None
    assert tangent(QUADRATIC, (0.0, 0.0), (0.0, 0.0)) is None
    assert tangent(QUADRATIC, (0.0, 0.0), (0.0, 2.0)).direction == (0.0, 1.0)


@pytest.mark.parametrize("size", [5e-324, 1e-200, 1.0, 1e200, 1.7e308])
def test_a_line_follows_a_direction_of_any_length(size):
    half = math.sqrt(0.5)
    assert tangent(QUADRATIC, (3.0, 1.0), (size, -size)).direction == pytest.approx((half, -half), abs=1e-15)


def test_where_there_is_no_loss_there_is_no_slope():
    surface, point = typed_surface("log(x) + y"), (-1.0, 1.0)
    assert surface.formula.at(point)[1] == (-1, 1), "the derivative alone has a value"
    assert np.isnan(surface.at(point)[1]).all()
    assert np.isnan(surface.hessian_at(point)).all()
    assert np.isnan([one.slope for one in slices(surface, point)]).all()
    assert tangent(surface, point) is None
    assert tangent(surface, point, (1.0, 0.0)) is None
    assert way(surface, point) is None


def test_the_greatest_angle_between_the_way_down_and_the_way_there():
    turns = np.linspace(0.01, math.pi / 2, 2000)
    angles = [way(QUADRATIC, (math.cos(turn), math.sin(turn))).angle for turn in turns]
    assert max(angles) == pytest.approx(GREATEST_ANGLE, abs=0.01)
    assert max(angles) == pytest.approx(
        math.degrees(math.acos(2 * math.sqrt(CONDITION) / (1 + CONDITION))), abs=1e-3
    )


def test_the_way_leads_to_where_the_fall_line_ends():
    found = way(named_surface("himmelblau"), (3.0, -4.0))
    assert found.minimum in [point.at for point in SURFACES["himmelblau"].points if point.kind == "minimum"]
    there = np.array((3.0, -4.0)) + found.distance * np.array(found.direction)
    assert there == pytest.approx(found.minimum)


def test_where_the_fall_line_leads_nowhere_the_nearest_minimum_counts():
    assert way(named_surface("terraces"), (-3.0, 2.0)) is None, "no slope at all"
    assert way(QUADRATIC, (0.0, 0.0)) is None
    assert way(named_surface("saddle"), (1.0, 1.0)) is None, "no minimum is known"


def test_the_field_points_down_with_length_one():
    surface = named_surface("himmelblau")
    points = nodes(surface.window, (5, 4))
    assert points.shape == (20, 2)
    assert points[1, 0] > points[0, 0], "along x first"
    directions, norms = way_down(surface, points)
    gradients = surface.gradient(points)
    assert np.hypot(*directions.T) == pytest.approx(np.ones(20))
    assert -directions * norms[:, None] == pytest.approx(gradients)


def test_the_field_has_no_direction_where_there_is_no_slope():
    directions, norms = way_down(QUADRATIC, np.array([[0.0, 0.0], [1e-200, 0.0]]))
    assert np.isnan(directions[0]).all()
    assert norms[0] == 0
    assert directions[1].tolist() == [-1, 0], "a very small slope has one"
