import numpy as np
import pytest

pytestmark = pytest.mark.anyio

FALL_LINE = "/api/v1/surfaces/fall-line"


async def test_the_fall_line_leads_down_from_the_start(client):
    found = (await client.post(FALL_LINE, json={"surface": "himmelblau", "start": [-1, 1]})).json()
    assert found["points"][0] == [-1, 1]
    assert found["points"][-1] == pytest.approx([-2.805, 3.131], abs=0.01)
    assert found["ends"] == "minimum"


async def test_a_curve_has_a_fall_line_too(client):
    found = (await client.post(FALL_LINE, json={"surface": "parabola", "start": [2]})).json()
    assert (np.diff(np.ravel(found["points"])) < 0).all()


async def test_a_start_without_a_value_is_refused(client):
    response = await client.post(FALL_LINE, json={"surface": {"formula": "log(x)+y"}, "start": [-1, 0]})
    assert response.status_code == 422
    assert response.json()["errors"][0] | {"message": None} == {
        "field": "start",
        "code": "undefined_here",
        "message": None,
    }
