import base64
import math

import numpy as np
import pytest

from engine.surfaces import SURFACES, named_surface

pytestmark = pytest.mark.anyio

GRID = "/api/v1/surfaces/grid"


async def grid(client, **body):
    response = await client.post(GRID, json=body)
    assert response.status_code == 200, response.text
    return response.json()


def array(typed):
    """The array that Plotly reads."""
    read = np.frombuffer(base64.b64decode(typed["bdata"]), dtype=f"<{typed['dtype']}")
    return read.reshape([int(side) for side in typed.get("shape", str(read.size)).split(",")])


async def test_a_surface_is_sampled_on_its_own_window(client):
    found = await grid(client, surface="himmelblau")
    x, y, z, shade = (array(found[name]) for name in ("x", "y", "z", "shade"))
    surface = named_surface("himmelblau")
    assert (x[0], x[-1]) == surface.window[0]
    assert (y[0], y[-1]) == surface.window[1]
    assert z.shape == shade.shape == (len(y), len(x)) == (101, 101)
    assert z[3, 70] == surface.value(np.array([x[70], y[3]]))


async def test_lists_hold_what_typed_arrays_hold(client):
    body = {"surface": "rosenbrock", "resolution": [7, 5]}
    typed, lists = await grid(client, **body), await grid(client, **body, encoding="lists")
    for name in ("x", "y", "z"):
        assert array(typed[name]).tolist() == lists[name]
    assert array(typed["shade"]) == pytest.approx(np.array(lists["shade"]), abs=1e-6)


@pytest.mark.parametrize("name", [name for name, record in SURFACES.items() if record.dimension == 2])
async def test_shade_rises_with_the_loss_and_levels_divide_it_evenly(client, name):
    found = await grid(client, surface=name, resolution=[31, 31], encoding="lists")
    z, shade = np.ravel(found["z"]), np.ravel(found["shade"])
    order = np.argsort(z)
    assert (np.diff(shade[order]) >= 0).all()
    assert (shade.min(), shade.max()) == pytest.approx((0, 1))
    levels = found["levels"]
    assert np.diff([level["shade"] for level in levels]) == pytest.approx(levels[0]["shade"])
    assert [level["loss"] for level in levels] == sorted(level["loss"] for level in levels)
    assert found["lowest"] <= levels[0]["loss"] <= levels[-1]["loss"] <= found["highest"]
    for level in levels:
        below, above = z[shade <= level["shade"]], z[shade >= level["shade"]]
        assert below.max() <= level["loss"] * (1 + 1e-9) + 1e-9 * abs(found["highest"])
        assert above.min() >= level["loss"] * (1 - 1e-9) - 1e-9 * abs(found["highest"])


async def test_a_curve_gives_weights_and_losses(client):
    found = await grid(client, surface="parabola", resolution=[5], window=[[-2, 2]], encoding="lists")
    assert found["w"] == [-2, -1, 0, 1, 2]
    assert found["loss"] == [2, 0.5, 0, 0.5, 2]
    assert (found["lowest"], found["highest"]) == (0, 2)


async def test_where_there_is_no_value_there_is_null_or_nan(client):
    typed_formula = {"formula": "log(x) + y", "window": [[-1, 1], [0, 1]]}
    body = {"surface": typed_formula, "resolution": [5, 3]}
    lists, typed = await grid(client, **body, encoding="lists"), await grid(client, **body)
    assert [value is None for value in lists["z"][0]] == [True, True, True, False, False]
    assert np.isnan(array(typed["z"])[0]).tolist() == [True, True, True, False, False]
    assert np.isnan(array(typed["shade"])[0]).tolist() == [True, True, True, False, False]


async def test_a_level_surface_has_no_levels(client):
    found = await grid(client, surface={"formula": "0*x + 3"}, resolution=[3, 3], encoding="lists")
    assert found["levels"] == []
    assert np.ravel(found["shade"]).tolist() == [0] * 9


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"surface": "himmelblau", "resolution": [5]}, "resolution"),
        ({"surface": "parabola", "resolution": [5, 5]}, "resolution"),
        ({"surface": "himmelblau", "resolution": [5, 402]}, "resolution"),
        ({"surface": "himmelblau", "resolution": [5, 1]}, "resolution.1"),
        ({"surface": "himmelblau", "window": [[0, 1]]}, "window"),
        ({"surface": "himmelblau", "window": [[1, 0], [0, 1]]}, "window"),
        ({"surface": "himmelblau", "window": [[0, 1e-300], [0, 1]]}, "window"),
        ({"surface": "himmelblau", "encoding": "csv"}, "encoding"),
    ],
)
async def test_a_grid_that_cannot_be_is_refused_by_its_field(client, body, field):
    response = await client.post(GRID, json=body)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == field


async def test_a_range_beyond_binary64_is_no_failure(client):
    found = await grid(
        client, surface={"formula": "exp(x^2)*sign(y)", "window": [[-26.6, 26.6], [-1, 1]]}, encoding="lists"
    )
    assert all(value is None or math.isfinite(value) for row in found["shade"] for value in row)


async def test_the_colours_run_between_the_ends_that_are_asked_for(client):
    body = {"surface": "himmelblau", "resolution": [41, 41], "encoding": "lists"}
    plain, found = await grid(client, **body), await grid(client, **body, range=[10, 100])
    assert found["z"] == plain["z"]
    assert (found["lowest"], found["highest"]) == (10, 100)
    z, shade = np.ravel(found["z"]), np.ravel(found["shade"])
    assert (shade[z <= 10] == 0).all()
    assert (shade[z >= 100] == 1).all()
    between = shade[(z > 10) & (z < 100)]
    assert ((between > 0) & (between < 1)).all()
    assert all(10 < level["loss"] < 100 for level in found["levels"])


async def test_a_range_beyond_all_losses_leaves_one_colour(client):
    found = await grid(client, surface="sphere", resolution=[5, 5], encoding="lists", range=[-9, -5])
    assert set(np.ravel(found["shade"])) == {1}
    assert await grid(client, surface="sphere", resolution=[5, 5], range=None)


@pytest.mark.parametrize("ends", [[5, 5], [7, 1]])
async def test_a_range_without_room_is_refused(client, ends):
    response = await client.post(GRID, json={"surface": "sphere", "range": ends})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "range"
