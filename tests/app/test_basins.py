"""POST /basins and its stream: the engine's map in typed arrays, cells that are runs, sentences and mistakes."""

import base64
import json

import numpy as np
import pytest
from problem_documents import MARK, check

from app.texts.figures import percent, place
from engine import Descent, choose, named_surface
from engine.sweeps.basins import OUTCOMES, basins

pytestmark = pytest.mark.anyio

RUN = {
    "surface": "himmelblau",
    "steps": 300,
    "optimizer": {"name": "gradient_descent", "learning_rate": 0.0155},
    "resolution": [40, 30],
}
ADDRESS = "/api/v1/basins"
SURFACES = ["himmelblau", "rastrigin", "ackley", "three_hump_camel", "monkey_saddle", "styblinski_tang"]
OPTIMIZERS = ["gradient_descent", "momentum", "nesterov", "rmsprop", "adam"]


async def mapped(client, **changes):
    response = await client.post(ADDRESS, json=RUN | changes)
    assert response.status_code == 200, response.text
    return response.json()


def array_of(typed):
    shape = [int(part) for part in typed.get("shape", "-1").split(",")]
    return np.frombuffer(base64.b64decode(typed["bdata"]), dtype=f"<{typed['dtype']}").reshape(shape)


async def test_the_map_is_the_engines(client):
    found = await mapped(client, ends=True)
    surface = named_surface("himmelblau")
    descent = Descent(surface, (0.0, 0.0), choose("gradient_descent", learning_rate=0.0155), 300)
    expected = basins(descent, surface.window, (40, 30))
    assert found["names"] == list(OUTCOMES)
    for name, kind in (("statuses", "u1"), ("places", "i2"), ("steps", "i4"), ("ends", "f8")):
        assert found[name]["dtype"] == kind
        assert array_of(found[name]).tobytes() == getattr(expected, name).tobytes()
    assert np.array_equal(array_of(found["astray"]), expected.astray)
    assert found["astray_share"] == expected.astray.mean()
    assert (found["x"], found["y"]) == (expected.axes[0].tolist(), expected.axes[1].tolist())
    assert found["window"] == [[-5, 5], [-5, 5]]
    assert found["resolution"] == [40, 30]
    assert [minimum["at"] for minimum in found["minima"]] == [list(one.at) for one in expected.minima]
    assert sum(share["count"] for share in found["shares"]) == 1200


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", SURFACES)
async def test_a_cell_is_the_run_from_its_centre(client, surface, optimizer):
    run = {"surface": surface, "optimizer": optimizer, "steps": 150}
    found = await mapped(client, **run, resolution=[50, 50], ends=True)
    statuses, places, ends = (array_of(found[name]) for name in ("statuses", "places", "ends"))
    generator = np.random.default_rng(SURFACES.index(surface) * 10 + OPTIMIZERS.index(optimizer))
    for row, column in generator.integers(0, 50, (14, 2)).tolist():
        start = [found["x"][column], found["y"][row]]
        single = (await client.post("/api/v1/descents", json={**run, "start": start})).json()
        assert single["points"][-1] == ends[row, column].tolist()
        assert single["outcome"]["status"] == found["names"][statuses[row, column]]
        if single["outcome"]["status"] == "converged":
            at = found["minima"][places[row, column]]["at"]
            assert np.hypot(*np.subtract(at, single["outcome"]["minimum"])) <= found["tolerance"]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_sentence_has_the_figures_of_the_map(client, language):
    found = await mapped(client)
    said = found["sentence"][language]
    assert "1200" in said
    for share in found["shares"]:
        if share["status"] in ("converged", "bouncing") and share["place"] is not None:
            assert percent(share["share"]) in said
            assert place(found["minima"][share["place"]]["at"]) in said
    (lost,) = [minimum for minimum in found["minima"] if minimum["limit"] < 0.0155]
    assert place(lost["at"]) in said
    assert "0.0149" in said
    statuses, astray = array_of(found["statuses"]), array_of(found["astray"]) == 1
    assert percent(float((astray & (statuses == 1)).mean())) in said
    remarks = found["remarks"][language]
    assert said.endswith(remarks)
    assert place(lost["at"]) in remarks
    assert "1200" not in remarks


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_sentence_says_when_no_minimum_holds(client, language):
    found = await mapped(client, optimizer={"name": "gradient_descent", "learning_rate": 0.03})
    said = found["sentence"][language]
    assert {"en": "none comes to rest", "zh": "没有一个停在极小值点"}[language] in said
    assert {"en": "above the limit of every minimum", "zh": "超过了所有找到的极小值点的上限"}[
        language
    ] in said
    assert {"en": "nothing can rest in any of them", "zh": "在其中任何一个都停不下来"}[language] in said


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_remarks_name_every_minimum_that_holds_nothing(client, language):
    found = await mapped(client, optimizer={"name": "gradient_descent", "learning_rate": 0.0205})
    said = found["remarks"][language]
    lost = [minimum for minimum in found["minima"] if minimum["limit"] < 0.0205]
    assert len(lost) == 2
    assert all(place(minimum["at"]) in said for minimum in lost)


