"""Level ground by construction is told from ground that only fades out."""

import numpy as np
import pytest

from engine.formula import compile_formula
from engine.formula.level import is_level
from engine.surfaces import SURFACES, named_surface


@pytest.mark.parametrize(
    ("text", "w", "level"),
    [
        ("sign(w)", 0.5, True),
        ("sign(w)", 0.0, False),
        ("floor(w)", 0.5, True),
        ("floor(w)", 2.0, False),
        ("w - floor(w)", 0.5, False),
        ("max(0, w)", -1.0, True),
        ("max(w, 0)", -1.0, True),
        ("max(0, w)", 1.0, False),
        ("max(0, w)", 0.0, False),
        ("min(3, w)", 4.0, True),
        ("min(3, w)", 2.0, False),
        ("w*(1 + sign(w))/2", -2.0, True),
        ("w*(1 + sign(w))/2", 2.0, False),
        ("exp(w)*(1 + sign(w))", -2.0, True),
        ("max(0, w)/(1 + w^2)", -2.0, True),
        ("max(0, w)^0.3 + 2", -2.0, True),
        ("log(w)*max(0, w)", -2.0, False),  # no value, no ground
        ("tanh(w)", 2000.0, False),  # its slope rounds to 0, and is not
        ("w^2", 0.0, False),
        ("w - w", 0.3, False),  # nothing that says so
        ("7", 0.3, True),
    ],
)
def test_a_formula_is_level_where_nothing_in_it_varies(text, w, level):
    assert is_level(compile_formula(text, variables=("w",)), (w,)) is level


@pytest.mark.parametrize("name", SURFACES)
def test_level_ground_of_the_catalog_has_a_gradient_of_exactly_zero_all_around(name):
    surface = named_surface(name)
    lows, highs = np.array(surface.window).T
    points = np.random.default_rng(0).uniform(lows, highs, size=(40, surface.dimension))
    level = [point for point in points if is_level(surface.formula, tuple(point))]
    for point in level:
        around = point + 1e-9 * np.random.default_rng(1).normal(size=(20, surface.dimension))
        assert (surface.gradient(around) == 0).all()
        assert len(np.unique(surface.value(around))) == 1
    assert len(level) == {"terraces": 40, "terraces_1d": 40}.get(name, len(level))
    assert bool(level) == (name in ("terraces", "terraces_1d", "relu_cost"))
