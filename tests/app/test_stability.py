"""POST /stability-map: the engine's map in typed arrays, its sentence, and mistakes by field."""

import base64

import numpy as np
import pytest
from problem_documents import MARK, check

from app.texts.figures import percent, whole
from engine import Descent, choose, named_surface
from engine.optimizers import OPTIMIZERS
from engine.outcome import STATUSES
from engine.sweeps.stability_map import axis_of, stability_map

pytestmark = pytest.mark.anyio

RUN = {
    "surface": "quadratic",
    "start": [4, 1],
    "steps": 300,
    "optimizer": "momentum",
    "x": {"knob": "learning_rate", "lowest": 0.01, "highest": 0.4, "count": 30},
    "y": {"knob": "momentum", "lowest": 0, "highest": 0.95, "count": 20},
}


async def mapped(client, **changes):
    response = await client.post("/api/v1/stability-map", json=RUN | changes)
    assert response.status_code == 200, response.text
    return response.json()


def array_of(typed):
    shape = [int(part) for part in typed["shape"].split(",")]
    return np.frombuffer(base64.b64decode(typed["bdata"]), dtype=f"<{typed['dtype']}").reshape(shape)


async def test_the_map_is_the_engines(client):
    found = await mapped(client)
    descent = Descent(named_surface("quadratic"), (4.0, 1.0), choose("momentum"), 300)
    knobs = {knob.name: knob for knob in OPTIMIZERS["momentum"].knobs}
    expected = stability_map(
        descent, axis_of(knobs["learning_rate"], 0.01, 0.4, 30), axis_of(knobs["momentum"], 0.0, 0.95, 20)
    )
    assert found["names"] == list(STATUSES)
    for name, kind in (("statuses", "u1"), ("places", "i1"), ("steps", "i4")):
        assert found[name]["dtype"] == kind
        assert np.array_equal(array_of(found[name]), getattr(expected, name))
    assert found["x"] == {"knob": "learning_rate", "values": expected.x.values.tolist()}
    assert found["y"] == {"knob": "momentum", "values": expected.y.values.tolist()}
    assert found["limit"] == expected.limit.tolist()
    assert found["shares"] == expected.shares
    assert (found["agreement"], found["growth_agreement"]) == (expected.agreement, expected.growth_agreement)
    assert found["minima"][0]["at"] == [0, 0]


async def test_a_rate_is_spread_as_its_slider_is_and_a_momentum_evenly(client):
    found = await mapped(client)
    # what lies between the ends is rounded by a twentieth of a distance at most
    evenly = np.linspace(np.log(0.01), np.log(0.4), 30)
    assert np.allclose(np.log(found["x"]["values"]), evenly, rtol=0, atol=np.log(40) / 29 / 20 * 1.05)
    assert np.allclose(found["y"]["values"], np.linspace(0, 0.95, 20), rtol=0, atol=0.05 / 20)


WAYS = {
    "converged": {"en": "come to rest", "zh": "收敛"},
    "bouncing": {"en": "bounce", "zh": "振荡"},
    "diverged": {"en": "diverge", "zh": "发散"},
    "stalled": {"en": "stall", "zh": "停滞"},
    "running": {"en": "are still on their way", "zh": "还在路上"},
}


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_sentence_has_the_shares_of_the_map(client, language):
    found = await mapped(client)
    said = found["sentence"][language]
    statuses = array_of(found["statuses"])
    assert whole(statuses.size) in said
    for index, name in enumerate(STATUSES):
        share = float((statuses == index).mean())
        assert found["shares"][name] == pytest.approx(share)
        assert (f"{percent(share)} {WAYS[name][language]}" in said) == (share > 0)
        assert share > 0 or WAYS[name][language] not in said
    assert "100\u00a0%" in said, "the limit foretells every run here"
    assert found["growth_agreement"] == 1


