"""A stability map has the outcome of every pair of knobs, and on a quadratic the declared limit parts it."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Descent, choose, descend, gradient, named_surface, schedule
from engine.outcome import CONVERGED, STATUSES
from engine.sweeps.stability_map import NARROWEST, SMALLEST, axis_of, is_wide, stability_map
from engine.tail import status


def described(surface, optimizer, start=None, steps=300, **parts):
    bound = named_surface(surface)
    return Descent(bound, start or bound.record.start, choose(optimizer), steps, **parts)


def axes(descent, first, second):
    knobs = {knob.name: knob for knob in descent.optimizer.optimizer.knobs}
    return [axis_of(knobs[name], low, high, count) for name, low, high, count in (first, second)]


@pytest.mark.parametrize("optimizer", ["momentum", "nesterov"])
def test_the_declared_limit_parts_a_quadratic(optimizer):
    descent = described("quadratic", optimizer, (4.0, 1.0), 500)
    found = stability_map(
        descent, *axes(descent, ("learning_rate", 0.01, 0.4, 200), ("momentum", 0.0, 0.99, 200))
    )
    assert found.statuses.shape == (200, 200)
    share = {"momentum": lambda b: 2 * (1 + b), "nesterov": lambda b: (2 + 2 * b) / (1 + 2 * b)}[optimizer]
    assert found.limit == pytest.approx(share(found.y.values) / 20)
    assert found.agreement >= 0.995
    assert found.growth_agreement >= 0.9995
    above = found.x.values > found.limit[:, None]
    assert (found.statuses[above] != CONVERGED).all()


@pytest.mark.parametrize(
    ("optimizer", "first", "second"),
    [
        ("momentum", ("learning_rate", 1e-3, 0.1, 9), ("momentum", 0.0, 0.99, 7)),
        ("momentum", ("momentum", 0.0, 0.99, 7), ("dampening", 0.0, 0.9, 5)),
        ("adam", ("beta2", 0.5, 0.999, 6), ("learning_rate", 0.01, 2.0, 8)),
        ("adamw", ("weight_decay", 0.0, 0.5, 6), ("beta1", 0.0, 0.99, 5)),
    ],
)
def test_every_cell_is_the_single_run(optimizer, first, second):
    descent = described("himmelblau", optimizer)
    x, y = axes(descent, first, second)
    found = stability_map(descent, x, y)
    for row, other in enumerate(y.values.tolist()):
        for column, value in enumerate(x.values.tolist()):
            knobs = {**dict(descent.optimizer.knobs), x.knob: value, y.knob: other}
            run = descend(replace(descent, optimizer=choose(optimizer, **knobs)))
            assert STATUSES[found.statuses[row, column]] == status(run.descent, run.progress, run.exit)
            place = found.places[row, column]
            assert (place >= 0) == (found.statuses[row, column] == CONVERGED)
            if place >= 0:
                assert found.minima[place].at == pytest.approx(run.points[-1].tolist(), abs=1e-3)
            if run.exit is not None:
                assert found.steps[row, column] == len(run.losses)
    assert sum(found.shares.values()) == pytest.approx(1.0)


def test_the_limit_belongs_to_the_minimum_below_the_start():
    descent = described("himmelblau", "momentum", (-3.5, -3.0))
    x, y = axes(descent, ("learning_rate", 1e-3, 0.1, 5), ("momentum", 0.0, 0.9, 4))
    found = stability_map(descent, x, y)
    assert found.limit[0] == pytest.approx(0.01495, rel=2e-3)
    turned = stability_map(descent, y, x)
    assert turned.limit == pytest.approx(found.limit)
    assert np.array_equal(turned.statuses, found.statuses.T)
    assert found.agreement is None, "the limit is exact on quadratics alone"


@pytest.mark.parametrize(
    ("optimizer", "parts", "first", "second"),
    [
        ("momentum", {}, ("momentum", 0.0, 0.9, 3), ("dampening", 0.0, 0.9, 3)),
        ("adam", {}, ("learning_rate", 0.1, 1.0, 3), ("beta1", 0.0, 0.9, 3)),
    ],
)
def test_no_limit_is_drawn_where_none_is_declared(optimizer, parts, first, second):
    descent = described("quadratic", optimizer, **parts)
    found = stability_map(descent, *axes(descent, first, second))
    assert found.limit is None
    assert found.agreement is None


@pytest.mark.parametrize(
    "parts",
    [
        {"schedule": schedule("cosine")},
        {"gradient": gradient("noisy")},
        {"gradient": gradient(clip_norm=1.0)},
    ],
)
def test_agreement_is_a_matter_of_plain_runs(parts):
    descent = described("quadratic", "momentum", **parts)
    found = stability_map(descent, *axes(descent, ("learning_rate", 0.01, 0.4, 5), ("momentum", 0.0, 0.9, 5)))
    assert found.limit is not None
    assert found.growth_agreement is None


def test_a_map_names_the_minima_that_most_runs_reach():
    descent = described("rastrigin", "momentum", steps=200)
    found = stability_map(
        descent, *axes(descent, ("learning_rate", 1e-3, 50.0, 80), ("momentum", 0.0, 0.9, 80))
    )
    assert len(found.minima) <= 100
    assert found.places.max() == len(found.minima) - 1


@pytest.mark.parametrize("name", ["learning_rate", "momentum"])
@pytest.mark.parametrize("lowest", [1e-12, 1e-9, 3e-4, 0.1, 0.7])
@pytest.mark.parametrize("count", [2, 400])
def test_the_narrowest_axis_still_rises(name, lowest, count):
    highest = lowest * (1 + 1.001 * NARROWEST)
    knob = next(knob for knob in choose("momentum").optimizer.knobs if knob.name == name)
    assert is_wide(lowest, highest)
    assert not is_wide(lowest, lowest * (1 + 0.9 * NARROWEST))
    assert (np.diff(axis_of(knob, lowest, highest, count).values) > 0).all()


def test_an_axis_from_zero_is_no_narrower_than_floats_can_part():
    knob = next(knob for knob in choose("momentum").optimizer.knobs if knob.name == "momentum")
    assert (np.diff(axis_of(knob, 0.0, SMALLEST, 400).values) > 0).all()
    assert not is_wide(0.0, 5e-324)
