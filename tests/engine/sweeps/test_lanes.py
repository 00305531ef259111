"""A lane is the run that `descend` makes of the same description, to the bit, and its status is that run's."""

from dataclasses import replace

import numpy as np
import pytest

from engine import (
    OPTIMIZERS,
    SURFACES,
    Descent,
    choose,
    descend,
    gradient,
    named_surface,
    piecewise,
    schedule,
    typed_surface,
)
from engine.outcome import GRADIENT_TOLERANCE, STATUSES
from engine.sweeps import lane_block
from engine.sweeps import lanes as lanes_module
from engine.sweeps.lane_cycles import ROUND
from engine.sweeps.lanes import Cancelled, run_lanes
from engine.tail import status

RATES = np.geomspace(1e-4, 8.0, 41)


def described(surface="himmelblau", optimizer="gradient_descent", steps=200, start=None, **parts):
    bound = surface if not isinstance(surface, str) else named_surface(surface)
    knobs = parts.pop("knobs", {})
    return Descent(bound, start or bound.record.start, choose(optimizer, **knobs), steps, **parts)


def swept(descent, rates=RATES, **more):
    starts = np.tile(np.array(descent.start), (len(rates), 1))
    return run_lanes(descent, starts=starts, learning_rates=rates, **more)


def check(descent, rates=RATES, found=None):
    """Compares every lane with the single run at its rate."""
    found = swept(descent, rates) if found is None else found
    for lane, rate in enumerate(rates.tolist()):
        compare(found, lane, replace(descent, optimizer=descent.optimizer.with_rate(rate)))
    return found


def compare(found, lane, single, tolerance=GRADIENT_TOLERANCE):
    run = descend(single)
    assert found.ends[lane].tolist() == run.points[-1].tolist()
    assert found.losses[lane] == run.losses[-1]
    assert found.departed_at[lane] == (-1 if run.exit is None else len(run.losses))
    moving = np.flatnonzero(~(run.gradient_norms <= tolerance))
    assert found.last_moving[lane] == (moving[-1] if len(moving) else -1)
    assert STATUSES[found.statuses[lane]] == status(run.descent, run.progress, run.exit)
    if STATUSES[found.statuses[lane]] == "bouncing":
        row = found.bouncing.tolist().index(lane)
        assert found.tails[row].tolist() == [list(point) for point in run.progress.recent[-16:]]


@pytest.mark.parametrize("rate", [0.0025, 0.0051, 0.0052, 0.0105])
@pytest.mark.parametrize("steps", [36, 300])
def test_a_lane_that_leaves_with_the_last_step_of_a_stride_ends_where_its_run_does(rate, steps):
    """Alone in its block, so that what stands there beside it is of no other lane."""
    surface = typed_surface("log(x) + y^2 + x", window=((0, 4), (-2, 2)))
    for start in np.linspace(0.05, 1.0, 40).tolist():
        check(described(surface, steps=steps, start=(start, 0.0)), np.array([rate]))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", ["himmelblau", "ackley", "rosenbrock", "eggholder", "double_well"])
def test_a_lane_is_the_single_run_for_every_optimizer(surface, optimizer):
    check(described(surface, optimizer))


@pytest.mark.parametrize("surface", SURFACES)
def test_a_lane_is_the_single_run_on_every_surface(surface):
    check(described(surface, "momentum"))


@pytest.mark.parametrize(
    "formula", ["x", "x + 3*y^2", "5 + 0*x", "max(x, y^2)", "log(x) + y^2", "abs(x)^1.5 + y^4"]
)
@pytest.mark.parametrize("optimizer", ["gradient_descent", "adam"])
def test_a_lane_is_the_single_run_on_a_typed_formula(formula, optimizer):
    check(described(typed_surface(formula), optimizer, start=(0.7, -0.4)))


@pytest.mark.parametrize(
    "parts",
    [
        {"schedule": schedule("cosine", length=150)},
        {"schedule": schedule("warm_up")},
        {"schedule": schedule("triangular", changes=[(20, 0.004), (120, 0.001)])},
        {"schedule": piecewise(((0, 0.01), (40, 0.002)))},
        {"gradient": gradient("central")},
        {"gradient": gradient("forward", h=1e-3)},
        {"gradient": gradient("noisy", scale=2.0), "seed": 7},
        {"gradient": gradient("noisy", scale=0.5, clip_norm=5.0)},
        {"gradient": gradient(clip_norm=5.0)},
    ],
    ids=lambda parts: "-".join(str(part) for part in parts.values())[:60],
)
@pytest.mark.parametrize("optimizer", ["gradient_descent", "nesterov", "nadam"])
def test_a_lane_has_the_schedule_and_the_source_of_the_run(optimizer, parts):
    check(described("himmelblau", optimizer, **parts))
    check(described("parabola", optimizer, steps=70, **parts))


@pytest.mark.parametrize("steps", [0, 1, 3, 7, 8, 62, 63, 64, 65, 127, 128])
def test_a_lane_is_the_single_run_for_any_number_of_steps(steps):
    check(described(steps=steps, start=(-1.0, 1.0)), np.geomspace(1e-3, 0.2, 25))


