"""Each surface shows by plain gradient descent what its sentence says."""

import numpy as np
import pytest

from engine.surfaces import SURFACES, KnownPoint, Surface, named_surface
from engine.types import Array

STEPS = 200
NO_MINIMUM = {"saddle", "monkey_saddle"}
LEVEL = {"terraces", "terraces_1d"}


def path(
    surface: Surface, *, start: tuple[float, ...] | None = None, rate: float | None = None, steps: int = STEPS
) -> Array:
    """Return start and iterates of θ − η∇L(θ); the record's own start and rate unless told."""
    assert surface.record is not None
    rate = surface.record.learning_rate if rate is None else rate
    points = [np.array(surface.record.start if start is None else start)]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            points.append(points[-1] - rate * surface.gradient(points[-1]))
    return np.array(points)


def nearest(surface: Surface, at: Array) -> KnownPoint:
    return min(surface.points, key=lambda point: float(np.abs(np.array(point.at) - at).max()))


def limit(surface: Surface, point: KnownPoint) -> float:
    """Return 2/λmax, where the point stops attracting."""
    return 2 / float(np.linalg.eigvalsh(surface.hessian(np.array(point.at)))[-1])


def settles(surface: Surface, rate: float, start: tuple[float, ...]) -> bool:
    """Tell whether 5,000 steps end in the minimum at the origin."""
    return bool(np.abs(path(surface, rate=rate, start=start, steps=5_000)[-1]).max() < 1e-6)


@pytest.mark.parametrize("name", [name for name in SURFACES if name not in NO_MINIMUM | LEVEL])
def test_descent_from_the_start_works_at_the_given_rate(name: str) -> None:
    surface = named_surface(name)
    points = path(surface)
    losses = surface.value(points)
    lows, highs = np.array(surface.window).T
    assert ((lows <= points) & (points <= highs)).all()
    end = nearest(surface, points[-1])
    if "degenerate" not in end.flags and name != "drop_wave":
        assert end.kind == "minimum"
        bottom = float(surface.value(np.array(end.at)))
        assert losses[-1] - bottom < 0.2 * (losses[0] - bottom)
    assert losses[-1] < losses[0]


@pytest.mark.parametrize("name", sorted(NO_MINIMUM))
def test_a_saddle_is_lingered_at_and_left(name: str) -> None:
    surface = named_surface(name)
    points = path(surface)
    speeds = np.linalg.norm(np.diff(points, axis=0), axis=1)
    slowest = int(speeds.argmin())
    assert 40 < slowest < 180
    assert speeds[slowest] < 0.05 * speeds[0]
    assert speeds[-1] > 5 * speeds[slowest]
    assert surface.value(points[-1]) < 0 < surface.value(points[0])


@pytest.mark.parametrize("name", sorted(LEVEL))
def test_descent_stands_still_on_a_terrace(name: str) -> None:
    surface = named_surface(name)
    assert (path(surface, rate=1e6, steps=10) == np.array(SURFACES[name].start)).all()
    generator = np.random.default_rng(0)
    lows, highs = np.array(surface.window).T
    everywhere = generator.uniform(lows, highs, size=(10_000, surface.dimension))
    assert (surface.gradient(everywhere) == 0).all()
    assert len(np.unique(surface.value(everywhere))) > 2


def test_sigmoid_cost_moves_where_terraces_stand_still() -> None:
    smooth, steps = named_surface("sigmoid_cost"), named_surface("terraces_1d")
    at = np.linspace(0.5, 5.5, 51)[:, None]
    assert (steps.gradient(at) == 0).all()
    assert (smooth.gradient(at) > 0).all()
    assert abs(path(smooth)[-1, 0]) < 1e-6


def test_a_steep_sigmoid_becomes_the_terraces() -> None:
    smooth, steps = named_surface("sigmoid_cost", {"steepness": 50}), named_surface("terraces_1d")
    between = np.array([-4.5, -2.0, 0.0, 2.0, 4.5])[:, None]
    assert smooth.value(between) == pytest.approx(steps.value(between), abs=1e-9)
    assert np.abs(smooth.gradient(between)).max() < 1e-9


