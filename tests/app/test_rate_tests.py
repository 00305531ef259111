"""POST /learning-rates/range-test and /ladder: the engine's figures, and every mistake named by its field."""

import dataclasses
import math

import pytest
from problem_documents import MARK, check

from engine import Descent, choose, descend, named_surface, schedule
from engine.sweeps.ladder import ladder
from engine.sweeps.range_test import range_test

pytestmark = pytest.mark.anyio

RUN = {"surface": "himmelblau", "start": [-1, 1]}
PATHS = {"range": "/api/v1/learning-rates/range-test", "ladder": "/api/v1/learning-rates/ladder"}
LOG = {"formula": "log(x)+y"}


async def post(client, path, **body):
    response = await client.post(PATHS[path], json=RUN | body)
    assert response.status_code == 200, response.text
    return response.json()


def nulls(values):
    return [None if math.isnan(value) else value for value in values.tolist()]


async def test_a_range_test_is_the_engines(client):
    found = await post(
        client, "range", steps=150, lowest=1e-4, highest=5, growth="linear", smoothing=0.7, blow_up=2
    )
    descent = Descent(named_surface("himmelblau"), (-1.0, 1.0), choose("gradient_descent"), 150)
    expected = range_test(descent, lowest=1e-4, highest=5.0, growth="linear", smoothing=0.7, blow_up=2.0)
    verdict = expected.verdict
    assert found["rates"] == expected.rates.tolist()
    assert found["losses"] == nulls(expected.losses)
    assert found["gradient_norms"] == nulls(expected.gradient_norms)
    left = len(expected.run.points) - 1
    assert found["points"] == [*expected.run.points[1:].tolist(), *[None] * (150 - left)]
    calm = len(verdict.smoothed)
    assert found["smoothed"] == [*verdict.smoothed.tolist(), *[None] * (150 - calm)]
    assert found["reason"] == verdict.reason
    assert found["start"] == {"point": [-1, 1], "loss": 130, "gradient_norm": expected.start_norm}
    assert found["lowest"]["loss"] == expected.losses[verdict.lowest]
    assert found["blow_up"]["step"] == verdict.blow_up + 1
    assert found["blow_up"]["threshold"] == verdict.threshold
    assert found["blow_up_factor"] == 2


@pytest.mark.parametrize("growth", ["exponential", "linear"])
async def test_the_test_and_its_cycle_can_be_run_as_they_are_answered(client, growth):
    found = await post(client, "range", growth=growth, highest=0.1)
    run = found["run"]
    body = {**RUN, "steps": run["steps"], "schedule": run["schedule"]}
    body["optimizer"] = {"name": "gradient_descent", "learning_rate": run["learning_rate"]}
    walked = (await client.post("/api/v1/descents", json=body)).json()
    made = len(walked["points"]) - 1
    assert walked["points"][1:] == found["points"][:made]
    assert walked["points"][0] == found["start"]["point"]
    cycle = found["cycle"]
    knobs = {name: value for name, value in cycle["schedule"].items() if name != "name"}
    rates = schedule(cycle["schedule"]["name"], **knobs).learning_rates(cycle["learning_rate"], 0, 200)
    assert min(rates) == pytest.approx(found["bounds"]["lowest"], rel=1e-12)
    assert max(rates) == found["bounds"]["highest"]


@pytest.mark.parametrize("surface", ["himmelblau", "rastrigin", "rosenbrock", "six_hump_camel", "easom"])
async def test_the_suggestion_comes_before_the_lowest_loss(client, surface):
    start = list(named_surface(surface).record.start)
    found = await post(client, "range", surface=surface, start=start)
    assert found["reason"] == "found"
    assert found["suggestion"]["learning_rate"] < found["lowest"]["learning_rate"]
    assert found["losses"][found["lowest"]["step"] - 1] == found["lowest"]["loss"] < found["start"]["loss"]
    assert found["rates"][found["suggestion"]["step"] - 1] == found["suggestion"]["learning_rate"]
    assert found["limits"]["minimum"]["learning_rate"] > 0
    assert found["limits"]["product"] == pytest.approx(2)
    assert found["outcome_of_suggestion"] in ("converged", "running")


async def test_without_a_suggestion_there_is_a_reason(client):
    found = await post(client, "range", surface="saddle", start=[-1.5, 0.001])
    assert found["reason"] == "no_bottom"
    assert found["suggestion"] is found["outcome_of_suggestion"] is found["cycle"] is None
    assert found["sentence"]["en"].startswith("No suggestion, because ")
    assert found["sentence"]["zh"].startswith("没有建议，因为")


async def test_a_run_at_the_suggestion_ends_as_the_answer_says(client):
    found = await post(client, "range")
    choice = choose("gradient_descent", learning_rate=found["suggestion"]["learning_rate"])
    body = {
        **RUN,
        "optimizer": {"name": "gradient_descent", "learning_rate": choice.learning_rate},
        "steps": 200,
    }
    walked = (await client.post("/api/v1/descents", json=body)).json()
    assert walked["outcome"]["status"] == found["outcome_of_suggestion"]


async def test_the_largest_rate_is_among_those_of_the_sweep_and_converges(client):
    found = await post(client, "range", steps=500)
    descent = Descent(named_surface("himmelblau"), (-1.0, 1.0), choose("gradient_descent"), 500)
    run = descend(dataclasses.replace(descent, optimizer=descent.optimizer.with_rate(found["largest"])))
    assert run.gradient_norms[-1] < 1e-6
    assert found["largest"] < found["limits"]["minimum"]["learning_rate"]


