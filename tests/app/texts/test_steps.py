import dataclasses
import math

import pytest

from app.texts.figures import figure, pair
from app.texts.steps import KINDS, step_kind, step_sentence
from engine import Descent, anatomy, choose, descend, explain, gradient, named_surface, typed_surface
from engine.optimizers import OPTIMIZERS
from engine.surfaces import SURFACES


def steps_of(surface, start, optimizer="gradient_descent", *, steps=60, **knobs):
    descent = Descent(surface, start, choose(optimizer, **knobs), steps)
    return anatomy(descent, 0, steps)


PARABOLA = named_surface("parabola")
WAVE = typed_surface("sin(w)", variables=("w",))
WAVES = named_surface("levi_13")
EDGE = typed_surface("x^0.5 + y^2")  # at x = 0 it has a loss, but no slope
# kind: a run in which it occurs
RUNS = {
    "undefined": lambda: steps_of(typed_surface("log(w) + w", variables=("w",)), (0.5,), learning_rate=2.0),
    "no_slope": lambda: steps_of(EDGE, (0.0, 1.0), learning_rate=0.1),
    "beyond": lambda: steps_of(PARABOLA, (2.0,), learning_rate=1e6),
    "rest": lambda: steps_of(PARABOLA, (2.0,), learning_rate=1.0),
    "flat": lambda: steps_of(named_surface("saddle"), (0.0, 0.0), learning_rate=0.1),
    "frozen": lambda: steps_of(typed_surface("0.000001*w", variables=("w",)), (1e3,), learning_rate=1e-12),
    "level": lambda: steps_of(PARABOLA, (2.0,), learning_rate=2.0),
    "uphill_rose": lambda: steps_of(PARABOLA, (2.0,), "momentum", learning_rate=0.1),
    "uphill_fell": lambda: steps_of(WAVES, SURFACES["levi_13"].start, "adam", learning_rate=9.0),
    "overshot": lambda: steps_of(PARABOLA, (2.0,), learning_rate=2.5),
    "crossed": lambda: steps_of(PARABOLA, (2.0,), learning_rate=1.5),
    "rose": lambda: steps_of(WAVE, (1.5,), learning_rate=100.0),
    "creeping": lambda: steps_of(PARABOLA, (2.0,), learning_rate=0.01),
    "barely": lambda: steps_of(WAVE, (1.5,), learning_rate=1e-3),
    "fell": lambda: steps_of(PARABOLA, (2.0,), learning_rate=0.5),
}


def test_every_kind_of_step_has_a_run_here():
    assert set(RUNS) == set(KINDS)


@pytest.mark.parametrize("kind", RUNS)
def test_a_step_is_told_with_its_own_figures(kind):
    step = next(step for step in RUNS[kind]() if step_kind(step) == kind)
    for text in dataclasses.astuple(step_sentence(step)):
        before, after = pair(step.loss, step.next_loss)
        assert (f"{before} → {after}" if "→" in text else figure(step.loss)) in text
        length = figure(math.hypot(*step.update), 2)
        if "length" in text or "步长" in text:
            assert length in text


@pytest.mark.parametrize("kind", RUNS)
def test_rose_and_fell_are_true(kind):
    for step in RUNS[kind]():
        sentence = step_sentence(step)
        if "rose" in sentence.en:
            assert "上升" in sentence.zh
            assert step.next_loss > step.loss
        if "fell" in sentence.en:
            assert "下降" in sentence.zh
            assert step.next_loss < step.loss


@pytest.mark.parametrize("source", ["analytic", "central", "noisy"])
@pytest.mark.parametrize("clip_norm", [None, 1.0])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_step_without_a_slope_is_said_to_have_none(optimizer, source, clip_norm):
    descent = Descent(EDGE, (0.0, 1.0), choose(optimizer), 5, gradient=gradient(source, clip_norm=clip_norm))
    (step,) = anatomy(descent, 0, 5)
    assert step_kind(step) == "no_slope"
    assert explain(descend(descent)).reason == "no_slope"
    for text in dataclasses.astuple(step_sentence(step)):
        assert not any(wrong in text for wrong in ("∞", "—"))


def test_crossing_the_floor_of_a_parabola_means_that_the_weight_changes_its_sign():
    for product in (0.5, 0.9, 1.1, 1.5, 1.9, 2.1, 3.0):
        for step in steps_of(PARABOLA, (2.0,), steps=10, learning_rate=product):
            crosses = step.point[0] * step.next_point[0] < 0
            assert (step_kind(step) in ("crossed", "overshot", "level", "beyond")) == crosses
            assert (step_kind(step) == "overshot") == (crosses and product > 2)


def test_without_a_memory_nothing_is_carried_uphill():
    for name in SURFACES:
        record = SURFACES[name]
        for step in steps_of(named_surface(name), record.start, learning_rate=record.learning_rate):
            assert not step_kind(step).startswith("uphill")


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", SURFACES)
def test_every_step_of_every_optimizer_has_a_sentence(surface, optimizer):
    record = SURFACES[surface]
    for rate in (1e-6, record.learning_rate, 1e3):
        for step in steps_of(named_surface(surface), record.start, optimizer, steps=8, learning_rate=rate):
            for text in dataclasses.astuple(step_sentence(step)):
                assert not any(wrong in text for wrong in ("nan", "inf", "None", "{", "—"))


def test_a_plain_that_bends_up_faintly_is_no_minimum():
    step = steps_of(named_surface("easom"), (8.0, 8.0), steps=1)[0]
    assert step.curvature.eigenvalues[0] > 0
    assert step_kind(step) == "frozen"
