"""Maps through a real server and its worker's process: equal to the bit, and waited for where it is not up yet."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator

import httpx
import pytest
import worker_jobs
from processes import LONGEST, until
from serving import serve
from worker_server import BODY, SIDE, SMALL, asked_in_background, served

from app import stability_maps
from app.main import create_app
from app.server import make_server
from app.settings import Settings
from app.workers.members import ProcessMember
from app.workers.workers import Workers
from engine import Descent, choose, named_surface
from engine.optimizers import OPTIMIZERS
from engine.sweeps.stability_map import axis_of


@pytest.fixture(scope="module")
def own() -> Iterator[tuple[httpx.Client, Workers]]:
    with served() as both:
        yield both


def test_importing_and_making_an_app_spawns_nothing():
    app = create_app(Settings())
    assert app.state.workers.pool.members == ()


def test_a_map_of_a_worker_is_the_map_of_this_process_to_the_bit(own):
    client, _ = own
    descent = Descent(named_surface("himmelblau"), (-1.0, 1.0), choose("momentum"), 60)
    knobs = {knob.name: knob for knob in OPTIMIZERS["momentum"].knobs}
    x, y = (
        axis_of(knobs[axis["knob"]], axis["lowest"], axis["highest"], SIDE) for axis in (BODY["x"], BODY["y"])
    )
    found = client.post("/stability-map", json=BODY)
    assert found.status_code == 200
    assert found.headers["content-type"] == "application/json"
    assert found.headers["cache-control"] == "no-store"
    assert found.content == stability_maps.stability_map_text(descent, x, y)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/basins", {"surface": "himmelblau", "steps": 50, "resolution": [30, 20]}),
        ("/learning-rates/sweep", {"surface": "himmelblau", "start": [-1, 1], "count": 50}),
        (
            "/learning-rates/steps-needed",
            {
                "surface": "himmelblau",
                "start": [-1, 1],
                "count": 9,
                "gradient": "noisy",
                "lowest": 1e-3,
                "highest": 0.1,
            },
        ),
    ],
)
def test_a_worker_answers_as_this_process_does(own, path, body):
    client, served_by = own
    before = next(served_by.pool._numbers)
    found = client.post(path, json=body)
    assert found.status_code == 200, found.text
    assert next(served_by.pool._numbers) == before + 2, "a worker did it"
    settings = Settings(worker_from_milliseconds=1e9)
    with serve(make_server(create_app(settings), settings)) as address:
        assert httpx.post(f"{address}/api/v1{path}", json=body, timeout=LONGEST).content == found.content


def test_levels_stream_from_a_worker_which_tells_how_far_it_is(own, monkeypatch):
    monkeypatch.setattr("app.routes.basins.basins_text", worker_jobs.talkative_map)
    client, _ = own
    body = {"surface": "himmelblau", "steps": 640, "resolution": [128, 128]}
    blocks = client.post("/basins/stream", json=body).text.strip().split("\n\n")
    events = [(name.removeprefix("event: "), data) for name, _, data in (b.partition("\n") for b in blocks)]
    names = [name for name, _ in events]
    assert [name for name in names if name != "progress"] == ["level", "level", "done"]
    assert names[-2:] == ["level", "done"]
    last = names.index("level")
    shares = [json.loads(data.removeprefix("data: "))["share"] for _, data in events[last + 1 : -2]]
    assert shares == pytest.approx([part / 10 for part in range(11)])


def test_shares_stream_from_a_worker_which_tells_how_far_it_is(own, monkeypatch):
    client, _ = own
    body = {"surface": "himmelblau", "steps": 300, "lowest": 0.01, "highest": 0.05, "count": 12}
    expected = client.post("/basins/shares", json=body).json()
    monkeypatch.setattr("app.routes.basins.shares_text", worker_jobs.talkative_shares)
    blocks = client.post("/basins/shares/stream", json=body).text.strip().split("\n\n")
    events = [(name.removeprefix("event: "), data) for name, _, data in (b.partition("\n") for b in blocks)]
    assert [name for name, _ in events[-2:]] == ["answer", "done"]
    assert {name for name, _ in events[:-2]} == {"progress"}
    assert json.loads(events[-2][1].removeprefix("data: ")) == expected
    shares = [json.loads(data.removeprefix("data: "))["share"] for _, data in events[:-2]]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_the_worker_that_answers_is_another_process_which_is_warm(own):
    client, served_by = own
    until(lambda: served_by.pool.members and served_by.pool.members[0].ready)
    (member,) = served_by.pool.members
    assert member.pid != os.getpid()
    assert client.post("/stability-map", json=BODY).status_code == 200
    assert served_by.pool.members == (member,)


@pytest.fixture
def held_spawning(monkeypatch) -> Iterator[threading.Event]:
    """No process comes up before this is set."""
    let_go, spawn = threading.Event(), ProcessMember._spawned

    def spawned_late(member: ProcessMember) -> "subprocess.Popen[bytes]":
        let_go.wait()
        return spawn(member)

    monkeypatch.setattr(ProcessMember, "_spawned", spawned_late)
    yield let_go
    let_go.set()


def test_the_page_and_what_is_small_come_before_there_is_a_worker_and_a_map_waits_for_it(held_spawning):
    with served(worker_from_milliseconds=20.0) as (client, served_by):
        try:
            page = httpx.get(client.base_url.copy_with(path="/"))
            assert page.status_code == 200
            answers = asked_in_background(client, BODY | {"steps": 1000})
            until(lambda: served_by.pool.waiting == 1)
            assert client.get("/health").status_code == 200
            assert client.post("/stability-map", json=SMALL).status_code == 200
            assert served_by.pool.waiting == 1
            assert not any(member.ready for member in served_by.pool.members)
        finally:
            held_spawning.set()
        assert answers.get(timeout=LONGEST).status_code == 200


def test_without_a_process_maps_come_all_the_same(monkeypatch):
    def refuse(*arguments, **options):
        raise PermissionError

    monkeypatch.setattr("app.workers.members.subprocess.Popen", refuse)
    with served() as (client, _):
        assert client.post("/stability-map", json=BODY).status_code == 200
