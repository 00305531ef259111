"""What the optimizer takes for the gradient: derived, measured, noisy, clipped, the same bits in every executor."""

import dataclasses
import math
import re

import numpy as np
import pytest

from engine import (
    GRADIENTS,
    OPTIMIZERS,
    SURFACES,
    CatalogError,
    Descent,
    choose,
    descend,
    descend_many,
    gradient,
    named_surface,
    schedule,
    typed_surface,
)
from engine.gradients import CLIP_NORM, CLIP_TERMS
from engine.program import Program

HAN = re.compile(r"[\u4e00-\u9fff]")
HIMMELBLAU = named_surface("himmelblau")
SOURCES = {
    f"{name}{'-clipped' if clip else ''}": gradient(name, clip_norm=clip)
    for name in GRADIENTS
    for clip in (None, 2.0)
}


def walk(source, surface=HIMMELBLAU, optimizer="gradient_descent", start=None, steps=120, seed=5, **knobs):
    choice = choose(optimizer, **knobs)
    return Descent(surface, start or surface.record.start, choice, steps, gradient=source, seed=seed)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_run_is_the_same_whole_resumed_and_in_a_batch(optimizer, source):
    whole = walk(source, optimizer=optimizer, learning_rate=0.01)
    first = descend(dataclasses.replace(whole, steps=47))
    rest = descend(whole, resume=first.progress)
    points = descend(whole).points
    assert np.array_equal(np.concatenate([first.points, rest.points]), points)
    starts = np.array([whole.start, *np.random.default_rng(1).uniform(-4, 4, (19, 2)).tolist()])
    many = descend_many(whole, starts)
    few = np.concatenate([descend_many(whole, starts[:8]), descend_many(whole, starts[8:])])
    assert np.array_equal(many, few, equal_nan=True)
    assert np.array_equal(many[0, : len(points)], points)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_is_walked_alike_by_floats_and_by_arrays(surface, source):
    bound = named_surface(surface)
    window = np.array(bound.window)
    starts = np.random.default_rng(2).uniform(window[:, 0], window[:, 1], size=(18, bound.dimension))
    starts = starts[np.isfinite(bound.value(starts))]
    starts = np.concatenate([starts, starts])  # more than float loops take
    described = walk(source, bound, steps=25, learning_rate=bound.record.learning_rate)
    many = descend_many(described, starts)
    few = np.concatenate([descend_many(described, starts[k : k + 9]) for k in range(0, len(starts), 9)])
    assert np.array_equal(many, few, equal_nan=True)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize(
    "text", ["exp(x^2) + abs(y)", "1/x + y^2", "max(x, y)^2 + sqrt(abs(x))", "log(x) + x*y^2"]
)
def test_typed_formulas_that_may_raise_are_walked_alike(text, source):
    bound = typed_surface(text)
    starts = np.random.default_rng(3).uniform(0.1, 3, size=(20, 2))
    described = walk(source, bound, start=(1.0, 1.0), steps=30, learning_rate=0.3)
    many = descend_many(described, starts)
    few = np.concatenate([descend_many(described, starts[:10]), descend_many(described, starts[10:])])
    assert np.array_equal(many, few, equal_nan=True)


def test_analytic_is_the_default_and_costs_nothing():
    plain = Descent(HIMMELBLAU, (-1.0, 1.0), choose("adam"), 50)
    assert plain.gradient == gradient()
    assert (
        descend(plain).points.tolist()
        == descend(walk(gradient(), optimizer="adam", start=(-1.0, 1.0), steps=50)).points.tolist()
    )
    source = plain.program.source(careful=False)
    assert "hypot" not in source
    assert re.search(r"for t\d+ in steps:", source)  # a learning rate and nothing else


@pytest.mark.parametrize(
    ("name", "h"), [("forward", 0.05), ("central", 0.05), ("forward", 1e-7), ("central", 1e-5)]
)
def test_differences_are_the_equation_by_hand(name, h):
    run = descend(walk(gradient(name, h=h), start=(-1.0, 1.0), steps=20, learning_rate=0.01))
    point = np.array([-1.0, 1.0])
    for step in range(20):
        slope = []
        for shift in h * np.eye(2):
            if name == "forward":
                slope.append((HIMMELBLAU.value(point + shift) - HIMMELBLAU.value(point)) / h)
            else:
                slope.append((HIMMELBLAU.value(point + shift) - HIMMELBLAU.value(point - shift)) / (2 * h))
        point = point - 0.01 * np.array(slope)
        assert run.points[step + 1].tolist() == point.tolist()


def test_a_forward_difference_rests_half_of_h_short_of_the_minimum_of_a_parabola():
    # (L(w + h) − L(w))/h = w + h/2 where L = w²/2
    run = descend(
        walk(gradient("forward", h=0.1), named_surface("parabola"), start=(2.0,), learning_rate=0.5)
    )
    assert run.points[-1][0] == pytest.approx(-0.05, abs=1e-12)


def test_a_central_difference_of_a_parabola_is_its_slope():
    exact = descend(walk(gradient(), named_surface("parabola"), start=(2.0,), steps=30, learning_rate=0.1))
    measured = descend(
        walk(gradient("central", h=0.5), named_surface("parabola"), start=(2.0,), steps=30, learning_rate=0.1)
    )
    assert measured.points == pytest.approx(exact.points, rel=1e-12)


