"""Small against large: the U of steps, and with noise the accuracy that only a small rate has."""

import numpy as np
import pytest

from engine import Descent, choose, descend, gradient, named_surface, schedule, typed_surface
from engine.sweeps.lanes import run_lanes
from engine.sweeps.places import NOWHERE
from engine.sweeps.steps_needed import best_fixed_rate, quadratic_curvatures, steps_needed
from engine.sweeps.sweep import NO_STEP, spread
from engine.sweeps.valleys import Valleys


def described(surface, start=None, steps=400, optimizer="gradient_descent", **parts):
    bound = surface if not isinstance(surface, str) else named_surface(surface)
    return Descent(bound, start or bound.record.start, choose(optimizer), steps, **parts)


def needed(descent, rates, tolerance=1e-6, seeds=16):
    return steps_needed(descent, np.asarray(rates), tolerance=tolerance, seeds=seeds)


@pytest.mark.parametrize("start", [4.0, -0.3])
def test_the_parabola_has_the_u_of_the_book(start):
    found = needed(described("parabola", (start,)), [0.1, 0.5, 1.0, 1.5, 1.9, 2.0, 2.1])
    assert found.steps.tolist() == [132, 20, 1, 20, 132, NO_STEP, NO_STEP]
    assert found.best == 2
    assert found.best_fixed == 1.0
    assert found.left is None


def test_curvature_scales_the_u():
    steep = named_surface("parabola", {"curvature": 8.0})
    assert needed(described(steep, (3.0,)), np.array([0.1, 0.5, 1.0, 1.9]) / 8).steps.tolist() == [
        132,
        20,
        1,
        132,
    ]


@pytest.mark.parametrize("optimizer", ["gradient_descent", "nesterov", "adam"])
def test_the_steps_are_those_of_the_single_run(optimizer):
    descent = described("himmelblau", optimizer=optimizer)
    rates = spread(1e-3, 1.0, 25)
    found = needed(descent, rates, tolerance=1e-3)
    for steps, rate in zip(found.steps.tolist(), rates.tolist(), strict=True):
        run = descend(Descent(descent.surface, descent.start, choose(optimizer, learning_rate=rate), 400))
        long = np.flatnonzero(run.gradient_norms > 1e-3 * run.gradient_norms[0])
        stays = run.exit is None and long[-1] < 400
        assert steps == (long[-1] + 1 if stays else NO_STEP)


def test_the_best_fixed_rate_of_a_quadratic_is_known():
    quadratic = named_surface("quadratic", {"condition_number": 20.0, "rotation": 30.0})
    assert best_fixed_rate(described(quadratic)) == pytest.approx(2 / 21)
    # an even mixture of both curvatures: the bottom of its U is there
    found = needed(described(quadratic, (4.0, 1.0), 1000), spread(0.05, 0.11, 200))
    assert found.rates[found.best] == pytest.approx(2 / 21, rel=0.02)


@pytest.mark.parametrize(
    "descent",
    [
        described("himmelblau"),
        described("quadratic", optimizer="momentum"),
        described("quadratic", schedule=schedule("cosine")),
        described("quadratic", gradient=gradient(clip_norm=1.0)),
        described("quadratic", gradient=gradient("noisy", scale=1.0)),
        described("saddle"),
        described(typed_surface("x^2 + max(0, x - 3)^2 + y^2"), (1.0, 1.0)),
        described(typed_surface("x^2 + y"), (1.0, 1.0)),
    ],
)
def test_no_best_fixed_rate_is_claimed_elsewhere(descent):
    assert best_fixed_rate(descent) is None


@pytest.mark.parametrize(
    ("formula", "curvatures"),
    [("x^2 + 3*y^2", (2.0, 6.0)), ("(x + 2*y)^2 + x^2 + 7*y - 4", (1.527864, 10.472136))],
)
def test_quadratics_are_recognised_by_their_bends(formula, curvatures):
    assert quadratic_curvatures(typed_surface(formula)) == pytest.approx(curvatures, rel=1e-6)


