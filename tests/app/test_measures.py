"""POST /descents/measures: the engine's measures, null where there is none."""

import math

import pytest

from engine import Descent, choose, measures, named_surface

pytestmark = pytest.mark.anyio

RUN = {
    "surface": "himmelblau",
    "start": [-1, 1],
    "steps": 300,
    "optimizer": {"name": "adam", "learning_rate": 0.05},
}


async def measured(client, **changes):
    response = await client.post("/api/v1/descents/measures", json=RUN | changes)
    assert response.status_code == 200, response.text
    return response.json()


async def test_the_measures_are_the_engines(client):
    found = await measured(client, most=50)
    descent = Descent(named_surface("himmelblau"), (-1.0, 1.0), choose("adam", learning_rate=0.05), 300)
    expected = measures(descent, most=50)
    assert found["steps"] == list(expected.steps)
    for name in ("losses", "gradient_norms", "distances", "learning_rates", "effective_rates", "sharpness"):
        assert found[name] == getattr(expected, name).tolist(), name
    limits = [None if math.isnan(limit) else limit for limit in expected.product_limits.tolist()]
    assert found["product_limits"] == limits
    assert found["minimum"] == list(expected.minimum)


async def test_a_run_without_a_minimum_has_no_distances(client):
    found = await measured(client, surface="saddle", start=[1, 0.1], steps=20)
    assert found["minimum"] is None
    assert found["distances"] is None


async def test_every_point_of_the_longest_run_may_be_asked_for(client):
    found = await measured(client, steps=3000, most=100_001)
    assert found["steps"] == list(range(3001))
    assert all(len(found[name]) == 3001 for name in ("losses", "products", "along_step", "condition_numbers"))


@pytest.mark.parametrize(("most", "code"), [(1, "too_small"), (100_002, "too_large"), (2.5, "wrong_type")])
async def test_how_many_points_is_checked(client, most, code):
    response = await client.post("/api/v1/descents/measures", json=RUN | {"most": most})
    assert response.status_code == 422
    error = response.json()["errors"][0]
    assert (error["field"], error["code"]) == ("most", code)


async def test_a_diverging_run_is_measured_as_far_as_it_goes(client):
    found = await measured(client, optimizer={"name": "gradient_descent", "learning_rate": 0.5})
    assert len(found["steps"]) < 10
    assert found["minimum"] == pytest.approx([-2.805118, 3.131313], abs=1e-5)
    assert all(value is None or math.isfinite(value) for value in found["products"])
