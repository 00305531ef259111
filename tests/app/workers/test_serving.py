"""Maps through a real server and its worker's process: equal to the bit, given up, refused, and nothing left behind."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import worker_jobs
from processes import LONGEST, children, runs, until
from serving import serve

from app import stability_maps
from app.main import create_app
from app.server import make_server
from app.settings import Settings
from app.workers import workers
from app.workers.job import Job
from app.workers.members import ProcessMember
from engine import Descent, choose, named_surface
from engine.optimizers import OPTIMIZERS
from engine.sweeps.lanes import Cancelled
from engine.sweeps.stability_map import axis_of

ROOT = Path(__file__).resolve().parents[3]
SIDE = 40
BODY = {
    "surface": "himmelblau",
    "start": [-1, 1],
    "steps": 60,
    "optimizer": "momentum",
    "x": {"knob": "learning_rate", "lowest": 0.001, "highest": 0.1, "count": SIDE},
    "y": {"knob": "momentum", "lowest": 0, "highest": 0.95, "count": SIDE},
}
# far more than anybody waits for here
LONG = BODY | {"steps": 20_000, "x": BODY["x"] | {"count": 200}, "y": BODY["y"] | {"count": 200}}
SMALL = BODY | {"steps": 9, "x": BODY["x"] | {"count": 9}, "y": BODY["y"] | {"count": 9}}
EVERYTHING = {
    "worker_nice": 1,
    "worker_from_milliseconds": 1e-6,
    "worker_patience": 600.0,
    "max_lane_operations": 10**15,
}


@contextmanager
def served(**settings) -> Iterator[tuple[httpx.Client, workers.Workers]]:
    """A server whose every map is a worker's, and its workers."""
    chosen = Settings(**EVERYTHING | settings)
    app = create_app(chosen)
    with (
        serve(make_server(app, chosen)) as address,
        httpx.Client(base_url=f"{address}/api/v1", timeout=LONGEST) as client,
    ):
        yield client, app.state.workers


@pytest.fixture(scope="module")
def own() -> Iterator[tuple[httpx.Client, workers.Workers]]:
    with served() as both:
        yield both


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


def test_a_stream_for_which_there_is_no_room_says_when_there_may_be():
    with served(max_queue=1) as (client, served_by):
        first = asked_in_background(client, **{"X-Tab": "first"})
        until(lambda: any(member.job for member in served_by.pool.members))
        second = asked_in_background(client, **{"X-Tab": "second"})
        until(lambda: served_by.pool.waiting == 1)
        body = {"surface": "himmelblau", "steps": 50, "resolution": [64, 64]}
        *_, last = client.post("/basins/stream", json=body).text.strip().split("\n\n")
        name, _, data = last.partition("\n")
        assert name == "event: error"
        problem = json.loads(data.removeprefix("data: "))
        assert (problem["status"], problem["errors"][0]["code"]) == (503, "queue_full")
        assert problem["retry_after"] >= 1
        del first, second


def test_the_worker_that_answers_is_another_process_which_is_warm(own):
    client, served_by = own
    until(lambda: served_by.pool.members and served_by.pool.members[0].ready)
    (member,) = served_by.pool.members
    assert member.pid != os.getpid()
    assert client.post("/stability-map", json=BODY).status_code == 200
    assert served_by.pool.members == (member,)


def asked_in_background(
    client: httpx.Client, body: dict[str, object] = LONG, **headers: str
) -> "queue.SimpleQueue[httpx.Response]":
    """Where the answer to a map will be, one that takes long."""
    answers: queue.SimpleQueue[httpx.Response] = queue.SimpleQueue()

    def ask() -> None:
        with httpx.Client(base_url=client.base_url, timeout=LONGEST) as own_client:
            answers.put(own_client.post("/stability-map", json=body, headers=headers))

    threading.Thread(target=ask, daemon=True).start()
    return answers


@contextmanager
def leaving(
    client: httpx.Client,
    served_by: workers.Workers,
    path: str = "/stability-map",
    body: dict[str, object] = LONG,
) -> Iterator[None]:
    """A client whose long map a worker has begun, and who goes away at the end."""
    request = client.build_request("POST", path, json=body)
    with socket.create_connection((request.url.host, request.url.port), timeout=LONGEST) as opened:
        head = f"POST {request.url.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        body = request.content
        opened.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        until(lambda: any(member.job for member in served_by.pool.members))
        yield


@pytest.mark.parametrize("path", ["/basins", "/basins/stream"])
def test_after_the_client_is_seen_to_have_gone_at_most_two_blocks_are_begun(path, tmp_path, monkeypatch):
    begun, seen = tmp_path / "begun", queue.SimpleQueue()
    monkeypatch.setenv("BLOCKS", str(begun))
    monkeypatch.setattr("app.routes.basins.basins_text", worker_jobs.counted_map)
    body = {"surface": "rastrigin", "steps": 2000, "optimizer": "adam", "resolution": [1024, 1024]}
    with served(max_map_operations=10**15) as (client, served_by):
        stop = served_by.pool.stop

        def stop_counted(job: Job) -> None:
            seen.put((job, begun.stat().st_size))
            stop(job)

        with leaving(client, served_by, path, body):
            until(begun.exists)
            monkeypatch.setattr(served_by.pool, "stop", stop_counted)
        job, before = seen.get(timeout=LONGEST)
        until(job.future.done)
        assert isinstance(job.future.exception(), Cancelled)
        assert begun.stat().st_size - before <= 2
        assert before < 64, "it was far from done"


