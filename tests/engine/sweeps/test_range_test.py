"""A range test is one real run, whose rate grows; what it says holds for that run."""

import dataclasses
import math

import numpy as np
import pytest

from engine import OPTIMIZERS, SURFACES, Descent, choose, descend, gradient, named_surface, typed_surface
from engine.descent import STRETCH
from engine.explanation import explain
from engine.sweeps.lanes import Cancelled
from engine.sweeps.range_test import largest_converging, ramp, range_test, swept
from engine.sweeps.range_verdict import judge
from engine.sweeps.sweep import spread

# what is asked of it: negative losses among them (six_hump_camel, easom)
ASKED = ("himmelblau", "rastrigin", "rosenbrock", "six_hump_camel", "easom")
GROWTHS = {"exponential": (1e-5, 10.0), "linear": (1e-4, 0.05)}


def described(surface, optimizer="gradient_descent", steps=200, **parts):
    bound = named_surface(surface)
    return Descent(bound, bound.record.start, choose(optimizer), steps, **parts)


def ranged(surface, growth="exponential", optimizer="gradient_descent", **parts):
    low, high = GROWTHS[growth]
    return range_test(described(surface, optimizer, **parts), lowest=low, highest=high, growth=growth)


@pytest.mark.parametrize("growth", GROWTHS)
@pytest.mark.parametrize("surface", ASKED)
def test_the_suggestion_lies_before_the_lowest_loss_with_two_over_lambda_beside_it(surface, growth):
    found = ranged(surface, growth)
    verdict = found.verdict
    calm = found.losses[: len(verdict.smoothed)]
    assert verdict.lowest == np.argmin(calm)
    assert found.losses[verdict.lowest] < found.start_loss
    if verdict.reason == "found":
        assert found.suggestion < found.rates[verdict.lowest]
        slopes = np.gradient(verdict.smoothed, np.log10(found.rates[: len(calm)]))
        assert verdict.suggestion == np.argmin(slopes[: verdict.lowest])
    else:
        assert found.suggestion is None
    sharp = float(np.linalg.eigvalsh(named_surface(surface).hessian(np.array(found.limit_at_minimum.at)))[-1])
    assert found.limit_at_minimum.learning_rate == pytest.approx(2 / sharp, rel=1e-9)
    assert found.limit_at_minimum.product == pytest.approx(2.0)


@pytest.mark.parametrize("surface", ASKED)
def test_an_exponential_ramp_finds_a_suggestion_on_each_of_them(surface):
    assert ranged(surface).verdict.reason == "found"


def test_a_suggestion_may_lie_above_the_limit_and_its_run_does_not_converge():
    found = ranged("many_minima")
    assert found.suggestion > found.limit_at_minimum.learning_rate
    assert found.outcome in ("bouncing", "running"), "which of the two is a matter of the last bit"


