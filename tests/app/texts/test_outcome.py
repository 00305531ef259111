import dataclasses
import math

import pytest

from app.outcomes import outcome_json
from app.texts.figures import figure, place, whole
from app.texts.outcome import REASONS, outcome_sentence
from engine import Descent, choose, descend, gradient, named_surface, schedule, typed_surface
from engine.optimizers import OPTIMIZERS
from engine.surfaces import SURFACES


def run_of(surface, start, optimizer="gradient_descent", *, steps=200, noise=None, **more):
    if isinstance(surface, str):
        surface = named_surface(surface)
    parts = {name: more.pop(name) for name in ("schedule", "gradient", "until") if name in more}
    if noise is not None:
        parts["gradient"] = gradient("noisy", scale=noise)
    return descend(Descent(surface, start, choose(optimizer, **more), steps, **parts))


LOGARITHM = typed_surface("w + log(w)", variables=("w",))
EDGE = typed_surface("x^0.5 + y^2")  # at x = 0 it has a loss, but no slope
TOP = typed_surface("-x^2 - y^2")
# status and reason: a run that ends so
RUNS = {
    ("converged", "minimum"): lambda: run_of("himmelblau", (1.0, 1.0), learning_rate=0.01),
    ("stalled", "saddle"): lambda: run_of("saddle", (1.0, 0.0), learning_rate=0.1),
    ("stalled", "maximum"): lambda: run_of(TOP, (0.0, 0.0), learning_rate=0.1),
    ("stalled", "flat"): lambda: run_of("easom", (-3.0, 8.0), learning_rate=0.1),
    ("stalled", "terrace"): lambda: run_of("terraces_1d", SURFACES["terraces_1d"].start, learning_rate=0.1),
    ("stalled", "kink"): lambda: run_of("ackley", (0.0, 0.0), learning_rate=0.01),
    ("bouncing", "above_limit"): lambda: run_of("himmelblau", (-3.0, -3.0), learning_rate=0.0155),
    ("bouncing", "no_rest"): lambda: run_of("log_bowl", (2.0,), "rmsprop", learning_rate=3.0),
    ("diverged", "unstable_rate"): lambda: run_of("parabola", (2.0,), learning_rate=2.5),
    ("diverged", "no_bottom"): lambda: run_of("saddle", (1.0, 0.1), learning_rate=0.001, steps=20_000),
    ("diverged", "undefined"): lambda: run_of(LOGARITHM, (0.5,), learning_rate=0.9, steps=9),
    ("diverged", "no_slope"): lambda: run_of(EDGE, (0.0, 1.0), learning_rate=0.1),
    ("running", "falling"): lambda: run_of("rosenbrock", (-1.2, 1.0), learning_rate=1e-4),
    ("running", "rising"): lambda: run_of("parabola", (2.0,), learning_rate=2.2, steps=4),
    ("running", "step_limit"): lambda: run_of("parabola", (2.0,), learning_rate=2.0, steps=3),
    ("bouncing", "noise"): lambda: run_of(
        "himmelblau", (-1.0, 1.0), noise=1.0, learning_rate=0.01, steps=500
    ),
    ("running", "noise"): lambda: run_of("sphere", (2.0, 1.0), noise=1.0, learning_rate=0.1),
    ("running", "faded"): lambda: run_of(
        "rosenbrock", (-1.2, 1.0), learning_rate=0.001, schedule=schedule("cosine", lowest=0.0), steps=400
    ),
    ("running", "misled"): lambda: run_of(
        "himmelblau", (-1.0, 1.0), learning_rate=0.02, gradient=gradient("forward", h=0.1)
    ),
}


def told(run):
    outcome = outcome_json(run.descent, run.progress, run.exit)
    return outcome, outcome["sentence"]["en"], outcome["sentence"]["zh"]


def test_every_outcome_has_a_run_here():
    assert set(RUNS) == set(REASONS)


@pytest.mark.parametrize("ending", RUNS, ids="-".join)
def test_an_outcome_is_told_with_the_runs_own_figures(ending):
    run = RUNS[ending]()
    outcome, *texts = told(run)
    assert (outcome["status"], outcome["reason"]) == ending
    for text in texts:
        if outcome["status"] in ("diverged", "running", "converged"):
            assert whole(outcome["step"]) in text
        if ending[0] in ("converged", "running"):
            assert figure(float(run.losses[-1])) in text
        if (at := outcome.get("at")) is not None and ending[1] != "no_bottom":
            assert place(at) in text
        if (minimum := outcome.get("minimum")) is not None and ending[0] != "diverged":
            assert place(minimum) in text
        if (rate := outcome.get("try_learning_rate")) is not None:
            assert f"η = {figure(rate, 2)}" in text


