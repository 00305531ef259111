"""How, why and with what cure a run left, or was thrown out, told with the run's own figures."""

import dataclasses

import pytest

from app.outcomes import outcome_json
from app.texts.figures import figure, pair
from engine import Descent, choose, descend, named_surface
from engine.curvature import sharpness
from engine.optimizers import OPTIMIZERS
from engine.schedules import schedule
from engine.surfaces import SURFACES


def told(surface, start, optimizer="gradient_descent", *, steps=200, **knobs):
    """Return the run, its outcome, and the sentence in both languages."""
    run = descend(Descent(named_surface(surface), start, choose(optimizer, **knobs), steps))
    outcome = outcome_json(run.descent, run.progress, run.exit)
    return run, outcome, outcome["sentence"]["en"], outcome["sentence"]["zh"]


def ends(run, rate):
    """Return what becomes of the same run at another rate."""
    again = descend(dataclasses.replace(run.descent, optimizer=run.descent.optimizer.with_rate(rate)))
    return outcome_json(again.descent, again.progress, again.exit)["status"]


@pytest.mark.parametrize(
    ("optimizer", "knobs", "limit"),
    [
        ("gradient_descent", {}, 2.0),
        ("momentum", {"momentum": 0.9}, 2 * 1.9),
        ("nesterov", {"momentum": 0.9}, 2 * 1.9 / 2.8),
    ],
)
def test_a_divergence_is_held_against_the_optimizer_s_own_limit(optimizer, knobs, limit):
    run, outcome, english, chinese = told("parabola", (2.0,), optimizer, learning_rate=1.1 * limit, **knobs)
    assert (outcome["status"], outcome["reason"]) == ("diverged", "unstable_rate")
    assert outcome["product_limit"] == pytest.approx(limit)
    product, shown = pair(outcome["product"], outcome["product_limit"])
    assert f"η·λ = {product} is above {shown}." in english
    assert f"η·λ = {product}，高于 {shown}。" in chinese
    assert ends(run, outcome["try_learning_rate"]) in ("converged", "running")
    assert ends(run, 0.99 * limit) in ("converged", "running")


@pytest.mark.parametrize(("changes", "rate"), [([(19, 0.5)], 0.5), ([(17, 0.5), (19, 0.03)], 0.5)])
def test_a_rate_raised_on_the_way_is_the_one_that_is_held_against_the_limit(changes, rate):
    start, rule = (-0.64, -1.57), choose("gradient_descent", learning_rate=0.022)
    descent = Descent(named_surface("himmelblau"), start, rule, 60, schedule("constant", changes=changes))
    run = descend(descent)
    outcome = outcome_json(run.descent, run.progress, run.exit)
    assert (outcome["status"], outcome["reason"]) == ("diverged", "unstable_rate")
    assert outcome["learning_rate"] == rate
    raised = changes[0][0]
    curvature = sharpness(descent.surface.formula.hessian_at(tuple(run.points[raised].tolist())))
    assert outcome["product"] == pytest.approx(rate * curvature)
    assert f"η·λ = {figure(rate * curvature)} is above 2" in outcome["sentence"]["en"]


def test_the_decay_of_the_weights_is_named_where_it_alone_throws_the_run_out():
    for surface in ("sphere", "terraces"):
        run, outcome, english, chinese = told(surface, (3.0, 2.0), "adamw", learning_rate=300.0)
        assert outcome["decay_product"] == pytest.approx(300 * run.descent.optimizer.settings["weight_decay"])
        factor = figure(1 - outcome["decay_product"])
        assert f"is {figure(outcome['decay_product'])}, above 2: the decay alone" in english
        assert f"the point by {factor} at every step" in english
        assert f"乘以 {factor}" in chinese
        assert ends(run, outcome["try_learning_rate"]) != "diverged"


def test_an_adaptive_rule_is_told_that_its_rate_is_too_large_and_given_one_that_holds():
    run, outcome, english, chinese = told("six_hump_camel", (0.22, -0.57), "adadelta", learning_rate=1000.0)
    assert (outcome["status"], outcome["reason"]) == ("diverged", "unstable_rate")
    assert outcome["product"] is None
    assert "because η = 1000 is too large here" in english
    assert "η·λ" not in english
    assert "η = 1000 在这里太大" in chinese
    assert ends(run, outcome["try_learning_rate"]) in ("converged", "running")


