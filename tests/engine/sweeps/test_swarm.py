"""A swarm's runs are the single runs, and its tally counts them."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Descent, choose, descend, explain, gradient, named_surface, typed_surface
from engine.outcome import CONVERGED, DIVERGED, STATUSES
from engine.sweeps.basins import UNDEFINED
from engine.sweeps.lanes import Cancelled
from engine.sweeps.swarm import even_starts, lowest_reached, random_starts, swarm

NOISE = gradient("noisy", scale=5.0)


def described(surface="himmelblau", optimizer="gradient_descent", rate=0.01, steps=200, **parts):
    bound = named_surface(surface) if isinstance(surface, str) else surface
    start = bound.record.start if bound.record else (1.0, 1.0)
    return Descent(bound, start, choose(optimizer, learning_rate=rate), steps, **parts)


def test_every_run_is_the_single_run():
    descent = described(rate=0.03)
    starts = random_starts(descent.surface.window, 40, 3)
    found = swarm(descent, starts, frames=11)
    assert found.seeds == (0,)
    assert found.spread is None
    assert found.frame_steps == tuple(range(0, 201, 20))
    for k, start in enumerate(starts.tolist()):
        run = descend(replace(descent, start=tuple(start)))
        assert found.ends[0, k].tolist() == run.points[-1].tolist()
        assert STATUSES[found.statuses[0, k]] == explain(run).status
        for frame, step in enumerate(found.frame_steps):
            expected = run.points[step] if step < len(run.points) else [np.nan, np.nan]
            assert np.array_equal(found.frames[frame, k], expected, equal_nan=True)
        assert np.isnan(found.losses[0, k]) == (found.statuses[0, k] == DIVERGED)


def test_noise_is_that_of_each_seed_and_start():
    descent = described(gradient=NOISE, steps=80)
    starts = even_starts(descent.surface.window, 9)
    found = swarm(descent, starts, seeds=[4, 5, 11], frames=3)
    for s, seed in enumerate(found.seeds):
        for k in (0, 4, 8):
            run = descend(replace(descent, start=tuple(starts[k].tolist()), seed=seed))
            assert found.ends[s, k].tolist() == run.points[-1].tolist()
    away = found.ends - found.ends.mean(axis=0)
    assert found.spread == pytest.approx(np.sqrt((away**2).sum(axis=2).mean(axis=0)))
    assert found.frames[0].tolist() == starts.tolist()
    assert found.frames[-1].tolist() == found.ends[0].tolist()


def test_the_tally_counts_every_run_and_says_how_much_chance_there_is():
    descent = described("ackley", rate=0.05, gradient=gradient("noisy", scale=2.0))
    found = swarm(descent, random_starts(descent.surface.window, 60, 0), seeds=range(6))
    assert sum(entry.mean for entry in found.tally) == pytest.approx(60)
    for entry in found.tally:
        counts = ((found.statuses == entry.status) & (found.places == entry.place)).sum(axis=1)
        assert (entry.fewest, entry.most) == (counts.min(), counts.max())
        assert entry.mean == pytest.approx(counts.mean())
        assert entry.deviation == pytest.approx(counts.std(ddof=1))
    assert any(entry.deviation > 0 for entry in found.tally)


def test_without_noise_one_seed_stands_for_all():
    descent = described()
    found = swarm(descent, even_starts(descent.surface.window, 10), seeds=range(5))
    assert found.statuses.shape == (1, 10)
    assert all((entry.deviation, entry.fewest) == (0.0, entry.most) for entry in found.tally)


def test_a_lucky_start_beats_a_good_optimizer_and_a_good_optimizer_makes_up_for_a_bad_start():
    """Both halves, each on its own ground: many minima, and one at the end of a winding valley."""
    lucky = random_starts(((-0.4, 0.4), (-0.4, 0.4)), 100, 1)
    anywhere = random_starts(((-5.12, 5.12), (-5.12, 5.12)), 100, 1)
    assert lowest_reached(swarm(described("rastrigin", rate=0.002, steps=500), lucky)) == 1.0
    for rule in ("momentum", "adam"):
        for rate in (0.002, 0.05, 0.2):
            assert lowest_reached(swarm(described("rastrigin", rule, rate, 500), anywhere)) < 0.1
    plain, heavy = (
        described("valley_winding", rule, 0.009, 500) for rule in ("gradient_descent", "momentum")
    )
    bad = random_starts(plain.surface.window, 100, 1)
    assert lowest_reached(swarm(plain, bad)) == 0.0
    assert lowest_reached(swarm(heavy, bad)) == 1.0


def test_starts_are_within_their_window_and_do_not_depend_on_their_number():
    window = ((-2.0, 3.0), (10.0, 11.0))
    for made in (lambda count: random_starts(window, count, 7), lambda count: even_starts(window, count)):
        many, few = made(400), made(20)
        assert np.array_equal(many[:20], few)
        assert (many >= [-2, 10]).all()
        assert (many <= [3, 11]).all()
        assert len(np.unique(many, axis=0)) == 400
    assert not np.array_equal(random_starts(window, 5, 1), random_starts(window, 5, 2))
    even = even_starts(window, 300)
    for part in (even[:, 0] < 0.5, even[:, 1] < 10.5):
        assert part.mean() == pytest.approx(0.5, abs=0.02)
    drawn = random_starts(((0.0, 1.0),), 4000, 0)
    assert drawn.mean() == pytest.approx(0.5, abs=0.02)


def test_a_start_without_a_loss_is_told_of():
    descent = described(typed_surface("log(x) + y^2"))
    found = swarm(descent, np.array([[-1.0, 0.0], [1.0, 1.0]]), frames=2)
    assert found.statuses[0, 0] == UNDEFINED
    assert np.isnan(found.frames[:, 0]).all()
    assert found.frames[0, 1].tolist() == [1.0, 1.0]


def test_a_swarm_of_one_and_a_curve():
    found = swarm(described("double_well", rate=0.1), np.array([[0.5]]))
    assert found.statuses.shape == (1, 1)
    assert found.statuses[0, 0] == CONVERGED


def test_it_tells_how_far_it_is():
    shares = []
    descent = described(gradient=NOISE, steps=200)
    swarm(descent, even_starts(descent.surface.window, 9), seeds=range(4), on_progress=shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.25 in shares, "the first of four seeds goes first"
    assert 0.75 < shares[-1] <= 1


def test_nobody_waiting_ends_the_work():
    with pytest.raises(Cancelled):
        swarm(described(), np.array([[0.0, 0.0]]), cancelled=lambda: True)
