"""The laws of compiled formulas: true values and derivatives, one result whatever runs it, code only from templates."""

import contextlib
import itertools
import math

import numpy as np
import pytest
from formula_oracle import ExcludedError, derivative, roundings
from formula_trees import CONSTANTS, near_formulas, trees, varying_trees
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.formula import LIMITS, Formula, FormulaError, compile_formula
from engine.formula.blocks import BLOCK
from engine.formula.differentiate import derivatives
from engine.formula.graph import Graph
from engine.formula.parse import parse
from engine.formula.tree import Tree
from engine.formula.vocabulary import FUNCTIONS
from engine.formula.write import normalise

coordinates = st.floats(-3, 3).map(lambda coordinate: round(coordinate, 3))
points = st.tuples(coordinates, coordinates)


def compiled(tree: Tree) -> Formula | None:
    """The formula of a tree; None where a cap or a number refuses it."""
    try:
        return compile_formula(normalise(tree), constants=CONSTANTS)
    except FormulaError:
        return None


# The orders of differentiation of each output: value and gradient, then the Hessian.
FIRST = ((0, 0), (1, 0), (0, 1))
SECOND = ((2, 0), (1, 1), (0, 2))
# Where rounding alone may cost more digits than this, nothing is compared.
WORST = 1e-6


class Tally:
    """Counts what was compared, so that a law cannot pass by excluding everything."""

    compared = 0

    def compare(self, tree: Tree, point, orders, computed, bounds) -> None:
        for order, actual, bound in zip(orders, computed, bounds, strict=True):
            expected = derivative(tree, CONSTANTS, point, order)
            if bound <= WORST * max(1, abs(expected)):
                # the oracle has thirty digits to spare
                assert abs(actual - expected) <= bound + 1e-30, (order, actual, expected, bound)
                self.compared += 1


def test_value_and_gradient_are_those_of_mpmath():
    tally = Tally()

    @settings(max_examples=500)
    @given(varying_trees, points)
    def law(tree, point):
        formula = compiled(tree)
        if formula is not None:
            nodes = [formula.value_node, *formula.gradient_nodes]
            with contextlib.suppress(ExcludedError):
                bounds = roundings(formula.graph, formula.inputs, point, nodes)
                value, gradient = formula.at(point)
                tally.compare(tree, point, FIRST, [value, *gradient], bounds)

    law()
    assert tally.compared > 700


def test_hessian_is_that_of_mpmath():
    tally = Tally()

    @settings(max_examples=300)
    @given(varying_trees, points)
    def law(tree, point):
        formula = compiled(tree)
        if formula is not None:
            with contextlib.suppress(ExcludedError):
                bounds = roundings(*second_derivatives(formula, point))
                hessian = formula.hessian(np.array(point))
                assert np.array_equal(hessian, hessian.T, equal_nan=True)
                tally.compare(tree, point, SECOND, [hessian[0, 0], hessian[0, 1], hessian[1, 1]], bounds)

    law()
    assert tally.compared > 300


def second_derivatives(formula: Formula, point):
    """A graph with the Hessian, its inputs, the point and the nodes of the upper triangle."""
    graph = formula.graph.copy()
    inputs = [graph.node(node.index) for node in formula.inputs]
    slopes = [graph.node(node.index) for node in formula.gradient_nodes]
    (xx, xy), (_, yy) = (derivatives(graph, slopes, variable) for variable in inputs)
    return graph, inputs, point, [xx, xy, yy]


@pytest.mark.parametrize("text", sorted(FUNCTIONS))
def test_every_function_has_its_derivatives(text):
    argument = "x/4 + y/8" if text in ("max", "min") else "x/4 + y/8 + 0.3"
    tree = parse(f"{text}({argument}, y^2)" if text in ("max", "min") else f"{text}({argument})")
    formula = compile_formula(normalise(tree))
    point = (0.625, 0.5)
    first = roundings(formula.graph, formula.inputs, point, [formula.value_node, *formula.gradient_nodes])
    value, gradient = formula.at(point)
    hessian = formula.hessian_at(point)
    tally = Tally()
    tally.compare(tree, point, FIRST, [value, *gradient], first)
    second = roundings(*second_derivatives(formula, point))
    tally.compare(tree, point, SECOND, [hessian[0][0], hessian[0][1], hessian[1][1]], second)
    assert tally.compared == len(FIRST + SECOND)


@pytest.mark.parametrize(
    ("text", "at", "slope"),
    [
        ("abs(x)", 0.0, 0.0),
        ("abs(x)", -2.0, -1.0),
        ("sqrt(x^4)", 0.0, 0.0),
        ("sqrt(x^2)", 0.0, 0.0),
        ("floor(x)", 1.0, 0.0),
        ("sign(x)", 0.0, 0.0),
        ("max(x, -x)", 0.0, 1.0),
        ("max(-x, x)", 0.0, -1.0),
        ("min(x, -x)", 0.0, 1.0),
        ("min(-x, x)", 0.0, -1.0),
        ("max(2*x, x, 3*x)", 0.0, 2.0),
    ],
)
def test_slopes_at_kinks_follow_the_conventions(text, at, slope):
    formula = compile_formula(text, variables=("x",))
    assert formula.at([at])[1] == (slope,)
    assert formula.gradient(np.array([at])) == slope


