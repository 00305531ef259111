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
    asked = {"slices": True, "compass": {"radius": 3}, "tangent": {"direction": [1, 1]}, "way": True}
    found = await inspect(client, surface={"formula": "log(x) + y"}, point=[-1, 0], **asked)
    for name in ("value", "gradient_norm", "condition_number", "stability_limit", "product", "zone", "way"):
        assert found[name] is None, name
    assert found["gradient"] == found["eigenvalues"] == [None, None]
    assert found["hessian"] == found["eigenvectors"] == [[None, None]] * 2
    assert found["tangent"] == {"constant": None, "slopes": [None, None]}
    assert [one["slope"] for one in found["slices"]] == [None, None]
    assert found["compass"]["steepest"] is None


async def test_what_is_not_asked_for_is_not_answered(client):
    found = await inspect(client, surface="himmelblau", point=[3, 2])
    assert not {"slices", "compass", "way"} & set(found)
    assert set(found["tangent"]) == {"constant", "slopes"}


async def test_slices_compass_tangent_and_way_come_on_request(client):
    asked = {"slices": True, "compass": {"radius": 0.5, "directions": 12}, "tangent": {}, "way": True}
    found = await inspect(client, surface="himmelblau", point=[3, -4], **asked)
    assert [one["slope"] for one in found["slices"]] == found["gradient"]
    assert found["compass"]["angles"] == [30 * k for k in range(12)]
    assert len(found["compass"]["losses"]) == 12
    assert 0 < found["compass"]["apart"] < 180
    assert found["tangent"]["distances"][0] == 0
    assert found["way"]["angle"] < 90


async def test_where_there_is_no_slope_nothing_is_made_up(client):
    asked = {"compass": {"radius": 1}, "tangent": {}, "way": True}
    found = await inspect(client, surface="quadratic", point=[0, 0], **asked)
    assert found["compass"]["steepest"] is None
    assert set(found["tangent"]) == {"constant", "slopes"}
    assert found["way"] is None


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"compass": {"radius": 0}}, "compass.radius"),
        ({"compass": {"radius": 1, "directions": 7}}, "compass.directions"),
        ({"compass": {}}, "compass.radius"),
        ({"tangent": {"direction": [1]}}, "tangent.direction"),
        ({"tangent": {"direction": [0, -0.0]}}, "tangent.direction"),
        ({"way": 1}, "way"),
    ],
)
async def test_a_wrong_part_is_named(client, part, field):
    response = await client.post("/api/v1/inspect", json={"surface": "himmelblau", "point": [3, 2], **part})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == field
