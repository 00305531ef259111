"""What every record must keep; a newcomer inherits it all."""

import inspect
import re
from itertools import pairwise
from math import inf
from pathlib import Path

import pytest

import engine.optimizers
from engine import Descent, anatomy, choose, named_surface, typed_surface
from engine.catalog import Text
from engine.optimizers import OPTIMIZERS, Optimizer

HAN = re.compile(r"[\u4e00-\u9fff]")


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
    terms = [text for term in optimizer.terms for text in (term.title, term.meaning)]
    return [optimizer.purpose, *knobs, *terms]


def test_every_text_is_there_in_both_languages(optimizer: Optimizer) -> None:
    assert optimizer.title.en
    assert optimizer.title.zh
    for text in texts(optimizer):
        assert text.en, text
        assert not HAN.search(text.en), text
        assert HAN.search(text.zh), text


def test_sentences_end_with_a_full_stop_and_titles_do_not(optimizer: Optimizer) -> None:
    meanings = [term.meaning for term in optimizer.terms]
    sentences = [optimizer.purpose, *(knob.help for knob in optimizer.knobs), *meanings]
    titles = [*(knob.title for knob in optimizer.knobs), *(term.title for term in optimizer.terms)]
    for text in sentences:
        assert text.en.endswith("."), text
        assert text.zh.endswith("。"), text
    for text in titles:
        assert not text.en.endswith("."), text
        assert not text.zh.endswith("。"), text


def test_a_term_is_drawn_as_what_it_is(optimizer: Optimizer) -> None:
    """An arrow says what it is akin to; an area holds what is never negative; the update is the update's arrow."""
    assert optimizer.terms[-1].arrow == "update"
    for term in optimizer.terms:
        assert (term.arrow is not None) == (term.shows == "arrow"), term.name
    areas = {term.name for term in optimizer.terms if term.shows == "area"}
    arrows = {term.name for term in optimizer.terms if term.shows == "arrow"}
    descent = Descent(named_surface("himmelblau"), (-1.0, 1.0), choose(optimizer.name), 20)
    for step in anatomy(descent, 0, 20):
        for name, value in step.terms:
            assert isinstance(value, tuple) or name not in areas | arrows, name
            assert name not in areas or all(part >= 0 for part in value), name


def test_a_convention_sets_knobs_that_there_are(optimizer: Optimizer) -> None:
    names = {knob.name for knob in optimizer.knobs}
    for convention in optimizer.conventions:
        assert convention.title.en
        assert HAN.search(convention.title.zh)
        assert convention.says.en.endswith(".")
        assert convention.says.zh.endswith("。")
        assert convention.knobs.keys() <= names
        assert all(value in names for value in convention.knobs.values() if isinstance(value, str))


def test_momentum_as_an_average_is_slower_by_one_minus_beta() -> None:
    """Once the velocity has settled on a slope that stays, both conventions differ by the factor 1 − β."""
    conventions = OPTIMIZERS["momentum"].conventions
    velocities = []
    for convention in conventions:
        knobs = {"momentum": 0.9, "learning_rate": 1e-6}
        named = {name: knobs.get(str(value), value) for name, value in convention.knobs.items()}
        slope = typed_surface("x + 2*y")
        descent = Descent(slope, (0.0, 0.0), choose("momentum", **knobs, **named), 400)
        velocities.append(dict(anatomy(descent, 399, 1)[0].terms)["velocity"])
    summed, averaged = velocities
    assert averaged == pytest.approx([(1 - 0.9) * part for part in summed], rel=1e-12)


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


def test_the_limit_falls_as_the_curvature_rises(optimizer: Optimizer) -> None:
    limits = [optimizer.limit(curvature, optimizer.defaults) for curvature in (0.01, 1.0, 20.0, 1e6)]
    assert all(later < earlier for earlier, later in pairwise(limits))
    assert 0 < limits[-1] < inf


def test_the_limit_of_a_late_step_is_the_limit(optimizer: Optimizer) -> None:
    late = optimizer.limit_at(3.0, optimizer.defaults, 1_000_000)
    assert late == pytest.approx(optimizer.limit(3.0, optimizer.defaults), rel=1e-12)