def test_no_rate_is_promised_where_the_way_down_finds_no_rest():
    _, outcome, english, chinese = told("saddle", (-1.5, 0.01), learning_rate=10.0)
    assert (outcome["reason"], outcome["try_learning_rate"]) == ("unstable_rate", None)
    assert "A smaller η goes down, but from this start the way down leads far out" in english
    assert "没有停得下来的地方" in chinese


def test_a_rise_that_slows_down_is_not_said_to_go_faster():
    run, outcome, english, chinese = told("log_bowl", (2.0,), "adamw", learning_rate=1000.0)
    losses = run.losses.tolist()
    low, high = pair(losses[-1 - outcome["rise_steps"]], losses[-1])
    assert not outcome["rise_quickens"]
    assert f"the loss rose, {low} → {high} in" in english
    assert "faster" not in english
    assert "越涨越快" not in chinese


def test_a_factor_of_one_is_not_called_growth():
    _, outcome, english, _ = told("plateau", (-3.0, -1.0), "adamw", learning_rate=3000.0)
    assert outcome["growth"] is None
    assert "×" not in english


def test_a_run_that_stands_higher_than_it_began_says_so_and_is_offered_a_rate():
    for rate in (50.0, 100.0):
        run, outcome, english, chinese = told("ackley", (-0.5, 3.0), learning_rate=rate)
        assert outcome["status"] == "running"
        loss, began = pair(float(run.losses[-1]), float(run.losses[0]))
        assert run.losses[-1] > run.losses[0]
        assert f"the loss is {loss}" in english
        assert f"above the {began} that it began with" in english
        assert f"高于出发时的 {began}" in chinese
        assert "more steps" not in english
        assert ends(run, outcome["try_learning_rate"]) in ("converged", "running")


def test_the_floor_of_a_ring_is_no_saddle():
    _, outcome, *_ = told("drop_wave", (-1.94, 1.73), "nesterov", learning_rate=0.001)
    assert (outcome["status"], outcome["reason"]) == ("stalled", "flat")


def test_a_known_saddle_is_named_by_its_own_coordinates():
    _, outcome, english, _ = told("six_hump_camel", (1e-9, 0.0), learning_rate=0.01, steps=10)
    assert (outcome["reason"], outcome["at"]) == ("saddle", (0.0, 0.0))
    assert "saddle at (0, 0)" in english


def contradictions(run, outcome):
    """Yield what a sentence says that the run does not bear out."""
    english, losses = outcome["sentence"]["en"], run.losses
    if "is above" in english and not outcome["product"] > outcome["product_limit"]:
        yield "above a limit that it keeps"
    limit = outcome.get("product_limit")
    if outcome["status"] == "converged" and limit is not None and outcome["product"] > limit:
        yield "rests above the limit"
    if outcome.get("growth") is not None and not (outcome["growth"] > 1 and losses[-1] > losses[-2]):
        yield "grew without growing"
    if "falling" in english and losses[-1] > losses[0] and "that it began with" not in english:
        yield "falls, above its start"
    if outcome["reason"] == "terrace" and run.gradient_norms[-1] != 0:
        yield "a slope on a terrace"
    if outcome["reason"] == "no_bottom" and "Try" in english:
        yield "a cure for no bottom"
    if (
        outcome["status"] == "bouncing"
        and outcome.get("try_learning_rate") is None
        and "noise" not in english
    ):
        yield "no cure for bouncing"
    rate = outcome.get("try_learning_rate")
    if rate is not None and ends(run, rate) in ("diverged", "bouncing"):
        yield "a cure that does not hold"


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", SURFACES)
def test_no_sentence_of_the_catalog_contradicts_its_run(surface, optimizer):
    start = SURFACES[surface].start
    for rate in (1e-3, 0.1, 1.0, 30.0, 1000.0):
        run, outcome, *_ = told(surface, start, optimizer, learning_rate=rate)
        assert list(contradictions(run, outcome)) == [], outcome["sentence"]["en"]
