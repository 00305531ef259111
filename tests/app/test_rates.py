import pytest

from engine.rates import STEPS

pytestmark = pytest.mark.anyio

RUN = {"surface": "himmelblau", "start": [-1, 1], "steps": 200}


async def presets(client, **changes):
    response = await client.post("/api/v1/learning-rates/presets", json=RUN | changes)
    assert response.status_code == 200, response.text
    return response.json()


async def status_at(client, rate):
    optimizer = {"name": "gradient_descent", "learning_rate": rate}
    response = await client.post("/api/v1/descents", json=RUN | {"optimizer": optimizer})
    return response.json()["outcome"]["status"]


async def test_the_three_rates_do_what_their_names_say(client):
    found = await presets(client)
    small, right, large = (found[name]["learning_rate"] for name in ("too_small", "right", "too_large"))
    assert small < right < large
    assert await status_at(client, small) == found["too_small"]["status"] == "running"
    assert await status_at(client, right) == found["right"]["status"] == "converged"
    assert await status_at(client, large) == found["too_large"]["status"]
    assert found["too_large"]["status"] in ("bouncing", "diverged")


async def test_the_limits_are_those_of_the_known_minima(client):
    limits = sorted(limit["learning_rate"] for limit in (await presets(client))["limits"])
    assert limits == pytest.approx([0.01495, 0.01897, 0.02431, 0.02483], rel=1e-3)


async def test_after_one_step_the_loss_alone_tells_what_is_too_large(client, app):
    found = await presets(client, steps=1)
    assert {found[name]["status"] for name in ("too_small", "right", "too_large")} == {"running"}
    optimizer = {"name": "gradient_descent", "learning_rate": found["too_large"]["learning_rate"]}
    run = RUN | {"steps": 1, "optimizer": optimizer}
    first, last = (await client.post("/api/v1/descents", json=run)).json()["losses"]
    assert last > first
    models = app.openapi()["components"]["schemas"]
    assert "higher than it began" in models["PresetsAnswer"]["properties"]["too_large"]["description"]
    assert f"{STEPS} at most" in models["PresetAnswer"]["properties"]["status"]["description"]
    path = app.openapi()["paths"]["/api/v1/learning-rates/presets"]["post"]
    assert f"{STEPS} at most" in path["description"]


async def test_an_adaptive_optimizer_has_no_limits_beforehand(client):
    assert (await presets(client, optimizer={"name": "adam"}))["limits"] == []
