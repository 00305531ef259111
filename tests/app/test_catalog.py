import json

import pytest

from engine import descend
from engine.comparisons import COMPARISONS
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES
from engine.surfaces import SURFACES

pytestmark = pytest.mark.anyio

KNOB = {"name", "symbol", "default", "soft", "hard", "scale", "title", "help", "unit", "whole"}


async def catalog(client, noun):
    response = await client.get(f"/api/v1/{noun}")
    assert response.status_code == 200
    return json.loads(response.text, parse_constant=pytest.fail)[noun]


async def test_every_surface_is_listed_in_the_catalogs_order(client):
    listed = await catalog(client, "surfaces")
    assert [surface["name"] for surface in listed] == list(SURFACES)
    for surface in listed:
        assert (
            surface["dimension"]
            == len(surface["variables"])
            == len(surface["window"])
            == len(surface["start"])
        )
        for text in (surface["title"], surface["purpose"]):
            assert text["en"]
            assert text["zh"]
        assert surface["mathml"].startswith("<math")
        assert all(knob.keys() == KNOB for knob in surface["knobs"])


async def test_a_surface_has_an_address_of_its_own(client):
    for surface in await catalog(client, "surfaces"):
        assert (await client.get(f"/api/v1/surfaces/{surface['name']}")).json() == surface


async def test_an_unknown_surface_is_answered_with_the_nearest_name(client):
    response = await client.get("/api/v1/surfaces/rosenbrok")
    assert response.status_code == 404
    assert response.json()["errors"][0]["nearest"] == "rosenbrock"
    assert "rosenbrok." not in response.text


async def test_every_optimizer_is_listed_with_its_terms(client):
    listed = await catalog(client, "optimizers")
    assert [optimizer["name"] for optimizer in listed] == list(OPTIMIZERS)
    for optimizer in listed:
        assert optimizer["knobs"][0]["name"] == "learning_rate"
        assert optimizer["terms"][-1]["name"] == "update"
        assert all(term["mathml"].startswith("<math") for term in optimizer["terms"])
        assert optimizer["update_mathml"].startswith("<math")


async def test_every_schedule_is_listed(client):
    assert [schedule["name"] for schedule in await catalog(client, "schedules")] == list(SCHEDULES)


async def test_every_comparison_is_listed_and_its_members_are_descents_as_they_stand(client):
    listed = await catalog(client, "comparisons")
    assert [comparison["name"] for comparison in listed] == list(COMPARISONS)
    for comparison in listed:
        assert all(comparison[name][language] for name in ("title", "purpose") for language in ("en", "zh"))
        lowest, highest = comparison["learning_rates"]
        assert lowest < comparison["optimizer"]["learning_rate"] < highest
        for member, descent in zip(
            comparison["members"], COMPARISONS[comparison["name"]].descents(), strict=True
        ):
            body = {name: member[name] for name in ("surface", "start")}
            shared = {name: comparison[name] for name in ("optimizer", "steps")}
            response = await client.post("/api/v1/descents", json=body | shared)
            assert response.status_code == 200
            assert response.json()["points"] == descend(descent).points.tolist()


async def test_health_is_ok(client):
    assert (await client.get("/api/v1/health")).json() == {"status": "ok"}
