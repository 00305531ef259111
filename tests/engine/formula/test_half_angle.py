"""Sines and cosines of tangents of half the angle are as good as the library's, and the same for one point and many."""

import numpy as np
import pytest

from engine import compile_formula
from engine.formula import half_angle

ROUNDING = np.finfo(np.float64).eps
ANGLES = np.concatenate(
    [np.random.default_rng(0).uniform(-size, size, 20_000) for size in (1e-9, 1.0, 40.0, 1e6, 1e9)]
)


@pytest.fixture
def chosen(monkeypatch):
    """The form of tangents, whether this machine is quick at them or not."""
    monkeypatch.setattr(half_angle, "IN_USE", True)


def values(text, angles):
    # a formula of its own: what is compiled already keeps the form that it has
    formula = compile_formula(text)
    return formula, formula.value(np.stack([angles, np.zeros_like(angles)], axis=1))


@pytest.mark.parametrize("name", ["sin", "cos"])
def test_they_are_off_by_no_more_than_rounding(chosen, name):
    _, found = values(f"{name}(x) + 0*y", ANGLES)
    exact = getattr(np, name)(ANGLES.astype(np.longdouble))
    assert np.abs(found - exact).max() <= 1.5 * ROUNDING
    assert np.abs(found).max() <= 1.0


def test_sines_are_off_by_less_than_three_last_digits(chosen):
    """However small they are. A cosine near 0 is off by as much as the last digit of the angle makes."""
    _, found = values("sin(x) + 0*y", ANGLES)
    exact = np.sin(ANGLES.astype(np.longdouble))
    assert (np.abs(found - exact) <= 3 * np.spacing(np.abs(exact.astype(np.float64)))).all()


def test_one_point_and_many_have_the_same_bits(chosen):
    formula, found = values("sin(3*x)*cos(3*x) + sin(x)^2 + 0*y", ANGLES[::500])
    alone = [formula.at((angle, 0.0))[0] for angle in ANGLES[::500].tolist()]
    assert found.tobytes() == np.array(alone).tobytes()


def test_one_tangent_makes_a_sine_and_a_cosine_and_half_a_turn_costs_nothing(chosen):
    formula = compile_formula("sin(7*x) + cos(7*x) + 0*y")
    graph = formula.graph.copy()
    [whole] = half_angle.executed(graph, [graph.node(formula.value_node.index)])
    made = [graph.operations[index] for index in graph.order([whole])]
    assert made.count("tan") == 1
    assert not {"sin", "cos"} & set(made)
    assert 0.5 not in [graph.constants.get(index) for index in graph.order([whole])]


def test_without_values_there_is_none(chosen):
    _, found = values("cos(x) + 0*y", np.array([np.inf, -np.inf, np.nan]))
    assert np.isnan(found).all()
