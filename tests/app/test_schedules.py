"""Schedules and gradient sources over the API: listed, validated by their records, run like the engine runs them."""

import pytest

from engine import (
    GRADIENTS,
    SCHEDULES,
    Descent,
    choose,
    descend,
    explain,
    gradient,
    named_surface,
    presets,
    schedule,
)

pytestmark = pytest.mark.anyio

RUN = {
    "surface": "himmelblau",
    "start": [-1, 1],
    "steps": 60,
    "optimizer": {"name": "momentum", "learning_rate": 0.005},
}
GRADIENT = {"source": "noisy", "scale": 2.0, "clip_norm": 20.0}
SCHEDULE = {"name": "triangular", "half_period": 7, "lowest": 0.2, "changes": [[30, 0.002]]}


def described(**changes):
    parts = {
        "schedule": schedule("triangular", half_period=7, lowest=0.2, changes=[(30, 0.002)]),
        "gradient": gradient("noisy", scale=2.0, clip_norm=20.0),
        "seed": 11,
    }
    optimizer = choose("momentum", learning_rate=0.005)
    return Descent(named_surface("himmelblau"), (-1.0, 1.0), optimizer, 60, **parts | changes)


async def post(client, path, **body):
    response = await client.post(f"/api/v1/{path}", json=body)
    assert response.status_code == 200, response.text
    return response.json()


async def test_every_schedule_and_source_is_listed_with_its_knobs(client):
    for noun, records in (("schedules", SCHEDULES), ("gradients", GRADIENTS)):
        answer = (await client.get(f"/api/v1/{noun}")).json()
        listed = {entry["name"]: entry for entry in answer[noun]}
        assert list(listed) == list(records)
        for name, record in records.items():
            assert [knob["name"] for knob in listed[name]["knobs"]] == [knob.name for knob in record.knobs]
            assert [knob["whole"] for knob in listed[name]["knobs"]] == [knob.whole for knob in record.knobs]
    assert answer["clip"]["name"] == "clip_norm"
    terms = [*answer["clip_terms"], *(term for entry in answer["gradients"] for term in entry["terms"])]
    assert all(term["mathml"].startswith("<math") for term in terms)


@pytest.mark.parametrize("name", SCHEDULES)
async def test_the_rates_of_a_schedule_are_the_engines(client, name):
    found = await post(client, "schedules/rates", schedule=name, learning_rate=0.1, steps=250)
    expected = schedule(name).learning_rates(0.1, 0, 250)
    assert found["rates"] == expected
    assert (found["lowest"], found["highest"]) == (min(expected), max(expected))


async def test_more_rates_than_steps_are_allowed_are_refused(client):
    body = {"schedule": "cosine", "learning_rate": 0.1, "steps": 10**6}
    response = await client.post("/api/v1/schedules/rates", json=body)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "steps"


async def test_a_fraction_of_a_step_is_refused_in_both_languages(client):
    body = {**RUN, "schedule": {"name": "step", "every": 2.5}}
    error = (await client.post("/api/v1/descents", json=body)).json()["errors"][0]
    assert error["field"] == "schedule.every"
    assert "whole number" in error["message"]["en"]
    assert "整数" in error["message"]["zh"]


async def test_a_run_is_the_engines(client):
    found = await post(client, "descents", **RUN, schedule=SCHEDULE, gradient=GRADIENT, seed=11)
    run = descend(described())
    assert found["points"] == run.points.tolist()
    assert found["losses"] == run.losses.tolist()
    assert found["outcome"]["status"] == explain(run).status


async def test_the_seed_decides_the_noise(client):
    bodies = [{**RUN, "gradient": GRADIENT}, {**RUN, "gradient": GRADIENT, "seed": 0}]
    bodies.append({**RUN, "gradient": GRADIENT, "seed": 1})
    unseeded, zero, one = [(await post(client, "descents", **body))["points"] for body in bodies]
    assert unseeded == zero != one


async def test_a_resumed_run_goes_on_with_its_own_noise(client):
    whole = {**RUN, "schedule": SCHEDULE, "gradient": GRADIENT, "seed": 11}
    unbroken = await post(client, "descents", **whole)
    begun = await post(client, "descents", **whole | {"steps": 23})
    rest = await post(client, "descents", **whole, resume=begun["state"])
    for series in ("points", "losses", "gradient_norms"):
        assert begun[series] + rest[series] == unbroken[series]
    assert rest["outcome"] == unbroken["outcome"]


@pytest.mark.parametrize("name", GRADIENTS)
async def test_a_bare_name_is_the_source_with_its_defaults(client, name):
    found = await post(client, "descents", **RUN, gradient=name)
    assert (
        found["points"]
        == descend(described(gradient=gradient(name), schedule=schedule("constant"), seed=0)).points.tolist()
    )


async def test_the_older_name_of_changes_is_still_read(client):
    changes = [[10, 0.001], [20, 0.002]]
    older = await post(client, "descents", **RUN, schedule={"name": "piecewise", "rates": changes})
    newer = await post(client, "descents", **RUN, schedule={"name": "constant", "changes": changes})
    assert older["points"] == newer["points"]


async def test_changes_under_both_names_are_refused(client):
    changes = [[10, 0.001]]
    body = {**RUN, "schedule": {"name": "piecewise", "rates": changes, "changes": changes}}
    error = (await client.post("/api/v1/descents", json=body)).json()["errors"][0]
    assert (error["field"], error["code"]) == ("schedule.rates", "given_twice")
    assert "older name" in error["message"]["en"]
    assert "旧名称" in error["message"]["zh"]


async def test_opened_steps_begin_with_what_comes_before_the_rule(client):
    body = {**RUN, "gradient": GRADIENT, "schedule": SCHEDULE, "from_step": 40, "count": 2, "equations": True}
    for step in (await post(client, "descents/step", **body))["steps"]:
        names = [term["name"] for term in step["terms"]]
        assert names[:5] == ["derived_gradient", "noise", "noisy_gradient", "gradient_norm", "clipped"]
        assert names[-1] == "update"
        assert [line["name"] for line in step["equations"]] == [*names, "next_point"]
        for term in step["terms"]:
            assert term["sentence"]["en"]
            assert term["sentence"]["zh"]
        assert step["learning_rate"] == described().learning_rate(step["step"])


async def test_presets_are_tried_with_the_runs_own_schedule_and_source(client):
    body = {
        **RUN,
        "schedule": {"name": "exponential", "factor": 0.9},
        "gradient": {"source": "analytic", "clip_norm": 5},
    }
    found = await post(client, "learning-rates/presets", **body)
    parts = {"schedule": schedule("exponential", factor=0.9), "gradient": gradient(clip_norm=5.0), "seed": 0}
    expected = presets(described(**parts))
    for name in ("too_small", "right", "too_large"):
        preset = getattr(expected, name)
        assert (found[name] and found[name]["learning_rate"]) == (preset and preset.learning_rate)