def test_a_plateau_is_crept_over_before_the_loss_drops() -> None:
    surface = named_surface("plateau")
    points = path(surface)
    losses = surface.value(points)
    half = int((losses < losses[0] / 2).argmax())
    assert losses[half // 2] > 0.9 * losses[0]
    assert losses[half + 10] < 0.01 * losses[0]


def test_log_bowl_falls_short_twice_and_then_goes_too_far() -> None:
    surface = named_surface("log_bowl")
    weights = path(surface, start=(2.0,), rate=0.8, steps=4)[:, 0]
    assert weights == pytest.approx([2, 1.36, 0.596, -0.107, 0.063], abs=5e-4)
    assert SURFACES["log_bowl"].start == (2.0,)
    assert SURFACES["log_bowl"].learning_rate == 0.8


@pytest.mark.parametrize("product", [0.5, 1.0, 1.5, 2.0, 2.5])
@pytest.mark.parametrize("curvature", [0.5, 4.0])
def test_a_parabola_multiplies_the_distance_each_step(product: float, curvature: float) -> None:
    surface = named_surface("parabola", {"curvature": curvature})
    weights = path(surface, rate=product / curvature, steps=10)[:, 0]
    assert weights == pytest.approx(weights[0] * (1 - product) ** np.arange(11), rel=1e-12)


@pytest.mark.parametrize("condition_number", [1.0, 20.0, 1e6])
@pytest.mark.parametrize("rotation", [-360.0, -90.0, 0.0, 30.0, 45.0, 123.4])
def test_quadratic_is_turned_counter_clockwise(condition_number: float, rotation: float) -> None:
    surface = named_surface("quadratic", {"condition_number": condition_number, "rotation": rotation})
    hessian = surface.hessian(np.array([0.3, -0.7]))
    assert np.linalg.eigvalsh(hessian) == pytest.approx([1.0, condition_number], rel=1e-9)
    angle = np.radians(rotation)
    gentle, steep = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    # Each entry is a sum of terms as large as κ, so rounding is relative to κ.
    assert hessian @ gentle == pytest.approx(gentle, abs=1e-14 * condition_number + 1e-14)
    assert hessian @ steep == pytest.approx(condition_number * steep, abs=1e-14 * condition_number + 1e-14)


def test_turning_bowl_and_start_together_changes_nothing() -> None:
    upright = path(named_surface("quadratic"), steps=50)
    angle = np.radians(30)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turned = path(named_surface("quadratic", {"rotation": 30}), start=tuple(turn @ upright[0]), steps=50)
    assert turned == pytest.approx(upright @ turn.T, abs=1e-12)


def test_equal_rates_step_by_the_slope_not_by_the_rate() -> None:
    surface = named_surface("quadratic")
    steps = [path(surface, start=start, rate=0.05, steps=1) for start in ((4.0, 0.0), (0.0, 4.0))]
    assert [np.linalg.norm(a - b) for a, b in steps] == pytest.approx([0.2, 4.0])


def test_the_deep_well_is_sharp_and_the_other_flat() -> None:
    surface = named_surface("two_wells")
    deep, flat = surface.points
    assert deep.lowest
    assert np.linalg.eigvalsh(surface.hessian(np.array(deep.at)))[-1] == 121.0
    assert limit(surface, deep) == pytest.approx(0.0165, abs=5e-5)
    assert limit(surface, flat) == pytest.approx(0.0483, abs=5e-5)


@pytest.mark.parametrize(("rate", "well"), [(0.014, 0), (0.0164, 0), (0.0167, 1), (0.03, 1), (0.048, 1)])
def test_a_larger_rate_can_stay_only_in_the_flat_well(rate: float, well: int) -> None:
    surface = named_surface("two_wells")
    end = path(surface, rate=rate, steps=5_000)[-1]
    assert end == pytest.approx(surface.points[well].at, abs=1e-6)


def test_beyond_both_limits_no_well_holds() -> None:
    surface = named_surface("two_wells")
    end = path(surface, rate=0.0485, steps=5_000)[-1]
    assert not any(np.allclose(end, point.at, atol=1e-3) for point in surface.points)


def test_the_straight_valley_takes_twice_the_rate_of_the_winding_one() -> None:
    straight, winding = named_surface("valley_straight"), named_surface("valley_winding")
    assert limit(straight, straight.points[0]) == 0.02
    assert limit(winding, winding.points[0]) == pytest.approx(0.01, rel=5e-3)
    assert settles(straight, 0.0199, (-4.5, 1.5))
    assert not settles(straight, 0.0201, (-4.5, 1.5))
    assert settles(winding, 0.0099, (-4.5, 1.5))
    assert not settles(winding, 0.0101, (-4.5, 1.5))


def test_walls_set_the_limit_of_a_valley() -> None:
    for walls in (10.0, 1000.0):
        surface = named_surface("valley_straight", {"walls": walls})
        assert limit(surface, surface.points[0]) == pytest.approx(2 / walls)


def test_a_step_from_the_cliff_face_is_a_long_one() -> None:
    surface = named_surface("cliff")
    lengths = np.abs(np.diff(path(surface)[:, 0]))
    assert lengths.max() > 20 * lengths[0]


def test_ripples_hold_small_steps_and_no_large_ones() -> None:
    surface = named_surface("many_minima")
    assert path(surface)[-1] == pytest.approx(nearest(surface, path(surface)[-1]).at, abs=1e-9)
    widest = max(limit(surface, point) for point in surface.points if point.kind == "minimum")
    hops = path(surface, rate=2 * widest, steps=2_000)[-100:, 0]
    assert np.ptp(hops) > 1
    assert np.abs(hops).max() < 10


def test_a_nudge_or_a_larger_rate_reaches_another_hump_s_minimum() -> None:
    surface = named_surface("three_hump_camel")
    centre = (0.0, 0.0)
    assert nearest(surface, path(surface)[-1]).at != centre
    assert nearest(surface, path(surface, start=(-0.8, 2.0))[-1]).at == centre
    assert nearest(surface, path(surface, rate=0.3)[-1]).at == centre


def test_himmelblau_s_minima_stop_attracting_one_by_one() -> None:
    surface = named_surface("himmelblau")
    limits = sorted(limit(surface, point) for point in surface.points if point.kind == "minimum")
    assert limits == pytest.approx([0.01495, 0.01898, 0.02431, 0.02484], rel=1e-3)


def test_ackley_never_rests_at_its_tip() -> None:
    surface = named_surface("ackley")
    rate = 0.01
    steps = np.diff(path(surface, start=(0.2, 0.1), rate=rate, steps=STEPS), axis=0)[-50:]
    assert np.linalg.norm(steps, axis=1).min() > rate


def test_drop_wave_stops_in_the_first_trough() -> None:
    surface = named_surface("drop_wave")
    troughs = [point.at[0] for point in surface.points if point.kind == "minimum"]
    radius = float(np.hypot(*path(surface)[-1]))
    assert min(abs(radius - trough) for trough in troughs) < 1e-6


def test_easom_gives_no_direction_far_from_its_hole() -> None:
    surface = named_surface("easom")
    assert np.abs(np.diff(path(surface, start=(-1.5, -1.5), rate=1.0), axis=0)).max() < 1e-9
    assert np.abs(path(surface)[-1] - np.pi).max() < 1e-6
