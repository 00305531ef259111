"""What every optimizer of the list must keep; a newcomer inherits it all."""

import inspect
import itertools
import math
import random
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine.optimizers
from engine.catalog import Text
from engine.formula.graph import Graph, Node
from engine.optimizers import OPTIMIZERS, Known, Optimizer, Step

HAN = re.compile(r"[\u4e00-\u9fff]")
STEPS = 12


@pytest.fixture(params=OPTIMIZERS.values(), ids=OPTIMIZERS.keys())
def optimizer(request: pytest.FixtureRequest) -> Optimizer:
    """Each optimizer of the list."""
    return request.param


def random_walk(optimizer: Optimizer, seed: int = 0) -> list[tuple[Known, Any, Step]]:
    """Return what a rule of two coordinates knew, its state and its step, for random gradients."""
    draw = np.random.default_rng(seed)
    rule = optimizer.make(**optimizer.defaults)
    point = draw.normal(size=2)
    state = rule.init(point)
    walk = []
    for _ in range(STEPS):
        known = Known(point, draw.normal(size=2) * 3.0)
        step = rule.update(known, state)
        walk.append((known, state, step))
        point, state = point + step.update, step.state
    return walk


def test_every_file_with_a_record_is_in_the_list() -> None:
    folder = Path(engine.optimizers.__file__).parent
    files = {
        path.stem for path in folder.glob("*.py") if "\nOPTIMIZER = " in path.read_text(encoding="utf-8")
    }
    assert files == set(OPTIMIZERS)


def test_a_record_carries_the_name_of_its_file(optimizer: Optimizer) -> None:
    assert OPTIMIZERS[optimizer.name] is optimizer
    assert optimizer.make.__module__ == f"engine.optimizers.{optimizer.name}"


def texts(optimizer: Optimizer) -> list[Text]:
    """Return every sentence and title except the optimizer's own name, which may be a Latin proper name."""
    knobs = [text for knob in optimizer.knobs for text in (knob.title, knob.help)]
    return [optimizer.purpose, *knobs, *(term.title for term in optimizer.terms)]


def test_every_text_is_there_in_both_languages(optimizer: Optimizer) -> None:
    assert optimizer.title.en
    assert optimizer.title.zh
    for text in texts(optimizer):
        assert text.en, text
        assert not HAN.search(text.en), text
        assert HAN.search(text.zh), text


def test_sentences_end_with_a_full_stop_and_titles_do_not(optimizer: Optimizer) -> None:
    sentences = [optimizer.purpose, *(knob.help for knob in optimizer.knobs)]
    titles = [*(knob.title for knob in optimizer.knobs), *(term.title for term in optimizer.terms)]
    for text in sentences:
        assert text.en.endswith("."), text
        assert text.zh.endswith("。"), text
    for text in titles:
        assert not text.en.endswith("."), text
        assert not text.zh.endswith("。"), text


def test_a_source_names_a_year(optimizer: Optimizer) -> None:
    assert re.search(r"\b(1[89]|20)\d\d\b", optimizer.source)


def test_the_learning_rate_comes_first_and_diverging_is_allowed(optimizer: Optimizer) -> None:
    first = optimizer.knobs[0]
    assert (first.name, first.symbol, first.hard, first.scale) == ("learning_rate", "η", (1e-12, 1e6), "log")


def test_defaults_lie_in_the_soft_range_and_that_in_the_hard_one(optimizer: Optimizer) -> None:
    for knob in optimizer.knobs:
        assert knob.hard[0] <= knob.soft[0] < knob.soft[1] <= knob.hard[1], knob.name
        assert knob.soft[0] <= knob.default <= knob.soft[1], knob.name
        assert knob.scale == "linear" or knob.soft[0] > 0, knob.name


def test_make_takes_exactly_the_knobs(optimizer: Optimizer) -> None:
    parameters = inspect.signature(optimizer.make).parameters.values()
    assert [parameter.name for parameter in parameters] == [knob.name for knob in optimizer.knobs]
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters)
    assert all(parameter.default is parameter.empty for parameter in parameters)


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


def test_a_rule_changes_nothing_it_was_given(optimizer: Optimizer) -> None:
    known, state, _ = random_walk(optimizer)[-1]
    before = [np.copy(part) for part in (*known, *state)]
    optimizer.make(**optimizer.defaults).update(known, state)
    for part, copy in zip((*known, *state), before, strict=True):
        assert np.array_equal(part, copy)


def test_single_coordinates_step_as_the_array_does_to_the_bit(optimizer: Optimizer) -> None:
    rule = optimizer.make(**optimizer.defaults)
    for known, state, step in random_walk(optimizer):
        for axis in range(2):
            alone = rule.update(Known(float(known.point[axis]), float(known.gradient[axis])), at(state, axis))
            assert alone.state == at(step.state, axis)
            assert [term.value for term in alone.terms] == at([term.value for term in step.terms], axis)


def at(leaves: Any, axis: int) -> Any:
    """Return one coordinate of a state or of a list of values."""
    numbers = [leaf if isinstance(leaf, float) else float(leaf[axis]) for leaf in leaves]
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
        point, gradient, *leaves = (float(known.point[0]), float(known.gradient[0]), *at(state, 0))
        numbers = [point, gradient, *leaves, *optimizer.defaults.values()]
        values = graph.interpret(order, {node.index: x for node, x in zip(inputs, numbers, strict=True)})
        step = rule.update(Known(point, gradient), at(state, 0))
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


def test_the_limit_falls_as_the_curvature_rises(optimizer: Optimizer) -> None:
    limits = [optimizer.limit(curvature, optimizer.defaults) for curvature in (0.01, 1.0, 20.0, 1e6)]
    assert all(later < earlier for earlier, later in itertools.pairwise(limits))
    assert 0 < limits[-1] < math.inf


def test_the_limit_of_a_late_step_is_the_limit(optimizer: Optimizer) -> None:
    late = optimizer.limit_at(3.0, optimizer.defaults, 1_000_000)
    assert late == pytest.approx(optimizer.limit(3.0, optimizer.defaults), rel=1e-12)
