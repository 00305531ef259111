"""A schedule is one rate for every step, torch's where torch has it, and the same however the steps are cut."""

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from engine import SCHEDULES, CatalogError, Descent, choose, descend, descend_many, named_surface, schedule
from engine.schedules import MAXIMUM_CHANGES, ScheduleRecord

GOLDENS = json.loads((Path(__file__).parent / "goldens.json").read_text(encoding="utf-8"))
HAN = re.compile(r"[\u4e00-\u9fff]")
HIMMELBLAU = named_surface("himmelblau")
VARYING = [name for name, record in SCHEDULES.items() if record.multipliers is not None]


@pytest.mark.parametrize("name", GOLDENS)
def test_rates_are_torchs(name):
    golden = GOLDENS[name]
    found = schedule(name, **golden["knobs"]).learning_rates(golden["learning_rate"], 0, len(golden["rates"]))
    # torch multiplies from step to step, and so rounds once a step; ours are closed forms
    assert found == pytest.approx(golden["rates"], rel=1e-12)


def test_every_schedule_that_torch_has_is_held_to_it():
    assert set(GOLDENS) == set(VARYING) - {"exponential_warm_up"}  # torch grows a rate without an end only


def test_a_constant_rate_is_the_rate_itself():
    assert schedule("constant").learning_rates(0.1, 5, 3) == [0.1] * 3


@pytest.mark.parametrize("name", SCHEDULES)
def test_any_cut_gives_the_same_bits(name):
    bound = schedule(name, changes=[(7, 0.5), (300, 0.02)])
    whole = bound.learning_rates(0.1, 0, 1000)
    for first, count in ((0, 1), (6, 2), (199, 3), (250, 500), (999, 1), (12, 0)):
        assert bound.learning_rates(0.1, first, count) == whole[first : first + count]
    assert [bound.learning_rates(0.1, step, 1)[0] for step in range(1000)] == whole


@pytest.mark.parametrize("name", SCHEDULES)
def test_changes_by_hand_replace_the_base_from_their_step_on(name):
    plain, changed = schedule(name), schedule(name, changes=[(40, 0.3)])
    assert changed.learning_rates(0.1, 0, 40) == plain.learning_rates(0.1, 0, 40)
    assert changed.learning_rates(0.1, 40, 60) == plain.learning_rates(0.3, 40, 60)
    assert changed.without_changes() == plain


@pytest.mark.parametrize("name", VARYING)
def test_no_rate_is_above_the_learning_rate_or_below_zero(name):
    rates = schedule(name).learning_rates(0.1, 0, 3000)
    assert max(rates) <= 0.1 * (1 + 1e-15)
    assert min(rates) >= 0
    assert max(rates) > min(rates)


@pytest.mark.parametrize("name", VARYING)
def test_every_corner_of_the_hard_ranges_gives_finite_rates(name):
    knobs = SCHEDULES[name].knobs
    for corner in range(2 ** len(knobs)):
        settings = {knob.name: knob.hard[corner >> k & 1] for k, knob in enumerate(knobs)}
        rates = schedule(name, **settings).learning_rates(1.0, 0, 50)
        rates += schedule(name, **settings).learning_rates(1.0, 10**9, 3)
        assert all(0 <= rate <= 1 + 1e-15 for rate in rates), settings


def test_an_exponential_warm_up_grows_by_one_factor_and_stays():
    rates = schedule("exponential_warm_up", length=40, lowest=1e-4).learning_rates(0.5, 0, 60)
    assert rates[0] == pytest.approx(5e-5, rel=1e-15)
    assert np.diff(np.log(rates[:41])) == pytest.approx(np.full(40, math.log(1e4) / 40), rel=1e-12)
    assert set(rates[40:]) == {0.5}


def test_cosine_stays_at_its_lowest_after_its_length():
    rates = schedule("cosine", length=10, lowest=0.25).learning_rates(0.4, 0, 30)
    assert rates[0] == 0.4
    assert rates[5] == pytest.approx(0.4 * (1 + 0.25) / 2)
    assert set(rates[10:]) == {0.1}


