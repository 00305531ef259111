"""The verdict on a range test looks at rates and losses alone; a shifted or scaled loss changes nothing in it."""

import numpy as np
import pytest

from engine.sweeps.range_verdict import BEGINS, RAGGED, STOPS, judge, smooth

RATES = np.geomspace(1e-5, 10.0, 61)
DECADES = np.log10(RATES)
# flat, then a fall that is steepest at 1e-3, a lowest loss at 1e-1 and a rise beyond it
FALL = 1.0 / (1.0 + np.exp(3.0 * (DECADES + 3.0))) + np.maximum(DECADES + 1.0, 0.0) ** 2 * 20.0


def verdict(losses, *, start=1.0, rates=RATES, **settings):
    return judge(rates, np.asarray(losses, dtype=np.float64), start=start, **settings)


def test_the_suggestion_is_the_steepest_fall_and_not_the_lowest_loss():
    found = verdict(FALL)
    assert found.reason == "found"
    assert RATES[found.suggestion] == pytest.approx(1e-3)
    assert found.lowest == np.argmin(FALL) > found.suggestion
    slopes = np.gradient(found.smoothed, DECADES[: len(found.smoothed)])
    assert found.slope == slopes[found.suggestion] == slopes[: found.lowest].min()


@pytest.mark.parametrize(("scale", "shift"), [(1.0, -50.0), (1e-9, 0.0), (1e9, -3e9), (0.25, 8.0)])
def test_only_differences_of_losses_count(scale, shift):
    plain = verdict(FALL)
    moved = verdict(FALL * scale + shift, start=scale + shift)
    for place in ("reason", "lowest", "suggestion", "blow_up", "bounds"):
        assert getattr(moved, place) == getattr(plain, place), place
    assert moved.threshold == pytest.approx(plain.threshold * scale + shift, rel=1e-9)


def test_the_blow_up_is_the_first_loss_above_best_and_c_falls():
    for c in (1.0, 2.0, 5.0):
        found = verdict(FALL, blow_up=c)
        best = FALL[: found.blow_up].min()
        assert found.threshold == best + c * (1.0 - best)
        assert found.blow_up == np.flatnonzero(found.threshold < FALL)[0]
        assert len(found.smoothed) == found.blow_up


def test_a_lowest_loss_that_comes_by_chance_after_the_blow_up_does_not_count():
    losses = FALL.copy()
    losses[-1] = -0.5
    found = verdict(losses)
    assert found.lowest == np.argmin(FALL)
    assert found.blow_up == verdict(FALL).blow_up


def test_smoothing_is_the_mean_weighted_by_distance_and_has_no_delay():
    losses = np.random.default_rng(4).normal(size=30)
    for weight in (0.0, 0.3, 0.9):
        weights = weight ** np.abs(np.subtract.outer(np.arange(30), np.arange(30)))
        assert smooth(losses, weight) == pytest.approx(weights @ losses / weights.sum(axis=1), rel=1e-12)
    assert (smooth(losses, 0.0) == losses).all()
    spike = np.zeros(31)
    spike[15] = 1.0
    assert np.argmax(smooth(spike, 0.8)) == 15
    assert len(smooth(np.empty(0), 0.5)) == 0


def test_smoothing_hides_a_jitter():
    jitter = 0.1 * np.random.default_rng(1).normal(size=len(RATES))
    rough, calm = verdict(FALL + jitter, smoothing=0.0), verdict(FALL + jitter, smoothing=0.7)
    assert abs(DECADES[calm.suggestion] + 3.0) < 0.4
    assert abs(rough.slope) > 1.5 * abs(calm.slope)


def test_smiths_bounds_are_where_the_fall_begins_and_where_it_stops():
    found = verdict(FALL)
    fall = 1.0 - found.smoothed.min()
    low, high = found.bounds.lowest, found.bounds.highest
    assert found.bounds.edge == "stops"
    assert found.smoothed[low] <= 1.0 - BEGINS * fall < found.smoothed[low - 1]
    assert found.smoothed[high] <= 1.0 - STOPS * fall < found.smoothed[high - 1]
    assert low < found.suggestion < high


def test_a_loss_that_gets_ragged_ends_the_bounds():
    losses = FALL.copy()
    ragged = int(np.argmin(np.abs(DECADES + 2.7)))
    losses[ragged + 1] += 3 * RAGGED + losses[ragged] - losses[ragged + 1]
    found = verdict(losses)
    assert found.bounds.edge == "ragged"
    assert found.bounds.highest == ragged


@pytest.mark.parametrize(
    ("losses", "reason"),
    [
        (np.ones(61), "unchanged"),
        (1.0 + 1e-15 * np.arange(61) % 3, "unchanged"),
        (np.linspace(1.0, 1.5, 61), "never_fell"),
        (np.linspace(1.5, 9.0, 61), "never_fell"),
        (np.linspace(0.5, 0.9, 61), "lowest_first"),
        ([np.inf], "diverged_first"),
        ([np.nan], "diverged_first"),
        ([-np.inf], "no_bottom"),
        ([0.9, 0.5, -1e9, -np.inf], "no_bottom"),
        (1.0 - 1e-3 * np.exp(DECADES), "still_falling"),
        (1.0 / (1.0 + np.exp(3.0 * (DECADES + 6.0))), "steepest_first"),
        ([0.9, 1.0, 1.0, 0.89, 1.2, 1.2, 1.2], "no_steepest"),
    ],
)
def test_there_is_no_suggestion_and_a_reason(losses, reason):
    found = verdict(losses, smoothing=0.9 if reason == "no_steepest" else 0.5)
    assert found.reason == reason
    assert found.suggestion is None
    assert found.slope is None


def test_a_run_that_leaves_has_blown_up_at_the_rate_that_threw_it_out():
    cut = int(np.argmin(FALL)) + 1
    found = verdict([*FALL[:cut], np.nan])
    assert (found.reason, found.blow_up) == ("found", cut)
    assert found.suggestion == verdict(FALL).suggestion


def test_a_ramp_that_ends_after_the_fall_still_has_a_suggestion():
    assert verdict(FALL[: int(np.argmin(FALL)) + 1]).reason == "found"


@pytest.mark.parametrize("extreme", [1e308, -1e308])
def test_losses_at_the_end_of_the_numbers_do_no_harm(extreme):
    assert verdict(FALL / FALL.max() * extreme, start=extreme).reason in ("found", "never_fell")
    assert verdict([0.5, -extreme, extreme], start=extreme).reason != "found"


def test_equal_rates_do_no_harm():
    assert verdict([0.9, 0.8, 0.7], rates=np.ones(3)).suggestion is None