async def test_the_zones_are_shares_of_the_limit(client):
    found = await mapped(client)
    assert [zone["name"] for zone in found["zones"]] == ["creep", "monotone", "overshoot", "unstable"]
    for zone, share in zip(found["zones"], (0.05, 0.5, 1.0), strict=False):
        assert zone["up_to"] == pytest.approx([share * limit for limit in found["limit"]])
    assert found["zones"][-1]["up_to"] == []
    adaptive = await mapped(client, optimizer="adam", y=RUN["y"] | {"knob": "beta1"})
    assert adaptive["zones"] == []


async def test_nearly_all_is_not_said_to_be_all(client):
    x, y = RUN["x"] | {"highest": 0.4, "count": 200}, RUN["y"] | {"highest": 0.99, "count": 200}
    found = await mapped(client, optimizer="nesterov", x=x, y=y, steps=500)
    assert 0.999 < found["growth_agreement"] < 1
    assert "100\u00a0%" not in found["sentence"]["en"]
    assert "99.9" in found["sentence"]["zh"]


async def test_a_map_without_a_limit_makes_no_claim_about_one(client):
    found = await mapped(client, surface="himmelblau", optimizer="adam", y=RUN["y"] | {"knob": "beta1"})
    assert found["limit"] is None
    assert found["agreement"] is None
    assert "limit" not in found["sentence"]["en"]
    assert "上限" not in found["sentence"]["zh"]


X, Y = RUN["x"], RUN["y"]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"x": X | {"lowest": 0}}, "x.lowest", "too_small"),
        ({"x": X | {"lowest": -0.1}}, "x.lowest", "too_small"),
        ({"x": X | {"highest": 1e7}}, "x.highest", "too_large"),
        ({"x": X | {"lowest": 0.4}}, "x.highest", "empty_window"),
        ({"x": X | {"lowest": 0.5}}, "x.highest", "empty_window"),
        ({"y": Y | {"lowest": 0.5, "highest": 0.5 + 2**-52}}, "y.highest", "empty_window"),
        ({"y": Y | {"highest": 5e-324}}, "y.highest", "empty_window"),
        ({"y": Y | {"highest": 1}}, "y.highest", "too_large"),
        ({"y": Y | {"lowest": -0.5}}, "y.lowest", "too_small"),
        ({"x": X | {"count": 10**9}}, "x.count", "too_large"),
        ({"y": Y | {"count": 1}}, "y.count", "too_small"),
        ({"y": Y | {"count": 2.5}}, "y.count", "wrong_type"),
        ({"x": X | {"knob": "momentun"}}, "x.knob", "unknown_name"),
        ({"y": Y | {"knob": "beta1"}}, "y.knob", "unknown_name"),
        ({"y": Y | {"knob": MARK}}, "y.knob", "unknown_name"),
        ({"y": Y | {"knob": 5}}, "y.knob", "wrong_type"),
        ({"y": X}, "y.knob", "same_knob"),
        ({"x": {}}, "x.knob", "missing"),
        ({"x": None}, "x", "wrong_type"),
        ({"x": X | {"scale": "log"}}, "x", "unknown_field"),
        ({"x": X | {"lowest": "0.1"}}, "x.lowest", "wrong_type"),
        ({"surface": "quadratik"}, "surface", "unknown_name"),
        ({"optimizer": "momentun"}, "optimizer", "unknown_name"),
        ({"start": [1]}, "start", "wrong_dimension"),
        ({"steps": 0}, "steps", "too_small"),
        ({"steps": 100_000, "x": X | {"count": 400}, "y": Y | {"count": 400}}, "steps", "too_costly"),
    ],
)
async def test_a_mistake_is_named_by_its_field(client, change, field, code):
    error = check(await client.post("/api/v1/stability-map", json=RUN | change), 422)["errors"][0]
    assert (error["field"], error["code"]) == (field, code)
    assert MARK not in str(error)


async def test_an_axis_left_out_is_named(client):
    body = {name: value for name, value in RUN.items() if name != "y"}
    error = check(await client.post("/api/v1/stability-map", json=body), 422)["errors"][0]
    assert (error["field"], error["code"]) == ("y", "missing")
