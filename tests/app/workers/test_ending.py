"""The end of a server: who waits is told, and no process is left."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from processes import LONGEST, children, runs, until
from worker_server import asked_in_background, served

ROOT = Path(__file__).resolve().parents[3]


def test_who_waits_when_the_server_stops_is_told_to_come_again():
    with served() as (client, served_by):
        begun = asked_in_background(client, **{"X-Tab": "begun"})
        until(lambda: any(member.job for member in served_by.pool.members))
        waits = asked_in_background(client, **{"X-Tab": "waits"})
        until(lambda: served_by.pool.waiting == 1)
    for answer in (begun.get(timeout=LONGEST), waits.get(timeout=LONGEST)):
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.json()["errors"][0]["code"] == "interrupted"


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