@pytest.mark.parametrize("ending", [ending for ending in RUNS if ending[0] == "diverged"], ids="-".join)
def test_a_divergence_names_the_step_after_the_last_finite_point(ending):
    run = RUNS[ending]()
    assert told(run)[0]["step"] == len(run.points)


def test_the_growth_and_the_product_of_a_divergence_are_the_runs():
    run = RUNS["diverged", "unstable_rate"]()
    outcome, english, chinese = told(run)
    assert outcome["product"] == pytest.approx(2.5)
    assert outcome["growth"] == pytest.approx((1 - 2.5) ** 2)
    for text in (english, chinese):
        assert "η·λ = 2.5" in text
    assert "grew ×2.2 per step" in english
    assert "above 2." in english


def test_a_rise_that_grows_faster_and_faster_is_told_by_its_ends():
    run = run_of("himmelblau", (5.0, -6.0), learning_rate=0.0205, steps=60)
    outcome, english, chinese = told(run)
    losses = run.losses.tolist()
    assert outcome["growth"] is None
    assert list(outcome["rise"]) == [losses[-1 - outcome["rise_steps"]], losses[-1]]
    low, high = map(figure, outcome["rise"])
    assert f"{low} → {high} in {outcome['rise_steps']} step" in english
    assert f"{low} → {high}" in chinese
    assert "per step" not in english


def test_a_product_just_above_the_limit_is_shown_above_it():
    figures = {"minimum": (0.0,), "product": 2.00001, "product_limit": 2.0, "try_learning_rate": None}
    english = outcome_sentence("bouncing", "above_limit", 200, figures).en
    assert "η·λ = 2.00001, above 2," in english


def test_a_rate_right_on_the_limit_is_not_said_to_be_above_it():
    outcome, english, chinese = told(run_of("parabola", (2.0,), learning_rate=2.0))
    assert outcome["reason"] == "above_limit"
    assert "right on the limit" in english
    assert "above" not in english
    assert "高于" not in chinese


def test_what_has_no_bottom_is_offered_no_cure():
    outcome, english, chinese = told(RUNS["diverged", "no_bottom"]())
    assert "try_learning_rate" not in outcome
    assert "Try" not in english
    assert "试" not in chinese


def test_a_cure_that_is_offered_holds_from_this_start():
    for ending in (("bouncing", "above_limit"), ("bouncing", "no_rest"), ("diverged", "unstable_rate")):
        run = RUNS[ending]()
        rate = told(run)[0]["try_learning_rate"]
        cured = dataclasses.replace(run.descent, optimizer=run.descent.optimizer.with_rate(rate))
        assert told(descend(cured))[0]["status"] in ("converged", "running")


def test_a_terrace_says_that_nothing_moves_and_offers_no_rate():
    for surface in ("terraces", "terraces_1d"):
        for rate in (0.1, 1e6):
            run = run_of(surface, SURFACES[surface].start, learning_rate=rate)
            outcome, english, chinese = told(run)
            assert (run.points == run.points[0]).all()
            assert (run.gradient_norms == 0).all()
            assert "No slope, no motion" in english
            assert "没有坡度，就不会移动" in chinese
            assert "Try" not in english
            assert "try_learning_rate" not in outcome


def test_a_terrace_that_a_step_landed_on_comes_with_a_rate_that_keeps_off_it():
    start = SURFACES["relu_cost"].start
    outcome, english, chinese = told(run_of("relu_cost", start, learning_rate=16.0))
    assert (outcome["status"], outcome["reason"]) == ("stalled", "terrace")
    rate = outcome["try_learning_rate"]
    stuck = "From here no learning rate moves it. Its steps carried it there."
    assert f"{stuck} Try η = {figure(rate, 2)}" in english
    assert "at any learning rate" not in english
    assert "从这里起，学习率取多少都不会再动。" in chinese
    assert "学习率取多少都一样" not in chinese
    assert f"试试 η = {figure(rate, 2)}" in chinese
    assert told(run_of("relu_cost", start, learning_rate=rate))[0]["status"] == "converged"


def test_a_run_that_stopped_as_asked_says_so():
    outcome, english, chinese = told(run_of("rosenbrock", (-1.2, 1.0), learning_rate=1e-4, until=20.0))
    assert outcome["until"] == 20.0
    assert "as you asked" in english
    assert "按你的要求" in chinese


def test_one_step_is_not_steps():
    assert "after 1 step " in told(run_of("parabola", (2.0,), learning_rate=0.5, steps=1))[1]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", SURFACES)
def test_every_run_has_a_sentence(surface, optimizer):
    record = SURFACES[surface]
    for rate in (1e-9, record.learning_rate, 1e3):
        outcome, *texts = told(run_of(surface, record.start, optimizer, steps=40, learning_rate=rate))
        assert math.isfinite(outcome["loss"])
        for text in texts:
            assert not any(wrong in text for wrong in ("nan", "inf", "None", "{", "—"))
