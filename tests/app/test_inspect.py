import pytest

pytestmark = pytest.mark.anyio


async def inspect(client, **body):
    response = await client.post("/api/v1/inspect", json=body)
    assert response.status_code == 200, response.text
    return response.json()


async def test_a_minimum_is_taken_apart(client):
    found = await inspect(client, surface="himmelblau", point=[3, 2])
    assert found["value"] == 0
    assert found["gradient"] == [0, 0]
    assert found["hessian"] == [[74, 20], [20, 34]]
    low, high = found["eigenvalues"]
    assert (low + high, low * high) == pytest.approx((108, 2116))
    assert found["condition_number"] == pytest.approx(high / low)
    assert found["stability_limit"] == pytest.approx(2 / high)
    assert found["numerical"]["central"]["error"] is None


async def test_the_stability_limit_is_the_optimizers(client):
    momentum = {"name": "momentum", "momentum": 0.5, "learning_rate": 0.01}
    found = await inspect(client, surface="himmelblau", point=[3, 2], optimizer=momentum)
    assert found["stability_limit"] == pytest.approx(3 / found["eigenvalues"][1])
    adaptive = await inspect(client, surface="himmelblau", point=[3, 2], optimizer={"name": "adam"})
    assert adaptive["stability_limit"] is None
    assert adaptive["zone"] is None


async def test_numerical_gradients_agree_with_the_derived_one(client):
    found = await inspect(client, surface="rosenbrock", point=[-1.2, 1])
    assert found["numerical"]["central"]["error"] < 1e-8
    assert found["numerical"]["central"]["error"] < found["numerical"]["forward"]["error"] < 1e-6


async def test_the_tangent_touches_the_surface(client):
    found = await inspect(client, surface="himmelblau", point=[1, -2])
    slopes = found["tangent"]["slopes"]
    assert found["tangent"]["constant"] + slopes[0] * 1 + slopes[1] * -2 == pytest.approx(found["value"])
    assert slopes == found["gradient"]


async def test_a_saddle_has_no_condition_number(client):
    found = await inspect(client, surface="saddle", point=[0, 0])
    assert found["condition_number"] is None


async def test_a_curve_is_inspected_at_a_weight(client):
    found = await inspect(client, surface={"name": "parabola", "curvature": 4}, point=[3])
    assert (found["value"], found["gradient"], found["hessian"]) == (18, [12], [[4]])


async def test_where_there_is_no_value_everything_is_null(client):
    found = await inspect(client, surface={"formula": "log(x) + y"}, point=[-1, 0])
    assert found["value"] is None
    assert found["stability_limit"] is None
    assert found["zone"] is None
