import json

import pytest
from problem_documents import LARGEST, MARK, POSTS, check

from app.problems import MOST_ERRORS, Fault, nearest, problem_bytes
from app.schemas.base import Body
from app.texts import problems as texts

pytestmark = pytest.mark.anyio

RUN = {"surface": "himmelblau", "start": [-1, 1]}


@pytest.mark.parametrize(
    ("change", "field", "code", "more"),
    [
        ({"surface": "rosenbrok"}, "surface", "unknown_name", {"nearest": "rosenbrock"}),
        ({"surface": MARK}, "surface", "unknown_name", {}),
        ({"surface": {"name": ["a"]}}, "surface", "unknown_name", {}),
        ({"surface": 5}, "surface", "wrong_type", {}),
        ({"surface": {}}, "surface", "wrong_type", {}),
        ({"surface": {"name": "formula"}}, "surface", "unknown_name", {}),
        ({"surface": {"name": "quadratic", "condition": 2}}, "surface", "unknown_field", {}),
        (
            {"surface": {"name": "quadratic", "condition_numbr": 2}},
            "surface",
            "unknown_field",
            {"nearest": "condition_number"},
        ),
        (
            {"surface": {"name": "quadratic", "condition_number": "2"}},
            "surface.condition_number",
            "wrong_type",
            {},
        ),
        ({"surface": {"formula": 3}}, "surface.formula", "wrong_type", {}),
        ({"surface": {"formula": "x + ("}}, "surface.formula", "unexpected_end", {"position": 4}),
        ({"surface": {"formula": "x + cso(y)"}}, "surface.formula", "unknown_name", {"nearest": "cos"}),
        ({"surface": {"formula": "a*x"}}, "surface.formula", "unknown_name", {"position": 0}),
        ({"surface": {"formula": "x" * 501}}, "surface.formula", "too_long", {}),
        ({"surface": {"formula": "x" * 50_000}}, "surface.formula", "text_too_long", {}),
        ({"surface": {"formula": "log(-1-x^2-y^2)"}}, "surface.formula", "nowhere_finite", {}),
        ({"surface": {"formula": "x", "constants": {MARK: "1"}}}, "surface.constants", "wrong_type", {}),
        ({"surface": {"formula": "x", "constants": {"1a": 1}}}, "surface.constants", "invalid_name", {}),
        ({"surface": {"formula": "x", "constants": {"pi": 3}}}, "surface.constants", "reserved_name", {}),
        ({"surface": {"formula": "x", "window": [[1, 1], [0, 1]]}}, "surface.window", "empty_window", {}),
        (
            {"surface": {"formula": "x", "window": [[0, 1]]}},
            "surface.window",
            "wrong_dimension",
            {"limit": 2},
        ),
        (
            {"surface": {"formula": "x", "variables": ["y", "x"]}},
            "surface.variables",
            "unknown_variables",
            {},
        ),
        ({"start": [1]}, "start", "wrong_dimension", {"limit": 2}),
        ({"start": []}, "start", "too_short", {"limit": 1}),
        ({"start": [1, 2, 3]}, "start", "too_long", {"limit": 2}),
        ({"start": ["1", 2]}, "start.0", "wrong_type", {}),
        ({"start": [None, 2]}, "start.0", "wrong_type", {}),
        ({"start": [True, 2]}, "start.0", "wrong_type", {}),
        ({"start": [1e10, 2]}, "start.0", "too_large", {"limit": 1e9}),
        ({"start": {"x": 1, "y": 2}}, "start", "wrong_type", {}),
        ({"surface": {"formula": "log(x)+y"}, "start": [-1, 1]}, "start", "undefined_here", {}),
        ({"steps": 0}, "steps", "too_small", {"limit": 1}),
        ({"steps": 1.0}, "steps", "wrong_type", {}),
        ({"steps": "5"}, "steps", "wrong_type", {}),
        ({"steps": 10**9}, "steps", "too_large", {"limit": 100_000}),
        ({"stepps": 5}, "", "unknown_field", {"nearest": "steps"}),
        ({MARK: 5}, "", "unknown_field", {}),
        ({"optimizer": {"name": "adan"}}, "optimizer", "unknown_name", {"nearest": "adam"}),
        ({"optimizer": {"learning_rate": 0.1}}, "optimizer", "wrong_type", {}),
        (
            {"optimizer": {"name": "adam", "learning_rate": 0}},
            "optimizer.learning_rate",
            "too_small",
            {"limit": 1e-12},
        ),
        (
            {"optimizer": {"name": "adam", "learning_rate": 1e7}},
            "optimizer.learning_rate",
            "too_large",
            {"limit": 1e6},
        ),
        ({"optimizer": {"name": "adam", "momentum": 0.9}}, "optimizer", "unknown_field", {}),
        ({"schedule": {"name": "cosin"}}, "schedule", "unknown_name", {}),
        ({"schedule": {"name": "piecewise", "rates": [[1]]}}, "schedule.rates.0", "wrong_type", {}),
        (
            {"schedule": {"name": "piecewise", "rates": [[5, 0.1], [5, 0.2]]}},
            "schedule.rates",
            "not_increasing",
            {},
        ),
        ({"schedule": {"name": "cosine", "length": 1.5}}, "schedule.length", "wrong_type", {}),
        ({"schedule": {"name": "cosine", "length": "9"}}, "schedule.length", "wrong_type", {}),
        ({"schedule": {"name": "cosine", "length": 0}}, "schedule.length", "too_small", {"limit": 1}),
        ({"schedule": {"name": "cosine", "lowest": 2}}, "schedule.lowest", "too_large", {"limit": 1}),
        ({"schedule": {"name": "cosine", "lenght": 9}}, "schedule", "unknown_field", {"nearest": "length"}),
        ({"schedule": {"name": "constant", "rates": [[1, 0.1]]}}, "schedule", "unknown_field", {}),
        ({"schedule": {"name": "step", "changes": [[1, -1]]}}, "schedule.changes.0.1", "too_small", {}),
        ({"schedule": {"name": "step", "changes": [[1.5, 1]]}}, "schedule.changes.0.0", "wrong_type", {}),
        (
            {"schedule": {"name": "step", "changes": [[5, 0.1], [4, 0.2]]}},
            "schedule.changes",
            "not_increasing",
            {},
        ),
        (
            {"schedule": {"name": "step", "changes": [[k, 0.1] for k in range(1001)]}},
            "schedule.changes",
            "too_long",
            {"limit": 1000},
        ),
        ({"gradient": {"source": "nosy"}}, "gradient", "unknown_name", {"nearest": "noisy"}),
        ({"gradient": {"clip_norm": 1}}, "gradient", "wrong_type", {}),
        ({"gradient": {"source": "central", "h": 0}}, "gradient.h", "too_small", {"limit": 1e-16}),
        ({"gradient": {"source": "noisy", "scale": -1}}, "gradient.scale", "too_small", {"limit": 0}),
        ({"gradient": {"source": "noisy", "clip_norm": 0}}, "gradient.clip_norm", "too_small", {}),
        ({"gradient": {"source": "noisy", "clip_norm": "1"}}, "gradient.clip_norm", "wrong_type", {}),
        ({"gradient": {"source": "analytic", "h": 1}}, "gradient", "unknown_field", {}),
        ({"seed": -1}, "seed", "too_small", {"limit": 0}),
        ({"seed": 2**53}, "seed", "too_large", {"limit": 2**53 - 1}),
        ({"seed": 1.5}, "seed", "wrong_type", {}),
        ({"until": {"gradient_norm": -1}}, "until.gradient_norm", "too_small", {"limit": 0}),
        ({"until": {}}, "until.gradient_norm", "missing", {}),
        (
            {"resume": {"step": 3, "point": [1, 2], "memory": [], "recent": [[1, 2]]}},
            "resume",
            "wrong_state",
            {},
        ),
    ],
)
async def test_a_mistake_is_named_by_its_field_and_never_repeated(client, change, field, code, more):
    response = await client.post("/api/v1/descents", json={**RUN, **change})
    problem = check(response, 422)
    error = problem["errors"][0]
    assert (error["field"], error["code"]) == (field, code)
    assert error.items() >= more.items()
    assert MARK not in response.text


