"""Each contest shows what its title says."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Descent, named_surface
from engine.contests import CONTESTS, GOOD_OPTIMIZER, LUCKY_START
from engine.outcome import RUNNING
from engine.surfaces import SURFACES
from engine.sweeps.swarm import lowest_reached, random_starts, swarm


def walked(contest, **changes):
    """Both swarms of a contest, with some of either side set otherwise."""
    surface = named_surface(contest.surface)
    found = []
    for side in contest.sides:
        side = replace(side, **changes)
        starts = random_starts(side.window or surface.window, side.count, side.seed)
        found.append(swarm(Descent(surface, side.start, side.optimizer, contest.steps), starts))
    return found


@pytest.mark.parametrize("contest", CONTESTS.values(), ids=CONTESTS)
def test_either_side_starts_on_the_map(contest):
    assert CONTESTS[contest.name] is contest
    whole = SURFACES[contest.surface].window
    for side in contest.sides:
        window = side.window or whole
        for (low, high), (least, most), at in zip(window, whole, side.start, strict=True):
            assert least <= low <= at <= high <= most


def test_a_lucky_start_beats_a_good_optimizer():
    lucky, anywhere = (lowest_reached(found) for found in walked(LUCKY_START))
    assert lucky == 1
    assert anywhere < 0.1


@pytest.mark.parametrize("seed", range(5))
def test_that_is_no_luck_of_the_draw(seed):
    lucky, anywhere = (lowest_reached(found) for found in walked(LUCKY_START, seed=seed))
    assert lucky == 1
    assert anywhere < 0.1


def test_the_good_optimizer_finds_it_too_from_the_lucky_start():
    box = LUCKY_START.sides[0].window
    assert [lowest_reached(found) for found in walked(LUCKY_START, window=box)] == [1, 1]


def test_a_good_optimizer_makes_up_for_a_bad_start():
    plain, heavy = walked(GOOD_OPTIMIZER)
    assert np.array_equal(plain.starts, heavy.starts)
    assert (plain.statuses == RUNNING).all()
    assert lowest_reached(heavy) == 1
