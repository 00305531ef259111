"""Graphs with their powers of two pulled out: fewer operations, the same bits."""

import math

import numpy as np
import pytest
from formula_trees import CONSTANTS, varying_trees
from hypothesis import assume, given, settings

from engine import SURFACES, Descent, FormulaError, choose, named_surface
from engine.formula import compile_formula, letters, write
from engine.formula.half_angle import executed
from engine.formula.scaled import factored, simplified

POINTS = [(0.3, -0.7), (1.0, 1.0), (-1.75, 2.2), (0.0, -0.0), (5.5, -3.25)]


def values(graph, nodes, inputs, point):
    given = {node.index: number for node, number in zip(inputs, point, strict=True)}
    with np.errstate(all="ignore"):
        found = graph.interpret(graph.order(nodes), given)
    return [found[node.index] for node in nodes]


def same(one, other):
    """Compares numbers to the bit, but for those at the ends of the exponents' range."""
    moderate = one == 0 or 1e-290 < abs(one) < 1e290
    return not moderate or (one == other and math.copysign(1.0, one) == math.copysign(1.0, other))


@settings(max_examples=200)
@given(tree=varying_trees)
def test_no_bit_is_different(tree):
    try:
        text = write.normalise(tree)
        formula = compile_formula(text, constants={name: CONSTANTS[name] for name in letters(text)})
    except FormulaError:
        assume(False)
    graph, outputs = formula.graph.copy(), [formula.value_node, *formula.gradient_nodes]
    inputs = formula.inputs
    nodes = [graph.node(node.index) for node in outputs]
    found, (scale, parts) = simplified(graph, nodes, inputs), factored(graph, nodes, inputs)
    for point in POINTS:
        expected = values(graph, nodes, inputs, point)
        assert all(map(same, expected, values(graph, found, inputs, point)))
        scaled = [scale * part for part in values(graph, parts, inputs, point)]
        assert all(map(same, expected, scaled))


@pytest.mark.parametrize(
    ("formula", "operations"),
    [("x^2", 1), ("x^2 + y^2", 2), ("-(x^2)", 1), ("(x + 1)^2/2", 1), ("(x^2 + y - 11)^2", 6)],
)
def test_a_gradient_takes_no_more_than_it_must(formula, operations):
    compiled = compile_formula(formula)
    graph = compiled.graph.copy()
    nodes = [graph.node(node.index) for node in compiled.gradient_nodes]
    _, found = factored(graph, nodes, compiled.inputs)
    assert graph.count_operations(found) <= operations


@pytest.mark.parametrize("name", SURFACES)
def test_no_step_is_longer_for_it(name):
    surface = named_surface(name)
    loop = Descent(surface, surface.record.start, choose("gradient_descent"), 10).program.block_loop
    graph = surface.formula.graph.copy()
    plain = executed(graph, [graph.node(node.index) for node in surface.formula.gradient_nodes])
    slopes = [loop.graph.node(index) for index in loop.slopes]
    assert loop.graph.count_operations(slopes) <= graph.count_operations(plain)
