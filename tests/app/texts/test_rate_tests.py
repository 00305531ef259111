"""Every number in a sentence about a range test or a ladder is a figure of that run, in both languages."""

import dataclasses
import re
from typing import get_args

import numpy as np
import pytest

from app.texts.figures import GAP
from app.texts.ladder import ladder_sentence
from app.texts.rate_tests import range_test_sentence, range_test_sentences
from engine import SURFACES, Descent, choose, gradient, named_surface, typed_surface
from engine.sweeps.ladder import ladder
from engine.sweeps.range_test import CHECKED, SWEPT, range_test, swept
from engine.sweeps.range_verdict import BEGINS, RAGGED, STOPS, Reason

HAN = re.compile(r"[\u4e00-\u9fff]")
NUMBER = re.compile(r"(−?(?:\d{1,3}(?:\u202f\d{3})+|\d+)(?:\.\d+)?)(?:\xa0×\xa010([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?")
POWERS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")

SQRT = typed_surface("sqrt(x) + y^2", window=[[0.0, 4.0], [-2.0, 2.0]])
HIGH = typed_surface("1000000 + x + y", window=[[-1.0, 1.0], [-1.0, 1.0]])


def numbers(text):
    """The numbers of a text, sorted."""
    found = []
    for match in NUMBER.finditer(text):
        mantissa = float(match[1].replace("−", "-").replace(GAP, ""))
        found.append(mantissa * 10.0 ** int((match[2] or "0").translate(POWERS)))
    return sorted(found)


def says(text, *figures, share=None):
    """Whether both languages hold these figures, to three digits, and no others; a share is given to two."""
    expected = sorted([*figures, *([] if share is None else [float(f"{share:.1e}")])])
    assert HAN.search(text.zh)
    assert not HAN.search(text.en)
    for said in (text.en, text.zh):
        assert numbers(said) == pytest.approx(expected, rel=6e-3, abs=1e-300), said


def ranged(
    surface, start=None, optimizer="gradient_descent", steps=200, lowest=1e-5, highest=10.0, **settings
):
    bound = named_surface(surface) if isinstance(surface, str) else surface
    parts = {name: settings.pop(name) for name in ("gradient", "seed") if name in settings}
    begin = bound.record.start if start is None else start
    descent = Descent(bound, begin, choose(optimizer), steps, **parts)
    return range_test(descent, lowest=lowest, highest=highest, **settings)


LINEAR = {"growth": "linear"}
CASES = {
    **{name: {"surface": name} for name in SURFACES},
    **{f"{name}, linear": {"surface": name, "highest": 0.1, **LINEAR} for name in SURFACES},
    "wide": {"surface": "himmelblau", **LINEAR},
    "wide valley": {"surface": "rosenbrock", **LINEAR},
    "momentum": {"surface": "himmelblau", "optimizer": "momentum"},
    "adam": {"surface": "rosenbrock", "optimizer": "adam"},
    "noise": {"surface": "himmelblau", "gradient": gradient("noisy", scale=5.0), "smoothing": 0.8},
    "above the start's": {"surface": "drop_wave", "start": (1.1, 2.0)},
    "another c": {"surface": "beale", "blow_up": 7.5},
    "too large": {"surface": "himmelblau", "lowest": 1.0},
    "off the edge": {"surface": SQRT, "start": (1.0, 1.0), "lowest": 100.0, "highest": 1000.0},
    "over the edge": {"surface": SQRT, "start": (1.0, 1.0), "lowest": 0.1, "highest": 1000.0},
    "too small": {"surface": HIGH, "start": (0.0, 0.0), "lowest": 1e-12, "highest": 1e-11},
    "at rest": {"surface": "himmelblau", "start": (3.0, 2.0)},
}
TESTS = {}


@pytest.fixture(params=CASES)
def found(request):
    if request.param not in TESTS:
        TESTS[request.param] = ranged(**CASES[request.param])
    return TESTS[request.param]


def calm(found):
    """The losses before the blow-up."""
    made = found.losses[~np.isnan(found.losses)]
    return made if found.verdict.blow_up is None else made[: found.verdict.blow_up]


def sentence(found, about):
    return dict(range_test_sentences(found)).get(about)


def test_the_headline(found):
    told, losses, rates = range_test_sentence(found), found.losses, found.rates
    limit = found.limit_at_minimum or found.limit_at_start
    if found.suggestion is not None:
        if limit is None:
            says(told, found.suggestion)
            return
        place = found.limit_at_minimum.at if found.limit_at_minimum else ()
        above = found.suggestion > limit.learning_rate
        share = None if above else found.suggestion / limit.learning_rate
        says(told, found.suggestion, limit.product, limit.learning_rate, *place, share=share)
        assert ("comes to rest" in told.en) == (above and found.limit_at_minimum is not None)
        assert ("above" in told.en) == ("高于" in told.zh) == above
        return
    assert told.en.startswith("No suggestion, because ")
    assert told.zh.startswith("没有建议，因为")
    steps = len(found.run.losses)
    figures = {
        "no_slope": [found.start_norm],
        "unchanged": [rates[-1]],
        "diverged_first": [rates[0]],
        "never_fell": [found.start_loss],
        "lowest_first": [losses[0], rates[0]],
        "steepest_first": [rates[0]],
        "no_steepest": [],
        "still_falling": [rates[-1]],
        "no_bottom": [rates[min(steps, len(rates)) - 1], steps],
    }
    says(told, *figures[found.verdict.reason])


