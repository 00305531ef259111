"""Shares against the learning rate are those of the maps, and a valley lets go later than its minimum does."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Descent, choose, named_surface, schedule, typed_surface
from engine.outcome import BOUNCING, CONVERGED, DIVERGED, STATUSES
from engine.sweeps.basins import basins
from engine.sweeps.lanes import Cancelled
from engine.sweeps.shares import NAMED, WALKED, basin_shares
from engine.sweeps.sweep import spread

RATES = spread(0.01, 0.05, 24)


def described(surface="himmelblau", optimizer="gradient_descent", steps=300, **parts):
    bound = named_surface(surface) if isinstance(surface, str) else surface
    return Descent(
        bound, bound.record.start if bound.record else (1.0, 1.0), choose(optimizer), steps, **parts
    )


def shares_of(descent, rates=RATES, side=24, **more):
    return basin_shares(descent, descent.surface.window, (side,) * descent.surface.dimension, rates, **more)


def test_the_shares_at_each_rate_are_those_of_its_map():
    descent = described()
    found = shares_of(descent)
    for k in range(0, len(RATES), 4):
        single = replace(descent, optimizer=descent.optimizer.with_rate(float(RATES[k])))
        whole = basins(single, descent.surface.window, (24, 24))
        assert [one.at for one in whole.minima] == [border.minimum.at for border in found.borders]
        for status, shares in ((CONVERGED, found.converged), (BOUNCING, found.bouncing)):
            for place in range(len(whole.minima)):
                share = sum(s.share for s in whole.shares if (s.status, s.place) == (status, place))
                assert shares[place, k] == pytest.approx(share)
        for status in range(len(STATUSES)):
            named = found.converged if status == CONVERGED else found.bouncing if status == BOUNCING else None
            total = found.others[status][k] + (0 if named is None else named[:, k].sum())
            assert total == pytest.approx((whole.statuses == status).mean())


def test_nothing_comes_to_rest_above_the_limit_and_balls_stay_until_half_as_much_again():
    found = shares_of(described())
    for border, converged, bouncing in zip(found.borders, found.converged, found.bouncing, strict=True):
        limit = border.minimum.limit
        assert (converged[limit < RATES] == 0).all()
        assert (converged[0.97 * limit > RATES] > 0).all()
        assert 1.4 * limit < border.leaves < 1.7 * limit
        circling = (limit * 1.02 < RATES) & (border.stays > RATES)
        assert (bouncing[circling] > 0.1).all()
        assert (bouncing[2 * limit < RATES] < 0.05).all()


def test_a_sharp_well_lets_go_where_it_stops_holding():
    found = shares_of(described("two_wells"), spread(0.005, 0.08, 20))
    limits = [border.minimum.limit for border in found.borders]
    assert limits == pytest.approx([2 / 121, 0.0483], rel=1e-3)
    for border in found.borders:
        assert border.leaves == pytest.approx(border.minimum.limit, rel=0.05)


def test_far_above_every_border_the_starts_diverge_and_far_below_none_does():
    found = shares_of(described(), spread(0.001, 5.0, 5))
    assert found.others[DIVERGED][0] == 0
    assert found.others[DIVERGED][-1] > 0.9
    assert len(found.borders) == 4
    assert all(0.01 < border.stays < border.leaves < 0.05 for border in found.borders)


def test_an_adaptive_rule_has_no_limit_but_valleys():
    found = shares_of(described(optimizer="adam"), spread(0.01, 10.0, 8))
    assert all(border.minimum.limit is None for border in found.borders)
    assert found.converged.shape == (len(found.borders), 8)


def test_a_surface_without_minima_has_shares_alone():
    found = shares_of(described(typed_surface("x + y")), spread(0.01, 1.0, 4))
    assert found.borders == ()
    total = sum(found.others.values())
    assert total == pytest.approx(np.ones(4))


def test_curves_gaps_and_schedules_have_shares():
    curve = shares_of(described("double_well", schedule=schedule("constant", changes=[(5, 0.1)])), side=32)
    assert len(curve.borders) >= 2
    gaps = shares_of(described(typed_surface("log(x) + y^2", window=[[-1, 1], [-1, 1]])), RATES[:3])
    assert gaps.undefined == 0.5
    assert sum(gaps.others.values()) + gaps.converged.sum(axis=0) == pytest.approx(0.5 * np.ones(3))


def test_nobody_waiting_ends_the_work():
    with pytest.raises(Cancelled):
        shares_of(described(), cancelled=lambda: True)


def test_it_is_told_how_far_the_work_is_while_valleys_are_sought_as_well():
    told = []
    shares_of(described("rastrigin", steps=40), spread(0.002, 0.02, 6), on_progress=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1
    assert len([share for share in told if NAMED * WALKED < share < NAMED]) > 10
