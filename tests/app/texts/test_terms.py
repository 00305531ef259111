import cmath
import math
import re

import pytest

from app.texts.figures import figure
from app.texts.terms import term_sentence
from engine import Descent, anatomy, choose, named_surface
from engine.optimizers import OPTIMIZERS

HAN = re.compile(r"[\u4e00-\u9fff]")


def told(optimizer, surface="himmelblau", start=(-1.0, 1.0), *, steps=40, **knobs):
    """Every term of every step of a run: the step, the term's text and value, its sentence."""
    choice = choose(optimizer, **knobs)
    texts = {term.name: term for term in choice.optimizer.terms}
    for step in anatomy(Descent(named_surface(surface), start, choice, steps), 0, steps):
        for name, value in step.terms:
            yield step, texts[name], value, term_sentence(step, texts[name], value)


@pytest.mark.parametrize(("surface", "start"), [("himmelblau", (-1.0, 1.0)), ("parabola", (2.0,))])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_term_of_every_step_is_told_in_its_own_figures(optimizer, surface, start):
    for _, term, value, sentence in told(optimizer, surface, start):
        parts = value if isinstance(value, tuple) else (value,)
        expected = {
            "arrow": lambda parts: [math.hypot(*parts)],
            "area": lambda parts: [math.sqrt(part) for part in parts],
            "figure": lambda parts: parts,
        }[term.shows](parts)
        for text in (sentence.en, sentence.zh):
            assert all(figure(part) in text for part in expected), (term.name, text)
        assert sentence.en.endswith(".")
        assert HAN.search(sentence.zh)


def test_plain_descent_goes_straight_down_and_a_velocity_may_not():
    assert all("straight down the slope" in sentence.en for *_, sentence in told("gradient_descent"))
    turned = [sentence.en for _, term, _, sentence in told("momentum") if term.name == "velocity"]
    assert "just as the gradient points" in turned[0]  # the first velocity is the gradient
    assert any("° off the gradient" in sentence for sentence in turned)


def test_on_a_curve_a_velocity_is_with_the_gradient_or_against_it():
    sentences = [
        sentence.en for _, term, _, sentence in told("momentum", "parabola", (2.0,), learning_rate=0.1)
    ]
    assert any("the opposite way" in sentence for sentence in sentences)
    assert not any("°" in sentence for sentence in sentences)


def test_angles_are_those_of_the_vectors():
    for step, term, value, sentence in told("momentum"):
        if "° off the gradient" in sentence.en:
            angle = abs(math.degrees(cmath.phase(complex(*value) / complex(*step.gradient))))
            assert f"{figure(angle, 2)}°" in sentence.en, term.name
