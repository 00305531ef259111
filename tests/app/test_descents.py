import json
import math

import numpy as np
import pytest

from engine.choice import choose
from engine.descent import Descent, descend
from engine.schedules import piecewise
from engine.surfaces import SURFACES, named_surface

pytestmark = pytest.mark.anyio

DESCENTS = "/api/v1/descents"
ADAM = {
    "surface": "himmelblau",
    "start": [-1, 1],
    "optimizer": {"name": "adam", "learning_rate": 0.05},
    "steps": 200,
}


def run_of(**changes):
    return {"surface": "parabola", "start": [2.0], "steps": 50, **changes}


def gradient_descent(learning_rate):
    return {"name": "gradient_descent", "learning_rate": learning_rate}


async def answer(client, description):
    response = await client.post(DESCENTS, json=description)
    assert response.status_code == 200, response.text
    return json.loads(response.text, parse_constant=pytest.fail)


async def test_the_run_of_the_readme_has_one_point_more_than_steps(client):
    found = await answer(client, ADAM)
    assert len(found["points"]) == len(found["losses"]) == len(found["gradient_norms"]) == 201
    assert found["points"][0] == [-1, 1]
    assert found["outcome"]["status"] == "running"
    assert found["outcome"]["reason"]
    assert found["outcome"]["sentence"].keys() == {"en", "zh"}


async def test_the_answer_is_the_engines_run_to_the_bit(client):
    run = descend(Descent(named_surface("himmelblau"), (-1.0, 1.0), choose("adam", learning_rate=0.05), 200))
    found = await answer(client, ADAM)
    assert found["points"] == run.points.tolist()
    assert found["losses"] == run.losses.tolist()
    assert found["gradient_norms"] == run.gradient_norms.tolist()


@pytest.mark.parametrize("name", SURFACES)
async def test_every_surface_runs_from_its_own_start(client, name):
    record = SURFACES[name]
    found = await answer(
        client,
        {
            "surface": name,
            "start": record.start,
            "optimizer": gradient_descent(record.learning_rate),
            "steps": 20,
        },
    )
    assert len(found["points"]) == 21


@pytest.mark.parametrize("start", [[1, 1], [-1, 1], [-1, -1], [1, -1]])
async def test_himmelblau_converges_from_every_quarter(client, start):
    found = await answer(
        client,
        {"surface": "himmelblau", "start": start, "optimizer": gradient_descent(0.01), "steps": 500},
    )
    assert found["outcome"]["status"] == "converged"
    assert np.sign(found["outcome"]["minimum"]).tolist() == np.sign(start).tolist()


@pytest.mark.parametrize(
    ("product", "status", "reason"),
    [
        (0.5, "converged", "minimum"),
        (1.5, "converged", "minimum"),
        (2.0, "bouncing", "above_limit"),
        (2.5, "diverged", "unstable_rate"),
    ],
)
async def test_the_parabola_shows_the_ladder_of_rates(client, product, status, reason):
    found = await answer(client, run_of(optimizer=gradient_descent(product), steps=200))
    assert (found["outcome"]["status"], found["outcome"]["reason"]) == (status, reason)


async def test_the_log_bowl_goes_under_under_and_then_too_far(client):
    found = await answer(
        client, {"surface": "log_bowl", "start": [2], "optimizer": gradient_descent(0.8), "steps": 4}
    )
    assert [round(w, 3) for (w,) in found["points"]] == [2, 1.36, 0.596, -0.107, 0.063]


async def test_a_saddle_left_for_ever_has_no_bottom_and_no_cure(client):
    found = await answer(
        client,
        {"surface": "saddle", "start": [1, 0.1], "optimizer": gradient_descent(0.001), "steps": 20_000},
    )
    outcome = found["outcome"]
    assert (outcome["status"], outcome["reason"]) == ("diverged", "no_bottom")
    assert "try_learning_rate" not in outcome
    assert "Try" not in outcome["sentence"]["en"]
    assert found["state"] is None
    assert all(map(math.isfinite, found["losses"]))
    assert outcome["step"] == len(found["points"])


async def test_a_cure_that_is_offered_works(client):
    diverged = run_of(surface="himmelblau", start=[-1, 1], optimizer=gradient_descent(0.5), steps=300)
    rate = (await answer(client, diverged))["outcome"]["try_learning_rate"]
    cured = await answer(client, {**diverged, "optimizer": gradient_descent(rate)})
    assert cured["outcome"]["status"] in ("converged", "running")


