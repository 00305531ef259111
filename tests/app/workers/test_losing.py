"""Maps that come to nothing: the client has gone, the worker is killed or too slow, too many wait."""

import json
import os
import queue
import signal

import pytest
import worker_jobs
from processes import LONGEST, until
from worker_server import BODY, asked_in_background, leaving, served

from app.workers.job import Job
from engine.sweeps.lanes import Cancelled

MAP = {"surface": "rastrigin", "steps": 2000, "optimizer": "adam", "resolution": [1024, 1024]}
SHARES = MAP | {"resolution": [128, 128], "lowest": 0.01, "highest": 1, "count": 64}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/basins", MAP),
        ("/basins/stream", MAP),
        ("/basins/shares", SHARES),
        ("/basins/shares/stream", SHARES),
    ],
)
def test_after_the_client_is_seen_to_have_gone_at_most_two_blocks_are_begun(
    path, body, tmp_path, monkeypatch
):
    begun, seen = tmp_path / "begun", queue.SimpleQueue()
    monkeypatch.setenv("BLOCKS", str(begun))
    monkeypatch.setattr("app.routes.basins.basins_text", worker_jobs.counted_map)
    monkeypatch.setattr("app.routes.basins.shares_text", worker_jobs.counted_shares)
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


def test_when_the_client_has_gone_the_worker_looks_up_twice_at_most():
    with served() as (client, served_by):
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
        assert int(refused.headers["retry-after"]) >= 1


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
        assert int(refused.headers["retry-after"]) >= 1
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
