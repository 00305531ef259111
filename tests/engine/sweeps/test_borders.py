"""The border of a valley is measured: the same whatever else is asked for, and not told by too few steps."""

import math

import numpy as np
import pytest

from engine import Descent, choose, gradient, named_surface
from engine.outcome import CONVERGED
from engine.sweeps.basins import Naming
from engine.sweeps.borders import FEWEST, below, between, borders_of, ladder
from engine.sweeps.lanes import run_lanes
from engine.sweeps.places import Minimum, minimum_of
from engine.sweeps.shares import basin_shares
from engine.sweeps.sweep import spread


def described(surface="himmelblau", optimizer="gradient_descent", steps=300, **parts):
    bound = named_surface(surface)
    return Descent(bound, bound.record.start, choose(optimizer), steps, **parts)


RATES = spread(0.01, 0.05, 8)


def borders(descent, rates=RATES):
    naming = Naming(descent)
    minima = [minimum_of(descent, naming.places, number) for number in range(naming.places.known)]
    return borders_of(descent, minima, rates)


def test_the_border_does_not_depend_on_the_rates_that_are_asked_for():
    descent, found = described("many_minima"), []
    for rates in (spread(0.01, 1.0, 12), spread(0.1, 2.0, 7), spread(0.4, 0.5, 30)):
        shares = basin_shares(descent, descent.surface.window, (32,), rates)
        found.append([(border.minimum.at, border.stays, border.leaves) for border in shares.borders])
    assert found[0] == found[1] == found[2]
    middle = min(found[0], key=lambda border: abs(border[0][0]))
    assert middle[2] == pytest.approx(0.484, rel=0.02)


def test_it_lies_between_neighbours_of_four_digits_at_which_balls_stay_and_leave():
    descent = described()
    found = borders(descent)
    for border in found:
        assert len(between(border.stays, border.leaves)) == 0
        assert border.leaves - border.stays < 0.0011 * border.leaves
        home = np.array(border.minimum.at)
        others = np.array([other.minimum.at for other in found if other is not border])
        for rate, stays in ((0.97 * border.stays, True), (1.03 * border.leaves, False)):
            start = home + 0.05 * np.array([[1.0, 0.3], [-0.3, 1.0]])
            steps = range(0, 301, 3)
            ways = run_lanes(descent, starts=start, learning_rates=np.full(2, rate), frames=steps).frames
            near = np.linalg.norm(ways[:, :, None] - others, axis=3).min(axis=2) < 0.8
            assert (near | np.isnan(ways).any(axis=2)).any() != stays


def test_a_few_steps_tell_no_border_and_more_do_not_move_it():
    for steps in (1, 5, FEWEST - 1):
        assert not any(border.told for border in borders(described(steps=steps)))
    some, more = (borders(described(steps=steps)) for steps in (100, 1000))
    for border, later in zip(some, more, strict=True):
        assert border.leaves == pytest.approx(later.leaves, rel=0.01)
    slow = borders(described("two_wells", steps=20))
    assert not any(border.told for border in slow), "just above the limit a ball takes long to leave"


def test_only_the_digits_that_more_steps_keep_are_told():
    for surface, minimum in (("parabola", 0), ("rastrigin", 1), ("himmelblau", 1), ("two_wells", 1)):
        some, more = (borders(described(surface, steps=steps))[minimum] for steps in (300, 3000))
        unit = 10 ** (math.floor(math.log10(some.leaves)) - some.digits + 1)
        assert abs(some.leaves - more.leaves) <= unit
        assert some.digits < 4
    steady = borders(described(steps=300))[2]
    assert steady.digits == 4
    assert steady.circles
    assert not borders(described("parabola"))[0].circles


def test_where_chance_moves_the_balls_nothing_is_told():
    noisy = described(gradient=gradient("noisy"))
    assert not any(border.told for border in borders(noisy))


def test_without_a_limit_the_range_of_rates_is_searched():
    found = borders(described(optimizer="adam"), spread(0.01, 10.0, 8))
    assert all(border.minimum.limit is None for border in found)
    assert all(0.01 < border.leaves < 10 for border in found if border.told)
    assert any(border.told for border in found)


def test_the_first_rate_of_a_ladder_still_holds():
    limit = 0.0149492903
    rates = ladder(Minimum((0.0,), 0.0, known=True, limit=limit), 1e-9, 1e9)
    assert rates[0] == below(limit) == 0.01494
    assert (np.diff(rates) > 0).all()
    assert rates[1] > limit
    assert rates[-1] > 50 * limit
    assert below(1.0) == 1.0
    assert below(0.99999) == 0.9999
    lanes = run_lanes(
        described(steps=3000), starts=np.array([[-3.78, -3.28]]), learning_rates=rates[:1] * 0.99
    )
    assert lanes.statuses.tolist() == [CONVERGED]