@pytest.mark.parametrize("rate", [0.1, 0.5, 1.0])
def test_unit_noise_leaves_the_spread_of_the_law(rate):
    # 64 seeds and the last 500 of 2000 steps: at η = 0.1 some 1,600 independent places, so 2 % of chance
    noisy = described("parabola", (0.0,), 2000, gradient=gradient("noisy", scale=1.0))
    found = needed(noisy, [rate], seeds=64)
    assert found.left[0] == pytest.approx(np.sqrt(rate / (2 - rate)), rel=0.05)


def test_with_noise_small_is_accurate_and_large_is_not():
    noisy = described("himmelblau", steps=1000, gradient=gradient("noisy", scale=1.0))
    found = needed(noisy, [0.002, 0.005, 0.02])
    assert found.steps.tolist() == [NO_STEP] * 3
    assert found.left.tolist() == sorted(found.left.tolist())
    assert (found.left_sd > 0).all()


def test_what_is_left_is_measured_from_the_minimum_in_whose_valley_it_is():
    noisy = described("himmelblau", steps=200, gradient=gradient("noisy", scale=0.5), seed=5)
    found = needed(noisy, [0.01], seeds=3)
    distances = []
    for seed in (5, 6, 7):
        run = descend(
            Descent(
                noisy.surface,
                noisy.start,
                choose("gradient_descent", learning_rate=0.01),
                200,
                gradient=noisy.gradient,
                seed=seed,
            )
        )
        last = run.points[-50:]
        minimum = min(
            (point.at for point in noisy.surface.points if point.kind == "minimum"),
            key=lambda at: np.hypot(*(last.mean(axis=0) - at)),
        )
        distances.append(np.sqrt(np.square(last - minimum).sum(axis=1).mean()))
    assert found.left[0] == pytest.approx(np.sqrt(np.mean(np.square(distances))), rel=1e-9)
    assert found.left_sd[0] == pytest.approx(np.std(distances), rel=1e-6)


def test_nothing_is_left_to_measure_where_a_run_leaves():
    noisy = described("parabola", (1.0,), 200, gradient=gradient("noisy", scale=1.0))
    assert np.isnan(needed(noisy, [0.5, 3.0]).left).tolist() == [False, True]


def test_seeds_in_nobodys_valley_are_left_out(monkeypatch):
    noisy = described("himmelblau", steps=200, gradient=gradient("noisy", scale=0.5), seed=5)
    every = needed(noisy, [0.01], seeds=3)
    first = needed(noisy, [0.01], seeds=1)

    class Tired(Valleys):
        """Knows the valley of the first point alone."""

        def of(self, points):
            return np.append(super().of(points)[:1], np.full(len(points) - 1, NOWHERE))

    monkeypatch.setattr("engine.sweeps.steps_needed.Valleys", Tired)
    found = needed(noisy, [0.01, 0.02], seeds=3)
    assert found.left[0] == pytest.approx(first.left[0], rel=1e-12) != every.left[0]
    assert found.left_sd[0] == pytest.approx(0.0, abs=1e-12)
    assert np.isnan([found.left[1], found.left_sd[1]]).all()


def test_a_rate_at_which_one_seed_leaves_has_nothing_to_average():
    quartic = typed_surface("x^4/4 - x^2/2 + y^2")
    noisy = described(quartic, (0.5, 0.5), 200, gradient=gradient("noisy", scale=2.0))
    lanes = run_lanes(noisy, starts=np.full((8, 2), 0.5), learning_rates=np.full(8, 0.3), seeds=np.arange(8))
    assert 0 < (lanes.departed_at >= 0).sum() < 8
    assert np.isnan(needed(noisy, [0.2, 0.3], seeds=8).left).tolist() == [False, True]


def test_a_start_without_slope_needs_no_step():
    assert needed(described("parabola", (0.0,)), [0.5]).steps.tolist() == [0]