@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum", "nadam", "adamax", "adadelta"])
@pytest.mark.parametrize("first", [1, 30, 150])
async def test_a_resumed_run_equals_the_unbroken_one(client, optimizer, first):
    description = {
        "surface": "rosenbrock",
        "start": [-1.2, 1],
        "optimizer": {"name": optimizer, "learning_rate": 1e-3},
    }
    whole = await answer(client, {**description, "steps": 200})
    begun = await answer(client, {**description, "steps": first})
    rest = await answer(client, {**description, "steps": 200, "resume": begun["state"]})
    for series in ("points", "losses", "gradient_norms"):
        assert begun[series] + rest[series] == whole[series]
    assert rest["outcome"] == whole["outcome"]
    assert rest["state"] == whole["state"]


async def test_a_rate_changed_half_way_is_the_engines_schedule(client):
    description = run_of(
        surface="himmelblau",
        start=[-1, 1],
        optimizer=gradient_descent(0.01),
        schedule={"name": "piecewise", "rates": [[10, 0.001], [20, 0.012]]},
    )
    run = descend(
        Descent(
            named_surface("himmelblau"),
            (-1.0, 1.0),
            choose("gradient_descent", learning_rate=0.01),
            50,
            piecewise(((10, 0.001), (20, 0.012))),
        )
    )
    assert (await answer(client, description))["points"] == run.points.tolist()


async def test_a_run_stops_where_it_was_asked_to(client):
    found = await answer(client, run_of(until={"gradient_norm": 1e-3}, optimizer=gradient_descent(0.5)))
    assert found["gradient_norms"][-1] <= 1e-3 < found["gradient_norms"][-2]
    assert found["outcome"]["until"] == 1e-3
    assert "asked" in found["outcome"]["sentence"]["en"]


async def test_a_run_resumed_at_its_end_makes_no_step(client):
    whole = await answer(client, run_of())
    again = await answer(client, run_of(resume=whole["state"]))
    assert again["points"] == []
    assert again["outcome"] == whole["outcome"]


async def test_long_runs_in_slices_equal_the_engines(client):
    run = descend(Descent(named_surface("rosenbrock"), (-1.2, 1.0), choose("adam"), 20_000))
    found = await answer(
        client, {"surface": "rosenbrock", "start": [-1.2, 1], "optimizer": {"name": "adam"}, "steps": 20_000}
    )
    assert found["points"] == run.points.tolist()
    assert found["losses"] == run.losses.tolist()


async def test_a_typed_formula_is_a_surface_like_any_other(client):
    typed = {"formula": "a*x^2 + y^2", "constants": {"a": 2}, "window": [[-5, 5], [-5, 5]]}
    found = await answer(client, run_of(surface=typed, start=[1, 1], optimizer=gradient_descent(0.1)))
    assert found["points"][1] == pytest.approx([0.6, 0.8])
    curve = {"formula": "w^2", "variables": ["w"]}
    found = await answer(client, run_of(surface=curve, start=[1], optimizer=gradient_descent(0.1)))
    assert found["points"][1] == pytest.approx([0.8])


async def test_a_memory_beyond_what_json_holds_gives_no_state(client):
    steep = {"formula": "1e308*w*w", "variables": ["w"]}
    found = await answer(client, run_of(surface=steep, start=[2.5e-5], optimizer={"name": "adam"}, steps=2))
    assert found["state"] is None


async def test_every_learning_rate_in_range_runs(client):
    for rate in (1e-12, 1e6):
        found = await answer(client, run_of(optimizer=gradient_descent(rate)))
        assert found["points"]


async def test_a_run_is_not_resumed_beyond_its_last_step(client):
    state = (await answer(client, run_of(steps=51)))["state"]
    for step in (51, 10**9):
        response = await client.post(DESCENTS, json=run_of(steps=50, resume=state | {"step": step}))
        assert response.status_code == 422
        expected = {"field": "resume.step", "code": "too_large", "limit": 50}
        assert response.json()["errors"][0].items() >= expected.items()
    race = {"surface": "parabola", "start": [2.0], "steps": 50, "runs": [{}, {"resume": state}]}
    response = await client.post("/api/v1/races", json=race)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "runs.1.resume.step"


DAMAGES = {
    "a leaf of memory is missing": lambda state: {"memory": state["memory"][:-1]},
    "leaves of memory have another shape": lambda state: {"memory": [1.0] * len(state["memory"])},
    "the point is on a curve": lambda _: {"point": [0.0]},
    "a recent point is missing": lambda state: {"recent": state["recent"][:-1]},
    "the step is another": lambda state: {"step": state["step"] + 1},
    "recent points are on a curve": lambda state: {"recent": [[1.0]] * len(state["recent"])},
}


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_state_of_another_run_is_refused(client, damage):
    state = (await answer(client, {**ADAM, "steps": 10}))["state"]
    response = await client.post(DESCENTS, json={**ADAM, "resume": state | DAMAGES[damage](state)})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "resume"
