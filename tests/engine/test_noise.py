"""The noise is standard normal, and one number for each (seed, start, step, axis), whatever else is drawn with it."""

import math

import numpy as np
import pytest

from engine.noise import LARGEST_SEED, keys, normals

STARTS = np.random.default_rng(11).uniform(-4, 4, (50, 2))


def drawn(seed, starts, first, count, dimension=2):
    steps = np.arange(first, first + count, dtype=np.uint64)
    return np.stack([normals(keys(seed, start[None]), steps, dimension) for start in np.asarray(starts)])


def test_the_words_are_those_of_splitmix64():
    # the published generator's first words for the seed 1234567, read from the numbers: key k, counters 1, 2, 3 …
    words = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431]
    first = normals(np.array([1234567], dtype=np.uint64), np.array([0, 1], dtype=np.uint64), 2)
    for step in (0, 1):
        radius = math.sqrt(-2 * math.log(((words[2 * step] >> 11) + 1) / 2**53))
        angle = 2 * math.pi * (words[2 * step + 1] >> 11) / 2**53
        expected = (radius * math.cos(angle), radius * math.sin(angle))
        assert first[:, step].tolist() == pytest.approx(expected, rel=1e-14)


def test_moments_are_those_of_the_normal_distribution():
    sample = drawn(3, STARTS[:4], 0, 100_000).ravel()  # 800,000 numbers: a standard error of 0.0011
    assert sample.mean() == pytest.approx(0, abs=0.005)
    assert sample.var() == pytest.approx(1, abs=0.007)
    assert (sample**3).mean() == pytest.approx(0, abs=0.02)
    assert (sample**4).mean() == pytest.approx(3, abs=0.05)
    for bound in (0.5, 1.0, 2.0, 3.0):
        share = math.erf(bound / math.sqrt(2))
        assert np.mean(np.abs(sample) < bound) == pytest.approx(share, abs=0.003)


def test_steps_axes_starts_and_seeds_do_not_go_together():
    sample = drawn(3, STARTS[:2], 0, 100_000)
    other_seed = drawn(4, STARTS[:1], 0, 100_000)[0]
    pairs = [
        (sample[0, 0], sample[0, 1]),
        (sample[0, 0], sample[1, 0]),
        (sample[0, 0], other_seed[0]),
        (sample[0, 0, 1:], sample[0, 0, :-1]),
        (sample[0, 1, 1:], sample[0, 0, :-1]),
        (np.abs(sample[0, 0]), np.abs(sample[0, 1])),
    ]
    for first, second in pairs:
        assert np.corrcoef(first, second)[0, 1] == pytest.approx(0, abs=0.015)


@pytest.mark.parametrize("dimension", [1, 2])
def test_numbers_do_not_depend_on_what_is_drawn_with_them(dimension):
    starts = STARTS[:, :dimension]
    whole = drawn(7, starts, 0, 300, dimension)
    for first, count in ((0, 1), (1, 2), (17, 3), (100, 200), (299, 1)):
        assert np.array_equal(drawn(7, starts, first, count, dimension), whole[..., first : first + count])
    for step in (0, 5, 299):  # all runs at one step, in batches of any size
        for runs in (1, 2, 3, 7, 50):
            batch = normals(keys(7, starts[:runs]), np.array([step], dtype=np.uint64), dimension)
            assert np.array_equal(batch, whole[:runs, :, step].T)


def test_zero_and_minus_zero_are_the_same_start():
    assert keys(0, np.array([[0.0, 1.0]])) == keys(0, np.array([[-0.0, 1.0]]))


def test_every_number_is_finite_and_every_key_its_own():
    assert np.isfinite(drawn(LARGEST_SEED, STARTS[:1], 10**9, 10_000)).all()
    found = {int(key) for seed in range(100) for key in keys(seed, STARTS)}
    assert len(found) == 100 * len(STARTS)
