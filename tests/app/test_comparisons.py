"""POST /comparisons/holding."""

import pytest

from engine.comparisons import COMPARISONS

pytestmark = pytest.mark.anyio
PATH = "/api/v1/comparisons/holding"


async def test_the_comparison_s_own_sides_are_the_default(client):
    asked = {"comparison": "wells", "count": 50}
    plain = (await client.post(PATH, json=asked)).json()
    wells = COMPARISONS["wells"]
    whole = asked | {
        "members": [{"surface": member.surface, "start": list(member.start)} for member in wells.members],
        "optimizer": {"name": wells.optimizer.name},
        "steps": wells.steps,
        "lowest": wells.rates[0],
        "highest": wells.rates[1],
    }
    assert (await client.post(PATH, json=whole)).json() == plain
    sharp, flat = plain["members"]
    assert sharp["home"]["at"] == [-1, 0]
    assert sharp["reaches"]["at"] == [1, 0]
    assert sharp["holds_to"] < flat["holds_to"]


async def test_what_is_set_otherwise_counts(client):
    steep = {"name": "valley_straight", "walls": 200}
    members = [{"surface": steep, "start": [-4, 1]}, {"surface": "valley_straight", "start": [-4, 1]}]
    answer = (await client.post(PATH, json={"comparison": "valleys", "members": members})).json()
    assert [member["home"]["limit"] for member in answer["members"]] == [0.01, 0.02]
    assert [member["holds_to"] for member in answer["members"]] == pytest.approx([0.01, 0.02], rel=0.02)


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"comparison": "walls"}, "comparison", "unknown_name"),
        ({"lowest": 0}, "lowest", "too_small"),
        ({"highest": -1}, "highest", "too_small"),
        ({"lowest": 1, "highest": 1}, "highest", "empty_window"),
        ({"lowest": 1}, "highest", "empty_window"),
        ({"count": 1}, "count", "too_small"),
        ({"count": 10**9}, "count", "too_large"),
        ({"steps": 0}, "steps", "too_small"),
        ({"steps": 10**9}, "steps", "too_large"),
        ({"steps": 100_000, "count": 2000}, "steps", "too_costly"),
        ({"members": []}, "members", "too_short"),
        ({"members": [{"surface": "sphere", "start": [1, 1]}] * 3}, "members", "too_long"),
        ({"members": [{"surface": "sphere", "start": [1]}] * 2}, "members.0.start", "wrong_dimension"),
        ({"members": [{"surface": "spheer", "start": [1, 1]}] * 2}, "members.0.surface", "unknown_name"),
        ({"optimizer": "gradient"}, "optimizer", "unknown_name"),
        ({"seed": 1}, "", "unknown_field"),
    ],
)
async def test_a_bad_request_is_refused_by_the_field(client, changed, field, code):
    response = await client.post(PATH, json={"comparison": "valleys"} | changed)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    (fault, *_) = response.json()["errors"]
    assert (fault["field"], fault["code"]) == (field, code)
