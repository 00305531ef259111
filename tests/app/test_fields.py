"""POST /surfaces/field: the way down on a grid, or at given points."""

import pytest

pytestmark = pytest.mark.anyio

FIELD = "/api/v1/surfaces/field"


async def field(client, **body):
    response = await client.post(FIELD, json=body)
    assert response.status_code == 200, response.text
    return response.json()


async def test_a_field_covers_the_window_row_by_row(client):
    found = await field(client, surface="quadratic", window=[[-1, 1], [-2, 2]], resolution=[3, 2])
    assert found["points"] == [[-1, -2], [0, -2], [1, -2], [-1, 2], [0, 2], [1, 2]]
    assert found["directions"][1] == [0, 1]
    assert found["norms"][1] == 40


async def test_a_field_at_given_points_has_their_order(client):
    found = await field(client, surface="sphere", points=[[3, 0], [0, 0], [0, -2]])
    assert found == {
        "points": [[3, 0], [0, 0], [0, -2]],
        "directions": [[-1, 0], None, [0, 1]],
        "norms": [6, 0, 4],
    }


async def test_a_curve_has_a_field_of_two_directions(client):
    found = await field(client, surface="parabola", resolution=[5])
    assert {tuple(one) for one in found["directions"] if one} == {(1,), (-1,)}
    assert len(found["points"]) == 5


async def test_where_there_is_no_value_there_is_no_direction(client):
    found = await field(client, surface={"formula": "log(x) + y"}, points=[[-1, 0], [1, 0]])
    assert found["directions"][0] is None
    assert found["norms"][0] is None
    assert found["directions"][1] is not None


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"points": [[1, 2], [3]]}, "points.1"),
        ({"points": [[1, 2]], "resolution": [3, 3]}, "points"),
        ({"resolution": [3]}, "resolution"),
        ({"resolution": [3, 1000]}, "resolution.1"),
        ({"window": [[1, 0], [0, 1]]}, "window"),
        ({"points": []}, "points"),
    ],
)
async def test_a_wrong_field_is_named(client, body, at):
    response = await client.post(FIELD, json={"surface": "sphere", **body})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == at
