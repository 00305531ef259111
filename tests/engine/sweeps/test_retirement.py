"""Lanes that cannot change any more are left alone, and nothing else is different for it."""

import numpy as np
import pytest

from engine import OPTIMIZERS, Descent, choose, gradient, named_surface, schedule, typed_surface
from engine.outcome import BOUNCING, CONVERGED
from engine.sweeps.lane_block import LaneBlock
from engine.sweeps.lanes import run_lanes

NAMES = ("ends", "losses", "statuses", "last_moving", "departed_at", "grows", "bouncing", "tails")


@pytest.fixture
def retired(monkeypatch):
    """How many lanes were judged early, and how many went to sleep."""
    counts = {"judged": 0, "asleep": 0}
    judge, wake = LaneBlock._judge, LaneBlock._wake

    def counted_judge(self, walkers):
        counts["judged"] += len(walkers.lanes)
        judge(self, walkers)

    def counted_wake(self, step, others):
        counts["asleep"] += sum(len(group.lanes) for group in self.asleep)
        wake(self, step, others)

    monkeypatch.setattr(LaneBlock, "_judge", counted_judge)
    monkeypatch.setattr(LaneBlock, "_wake", counted_wake)
    return counts


def lanes_of(descent, rates, *, retire):
    axes = [np.linspace(low, high, 13) for low, high in descent.surface.window]
    grid = np.stack([part.ravel() for part in np.meshgrid(*axes)], axis=1)
    starts, every = np.repeat(grid, len(rates), axis=0), np.tile(rates, len(grid))
    return run_lanes(descent, starts=starts, learning_rates=every, retire=retire)


def check(descent, rates):
    early, late = (lanes_of(descent, np.asarray(rates), retire=retire) for retire in (True, False))
    for name in NAMES:
        assert getattr(early, name).tobytes() == getattr(late, name).tobytes(), name
    return early


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", ["himmelblau", "rastrigin", "rosenbrock", "terraces", "parabola"])
def test_no_lane_ends_differently(surface, optimizer):
    bound = named_surface(surface)
    start, rate = bound.record.start, bound.record.learning_rate
    check(Descent(bound, start, choose(optimizer), 400), rate * np.array([0.5, 1.0, 2.0, 4.0, 1e3]))


def test_lanes_that_stand_are_judged_at_once(retired):
    bound = named_surface("himmelblau")
    found = check(Descent(bound, (0.0, 0.0), choose("gradient_descent"), 400), [0.01, 0.014])
    assert (found.statuses == CONVERGED).all()
    assert retired["judged"] > 0.8 * len(found.statuses)
    assert retired["judged"] + retired["asleep"] == len(found.statuses), (
        "the others go to and fro by rounding"
    )


def test_lanes_on_a_cycle_sleep_until_the_steps_that_are_judged(retired):
    bound = named_surface("himmelblau")
    found = check(Descent(bound, (0.0, 0.0), choose("gradient_descent"), 900), [0.0155, 0.02])
    bouncing = int((found.statuses == BOUNCING).sum())
    assert bouncing > 0.2 * len(found.statuses)
    assert retired["asleep"] > 0.5 * bouncing


def test_lanes_wake_when_nobody_else_runs(retired):
    """At this rate every lane stands or goes round long before the last steps."""
    bound = named_surface("himmelblau")
    found = check(Descent(bound, (0.0, 0.0), choose("gradient_descent"), 400), [0.0175])
    assert retired["judged"] + retired["asleep"] == len(found.statuses)
    assert retired["asleep"] > 0
    assert (found.statuses == BOUNCING).any()


@pytest.mark.parametrize(
    "parts",
    [
        {"schedule": schedule("cosine", length=150)},
        {"schedule": schedule("warm_up", length=30)},
        {"schedule": schedule("constant", changes=[(200, 0.03), (300, 0.001)])},
        {"gradient": gradient("noisy", scale=0.5), "seed": 3},
        {"gradient": gradient("central", h=0.1)},
    ],
    ids=["cosine", "warm_up", "by_hand", "noisy", "central"],
)
def test_a_lane_rests_only_where_nothing_but_its_state_decides(parts):
    for optimizer in ("gradient_descent", "momentum"):
        descent = Descent(named_surface("himmelblau"), (0.0, 0.0), choose(optimizer), 420, **parts)
        check(descent, [0.005, 0.014, 0.02])


@pytest.mark.parametrize("steps", [63, 64, 75, 76, 88, 89, 150, 151, 152, 163])
def test_no_number_of_steps_makes_a_difference(steps):
    quick = Descent(named_surface("parabola"), (1.0,), choose("gradient_descent"), steps)
    check(quick, [0.5, 1.0, 1.9, 2.0, 2.1])


@pytest.mark.parametrize("formula", ["x^2 + y^2", "abs(x) + y^2", "x", "5 + 0*x", "log(x + 6) + y^2"])
def test_no_formula_makes_a_difference(formula):
    check(Descent(typed_surface(formula), (1.0, 1.0), choose("gradient_descent"), 300), [0.1, 0.5, 1.0, 1e4])
