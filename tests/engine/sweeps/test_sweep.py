"""A sweep says of every rate what the single run does, and where the first that fails is."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Descent, choose, descend, explain, gradient, named_surface, piecewise, typed_surface
from engine.outcome import STATUSES
from engine.sweeps.places import NOWHERE
from engine.sweeps.sweep import NO_STEP, spread, sweep

HIMMELBLAU = named_surface("himmelblau")
# 2/λmax at each minimum
LIMITS = {
    (-3.7793, -3.2832): 0.01495,
    (3.5844, -1.8481): 0.01898,
    (3.0, 2.0): 0.02431,
    (-2.8051, 3.1313): 0.02484,
}


def described(surface, optimizer="gradient_descent", start=None, steps=500, **parts):
    bound = named_surface(surface)
    return Descent(bound, start or bound.record.start, choose(optimizer), steps, **parts)


@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum", "adam"])
@pytest.mark.parametrize("surface", ["himmelblau", "rastrigin", "six_hump_camel", "two_wells", "double_well"])
def test_every_rate_has_the_outcome_of_its_single_run(surface, optimizer):
    descent = described(surface, optimizer, steps=200)
    found = sweep(descent, spread(1e-4, 10.0, 30))
    for k, rate in enumerate(found.rates.tolist()):
        single = explain(descend(replace(descent, optimizer=descent.optimizer.with_rate(rate))))
        assert STATUSES[found.statuses[k]] == single.status
        minimum = single.figures.get("minimum") if single.status in ("converged", "bouncing") else None
        if minimum is None:
            assert found.places[k] == NOWHERE
        else:
            assert found.minima[found.places[k]].at == pytest.approx(minimum, abs=2e-3)
        if single.status == "diverged":
            assert found.steps[k] == single.step
            assert np.isnan(found.losses[k])
        else:
            assert found.losses[k] == single.figures["loss"]


@pytest.mark.parametrize(("minimum", "limit"), LIMITS.items())
@pytest.mark.parametrize("aside", [(0.1, 0.1), (-0.15, 0.05)])
def test_the_first_rate_that_fails_is_the_stability_limit_of_the_minimum(minimum, limit, aside):
    # 500 steps are enough: 2 % below the limit what is off the minimum shrinks 0.96-fold a step
    start = tuple(a + b for a, b in zip(minimum, aside, strict=True))
    found = sweep(described("himmelblau", start=start), spread(0.01, 0.03, 400))
    assert found.first_failing == pytest.approx(limit, rel=0.02)
    reached = found.minima[found.places[0]]
    assert reached.at == pytest.approx(minimum, abs=1e-4)
    assert reached.known
    assert reached.limit == pytest.approx(limit, rel=2e-3)


@pytest.mark.parametrize(("surface", "limit"), [("valley_straight", 0.02), ("valley_winding", 0.01)])
def test_a_bend_halves_the_rate_that_a_valley_bears(surface, limit):
    # the floor is a hundred times as gentle as the walls: at half the rate arriving takes twice the steps
    found = sweep(described(surface, steps=4000), spread(0.005, 0.03, 400))
    assert found.first_failing == pytest.approx(limit, rel=0.02)
    assert found.first_harmful == pytest.approx(limit, rel=0.02)
    assert found.minima[0].limit == pytest.approx(limit, rel=0.01)


def test_steps_are_counted_to_the_rest():
    found = sweep(
        described("parabola", start=(4.0,), steps=300), np.array([0.1, 0.5, 1.0, 1.5, 1.9, 2.0, 2.5])
    )
    for k, rate in enumerate([0.1, 0.5, 1.0, 1.5, 1.9]):
        norms = 4.0 * np.abs(1.0 - rate) ** np.arange(301)
        assert found.steps[k] == np.flatnonzero(norms > 1e-6).max() + 1
    assert found.steps[5] == NO_STEP
    assert found.steps[6] > 0
    assert [STATUSES[status] for status in found.statuses[5:]] == ["bouncing", "diverged"]
    assert (found.first_failing, found.first_harmful, found.fastest) == (2.0, 2.0, 1.0)


def test_spans_join_neighbours_with_the_same_outcome():
    found = sweep(described("rastrigin", "adam"), spread(1e-4, 10.0, 200))
    assert found.spans[0].lowest == found.rates[0]
    assert found.spans[-1].highest == found.rates[-1]
    for span, after in zip(found.spans, found.spans[1:], strict=False):
        assert (span.status, span.place) != (after.status, after.place)
    covered = 0
    for span in found.spans:
        inside = (found.rates >= span.lowest) & (found.rates <= span.highest)
        assert (found.statuses[inside] == span.status).all()
        assert (found.places[inside] == span.place).all()
        covered += int(inside.sum())
    assert covered == len(found.rates)


def test_minima_that_nobody_knew_are_found():
    typed = typed_surface("(x^2 - 1)^2 + (y - 2)^2")
    found = sweep(Descent(typed, (1.8, 0.0), choose("momentum"), 500), spread(0.001, 0.3, 60))
    assert {tuple(round(part, 4) for part in minimum.at) for minimum in found.minima} == {
        (1.0, 2.0),
        (-1.0, 2.0),
    }
    assert not any(minimum.known for minimum in found.minima)
    assert [minimum.limit for minimum in found.minima] == pytest.approx([0.475, 0.475], rel=1e-5)


def test_an_adaptive_rule_declares_no_limit_beforehand():
    found = sweep(described("himmelblau", "adam"), spread(0.01, 1.0, 20))
    assert found.minima
    assert all(minimum.limit is None for minimum in found.minima)


def test_changes_by_hand_and_an_early_end_do_not_count():
    plain = described("himmelblau")
    rates = spread(1e-3, 0.1, 30)
    changed = replace(plain, schedule=piecewise(((10, 0.5),)), until=1e-2)
    assert np.array_equal(sweep(changed, rates).statuses, sweep(plain, rates).statuses)


def test_nothing_fails_where_nothing_converges():
    found = sweep(described("saddle"), spread(1e-3, 10.0, 40))
    assert found.first_failing is None
    assert found.fastest is None
    assert found.minima == ()


def test_noise_keeps_every_rate_from_rest():
    noisy = described("himmelblau", gradient=gradient("noisy", scale=1.0))
    found = sweep(noisy, spread(1e-3, 0.01, 20))
    assert found.fastest is None
    bouncing = found.places[found.statuses == STATUSES.index("bouncing")]
    assert len(bouncing)
    assert (bouncing != NOWHERE).all()


def test_the_ends_of_the_range_are_exact():
    rates = spread(0.1, 1.9, 7)
    assert (rates[0], rates[-1]) == (0.1, 1.9)
    assert np.allclose(np.diff(np.log(rates)), np.log(19) / 6)
