import json

import pytest

from engine import Descent, anatomy, choose, named_surface
from engine.optimizers import OPTIMIZERS

pytestmark = pytest.mark.anyio

STEP = "/api/v1/descents/step"
RUN = {"surface": "himmelblau", "start": [-1, 1], "optimizer": {"name": "adam", "learning_rate": 0.05}}


async def steps(client, **body):
    response = await client.post(STEP, json=RUN | body)
    assert response.status_code == 200, response.text
    return json.loads(response.text, parse_constant=pytest.fail)["steps"]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
async def test_opened_steps_are_the_runs_own(client, optimizer):
    chosen = {"name": optimizer}
    run = (await client.post("/api/v1/descents", json=RUN | {"optimizer": chosen, "steps": 30})).json()
    opened = await steps(client, optimizer=chosen, from_step=5, count=20)
    assert [step["step"] for step in opened] == list(range(5, 25))
    for step in opened:
        assert step["point"] == run["points"][step["step"]]
        assert step["next_point"] == run["points"][step["step"] + 1]
        assert step["loss"] == run["losses"][step["step"]]
        assert step["next_loss"] == run["losses"][step["step"] + 1]
        assert [p + u for p, u in zip(step["point"], step["update"], strict=True)] == step["next_point"]


async def test_every_term_is_named_as_the_catalog_names_it(client):
    (step,) = await steps(client)
    assert [term["name"] for term in step["terms"]] == [term.name for term in OPTIMIZERS["adam"].terms]
    assert step["terms"][-1]["value"] == step["update"]
    assert step["sentence"].keys() == {"en", "zh"}
    assert step["slice"] is None
    assert step["equations"] is None


async def test_a_step_carries_its_curvature_and_zone(client):
    (step,) = await steps(
        client, start=[3, 2.1], optimizer={"name": "gradient_descent", "learning_rate": 0.02}
    )
    curvature = step["curvature"]
    assert curvature["product"] == pytest.approx(0.02 * curvature["sharpness"])
    assert curvature["sharpness"] == curvature["eigenvalues"][-1]
    assert curvature["limit"] == pytest.approx(2 / curvature["sharpness"])
    assert curvature["zone"] == "overshoot"


async def test_a_slice_passes_through_both_ends_of_its_step(client):
    (step,) = await steps(client, slice=True)
    cut = dict(zip(step["slice"]["s"], step["slice"]["loss"], strict=True))
    assert cut[0.0] == pytest.approx(step["loss"])
    assert cut[step["slice"]["lands"]] == pytest.approx(step["next_loss"])


async def test_equations_are_in_this_steps_figures_one_for_each_coordinate(client):
    rule = {"name": "gradient_descent", "learning_rate": 0.01}
    (step,) = await steps(client, equations=True, optimizer=rule)
    last = step["equations"][-1]
    assert last["name"] == "next_point"
    for axis, equation in enumerate(last["mathml"]):
        assert "<mn>0.01</mn>" in equation
        for figure in (step["point"][axis], step["gradient"][axis], step["next_point"][axis]):
            assert f"<mn>{abs(figure):.4g}</mn>" in equation


async def test_a_run_that_is_over_has_no_more_steps(client):
    assert await steps(client, steps=10, from_step=10) == []
    assert len(await steps(client, steps=10, from_step=8, count=5)) == 2
    blown = {"name": "gradient_descent", "learning_rate": 10}
    assert await steps(client, optimizer=blown, from_step=100) == []


async def test_the_step_that_would_leave_the_last_point_is_opened_on_request(client, make_client):
    (step,) = await steps(client, steps=10, from_step=10, beyond=True)
    (longer,) = await steps(client, steps=11, from_step=10)
    assert step == longer
    async with make_client(max_steps=10) as small:  # at the very limit too
        assert await steps(small, steps=10, from_step=10, beyond=True) == [step]


async def test_the_step_that_leaves_is_opened_too(client):
    blown = {"name": "gradient_descent", "learning_rate": 10}
    run = (await client.post("/api/v1/descents", json=RUN | {"optimizer": blown})).json()
    opened = await steps(client, optimizer=blown, count=20)
    assert len(opened) == run["outcome"]["step"]
    assert opened[-1]["kind"] in ("beyond", "undefined")
    assert opened[-1]["sentence"]["en"].startswith("Gone")


async def test_only_so_many_steps_are_opened_at_once(client):
    response = await client.post(STEP, json=RUN | {"count": 201})
    assert response.status_code == 422
    assert response.json()["errors"][0]["limit"] == 200


async def test_the_answer_is_the_engines_anatomy(client):
    descent = Descent(named_surface("himmelblau"), (-1.0, 1.0), choose("adam", learning_rate=0.05), 200)
    expected = anatomy(descent, 3, 2)
    for step, one in zip(await steps(client, from_step=3, count=2), expected, strict=True):
        assert [term["value"] for term in step["terms"]] == [
            list(value) if isinstance(value, tuple) else value for _, value in one.terms
        ]
        assert [entry["name"] for entry in step["state"]] == [name for name, _ in one.state]


async def test_a_step_off_the_surface_lands_on_no_slope(client):
    rule = {"name": "gradient_descent", "learning_rate": 1}
    (step,) = await steps(
        client, surface={"formula": "log(x) + y"}, start=[0.5, 0], optimizer=rule, steps=1, from_step=0
    )
    assert step["next_point"] == [-1.5, -1]
    assert step["next_loss"] is None
    assert step["next_gradient"] == [None, None]
