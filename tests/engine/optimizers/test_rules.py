"""What every rule must keep; a newcomer inherits it all."""

import itertools
import math
import random
from typing import Any

import numpy as np

from engine import Descent, choose, descend, named_surface
from engine.formula.graph import Graph, Node
from engine.optimizers import Known, Optimizer, Step

STEPS = 12


def random_walk(optimizer: Optimizer, seed: int = 0) -> list[tuple[Known, Any, Step]]:
    """Return what a rule of two coordinates and three balls knew, its state and its step, for random gradients."""
    draw = np.random.default_rng(seed)
    rule = optimizer.make(**optimizer.defaults)
    point = draw.normal(size=(2, 3))
    state = rule.init(point)
    walk = []
    for _ in range(STEPS):
        known = Known(point, draw.normal(size=(2, 3)) * 3.0)
        step = rule.update(known, state)
        walk.append((known, state, step))
        point, state = point + step.update, step.state
    return walk


def test_steps_have_the_terms_that_are_described(optimizer: Optimizer) -> None:
    for _, _, step in random_walk(optimizer):
        assert [term.name for term in step.terms] == [term.name for term in optimizer.terms]


def test_the_last_term_is_the_update(optimizer: Optimizer) -> None:
    for _, _, step in random_walk(optimizer):
        assert step.terms[-1].name == "update"
        assert step.terms[-1].value is step.update


def test_the_state_is_described_leaf_by_leaf(optimizer: Optimizer) -> None:
    for known, state, step in random_walk(optimizer):
        assert list(optimizer.state_symbols) == list(state._fields)
        assert type(step.state) is type(state)
        for leaf in step.state:
            assert isinstance(leaf, float) or leaf.shape == known.point.shape


def test_a_symbol_means_one_thing(optimizer: Optimizer) -> None:
    knobs = [knob.symbol for knob in optimizer.knobs]
    terms = [term.symbol for term in optimizer.terms]
    symbols = [*knobs, *terms, *optimizer.state_symbols.values(), "θ", "g"]
    assert len(set(symbols)) == len(symbols)


def test_adaptive_rules_show_a_positive_scale_for_each_coordinate(optimizer: Optimizer) -> None:
    names = [term.name for term in optimizer.terms]
    assert optimizer.adaptive is ("preconditioner" in names)
    for known, _, step in random_walk(optimizer):
        for term in step.terms:
            if term.name == "preconditioner":
                assert term.value.shape == known.gradient.shape
                assert (term.value > 0).all()


def test_the_first_state_does_not_depend_on_the_knobs(optimizer: Optimizer) -> None:
    first = optimizer.make(**optimizer.defaults).init(0.0)
    for end in range(2):
        assert optimizer.make(**{knob.name: knob.hard[end] for knob in optimizer.knobs}).init(0.0) == first


def test_a_rule_changes_nothing_it_was_given(optimizer: Optimizer) -> None:
    known, state, _ = random_walk(optimizer)[-1]
    before = [np.copy(part) for part in (*known, *state)]
    optimizer.make(**optimizer.defaults).update(known, state)
    for part, copy in zip((*known, *state), before, strict=True):
        assert np.array_equal(part, copy)


def test_floats_step_as_arrays_do_to_the_bit(optimizer: Optimizer) -> None:
    rule = optimizer.make(**optimizer.defaults)
    for known, state, step in random_walk(optimizer):
        for place in np.ndindex(known.point.shape):
            alone = rule.update(Known(*at(known, place)), at(state, place))
            assert alone.state == at(step.state, place)
            assert [term.value for term in alone.terms] == at([term.value for term in step.terms], place)


def at(leaves: Any, place: tuple[int, ...]) -> Any:
    """Return one coordinate of one ball, from a state or a list of values."""
    numbers = [leaf if isinstance(leaf, float) else float(leaf[place]) for leaf in leaves]
    return type(leaves)(*numbers) if hasattr(leaves, "_fields") else numbers