def test_triangles_are_periodic_to_the_bit_however_late():
    bound = schedule("triangular", half_period=7, lowest=0.3)
    first = bound.learning_rates(1.0, 0, 14)
    assert bound.learning_rates(1.0, 14 * 10**7, 14) == first
    assert (min(first), max(first)) == (0.3, 1.0)
    assert first.index(1.0) == 7


def test_one_cycle_peaks_where_it_says():
    rates = schedule("one_cycle", length=100, peak_at=0.4, start_share=0.1, end_share=0.01).learning_rates(
        1, 0, 120
    )
    assert rates[39] == max(rates) == 1.0
    assert rates[0] == pytest.approx(0.1)
    assert rates[99:] == [pytest.approx(0.01)] * 21


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("optimizer", ["gradient_descent", "adam"])
def test_a_run_with_a_schedule_is_the_same_whole_resumed_and_in_a_batch(name, optimizer):
    bound = schedule(name, changes=[(90, 0.004)])
    whole = Descent(HIMMELBLAU, (-1.0, 1.0), choose(optimizer, learning_rate=0.01), 150, bound)
    first = descend(Descent(HIMMELBLAU, (-1.0, 1.0), choose(optimizer, learning_rate=0.01), 61, bound))
    rest = descend(whole, resume=first.progress)
    points = descend(whole).points
    assert np.array_equal(np.concatenate([first.points, rest.points]), points)
    starts = np.array([[-1.0, 1.0], *np.random.default_rng(3).uniform(-3, 3, (19, 2)).tolist()])
    assert np.array_equal(descend_many(whole, starts)[0], points)


def test_the_run_is_the_equation_by_hand():
    bound = schedule("exponential", factor=0.9)
    run = descend(Descent(HIMMELBLAU, (-1.0, 1.0), choose("gradient_descent", learning_rate=0.01), 20, bound))
    point = np.array([-1.0, 1.0])
    for step in range(20):
        point = point - 0.01 * math.pow(0.9, step) * HIMMELBLAU.gradient(point)
        assert run.points[step + 1].tolist() == pytest.approx(point.tolist(), rel=1e-12)


@pytest.mark.parametrize(
    ("name", "knobs", "field", "code"),
    [
        ("cosin", {}, "schedule.name", "unknown_schedule"),
        ("cosine", {"lenght": 3}, "schedule", "unknown_knob"),
        ("cosine", {"length": 0}, "schedule.length", "out_of_range"),
        ("cosine", {"length": 2.5}, "schedule.length", "not_whole"),
        ("cosine", {"lowest": math.nan}, "schedule.lowest", "not_finite"),
        ("step", {"factor": 1.5}, "schedule.factor", "out_of_range"),
        ("step", {"changes": [(5, 0.1), (5, 0.2)]}, "schedule.changes", "not_increasing"),
        ("step", {"changes": [(k, 0.1) for k in range(MAXIMUM_CHANGES + 1)]}, "schedule.changes", "too_long"),
    ],
)
def test_what_cannot_be_bound_is_refused_by_its_place(name, knobs, field, code):
    with pytest.raises(CatalogError) as caught:
        schedule(name, **knobs)
    assert (caught.value.field, caught.value.code) == (field, code)


@pytest.mark.parametrize("record", SCHEDULES.values(), ids=lambda record: record.name)
def test_every_text_is_there_in_both_languages(record: ScheduleRecord):
    sentences = [record.purpose, *(knob.help for knob in record.knobs)]
    titles = [record.title, *(knob.title for knob in record.knobs)]
    for text in (*sentences, *titles):
        assert text.en
        assert not HAN.search(text.en)
        assert HAN.search(text.zh)
    for text in sentences:
        assert text.en.endswith(".")
        assert text.zh.endswith("。")
    for text in titles:
        assert not text.en.endswith(".")


@pytest.mark.parametrize("record", SCHEDULES.values(), ids=lambda record: record.name)
def test_knobs_are_declared_soundly(record: ScheduleRecord):
    assert record.source or record.multipliers is None
    for knob in record.knobs:
        assert knob.hard[0] <= knob.soft[0] <= knob.default <= knob.soft[1] <= knob.hard[1], knob.name
        assert knob.scale == "linear" or knob.soft[0] > 0, knob.name
        assert not knob.whole or knob.default == int(knob.default), knob.name
