import math

from app.texts.figures import figure
from app.texts.steps import step_sentence
from engine import Descent, anatomy, choose, named_surface
from engine.gradients import gradient


def steps(source, *, learning_rate=0.01, start=(-1.0, 1.0), surface="himmelblau", **more):
    choice = choose("gradient_descent", learning_rate=learning_rate)
    return anatomy(Descent(named_surface(surface), start, choice, 20, gradient=source, **more), 0, 20)


def test_a_clipped_gradient_is_told_with_both_lengths():
    for step in steps(gradient(clip_norm=1.0)):
        norm = math.hypot(*step.gradient)
        sentence = step_sentence(step)
        assert (f"clipped from {figure(norm)} to 1." in sentence.en) == (norm > 1.0)
        assert (f"从 {figure(norm)} 裁剪到 1" in sentence.zh) == (norm > 1.0)


def test_a_gradient_that_is_short_enough_is_not_said_to_be_clipped():
    assert all("clipped" not in step_sentence(step).en for step in steps(gradient(clip_norm=1e6)))


def test_noise_is_told_with_the_gradient_and_what_the_rule_saw():
    for step in steps(gradient("noisy", scale=2.0), seed=3):
        seen = dict(step.terms)["noisy_gradient"]
        told = step_sentence(step).en
        assert f"Noise made the gradient ({figure(seen[0])}, {figure(seen[1])})" in told
        assert f"where it is ({figure(step.gradient[0])}, {figure(step.gradient[1])})" in told


def test_a_measured_gradient_is_told_with_its_error():
    for step in steps(gradient("forward", h=0.1)):
        seen = dict(step.terms)["difference"]
        share = math.dist(seen, step.gradient) / math.hypot(*step.gradient)
        assert f"off by {figure(share, 2)} of its length" in step_sentence(step).en


def test_on_a_curve_vectors_are_single_figures():
    step = steps(gradient("noisy", scale=2.0), surface="parabola", start=(2.0,))[0]
    assert "(" not in step_sentence(step).en


def test_the_derived_gradient_needs_no_word():
    assert all("gradient" not in step_sentence(step).en for step in steps(gradient()))
