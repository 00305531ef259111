import asyncio
import json

import httpx
import pytest
from serving import serve

from app.main import create_app
from app.server import make_server
from app.settings import Settings

pytestmark = pytest.mark.anyio

STREAM = "/api/v1/descents/stream"
RUN = {"surface": "rosenbrock", "start": [-1.2, 1], "optimizer": {"name": "adam"}, "steps": 2_000}
SERIES = ("points", "losses", "gradient_norms")
ENDLESS = 10**7  # steps: more than any buffer between server and client holds
LONGEST = 20  # seconds: a guard against hanging, no measurement
FEW = 5  # of the hundreds of pauses that a long run makes


def events_of(text):
    """The events of a finished stream as (name, data)."""
    blocks = text.split("\n\n")
    assert blocks.pop() == ""
    events = []
    for block in blocks:
        name, data = block.split("\n")
        events.append(
            (
                name.removeprefix("event: "),
                json.loads(data.removeprefix("data: "), parse_constant=pytest.fail),
            )
        )
    return events


async def stream(client, description):
    response = await client.post(STREAM, json=description)
    assert response.status_code == 200, response.text
    return events_of(response.text)


def joined(events):
    return {
        series: [value for name, data in events if name == "steps" for value in data[series]]
        for series in SERIES
    }


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"steps": 1},
        {"steps": 8},
        {"surface": "himmelblau", "optimizer": {"name": "gradient_descent", "learning_rate": 1}},
        {"surface": "saddle", "optimizer": {"name": "gradient_descent", "learning_rate": 0.5}},
        {"until": {"gradient_norm": 1.0}},
        {"until": {"gradient_norm": 1e9}},
        {"schedule": {"name": "one_cycle", "length": 700, "changes": [[900, 0.01]]}},
        {"gradient": {"source": "noisy", "scale": 3, "clip_norm": 10}, "seed": 12},
        {"gradient": {"source": "noisy"}, "until": {"gradient_norm": 1.0}},
        {"gradient": "central"},
    ],
)
async def test_the_stream_is_the_run_to_the_bit(client, change):
    events = await stream(client, RUN | change)
    whole = (await client.post("/api/v1/descents", json=RUN | change)).json()
    assert joined(events) == {series: whole[series] for series in SERIES}
    name, end = events[-1]
    assert name == "done"
    assert end == {"outcome": whole["outcome"], "state": whole["state"]}


async def test_the_first_event_is_small_and_begins_at_the_start(client):
    (name, first), *_ = await stream(client, RUN)
    assert name == "steps"
    assert first["first"] == 0
    assert first["points"][0] == RUN["start"]
    assert 1 <= len(first["points"]) - 1 <= 8


async def test_events_follow_each_other_without_a_gap(client):
    events = [data for name, data in await stream(client, RUN) if name == "steps"]
    number = 0
    for data in events:
        assert data["first"] == number
        number += len(data["points"])
        assert len(data["points"]) <= Settings().event_steps + 1
    assert number == RUN["steps"] + 1


async def test_a_stream_resumed_equals_the_whole(client):
    whole = await stream(client, RUN)
    begun = await stream(client, RUN | {"steps": 700})
    rest = await stream(client, RUN | {"resume": begun[-1][1]["state"]})
    assert rest[0][1]["first"] == 701
    assert joined(begun + rest) == joined(whole)
    assert rest[-1] == whole[-1]


async def test_a_failure_in_a_stream_ends_it_with_an_error(client, monkeypatch):
    import app.jobs

    real, calls = app.jobs.advance_until, []

    def fail_later(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise RuntimeError("secret")
        return real(*arguments)

    monkeypatch.setattr("app.jobs.advance_until", fail_later)
    events = await stream(client, RUN)
    assert [name for name, _ in events] == ["steps", "steps", "error"]
    assert events[-1][1]["status"] == 500
    assert "secret" not in json.dumps(events)


async def test_a_failure_in_the_ending_ends_the_stream_with_an_error(client, monkeypatch):
    def fail(*_):
        raise RuntimeError("secret")

    monkeypatch.setattr("app.telling.outcome_json", fail)
    assert [name for name, _ in await stream(client, RUN)][-1] == "error"


async def test_everything_is_checked_before_the_stream_begins(client):
    for change in ({"surface": "nowhere"}, {"steps": 10**8}, {"resume": {}}, {"start": [1]}):
        response = await client.post(STREAM, json=RUN | change)
        assert response.status_code == 422
        assert response.headers["content-type"] == "application/problem+json"


async def test_a_stream_is_neither_kept_nor_held_back_nor_compressed(client):
    response = await client.post(STREAM, json=RUN, headers={"accept-encoding": "gzip"})
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-accel-buffering"] == "no"
    assert "content-encoding" not in response.headers


@pytest.fixture
def one_stream_server():
    """A real server that has room for one stream at a time."""
    settings = Settings(concurrent_streams=1, max_steps=ENDLESS, max_operations=100 * ENDLESS)
    app = create_app(settings)
    with serve(make_server(app, settings)) as address:
        yield address, app


async def until(condition):
    async with asyncio.timeout(LONGEST):
        while not condition():
            await asyncio.sleep(0.005)


async def test_a_client_that_leaves_stops_the_work_and_frees_its_place(one_stream_server, monkeypatch):
    import app.jobs

    address, app_ = one_stream_server
    real, steps = app.jobs.advance_until, []

    def count(descent, progress, number):
        steps.append(number)
        return real(descent, progress, number)

    monkeypatch.setattr("app.jobs.advance_until", count)
    long = RUN | {"steps": ENDLESS}
    async with httpx.AsyncClient(base_url=address, timeout=LONGEST) as client:
        async with client.stream("POST", STREAM, json=long) as response:
            pieces = response.aiter_raw()  # held: letting go of it would be leaving
            await anext(pieces)
            assert app_.state.streams.taken == 1
            refused = await client.post(STREAM, json=RUN)
            assert refused.status_code == 503
            assert refused.headers["retry-after"]
        await until(lambda: app_.state.streams.taken == 0)
        assert sum(steps) < long["steps"]
        assert (await client.post(STREAM, json=RUN)).status_code == 200


async def test_small_requests_are_answered_beside_a_long_run(one_stream_server):
    address, _ = one_stream_server
    async with httpx.AsyncClient(base_url=address, timeout=LONGEST) as client:
        long = asyncio.create_task(client.post("/api/v1/descents", json=RUN | {"steps": 100_000}))
        answered = 0
        while not long.done():
            assert (await client.get("/api/v1/health")).status_code == 200
            answered += 1
        assert len((await long).json()["points"]) == 100_001
    assert answered > FEW