async def test_the_ladder_is_the_engines(client):
    found = await post(client, "ladder", surface="rosenbrock", start=[-1.2, 1])
    expected = ladder(named_surface("rosenbrock"), (-1.2, 1.0))
    assert found["curvature"] == expected.curvature
    assert found["bottom"] == expected.bottom
    assert found["units"]["unit"] == expected.unit
    for rungs, engines in (
        (found["decades"]["rungs"], expected.decades),
        (found["units"]["rungs"], expected.units),
    ):
        figures = [(rung["learning_rate"], rung["loss"], rung["change"], rung["what"]) for rung in rungs]
        assert figures == [(one.learning_rate, one.loss, one.change, one.what) for one in engines]
    assert [rung["multiple"] for rung in found["units"]["rungs"]] == [one.multiple for one in expected.units]


async def test_a_ladder_where_the_loss_has_no_value_above_holds_null(client):
    found = await post(client, "ladder", surface={"formula": "sqrt(x)+y"}, start=[1e-4, 0])
    assert found["decades"]["rungs"][-1]["loss"] is None


@pytest.mark.parametrize(
    ("path", "change", "field", "code"),
    [
        ("range", {"lowest": 0}, "lowest", "too_small"),
        ("range", {"lowest": -1e-3}, "lowest", "too_small"),
        ("range", {"lowest": 1e7}, "lowest", "too_large"),
        ("range", {"highest": 0}, "highest", "too_small"),
        ("range", {"highest": 1e9}, "highest", "too_large"),
        ("range", {"lowest": 1, "highest": 0.1}, "highest", "empty_window"),
        ("range", {"lowest": 0.1, "highest": 0.1}, "highest", "empty_window"),
        ("range", {"lowest": "1e-5"}, "lowest", "wrong_type"),
        ("range", {"lowest": None}, "lowest", "wrong_type"),
        ("range", {"steps": 10**9}, "steps", "too_large"),
        ("range", {"steps": 1}, "steps", "too_small"),
        ("range", {"steps": 20.5}, "steps", "wrong_type"),
        ("range", {"growth": "cubic"}, "growth", "unknown_choice"),
        ("range", {"growth": 2}, "growth", "unknown_choice"),
        ("range", {"smoothing": 1}, "smoothing", "too_large"),
        ("range", {"smoothing": -0.1}, "smoothing", "too_small"),
        ("range", {"blow_up": 0.5}, "blow_up", "too_small"),
        ("range", {"blow_up": "big"}, "blow_up", "wrong_type"),
        ("range", {"surface": "himelblau"}, "surface", "unknown_name"),
        ("range", {"surface": MARK}, "surface", "unknown_name"),
        ("range", {"surface": LOG, "start": [-1, 1]}, "start", "undefined_here"),
        ("range", {"start": [1]}, "start", "wrong_dimension"),
        ("range", {"optimizer": {"name": "adan"}}, "optimizer", "unknown_name"),
        ("range", {"gradient": {"source": "noisy", "scale": -1}}, "gradient.scale", "too_small"),
        ("range", {"higest": 1}, "", "unknown_field"),
        ("range", {MARK: 1}, "", "unknown_field"),
        ("ladder", {"surface": "rosenbrok"}, "surface", "unknown_name"),
        ("ladder", {"surface": {"formula": "x + ("}}, "surface.formula", "unexpected_end"),
        ("ladder", {"surface": LOG, "start": [-1, 1]}, "start", "undefined_here"),
        ("ladder", {"surface": LOG, "start": [0, 1]}, "start", "undefined_here"),
        ("ladder", {"start": [1, 2, 3]}, "start", "too_long"),
        ("ladder", {"start": [1]}, "start", "wrong_dimension"),
        ("ladder", {"start": [None, 1]}, "start.0", "wrong_type"),
        ("ladder", {"start": [1e10, 1]}, "start.0", "too_large"),
        ("ladder", {"steps": 5}, "", "unknown_field"),
        ("ladder", {"optimizer": {"name": "adam"}}, "", "unknown_field"),
        ("ladder", {"start": "origin"}, "start", "wrong_type"),
        (
            "ladder",
            {"surface": {"name": "quadratic", "condition_number": 0}},
            "surface.condition_number",
            "too_small",
        ),
        ("ladder", {"surface": None}, "surface", "wrong_type"),
        ("ladder", {"surface": {"formula": "a*x"}}, "surface.formula", "unknown_name"),
        (
            "ladder",
            {"surface": {"formula": "x", "window": [[1, 1], [0, 1]]}},
            "surface.window",
            "empty_window",
        ),
        ("ladder", {"surface": {"formula": "log(-1-x^2)"}}, "surface.formula", "nowhere_finite"),
    ],
)
async def test_a_mistake_is_named_by_its_field_and_never_repeated(client, path, change, field, code):
    response = await client.post(PATHS[path], json={**RUN, **change})
    error = check(response, 422)["errors"][0]
    assert (error["field"], error["code"]) == (field, code)
    assert MARK not in response.text


async def test_what_is_too_much_work_is_refused_by_its_steps(make_client):
    async with make_client(max_operations=10_000) as client:
        response = await client.post(PATHS["range"], json=RUN)
    assert check(response, 422)["errors"][0]["field"] == "steps"
    async with make_client(max_lane_operations=1_000_000) as client:
        response = await client.post(PATHS["range"], json=RUN)
    error = check(response, 422)["errors"][0]
    assert (error["field"], error["code"]) == ("steps", "too_costly")
