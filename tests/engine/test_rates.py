"""Three rates that do what their names say, from the start where they were asked for."""

import dataclasses

import numpy as np
import pytest

from engine import (
    OPTIMIZERS,
    SURFACES,
    Descent,
    choose,
    descend,
    explain,
    gradient,
    named_surface,
    presets,
    schedule,
)


def described(surface, optimizer="gradient_descent", steps=200):
    bound = named_surface(surface)
    return Descent(bound, bound.record.start, choose(optimizer), steps)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", ["himmelblau", "rosenbrock", "parabola"])
def test_each_rate_has_the_outcome_that_it_claims(surface, optimizer):
    descent = described(surface, optimizer)
    found = presets(descent)
    for preset in (found.too_small, found.right, found.too_large):
        if preset is not None:
            run = descend(
                dataclasses.replace(descent, optimizer=descent.optimizer.with_rate(preset.learning_rate))
            )
            assert explain(run).status == preset.status
            assert found.range[0] <= preset.learning_rate <= found.range[1]
    rates = [p.learning_rate for p in (found.too_small, found.right, found.too_large) if p is not None]
    assert rates == sorted(set(rates))


def test_right_on_the_parabola_arrives_in_one_step():
    found = presets(described("parabola"))
    assert found.right.learning_rate == pytest.approx(1.0)
    assert found.too_large.learning_rate > 2
    assert found.too_large.status == "diverged"
    assert found.too_small.status == "running"


@pytest.mark.parametrize("surface", ["rosenbrock", "beale", "valley_winding"])
def test_what_is_right_stays_right_in_many_more_steps(surface):
    found = presets(described(surface))
    choice = choose("gradient_descent", learning_rate=found.right.learning_rate)
    run = descend(dataclasses.replace(described(surface, steps=2000), optimizer=choice))
    assert explain(run).status in ("converged", "running")


def test_nothing_is_right_where_the_loss_has_no_bottom():
    assert presets(described("saddle")).right is None


def test_limits_are_those_of_the_known_minima():
    found = sorted(limit.learning_rate for limit in presets(described("himmelblau")).limits)
    assert found == pytest.approx([0.01495, 0.01898, 0.02431, 0.02484], abs=2e-5)


@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_with_a_slope_at_its_start_has_presets(surface):
    found = presets(described(surface, steps=100))
    moves = bool(np.any(named_surface(surface).gradient(np.array(named_surface(surface).record.start))))
    assert any((found.too_small, found.right, found.too_large)) == moves


@pytest.mark.parametrize(
    "parts",
    [
        {"schedule": schedule("cosine", length=150)},
        {"schedule": schedule("warm_up")},
        {"schedule": schedule("triangular")},
        {"gradient": gradient("central")},
        {"gradient": gradient("noisy", scale=2.0)},
        {"gradient": gradient(clip_norm=5.0)},
    ],
    ids=lambda parts: str(next(iter(parts.values()))),
)
def test_rates_are_tried_under_the_runs_own_schedule_and_source(parts):
    descent = dataclasses.replace(described("himmelblau"), **parts)
    found = presets(descent)
    rates = [found.too_small, found.right, found.too_large]
    assert all(rates)
    for preset in rates:
        choice = descent.optimizer.with_rate(preset.learning_rate)
        assert explain(descend(dataclasses.replace(descent, optimizer=choice))).status == preset.status
    assert [preset.learning_rate for preset in rates] == sorted({preset.learning_rate for preset in rates})


def test_a_schedule_that_shrinks_the_rate_asks_for_a_larger_one():
    plain = described("himmelblau")
    falling = dataclasses.replace(plain, schedule=schedule("exponential", factor=0.9))
    assert presets(falling).too_small.learning_rate > presets(plain).too_small.learning_rate


def test_noise_is_no_harm_by_itself():
    found = presets(dataclasses.replace(described("himmelblau"), gradient=gradient("noisy", scale=2.0)))
    assert found.right.status in ("bouncing", "running")
    assert found.right.learning_rate < found.too_large.learning_rate