def test_a_lane_has_its_own_start_knobs_and_seed():
    noisy = described("himmelblau", "momentum", 90, gradient=gradient("noisy", scale=1.0))
    generator = np.random.default_rng(0)
    starts = generator.uniform(-4, 4, (30, 2))
    rates, betas = generator.uniform(1e-3, 0.02, 30), generator.uniform(0.0, 0.99, 30)
    scales, seeds = generator.uniform(0.0, 2.0, 30), generator.integers(0, 4, 30)
    tolerance = generator.uniform(0.1, 10.0, 30)
    found = run_lanes(
        noisy,
        starts=starts,
        learning_rates=rates,
        knobs={"momentum": betas, "scale": scales},
        seeds=seeds,
        tolerance=tolerance,
    )
    for lane in range(30):
        single = replace(
            noisy,
            start=tuple(starts[lane].tolist()),
            optimizer=choose("momentum", learning_rate=rates[lane], momentum=betas[lane]),
            gradient=gradient("noisy", scale=float(scales[lane])),
            seed=int(seeds[lane]),
        )
        compare(found, lane, single, tolerance[lane])


@pytest.mark.parametrize("knob", ["beta1", "beta2", "epsilon"])
def test_any_knob_of_a_rule_may_differ_from_lane_to_lane(knob):
    values = np.geomspace(1e-4, 0.99, 12)
    adam = described("rosenbrock", "nadam", 120)
    rates = np.full(12, 0.05)
    starts = np.tile(np.array(adam.start), (12, 1))
    found = run_lanes(adam, starts=starts, learning_rates=rates, knobs={knob: values})
    for lane, value in enumerate(values.tolist()):
        compare(found, lane, replace(adam, optimizer=choose("nadam", learning_rate=0.05, **{knob: value})))


def test_blocks_and_departures_change_nothing(monkeypatch):
    descent, rates = described("rosenbrock", "adam", 300), np.geomspace(1e-5, 1e6, 60)
    whole = swept(descent, rates)
    monkeypatch.setattr(lanes_module, "BLOCK", 7)
    for crowd in (0.0, 1.0):
        monkeypatch.setattr(lane_block, "CROWD", crowd)
        parted = swept(descent, rates)
        for name in (
            "ends",
            "losses",
            "statuses",
            "last_moving",
            "departed_at",
            "grows",
            "bouncing",
            "tails",
        ):
            assert np.array_equal(getattr(whole, name), getattr(parted, name)), name


def test_drift_sums_up_the_last_points():
    noisy = described("parabola", steps=100, gradient=gradient("noisy", scale=1.0))
    rates = np.array([0.1, 0.5, 1.0, 30.0])
    drift = swept(noisy, rates, drift_from=75).drift
    for lane, rate in enumerate(rates[:3]):
        points = descend(replace(noisy, optimizer=noisy.optimizer.with_rate(rate))).points[75:]
        assert drift.distance(np.zeros((4, 1)))[lane] == pytest.approx(np.sqrt(np.mean(points**2)), rel=1e-12)
        assert drift.spread[lane] == pytest.approx(points.std(), rel=1e-9)
    assert np.isnan(drift.distance(np.zeros((4, 1)))[3])


def test_drift_is_unknown_where_every_lane_leaves():
    drift = swept(described("parabola", steps=100), np.array([5.0, 9.0]), drift_from=2).drift
    assert np.isnan(drift.distance(np.zeros((2, 1)))).all()


def test_nobody_waiting_ends_the_work():
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(Cancelled):
        swept(described(steps=1000), cancelled=cancelled)
    assert len(asked) == 3


@pytest.mark.parametrize(("lanes", "looks"), [(16_384, 9), (8, 1)])
def test_it_is_looked_up_after_every_round_of_many_lanes_whether_anyone_waits_and_seldom_of_few(lanes, looks):
    asked, told = [], []
    rates = np.full(lanes, 0.01)
    swept(described(steps=8 * ROUND), rates, cancelled=lambda: bool(asked.append(1)), on_progress=told.append)
    assert len(asked) == looks
    assert len(told) == 2


def test_what_a_lane_cannot_do_is_refused():
    one = {"learning_rates": np.array([0.1])}
    with pytest.raises(ValueError, match="until"):
        swept(described(until=1e-3))
    with pytest.raises(ValueError, match="no value"):
        run_lanes(described(), starts=np.array([[np.nan, 1.0]]), **one)
    with pytest.raises(ValueError, match="no value"):
        run_lanes(
            described(typed_surface("log(x) + y"), start=(1.0, 1.0)), starts=np.array([[-1.0, 1.0]]), **one
        )
    with pytest.raises(ValueError, match="shape"):
        run_lanes(described(), starts=np.zeros((1, 1)), **one)
    with pytest.raises(ValueError, match="knobs"):
        run_lanes(described(), starts=np.zeros((1, 2)), knobs={"momentum": np.zeros(1)}, **one)