def test_the_steepest_fall(found):
    told = sentence(found, "suggestion")
    assert (told is None) == (found.suggestion is None)
    if told is not None:
        step = found.rates.tolist().index(found.suggestion) + 1
        slope = np.gradient(found.verdict.smoothed, np.log10(found.rates[: len(calm(found))]))[step - 1]
        says(told, found.suggestion, step, -slope)


def test_the_lowest_loss(found):
    told = sentence(found, "lowest")
    if told is not None:
        lowest = int(np.argmin(calm(found)))
        says(told, found.losses[lowest], found.rates[lowest], lowest + 1)
        assert "not the rate to choose" in told.en
        assert "不该选它" in told.zh


def test_the_blow_up(found):
    told = sentence(found, "blow_up")
    if told is None:
        assert found.verdict.reason in ("no_slope", "unchanged", "no_bottom")
        return
    best = min(found.start_loss, calm(found).min(initial=np.inf))
    threshold = best + found.blow_up_factor * (found.start_loss - best)
    place = found.verdict.blow_up
    if place is None:
        says(told, found.rates[len(calm(found)) - 1], threshold, found.blow_up_factor)
        assert (calm(found) <= threshold).all()
    elif np.isnan(found.losses[place]):
        says(told, found.rates[place], place + 1)
    else:
        says(told, found.rates[place], place + 1, found.losses[place], threshold, found.blow_up_factor)
        assert found.losses[place] > threshold


def test_smiths_bounds(found):
    told = sentence(found, "bounds")
    assert (told is None) == (found.verdict.bounds is None)
    if told is not None:
        bounds = found.verdict.bounds
        edge = STOPS if bounds.edge == "stops" else RAGGED
        ends = found.rates[bounds.lowest], found.rates[bounds.highest]
        says(told, *ends, 100 * BEGINS, 100 * edge)
        assert ("linear" in told.en) == (found.growth == "exponential")


def test_the_limits(found):
    told, figures = sentence(found, "limits"), []
    for limit in (found.limit_at_start, found.limit_at_minimum):
        if limit is not None:
            figures += [limit.product, limit.learning_rate]
    if found.limit_at_minimum is not None:
        figures += found.limit_at_minimum.at
    says(told, *figures)


def test_the_largest_rate(found):
    told = sentence(found, "largest")
    tried = [SWEPT, swept(found.run.descent).steps]
    if found.largest is None:
        says(told, *tried)
    else:
        share = None if found.suggestion is None else found.suggestion / found.largest
        says(told, *tried, found.largest, share=share)


def test_the_run_at_the_suggestion(found):
    told = sentence(found, "outcome")
    assert (told is None) == (found.suggestion is None)
    if told is not None:
        says(told, CHECKED, found.suggestion)


def test_every_reason_has_been_told():
    told = {(TESTS.get(name) or ranged(**case)).verdict.reason for name, case in CASES.items()}
    assert told >= set(get_args(Reason)) - {"no_steepest"}  # which takes a loss that leaps
    found = ranged("himmelblau")
    leaping = dataclasses.replace(found, verdict=dataclasses.replace(found.verdict, reason="no_steepest"))
    says(range_test_sentence(dataclasses.replace(leaping, verdict=_without(leaping.verdict))))


def _without(verdict):
    return dataclasses.replace(verdict, suggestion=None, slope=None)


def test_a_ladder_without_a_finite_gradient_says_so():
    told = ladder_sentence(ladder(SQRT, (0.0, 1.0)))
    says(told)
    assert "no finite value" in told.en


@pytest.mark.parametrize("name", SURFACES)
def test_what_a_ladder_says(name):
    surface = named_surface(name)
    for start in (surface.record.start, tuple(0.3 + axis for axis in range(surface.dimension))):
        found = ladder(surface, start)
        told = ladder_sentence(found)
        if found.gradient_norm == 0:
            says(told)
            continue
        first = {}
        for rung in reversed(found.decades):
            first[rung.what] = rung.learning_rate
        figures = [first[what] for what in ("gain", "overshoot") if what in first]
        if "overshoot" not in first:
            figures.append(found.decades[-1].learning_rate)
        figures += [] if found.bottom is None else [found.bottom]
        if found.unit is None:
            figures += [found.curvature, 1]
        else:
            over = next(rung.multiple for rung in found.units if rung.what == "overshoot")
            figures += [1, found.unit, over]
        says(told, *figures)