@pytest.mark.parametrize("growth", GROWTHS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_test_is_an_ordinary_run(optimizer, growth):
    low, high = GROWTHS[growth]
    found = ranged("himmelblau", growth, optimizer)
    run = descend(ramp(described("himmelblau", optimizer), lowest=low, highest=high, growth=growth))
    made = len(run.points) - 1
    assert (found.points[:made] == run.points[1:]).all()
    assert (found.losses[:made] == run.losses[1:]).all()
    assert np.isnan(found.losses[made:]).all()
    assert found.rates.tolist() == [run.descent.learning_rate(step) for step in range(200)]
    assert (found.rates[0], found.rates[-1]) == (pytest.approx(low, rel=1e-12), high)
    gaps = np.diff(np.log(found.rates)) if growth == "exponential" else np.diff(found.rates)
    assert gaps == pytest.approx(np.full(199, gaps[0]), rel=1e-6)


def test_nothing_but_the_optimizer_the_gradient_and_the_seed_counts():
    noisy = described("himmelblau", "adam", gradient=gradient("noisy", scale=3.0), seed=5)
    settings = {"lowest": 1e-4, "highest": 1.0}
    plain = range_test(noisy, **settings)
    assert plain.run.descent.gradient == noisy.gradient
    changed = dataclasses.replace(
        noisy,
        schedule=ranged("himmelblau").run.descent.schedule,
        until=1e3,
        optimizer=noisy.optimizer.with_rate(9),
    )
    assert (range_test(changed, **settings).losses == plain.losses).all()
    assert (range_test(dataclasses.replace(noisy, seed=6), **settings).losses != plain.losses).any()


@pytest.mark.parametrize("growth", GROWTHS)
@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_has_a_verdict(surface, growth):
    found = ranged(surface, growth)
    assert (found.suggestion is None) == (found.verdict.reason != "found") == (found.outcome is None)
    if found.suggestion is not None:
        assert found.rates[0] < found.suggestion < found.rates[found.verdict.lowest]
        choice = found.run.descent.optimizer.with_rate(found.suggestion)
        run = descend(dataclasses.replace(described(surface), optimizer=choice))
        assert explain(run).status == found.outcome
    if found.cycle is not None:
        rates = found.cycle.schedule.learning_rates(found.cycle.learning_rate, 0, 400)
        bounds = found.verdict.bounds
        assert min(rates) == pytest.approx(found.rates[bounds.lowest], rel=1e-12)
        assert max(rates) == pytest.approx(found.rates[bounds.highest], rel=1e-12)


def test_a_start_without_a_slope_has_no_suggestion():
    flat = ranged("terraces")
    at_rest = range_test(
        dataclasses.replace(described("himmelblau"), start=(3.0, 2.0)), lowest=1e-5, highest=10.0
    )
    assert flat.verdict.reason == at_rest.verdict.reason == "no_slope"
    assert at_rest.verdict.blow_up is at_rest.verdict.lowest is at_rest.cycle is None


def test_a_loss_without_a_bottom_has_no_suggestion():
    found = ranged("saddle")
    assert found.verdict.reason == "no_bottom"
    assert found.verdict.blow_up is None


def test_a_step_to_where_the_loss_has_no_value_is_a_blow_up():
    surface = typed_surface("sqrt(x) + y^2", window=[[0.0, 4.0], [-2.0, 2.0]])
    found = range_test(Descent(surface, (1.0, 1.0), choose("gradient_descent"), 100), lowest=0.1, highest=1e3)
    assert found.verdict.blow_up == len(found.run.losses) - 1
    assert np.isnan(found.losses[found.verdict.blow_up])


def test_an_adaptive_optimizer_has_no_limits_beforehand():
    found = ranged("himmelblau", optimizer="adam")
    assert found.limit_at_start is found.limit_at_minimum is None
    assert ranged("himmelblau", optimizer="momentum").limit_at_minimum.product == pytest.approx(3.8)


def test_the_largest_rate_that_converges_is_the_sweeps():
    found = ranged("himmelblau", steps=500)
    limit = found.limit_at_minimum.learning_rate
    one_rate_further = (10.0 / 1e-5) ** (1 / 399)
    assert limit / one_rate_further**2 < found.largest < limit
    assert largest_converging(swept(described("saddle")), spread(1e-5, 1.0, 20)) is None


def test_the_verdict_needs_no_surface():
    found = ranged("rosenbrock")
    seen = found.losses[~np.isnan(found.losses)]
    again = judge(found.rates, np.append(seen, math.inf), start=found.start_loss)
    for name in ("reason", "lowest", "suggestion", "slope", "blow_up", "bounds", "threshold"):
        assert getattr(again, name) == getattr(found.verdict, name)


def test_two_rates_are_enough_for_an_answer():
    assert ranged("himmelblau", steps=2).verdict.reason in ("lowest_first", "never_fell", "steepest_first")


def test_a_test_that_nobody_waits_for_is_given_up():
    with pytest.raises(Cancelled):
        range_test(described("himmelblau"), lowest=1e-5, highest=1.0, cancelled=lambda: True)


def test_the_growing_run_itself_is_given_up_between_stretches(monkeypatch):
    monkeypatch.setattr("engine.sweeps.range_test.judge", None)  # does not come to that
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        range_test(
            described("himmelblau", steps=5 * STRETCH),
            lowest=1e-9,
            highest=1e-8,
            cancelled=lambda: next(asked),
        )