def test_when_the_client_has_gone_the_worker_looks_up_twice_at_most(own):
    client, served_by = own
    with leaving(client, served_by):
        (job,) = [member.job for member in served_by.pool.members]
    assert job.future.exception(LONGEST) is not None
    assert job.looks_after <= 2
    assert client.post("/stability-map", json=BODY).status_code == 200


def test_a_worker_killed_under_load_is_replaced_and_its_map_made_again():
    with served() as (client, served_by):
        with leaving(client, served_by):
            (member,) = served_by.pool.members
            job = member.job
            os.kill(member.pid, signal.SIGKILL)
            until(lambda: any(one.job is job and one is not member for one in served_by.pool.members))
            assert job.attempts == 2
            os.kill(served_by.pool.members[0].pid, signal.SIGKILL)
            assert job.future.exception(LONGEST) is not None
        assert client.post("/stability-map", json=BODY).status_code == 200


def test_a_map_whose_worker_is_killed_twice_is_answered_503():
    with served() as (client, served_by):
        answers = asked_in_background(client)
        for attempt in (1, 2):
            until(lambda: any(one.job and one.job.attempts == attempt for one in served_by.pool.members))  # noqa: B023
            os.kill(served_by.pool.members[0].pid, signal.SIGKILL)
        refused = answers.get(timeout=LONGEST)
        assert refused.status_code == 503
        assert refused.json()["errors"][0]["code"] == "interrupted"
        assert "retry-after" not in refused.headers, (
            "asked again by a machine, it might kill one after the other"
        )


def test_whoever_waits_while_workers_are_killed_is_served():
    with served() as (client, served_by):
        longest = asked_in_background(client, **{"X-Tab": "longest"})
        until(lambda: any(member.job for member in served_by.pool.members))
        others = [asked_in_background(client, BODY, **{"X-Tab": f"tab {number}"}) for number in range(6)]
        until(lambda: served_by.pool.waiting == len(others))
        for attempt in (1, 2):
            until(lambda: any(one.job and one.job.attempts == attempt for one in served_by.pool.members))  # noqa: B023
            os.kill(served_by.pool.members[0].pid, signal.SIGKILL)
        assert longest.get(timeout=LONGEST).status_code == 503
        assert [one.get(timeout=LONGEST).status_code for one in others] == [200] * len(others)


def test_a_map_past_its_time_is_answered_503_and_the_next_one_is_served():
    with served() as (client, served_by):
        answers = asked_in_background(client)
        until(lambda: any(member.job for member in served_by.pool.members))
        (member,) = served_by.pool.members
        served_by.pool._overdue(member.job)
        refused = answers.get(timeout=LONGEST)
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (503, "overdue")
        assert client.post("/stability-map", json=BODY).status_code == 200


def test_one_map_too_many_is_refused_with_the_time_to_wait_and_tabs_share_the_line():
    with served(max_queue=2) as (client, served_by):
        first = asked_in_background(client, **{"X-Tab": "greedy"})
        until(lambda: any(member.job for member in served_by.pool.members))
        others = []
        for waiting in (1, 2):
            others.append(asked_in_background(client, **{"X-Tab": "greedy"}))
            until(lambda: served_by.pool.waiting == waiting)  # noqa: B023
        refused = client.post("/stability-map", json=BODY, headers={"X-Tab": "greedy"})
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (503, "queue_full")
        assert int(refused.headers["retry-after"]) >= 1
        modest = asked_in_background(client, **{"X-Tab": "modest"})
        assert others[1].get(timeout=LONGEST).status_code == 503, "the youngest of the greedy tab made room"
        assert served_by.pool.waiting == 2
        assert client.get("/health").status_code == 200
        del first, modest


def test_who_waits_when_the_server_stops_is_told_to_come_again():
    with served() as (client, served_by):
        begun = asked_in_background(client, **{"X-Tab": "begun"})
        until(lambda: any(member.job for member in served_by.pool.members))
        waits = asked_in_background(client, **{"X-Tab": "waits"})
        until(lambda: served_by.pool.waiting == 1)
    for answer in (begun.get(timeout=LONGEST), waits.get(timeout=LONGEST)):
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.json()["errors"][0]["code"] == "interrupted"


def test_without_a_process_maps_come_all_the_same(monkeypatch):
    def refuse(*arguments, **options):
        raise PermissionError

    monkeypatch.setattr("app.workers.members.subprocess.Popen", refuse)
    with served() as (client, _):
        assert client.post("/stability-map", json=BODY).status_code == 200


@contextmanager
def started() -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command itself, and its worker's process."""
    command = [sys.executable, "-m", "app", "--port", "0"]
    variables = {**os.environ, "FALL_LINE_WORKER_NICE": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[4]
            with httpx.Client(base_url=address, timeout=LONGEST) as client:
                until(lambda: _answers(client))
                until(lambda: bool(children(process.pid)))
                (worker,) = children(process.pid)
                yield process, worker
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/api/v1/health").status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_the_server_ends(end):
    with started() as (process, worker):
        assert runs(worker)
        process.send_signal(end)
        process.wait(LONGEST)
        until(lambda: not runs(worker))
        _, errors = process.communicate()
        assert "Traceback" not in errors