class Trace:
    """A rule run once on graph nodes: point, gradient, state and knobs are inputs."""

    def __init__(self, optimizer: Optimizer) -> None:
        self.graph = graph = Graph()
        self.knobs = {knob.name: graph.input(knob.name) for knob in optimizer.knobs}
        rule = optimizer.make(**self.knobs)
        self.known = Known(graph.input("point"), graph.input("gradient"))
        blank = rule.init(self.known.point)
        self.state = type(blank)(*(graph.input(f"state {name}") for name in blank._fields))
        self.step = rule.update(self.known, self.state)
        self.terms = [graph.lift(term.value) for term in self.step.terms]

    def operations_from_earlier(self, index: int) -> list[int]:
        """Return the nodes that a term needs beyond the terms before it."""
        earlier = {term.index for term in self.terms[:index]}
        found: set[int] = set()
        waiting = [self.terms[index].index]
        while waiting:
            node = waiting.pop()
            if (
                node not in found
                and node not in earlier
                and self.graph.operations[node] not in ("input", "constant")
            ):
                found.add(node)
                waiting.extend(self.graph.arguments[node])
        return sorted(found)


def test_the_traced_rule_steps_as_floats_do_to_the_bit(optimizer: Optimizer) -> None:
    trace = Trace(optimizer)
    graph = trace.graph
    after = [graph.lift(leaf) for leaf in trace.step.state]
    order = graph.order([*trace.terms, *after])
    inputs: list[Node] = [*trace.known, *trace.state, *trace.knobs.values()]
    rule = optimizer.make(**optimizer.defaults)
    for known, state, _ in random_walk(optimizer, seed=1):
        alone, before = at(known, (0, 0)), at(state, (0, 0))
        numbers = [*alone, *before, *optimizer.defaults.values()]
        values = graph.interpret(order, {node.index: x for node, x in zip(inputs, numbers, strict=True)})
        step = rule.update(alone, before)
        assert [values[node.index] for node in trace.terms] == [term.value for term in step.terms]
        assert [values[node.index] for node in after] == list(step.state)


def test_each_line_of_arithmetic_can_be_done_by_hand(optimizer: Optimizer) -> None:
    trace = Trace(optimizer)
    for index, term in enumerate(trace.step.terms):
        assert len(trace.operations_from_earlier(index)) <= 6, term.name


def test_the_update_is_minus_the_learning_rate_times_something(optimizer: Optimizer) -> None:
    trace = Trace(optimizer)
    minus_rate = -trace.knobs["learning_rate"]
    assert trace.graph.operations[trace.terms[-1].index] == "mul"
    assert minus_rate.index in trace.graph.arguments[trace.terms[-1].index]


def test_only_the_update_depends_on_the_learning_rate(optimizer: Optimizer) -> None:
    trace = Trace(optimizer)
    leaves = [trace.graph.lift(leaf) for leaf in trace.step.state]
    assert trace.knobs["learning_rate"].index not in trace.graph.order([*trace.terms[:-1], *leaves])


def test_no_slope_means_no_move(optimizer: Optimizer) -> None:
    rule = optimizer.make(**optimizer.defaults)
    state = rule.init(0.0)
    for _ in range(STEPS):
        step = rule.update(Known(0.0, 0.0), state)
        assert step.update == 0.0
        state = step.state


def test_arithmetic_holds_at_every_corner_of_the_hard_ranges(optimizer: Optimizer) -> None:
    draw = random.Random(0)
    names = list(optimizer.defaults)
    for corner in itertools.product(*(knob.hard for knob in optimizer.knobs)):
        rule = optimizer.make(**dict(zip(names, corner, strict=True)))
        state = rule.init(0.0)
        for gradient in (0.0, 0.0, *(draw.gauss(0.0, 3.0) for _ in range(STEPS)), 0.0, 1e-200, 0.0):
            step = rule.update(Known(1.0, gradient), state)
            assert math.isfinite(step.update), (corner, gradient)
            state = step.state


def test_a_descent_is_the_rule_walked_on_floats_to_the_bit(optimizer: Optimizer) -> None:
    surface = named_surface("himmelblau")
    run = descend(Descent(surface, (-1.0, 1.5), choose(optimizer.name, learning_rate=0.01), 50))
    rule = optimizer.make(**{**optimizer.defaults, "learning_rate": 0.01})
    point, states = [-1.0, 1.5], [rule.init(0.0), rule.init(0.0)]
    for expected in run.points[1:]:
        _, slopes = surface.formula.at(point)
        steps = [
            rule.update(Known(*known), state) for *known, state in zip(point, slopes, states, strict=True)
        ]
        point = [before + step.update for before, step in zip(point, steps, strict=True)]
        states = [step.state for step in steps]
        assert point == expected.tolist()
