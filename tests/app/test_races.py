import json

import pytest

pytestmark = pytest.mark.anyio

RACES = "/api/v1/races"
OPTIMIZERS = [
    {"name": "gradient_descent", "learning_rate": 0.01},
    {"name": "momentum", "learning_rate": 0.002},
    {"name": "nesterov", "learning_rate": 0.002},
    {"name": "rmsprop", "learning_rate": 0.05},
    {"name": "adam", "learning_rate": 0.2},
]
RACE = {
    "surface": "himmelblau",
    "start": [-1, 1],
    "steps": 300,
    "runs": [{"optimizer": optimizer} for optimizer in OPTIMIZERS],
}


async def ask(client, **change):
    return await client.post(RACES, json={**RACE, **change})


def events_of(text):
    blocks = text.removesuffix("\n\n").split("\n\n")
    pairs = [block.split("\n") for block in blocks]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in pairs]


async def test_a_race_equals_its_runs_one_by_one(client):
    answer = (await ask(client)).json()
    alone = [
        (
            await client.post(
                "/api/v1/descents",
                json={"surface": "himmelblau", "start": [-1, 1], "steps": 300, "optimizer": optimizer},
            )
        ).json()
        for optimizer in OPTIMIZERS
    ]
    assert answer["runs"] == alone


async def test_a_run_may_start_elsewhere(client):
    runs = [{"optimizer": OPTIMIZERS[0]}, {"optimizer": OPTIMIZERS[0], "start": [2, 2]}]
    answer = (await ask(client, runs=runs)).json()
    assert [run["points"][0] for run in answer["runs"]] == [[-1, 1], [2, 2]]


async def test_rulers_on_first_steps_show_that_the_length_is_rate_times_slope(client):
    rule = {"optimizer": {"name": "gradient_descent", "learning_rate": 0.05}}
    race = {
        "surface": {"name": "quadratic", "condition_number": 20, "rotation": 0},
        "start": [4, 0],
        "steps": 1,
        "runs": [rule, {**rule, "start": [0, 4]}],
    }
    first, second = (await client.post(RACES, json=race)).json()["runs"]
    lengths = [
        abs(run["points"][1][axis] - run["points"][0][axis]) for run, axis in ((first, 0), (second, 1))
    ]
    assert lengths == [pytest.approx(0.2, rel=1e-15), pytest.approx(4.0, rel=1e-15)]


async def test_the_stream_tells_every_run_whole_and_ends_with_done(client):
    whole = (await ask(client)).json()["runs"]
    events = events_of((await client.post(f"{RACES}/stream", json=RACE)).text)
    assert events[-1] == ("done", {})
    for place, run in enumerate(whole):
        steps = [data for name, data in events if name == "steps" and data["run"] == place]
        assert [point for data in steps for point in data["points"]] == run["points"]
        assert [loss for data in steps for loss in data["losses"]] == run["losses"]
        (ending,) = [data for name, data in events if name == "outcome" and data["run"] == place]
        assert (ending["outcome"], ending["state"]) == (run["outcome"], run["state"])


async def test_the_runs_of_a_stream_take_turns(client):
    long = {**RACE, "steps": 2_000}
    events = events_of((await client.post(f"{RACES}/stream", json=long)).text)
    turns = [data["run"] for name, data in events if name == "steps"]
    assert turns[: 2 * len(OPTIMIZERS)] == 2 * list(range(len(OPTIMIZERS)))


async def test_a_run_that_diverges_ends_alone(client):
    runs = [{"optimizer": {"name": "gradient_descent", "learning_rate": 1}}, {"optimizer": OPTIMIZERS[0]}]
    answer = (await ask(client, runs=runs)).json()["runs"]
    assert answer[0]["outcome"]["status"] == "diverged"
    assert len(answer[1]["points"]) == 301


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"runs": []}, "runs"),
        ({"runs": [{}] * 17}, "runs"),
        ({"runs": [{}, {"optimizer": {"name": "adma"}}]}, "runs.1.optimizer"),
        ({"runs": [{}, {}, {"optimizer": {"name": "adam", "beta1": 2}}]}, "runs.2.optimizer.beta1"),
        ({"runs": [{"start": [1]}]}, "runs.0.start"),
        ({"runs": [{"speed": 1}]}, "runs.0"),
        ({"start": [1]}, "start"),
        ({"surface": "himelblau"}, "surface"),
        ({"surface": {"formula": "x^"}}, "surface.formula"),
        ({"steps": 100_001}, "steps"),
        ({"steps": 0}, "steps"),
        ({"runs": [{"schedule": {"name": "cosine", "length": 0}}]}, "runs.0.schedule.length"),
    ],
)
async def test_a_bad_race_is_refused_by_the_field_that_is_wrong(client, change, field):
    answer = await ask(client, **change)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"].startswith(field)


async def test_runs_that_are_too_much_together_are_refused_beforehand(make_client):
    async with make_client(max_operations=60_000) as client:
        assert (await ask(client, runs=RACE["runs"][:1])).status_code == 200
        answer = await ask(client)
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["field"], error["code"]) == (422, "steps", "too_costly")
    assert error["limit"] < RACE["steps"]