@pytest.mark.parametrize("body", ["[]", "1", "null", '"himmelblau"', "{}"])
async def test_a_body_that_is_no_description_is_refused(client, body):
    for path in POSTS:
        response = await client.post(path, content=body, headers={"content-type": "application/json"})
        check(response, 422)


@pytest.mark.parametrize(
    "body",
    [
        '{"surface": "himmelblau", "start": [NaN, 1]}',
        '{"surface": "himmelblau", "start": [1e999, 1]}',
        '{"surface": "himmelblau", "start": [-Infinity, 1]}',
        '{"surface": "\\ud800", "start": [1, 1]}',
        '{"surface": "himmelblau", "surface": "beale", "start": [1, 1]}',
        "[" * 60_000,
        '{"surface":' * 5_000,
        "{",
        "",
        "\x00",
    ],
)
async def test_what_is_not_strict_json_is_refused_by_every_route(client, body):
    for path in POSTS:
        response = await client.post(path, content=body, headers={"content-type": "application/json"})
        problem = check(response, 400)
        assert problem["errors"][0]["field"] == ""


@pytest.mark.parametrize(
    "kind", [None, "text/plain", "application/x-www-form-urlencoded", "application/ld+json", "json"]
)
async def test_only_json_by_its_content_type_is_read(client, kind):
    headers = {} if kind is None else {"content-type": kind}
    for path in POSTS:
        response = await client.post(path, content=json.dumps(RUN), headers=headers)
        assert "--json" in check(response, 415)["detail"]


