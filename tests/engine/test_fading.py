"""A swing that dies away slowly is told from one that lasts."""

import math

import numpy as np
import pytest

from engine import SURFACES, Descent, choose, descend, explain, named_surface
from engine.fading import is_fading
from engine.outcome import STATUSES
from engine.sweeps.lanes import run_lanes

RECENT = 64
BOWL = SURFACES["quadratic"].name


def run(surface, start, steps, optimizer, **knobs):
    bound = named_surface(surface, {"condition_number": 20.0}) if surface == BOWL else named_surface(surface)
    return descend(Descent(bound, start, choose(optimizer, **knobs), steps))


def fades(found):
    return bool(is_fading(found.points[None, -RECENT:])[0])


@pytest.mark.parametrize("steps", [300, 1000, 3000])
@pytest.mark.parametrize("momentum", [0.9, 0.99, 0.999])
@pytest.mark.parametrize("rate", [0.001, 0.02, 0.1, 0.15])
def test_below_its_limit_momentum_never_bounces_on_a_bowl(steps, momentum, rate):
    found = run(BOWL, (4.0, 1.0), steps, "momentum", learning_rate=rate, momentum=momentum)
    assert explain(found).status in ("running", "converged")


@pytest.mark.parametrize(("rate", "lasts"), [(0.0995, False), (0.0998, False), (0.1, True)])
def test_just_below_twice_the_inverse_curvature_it_fades_and_there_it_lasts(rate, lasts):
    found = run(BOWL, (4.0, 1.0), 300, "gradient_descent", learning_rate=rate)
    assert fades(found) is not lasts
    assert explain(found).status == ("bouncing" if lasts else "running")


def side_to_side(excess, first):
    """Returns a point that swings past 0, not alike on both sides, at a rate so far above its limit."""
    points = [first]
    while len(points) < RECENT:
        x = points[-1]
        points.append(-(1.0 + excess) * x + 0.1 * x**2 + x**3)
    return np.array(points)[None, :, None]


@pytest.mark.parametrize("first", [1e-4, 1e-3, 1e-2, 0.05])
def test_a_swing_fades_below_its_limit_however_slowly_and_above_it_ends_on_a_cycle(first):
    fading, lasting = -1e-5, first**2  # above its limit it is as long as that on a cycle, about
    assert is_fading(side_to_side(fading, first)).tolist() == [True]
    assert is_fading(side_to_side(lasting, first)).tolist() == [False]
    assert is_fading(side_to_side(0.9 * lasting, first)).tolist() == [False]


def test_a_run_just_below_its_limit_does_not_bounce_though_its_loss_has_long_been_even():
    found = run("rastrigin", (4.97, 4.98), 5000, "gradient_descent", learning_rate=0.0051)
    assert explain(found).status == "running"
    starts = np.array([(4.97, 4.98), (4.96, 4.98), (4.97, 4.97)])
    for retire in (True, False):
        lanes = run_lanes(found.descent, starts=starts, learning_rates=np.full(3, 0.0051), retire=retire)
        assert [STATUSES[status] for status in lanes.statuses] == ["running"] * 3
    above = run("rastrigin", (4.97, 4.98), 5000, "gradient_descent", learning_rate=0.00511)
    assert explain(above).status == "bouncing"


@pytest.mark.parametrize("rate", [0.0103, 0.0104, 0.011])
def test_a_swing_that_sways_about_its_cycle_is_hardly_ever_taken_to_fade(rate):
    """Above the limit; for some steps it loses more and more, and then gains that again."""
    winding = named_surface("valley_winding", {"walls": 100.0})
    descent = Descent(winding, (-4.5, 1.5), choose("gradient_descent", learning_rate=rate), 4400)
    points = np.array(descend(descent).points)
    ends = range(3000, 4400)
    assert is_fading(np.array([points[end - RECENT : end] for end in ends])).mean() < 0.005


@pytest.mark.parametrize("rate", [0.0152, 0.0155, 0.018, 0.02, 0.022])
def test_neither_a_cycle_nor_chaos_fades(rate):
    found = run("himmelblau", (-3.0, -3.0), 300, "gradient_descent", learning_rate=rate)
    assert not fades(found)
    assert explain(found).status == "bouncing"


@pytest.mark.parametrize("steps", [400, 600, 800, 1000])
def test_a_rule_that_divides_by_its_slopes_swings_on_and_is_not_thought_to_fade(steps):
    found = run("himmelblau", (-3.0, -3.0), steps, "rmsprop", learning_rate=0.1)
    assert not fades(found)
    assert explain(found).status == "bouncing"


@pytest.mark.parametrize("rate", [0.002, 0.005, 0.01])
def test_a_swing_that_is_not_quite_linear_yet_is_seen_to_fade(rate):
    assert fades(run("himmelblau", (-3.0, -3.0), 500, "momentum", learning_rate=rate, momentum=0.99))


def swings(factor, *, count=RECENT, noise=0.0):
    """Returns a point that circles on an ellipse which shrinks by a factor a step."""
    steps = np.arange(count)
    turns = 0.1 * steps + 1.0
    points = factor ** steps[:, None] * np.stack([np.cos(turns), 0.3 * np.sin(turns)], axis=1)
    return (points + noise * np.random.default_rng(0).normal(size=points.shape))[None]


@pytest.mark.parametrize(
    ("factor", "expected"),
    [(0.997, True), (0.9995, True), (0.99999, False), (1.0, False), (1.001, False), (math.nan, False)],
)
def test_an_ellipse_that_shrinks_fades_and_one_that_stays_or_grows_does_not(factor, expected):
    assert is_fading(swings(factor)).tolist() == [expected]


def test_what_the_noise_hides_is_not_claimed():
    assert is_fading(swings(0.997, noise=0.01)).tolist() == [False]


def test_too_few_points_say_nothing_and_many_runs_are_told_one_by_one():
    assert is_fading(swings(0.99, count=12)).tolist() == [False]
    several = np.concatenate([swings(0.99), swings(1.0), swings(0.98), np.zeros((1, RECENT, 2))])
    assert is_fading(several).tolist() == [True, False, True, False]
    assert is_fading(np.zeros((0, RECENT, 2))).tolist() == []
