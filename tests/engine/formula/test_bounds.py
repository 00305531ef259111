"""What is said to be finite is finite; what is not known to be is not said to be."""

import numpy as np
import pytest

from engine import SURFACES, compile_formula, named_surface
from engine.formula.bounds import is_finite_within, within

BOUND = 1e9


@pytest.mark.parametrize("name", SURFACES)
def test_a_loss_that_is_said_to_be_finite_is_finite(name):
    formula = named_surface(name).formula
    if is_finite_within(formula, BOUND):
        generator = np.random.default_rng(0)
        size = BOUND ** generator.uniform(-1, 1, (2000, 1))
        points = size * generator.uniform(-1, 1, (2000, formula.dimension))
        corners = BOUND * generator.integers(-1, 2, (50, formula.dimension))
        assert np.isfinite(formula.value(np.concatenate([points, corners]))).all()


@pytest.mark.parametrize("name", SURFACES)
def test_every_surface_of_the_catalog_is_known_to_be_finite(name):
    """So of none of them a run is said to have left where the loss has a value."""
    assert is_finite_within(named_surface(name).formula, BOUND)


@pytest.mark.parametrize(
    "text",
    [
        "log(x)",
        "log(x^2)",
        "1/x + y",
        "exp(x)",
        "sqrt(x)",
        "x^0.5",
        "tan(x)",
        "x*1e300*y",
        "exp(x^2) - exp(y^2)",
    ],
)
def test_what_may_be_infinite_is_not_said_to_be_finite(text):
    assert not is_finite_within(compile_formula(text, variables=("x", "y")), BOUND)


@pytest.mark.parametrize(
    "text", ["1/(1 + x^2)", "exp(-x^2)*y", "sqrt(x^2 + y^2)", "log(1 + x^2)", "max(x, y)", "abs(x)/2"]
)
def test_bounds_follow_the_operations(text):
    assert is_finite_within(compile_formula(text, variables=("x", "y")), BOUND)


def test_what_is_given_of_an_operation_counts():
    """From 1/x nothing is known; once it is given what that is, its sum with x is."""
    formula = compile_formula("x + 1/x")
    graph, (x, y) = formula.graph, formula.inputs
    whole = formula.value_node
    inverse = next(one for one in graph.arguments[whole.index] if one != x.index)
    ends = {x.index: (-1.0, 1.0), y.index: (0.0, 0.0)}
    assert within(graph, [whole], ends) is None
    assert within(graph, [whole], {**ends, inverse: (-2.0, 3.0)}) == [(-3.0, 4.0)]
    assert within(graph, [whole], {inverse: (-2.0, 3.0)}) is None, "nothing is known of x"