async def test_a_window_a_whole_description_and_the_usual_resolution_are_taken(client):
    body = {
        "surface": "himmelblau",
        "start": [1, 1],
        "steps": 20,
        "window": [[0, 1], [2, 3]],
        "until": {"gradient_norm": 0.5},
    }
    found = (await client.post(ADDRESS, json=body)).json()
    assert found["window"] == [[0, 1], [2, 3]]
    assert found["resolution"] == [128, 128]
    assert found["ends"] is None
    assert 0 < found["x"][0] < 1 / 128


async def test_a_curve_and_a_formula_with_gaps_have_maps(client):
    curve = await mapped(client, surface="double_well", resolution=[30], optimizer="gradient_descent")
    assert len(curve["w"]) == 30
    assert "x" not in curve
    gaps = await mapped(client, surface={"formula": "log(x) + y^2", "window": [[-1, 1], [-1, 1]]})
    share = {share["status"]: share["share"] for share in gaps["shares"]}
    assert share["undefined"] == 0.5


async def test_a_stream_goes_from_coarse_to_fine(client):
    response = await client.post(f"{ADDRESS}/stream", json=RUN | {"resolution": [64, 64]})
    assert response.headers["content-type"].startswith("text/event-stream")
    blocks = [block.partition("\ndata: ") for block in response.text.strip().split("\n\n")]
    blocks = [block for block in blocks if block[0] != "event: progress"]
    assert [name for name, _, _ in blocks] == ["event: level", "event: level", "event: done"]
    coarse, fine = (json.loads(data) for _, _, data in blocks[:2])
    assert coarse["resolution"] == [16, 16]
    assert fine == await mapped(client, resolution=[64, 64])


@pytest.mark.parametrize(
    ("change", "field", "code", "limit"),
    [
        ({"window": [[1, 1], [0, 1]]}, "window", "empty_window", None),
        ({"window": [[2, 1], [0, 1]]}, "window", "empty_window", None),
        ({"window": [[0, 1]]}, "window", "wrong_dimension", 2),
        ({"window": [[0, 1], [0, None]]}, "window.1.1", "wrong_type", None),
        ({"resolution": [31_623, 31_623]}, "resolution", "too_large", 1024),
        ({"resolution": [10**9, 1]}, "resolution", "too_large", 1024),
        ({"resolution": [0, 16]}, "resolution.0", "too_small", 1),
        ({"resolution": [16]}, "resolution", "wrong_dimension", 2),
        ({"resolution": [16.5, 16]}, "resolution.0", "wrong_type", None),
        ({"steps": 0}, "steps", "too_small", 1),
        ({"steps": 200_000}, "steps", "too_large", 100_000),
        ({"steps": 90_000, "resolution": [1024, 1024]}, "steps", "too_costly", None),
        ({"optimizer": "gradient_decent"}, "optimizer", "unknown_name", None),
        ({"surface": "himelblau"}, "surface", "unknown_name", None),
        ({"surface": {"formula": "log(x)"}, "window": [[-2, -1], [0, 1]]}, "window", "undefined_here", None),
        ({"cells": 5}, "", "unknown_field", None),
        ({"ends": 1}, "ends", "wrong_type", None),
        ({"optimizer": MARK}, "optimizer", "unknown_name", None),
    ],
)
@pytest.mark.parametrize("stream", ["", "/stream"])
async def test_a_mistake_is_named_by_its_field(client, stream, change, field, code, limit):
    error = check(await client.post(ADDRESS + stream, json=RUN | change), 422)["errors"][0]
    assert (error["field"], error["code"]) == (field, code)
    if limit is not None:
        assert error["limit"] == limit
    assert MARK not in str(error)


async def test_a_map_that_cannot_make_one_step_is_told_how_many_cells_fit(make_client):
    async with make_client(max_map_operations=1000) as client:
        error = check(await client.post(ADDRESS, json=RUN | {"steps": 1}), 422)["errors"][0]
        assert (error["field"], error["code"]) == ("resolution", "too_costly")
        side = error["limit"]
        for asked, status in ((side, 200), (side + 1, 422)):
            body = RUN | {"steps": 1, "resolution": [asked, asked]}
            assert (await client.post(ADDRESS, json=body)).status_code == status


async def test_nan_is_no_number(client):
    text = json.dumps(RUN | {"window": [[0, 1], [0, float("nan")]]})
    headers = {"content-type": "application/json"}
    check(await client.post(ADDRESS, content=text, headers=headers), 400)


@pytest.mark.parametrize(("surface", "rate", "by_worker"), [("rastrigin", 0.006, 1), ("himmelblau", 0.02, 0)])
async def test_a_small_map_whose_ends_take_long_to_name_is_made_by_a_worker(
    client, offered, surface, rate, by_worker
):
    body = {"surface": surface, "steps": 100, "resolution": [24, 24]}
    body["optimizer"] = {"name": "gradient_descent", "learning_rate": rate}
    assert (await client.post(ADDRESS, json=body)).status_code == 200
    assert len(offered) == by_worker
