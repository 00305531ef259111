"""Which known name was meant."""

import pytest

from engine import OPTIMIZERS, SURFACES
from engine.formula.spelling import distance, nearest


@pytest.mark.parametrize(
    ("first", "second", "slips"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("adma", "adam", 1),
        ("adma", "adamax", 2),
        ("cso", "cos", 1),
        ("ca", "abc", 3),
    ],
)
def test_neighbours_that_change_places_are_one_slip(first, second, slips):
    assert distance(first, second) == distance(second, first) == slips


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("adma", "adam"),
        ("Adan", "adam"),
        ("nestrov", "nesterov"),
        ("gradient", "gradient_descent"),
        ("sgd", None),
        ("xyz", None),
        ("", None),
    ],
)
def test_an_optimizer_is_found_by_a_slip(typed, meant):
    assert nearest(typed, OPTIMIZERS) == meant


@pytest.mark.parametrize("typed", ["tolerance", "count", "lowest", "x" * 10_000])
def test_where_nothing_is_near_nothing_is_suggested(typed):
    known = ["surface", "start", "steps", "optimizer", "schedule", "gradient", "seed", "until", "resume"]
    assert nearest(typed, known) is None


@pytest.mark.parametrize("names", [SURFACES, OPTIMIZERS])
def test_every_name_is_found_again_after_any_one_slip(names):
    for name in names:
        assert nearest(name, names) == name
        for place in range(len(name) - 1):
            exchanged = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
            assert distance(exchanged, name) <= 1
            assert distance(nearest(exchanged, names), exchanged) <= 1