def test_losses_and_gradient_norms_are_the_surfaces_own():
    run = descend(walk(gradient("noisy", scale=5.0, clip_norm=1.0), learning_rate=0.01))
    assert run.losses.tolist() == HIMMELBLAU.value(run.points).tolist()
    assert run.gradient_norms == pytest.approx(
        np.linalg.norm(HIMMELBLAU.gradient(run.points), axis=1), rel=1e-14
    )


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.5, 1.0])
def test_unit_noise_on_unit_curvature_leaves_the_spread_that_theory_says(rate):
    # w ← (1 − η)w − ηξ settles at the variance η²/(1 − (1 − η)²) = η/(2 − η)
    parabola = named_surface("parabola")
    settled = []
    for seed in range(24):
        described = Descent(
            parabola,
            (0.5,),
            choose("gradient_descent", learning_rate=rate),
            3000,
            gradient=gradient("noisy", scale=1.0),
            seed=seed,
        )
        settled.append(descend(described).points[200:, 0])
    assert np.std(settled) == pytest.approx(math.sqrt(rate / (2 - rate)), rel=0.05)


def test_seeds_and_starts_give_walks_of_their_own_and_the_same_seed_the_same():
    described = walk(gradient("noisy", scale=1.0), learning_rate=0.01)
    assert np.array_equal(descend(described).points, descend(described).points)
    assert not np.array_equal(
        descend(described).points, descend(dataclasses.replace(described, seed=6)).points
    )


def test_no_noise_is_the_plain_run():
    plain = descend(walk(gradient(), learning_rate=0.01))
    assert np.array_equal(
        descend(walk(gradient("noisy", scale=0.0), learning_rate=0.01)).points, plain.points
    )


@pytest.mark.parametrize("name", GRADIENTS)
def test_a_clipped_step_of_gradient_descent_is_no_longer_than_rate_times_clip(name):
    run = descend(walk(gradient(name, clip_norm=2.0), learning_rate=0.01))
    lengths = np.linalg.norm(np.diff(run.points, axis=0), axis=1)
    assert lengths.max() <= 0.02 * (1 + 1e-9)
    assert lengths.max() == pytest.approx(0.02)


def test_a_short_gradient_is_not_clipped_and_the_direction_is_kept():
    free, held = (
        walk(gradient(clip_norm=clip), start=(0.0, 0.0), steps=1, learning_rate=0.01) for clip in (None, 1e6)
    )
    assert np.array_equal(descend(free).points, descend(held).points)
    step = np.diff(descend(dataclasses.replace(free, gradient=gradient(clip_norm=1.0))).points, axis=0)[0]
    slope = HIMMELBLAU.gradient(np.zeros(2))
    assert step / np.linalg.norm(step) == pytest.approx(-slope / np.linalg.norm(slope))


def test_no_slope_at_all_is_clipped_to_no_slope():
    run = descend(walk(gradient(clip_norm=1.0), named_surface("sphere"), start=(0.0, 0.0), steps=5))
    assert run.points.tolist() == [[0.0, 0.0]] * 6


def test_clipping_keeps_a_run_that_would_diverge():
    wild = walk(gradient(), start=(-4.0, 4.0), learning_rate=0.05)
    assert descend(wild).exit is not None
    assert descend(dataclasses.replace(wild, gradient=gradient(clip_norm=1.0))).exit is None


def test_sliders_compile_nothing(monkeypatch):
    descend(walk(gradient("noisy", scale=1.0, clip_norm=2.0), learning_rate=0.01))
    monkeypatch.setattr(Program, "__init__", None)
    for knob in (0.5, 0.7):
        described = walk(gradient("noisy", scale=knob, clip_norm=1 + knob), learning_rate=0.01, seed=9)
        descend(dataclasses.replace(described, schedule=schedule("cosine")))


@pytest.mark.parametrize(
    ("source", "knobs", "field", "code"),
    [
        ("analytical", {}, "gradient.source", "unknown_gradient"),
        ("noisy", {"h": 1.0}, "gradient", "unknown_knob"),
        ("forward", {"h": 0.0}, "gradient.h", "out_of_range"),
        ("noisy", {"scale": -1.0}, "gradient.scale", "out_of_range"),
        ("central", {"clip_norm": 0.0}, "gradient.clip_norm", "out_of_range"),
    ],
)
def test_what_cannot_be_bound_is_refused_by_its_place(source, knobs, field, code):
    with pytest.raises(CatalogError) as caught:
        gradient(source, **knobs)
    assert (caught.value.field, caught.value.code) == (field, code)


@pytest.mark.parametrize("seed", [-1, 2**53])
def test_a_seed_that_json_cannot_keep_is_refused(seed):
    with pytest.raises(CatalogError) as caught:
        walk(gradient("noisy"), seed=seed)
    assert caught.value.field == "seed"


def test_every_text_is_there_in_both_languages():
    knobs = [CLIP_NORM, *(knob for record in GRADIENTS.values() for knob in record.knobs)]
    terms = [*CLIP_TERMS, *(term for record in GRADIENTS.values() for term in record.terms)]
    sentences = [record.purpose for record in GRADIENTS.values()]
    sentences += [*(knob.help for knob in knobs), *(term.meaning for term in terms)]
    titles = [record.title for record in GRADIENTS.values()]
    titles += [*(knob.title for knob in knobs), *(term.title for term in terms)]
    for text in (*sentences, *titles):
        assert text.en
        assert not HAN.search(text.en)
        assert HAN.search(text.zh)
    for text in sentences:
        assert text.en.endswith(".")
        assert text.zh.endswith("。")
    for knob in knobs:
        assert knob.hard[0] <= knob.soft[0] <= knob.default <= knob.soft[1] <= knob.hard[1], knob.name
    for term in terms:
        assert (term.arrow is not None) == (term.shows == "arrow"), term.name