# Numbers at which arithmetic is special, and ordinary ones.
SPECIAL = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    math.pi,
    1e-160,
    5e-324,
    -1e-310,
    1e160,
    -1e308,
    math.inf,
    -math.inf,
    math.nan,
]
specials = st.one_of(st.sampled_from(SPECIAL), st.floats(), st.floats(-20, 20))
batches = st.lists(st.tuples(specials, specials), min_size=1, max_size=40)


def assert_same_bits(one, other) -> None:
    """Equal to the bit, the sign of zero included; every NaN is the same."""
    one, other = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    assert one.shape == other.shape
    assert np.array_equal(one, other, equal_nan=True)
    zeros = one == 0
    assert np.array_equal(np.signbit(one[zeros]), np.signbit(other[zeros]))


@settings(max_examples=300)
@given(trees, batches)
def test_a_batch_equals_its_members(tree, batch):
    formula = compiled(tree)
    if formula is None:
        return
    values, gradients = formula.value_and_gradient(np.array(batch))
    for point, value, gradient in zip(batch, values, gradients, strict=True):
        single = formula.at(point)
        assert_same_bits(single[0], value)
        assert_same_bits(single[1], gradient)
        assert_same_bits(formula.value(np.array(point)), value)
        assert_same_bits(formula.gradient(np.array(point)), gradient)


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_the_sign_of_a_zero_constant_does_not_matter(zero):
    # compiled formulas are kept by their constants, and 0 and -0 are the same key
    assert_same_bits(compile_formula("z*x", constants={"z": zero}).at((1.0, 0.0))[0], 0.0)
    assert_same_bits(compile_formula("x*z", constants={"z": -zero}).at((1.0, 0.0))[0], 0.0)


OPERATIONS = [
    *(f"{name}(x)" for name, (fewest, _) in FUNCTIONS.items() if fewest == 1),
    *(f"{name}(x, y)" for name, (fewest, _) in FUNCTIONS.items() if fewest == 2),
    *("x + y", "x - y", "x*y", "x/y", "x^y", "2.7^x", "x^3", "x^-2", "x^0.5", "x^1.5", "x^70"),
]


@pytest.mark.parametrize("text", OPERATIONS)
def test_every_operation_is_the_same_one_by_one(text):
    formula = compile_formula(text)
    generator = np.random.default_rng(0)
    # exponents and arguments for which a library may take a short cut
    exact = [-2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0]
    pairs = [*itertools.product([*SPECIAL, *exact], repeat=2), *itertools.product(range(1, 50), exact)]
    batch = np.array([*pairs, *generator.uniform(-9, 9, (300, 2)), *generator.uniform(-1, 1, (300, 2))])
    values, gradients = formula.value_and_gradient(batch)
    singles = [formula.at(point) for point in batch.tolist()]
    assert_same_bits([value for value, _ in singles], values)
    assert_same_bits([gradient for _, gradient in singles], gradients)


@settings(max_examples=50)
@given(trees, batches)
def test_a_batch_of_hessians_equals_its_members(tree, batch):
    formula = compiled(tree)
    if formula is None:
        return
    for point, hessian in zip(batch, formula.hessian(np.array(batch)), strict=True):
        assert_same_bits(formula.hessian_at(point), hessian)


@pytest.mark.parametrize(
    "text", ["sin(x)*exp(y)", "tan(x) + log(y)", "x^2.5 + tanh(y)", "max(x, y)^y", "cos(x)*cosh(y)"]
)
def test_the_length_and_the_place_in_a_batch_do_not_matter(text):
    formula = compile_formula(text)
    generator = np.random.default_rng(0)
    many = generator.uniform(-9, 9, size=(2 * BLOCK + 5, 2))
    values, gradients = formula.value_and_gradient(many)
    assert_same_bits(formula.value(many[::-1]), values[::-1])
    assert_same_bits(formula.gradient(many[3:]), gradients[3:])
    for index in (0, 1, BLOCK - 1, BLOCK, 2 * BLOCK, 2 * BLOCK + 4):
        assert_same_bits(formula.at(many[index].tolist())[1], gradients[index])


@given(near_formulas)
def test_any_text_compiles_or_has_its_error(text):
    with contextlib.suppress(FormulaError):
        formula = compile_formula(text, constants=CONSTANTS)
        assert formula.operations <= LIMITS.operations


@pytest.mark.parametrize(
    "text",
    [
        "^2*".join(["x"] * 100),
        "*".join(["sin(x*y)"] * 36),
        "(" * 40 + "x" + ")^63" * 40,
        "tan(" * 47 + "x*y" + ")" * 47,
        "max(" + ",".join(["x*y"] * 70) + ")",
        "x^y^x^y^x^y^x^y^x^y^x^y^x^y^x^y^x^y^x^y^x^y^x",
    ],
)
def test_work_is_bounded_by_the_caps(text, monkeypatch):
    made = []
    append = Graph._append
    monkeypatch.setattr(Graph, "_append", lambda *arguments: made.append(1) or append(*arguments))
    with contextlib.suppress(FormulaError):
        formula = compile_formula(text)
        formula.hessian(np.zeros(2))
    # value, two slopes and three second slopes of at most so many parts, each of a dozen operations
    assert len(made) <= 6 * 12 * 6 * LIMITS.nodes


def test_too_many_operations_are_refused_with_their_number():
    with pytest.raises(FormulaError) as caught:
        compile_formula("+".join(f"(x*y+{number})^63" for number in range(29)))
    assert caught.value.code == "too_many_operations"
    assert caught.value.figures["limit"] == LIMITS.operations
    assert caught.value.figures["count"] > LIMITS.operations