async def test_json_with_a_charset_is_json(client):
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    response = await client.post("/api/v1/descents", content=json.dumps(RUN), headers=headers)
    assert response.status_code == 200


async def test_addresses_and_methods_that_are_not_there_are_problems(client):
    check(await client.get("/api/v1/nowhere"), 404)
    check(await client.get("/api/v1/surfaces/"), 404)
    check(await client.get("/docs"), 404)
    check(await client.get("/redoc"), 404)
    response = await client.get("/api/v1/descents")
    check(response, 405)
    assert response.headers["allow"] == "POST"
    check(await client.delete("/api/v1/surfaces"), 405)
    check(await client.post("/static/x"), 405)


async def test_the_type_of_a_problem_points_to_where_it_is_listed(client):
    problem = (await client.post("/api/v1/descents", json={})).json()
    listed = (await client.get(problem["type"].partition("#")[0])).json()["problems"]
    (row,) = [row for row in listed if row["type"] == problem["type"]]
    assert row == {
        "type": problem["type"],
        "status": problem["status"],
        "title": {"en": problem["title"], "zh": problem["title_zh"]},
    }


async def test_a_failure_inside_is_a_problem_that_says_nothing_of_the_inside(client, monkeypatch):
    def fail(*_):
        raise RuntimeError("secret")

    monkeypatch.setattr("app.routes.grids.scale_of", fail)
    response = await client.post("/api/v1/surfaces/grid", json={"surface": "himmelblau"})
    check(response, 500)
    assert "secret" not in response.text
    assert "Traceback" not in response.text


async def test_a_run_that_is_too_much_work_is_refused_by_the_number_to_lower(make_client):
    async with make_client(max_operations=100_000) as client:
        response = await client.post("/api/v1/descents", json={**RUN, "steps": 90_000})
        error = check(response, 422)["errors"][0]
        assert (error["field"], error["code"]) == ("steps", "too_costly")
        response = await client.post("/api/v1/descents", json={**RUN, "steps": error["limit"]})
        assert response.status_code == 200


@pytest.mark.parametrize(("path", "body"), [("/descents", RUN), ("/basins", {"surface": "himmelblau"})])
async def test_where_nothing_is_like_an_unknown_field_those_that_there_are_are_told(client, path, body):
    address = f"/api/v1{path}"
    (error,) = check(await client.post(address, json=body | {MARK: 5}), 422)["errors"]
    for said in error["message"].values():
        assert "surface" in said
        assert "steps" in said
    (error,) = check(await client.post(address, json=body | {"stepps": 5}), 422)["errors"]
    assert "surface" not in error["message"]["en"], "the nearest is enough"


def bodies(body):
    """Every body that a request may have, and every part of one."""
    return [body, *(below for one in body.__subclasses__() for below in bodies(one))]


def test_the_largest_problem_stays_small():
    longest = [
        Fault("wrong_type", "surface." + "x" * 60, {"kind": kind, "nearest": "n" * 40})
        for kind in texts.KINDS
    ] * 5
    assert len(problem_bytes(422, *longest)) <= LARGEST
    most = max((", ".join(sorted(body.model_fields)) for body in bodies(Body)), key=len)
    unknown = [Fault("unknown_field", "surface." + "x" * 60, {"nearest": None, "known": most})] * 5
    assert most.encode() in problem_bytes(422, *unknown)
    assert len(problem_bytes(422, *unknown)) <= LARGEST
    assert len(json.loads(problem_bytes(422, *longest))["errors"]) == MOST_ERRORS


def test_every_fault_has_a_sentence_in_both_languages():
    figures = {"limit": 3, "kind": "number", "nearest": "adam"}
    for code in texts.CODES:
        sentence = texts.sentence(code, figures)
        for text in (sentence.en, sentence.zh):
            assert text
            assert "{" not in text
            assert "adam" in text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("rosenbrok", "rosenbrock"),
        ("ADAM", None),
        ("", None),
        ("x" * 10_000, None),
        ("lerning_rate", "learning_rate"),
    ],
)
def test_the_nearest_name_is_one_that_exists(typed, found):
    known = ["rosenbrock", "learning_rate"]
    assert nearest(typed, known) == found


@pytest.mark.parametrize(
    ("change", "near"), [({"optimizer": "adma"}, "adam"), ({"tolerance": 1}, None), ({"count": 5}, None)]
)
async def test_a_name_far_from_all_is_not_put_beside_one(client, change, near):
    body = {"surface": "himmelblau", "start": [1, 1], **change}
    error = (await client.post("/api/v1/descents", json=body)).json()["errors"][0]
    assert error.get("nearest") == near
    assert ("Did you mean" in error["message"]["en"]) == (near is not None)
