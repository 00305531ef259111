import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from serving import serve

from app.guards import SECURITY_HEADERS
from app.main import create_app
from app.server import make_server
from app.settings import Settings

LONGEST = 20  # seconds: a guard against hanging, no measurement
SETTINGS = Settings(request_deadline=0.3, keep_alive=1, max_header_bytes=2_000, max_body_bytes=1_000)
RUN = b'{"surface": "himmelblau", "start": [-1, 1], "steps": 2}'
HEALTH = b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hasty() -> Iterator[str]:
    """A real server that is short of patience."""
    with serve(make_server(create_app(SETTINGS), SETTINGS)) as address:
        yield address


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=LONGEST) as opened:
        yield opened


def read_to_end(opened: socket.socket) -> bytes:
    received = b""
    while piece := opened.recv(65_536):
        received += piece
    return received


def post(body: bytes, *headers: str) -> bytes:
    lines = ["POST /api/v1/descents HTTP/1.1", "Host: localhost", "Content-Type: application/json", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def head_and_problem(received: bytes) -> tuple[str, dict]:
    head, _, body = received.partition(b"\r\n\r\n")
    return head.decode(), json.loads(body)


def test_a_silent_connection_is_closed(hasty):
    with connected(hasty) as opened:
        assert read_to_end(opened) == b""


@pytest.mark.parametrize(
    "begun",
    [
        b"G",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n",
        post(b'{"surface"', "Content-Length: 100"),
        post(b"5\r\nabc", "Transfer-Encoding: chunked"),
    ],
)
def test_a_request_that_never_ends_is_closed(hasty, begun):
    with connected(hasty) as opened:
        opened.sendall(begun)
        assert read_to_end(opened) == b""


def test_a_kept_connection_is_closed_when_its_next_request_never_ends(hasty):
    with connected(hasty) as opened:
        opened.sendall(HEALTH + HEALTH[:-2])
        assert read_to_end(opened).count(b"200 OK") == 1


def test_a_dripping_connection_is_closed(hasty):
    with connected(hasty) as opened:
        opened.settimeout(0.02)
        received = None
        for _ in range(1000):
            try:
                opened.sendall(b"X")
                received = opened.recv(100)
                break
            except TimeoutError:
                continue
            except ConnectionError:
                received = b""
                break
        assert received == b""


def test_an_idle_connection_is_closed_in_the_end(hasty):
    with connected(hasty) as opened:
        opened.sendall(HEALTH)
        assert b'{"status":"ok"}' in read_to_end(opened)


def test_requests_sent_ahead_are_answered_in_turn(hasty):
    with connected(hasty) as opened:
        opened.sendall(HEALTH * 3)
        assert read_to_end(opened).count(b"200 OK") == 3


def test_many_silent_connections_keep_nobody_out(hasty):
    with connected(hasty), connected(hasty), connected(hasty):
        assert httpx.get(f"{hasty}/api/v1/health").status_code == 200


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"nonsense\r\n\r\n", 400, "bad_request"),
        (b"GET / HTTP/1.1\r\n\r\n", 400, "bad_request"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 5_000, 431, "headers_too_large"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 5_000 + b"\r\n\r\n", 431, "headers_too_large"),
        (post(b"", "Content-Length: 99999999999999999999"), 413, "body_too_large"),
        (post(b"zz\r\n", "Transfer-Encoding: chunked"), 400, "bad_request"),
    ],
)
def test_what_is_not_a_proper_request_gets_a_problem_with_every_header(hasty, sent, status, code):
    with connected(hasty) as opened:
        opened.sendall(sent)
        head, problem = head_and_problem(read_to_end(opened))
    assert head.startswith(f"HTTP/1.1 {status} ")
    assert problem["errors"][0]["code"] == code
    lines = head.lower().split("\r\n")
    for name, value in SECURITY_HEADERS.items():
        assert f"{name}: {value}".lower() in lines


def test_a_body_far_too_large_is_refused_and_the_server_is_well(hasty):
    response = httpx.post(
        f"{hasty}/api/v1/descents", content=b" " * 2**24, headers={"content-type": "application/json"}
    )
    assert response.status_code == 413
    assert httpx.get(f"{hasty}/api/v1/health").status_code == 200


def test_a_large_body_in_chunks_is_refused_and_the_server_is_well(hasty):
    with connected(hasty) as opened:
        opened.sendall(post(b"", "Transfer-Encoding: chunked") + b"400\r\n" + b" " * 0x400 + b"\r\n")
        assert opened.recv(20).startswith(b"HTTP/1.1 413 ")
    assert httpx.get(f"{hasty}/api/v1/health").status_code == 200


def test_answers_name_no_software(hasty):
    assert "server" not in httpx.get(f"{hasty}/api/v1/health").headers


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command itself, and the first line that it prints."""
    command = [sys.executable, "-m", "app", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline()
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()


def test_the_command_prints_its_address_and_ends_with_a_stream_open():
    with started("--port", "0") as (process, line):
        address = line.split()[4].rstrip("/")
        with (
            httpx.Client(base_url=address, timeout=LONGEST) as client,
            client.stream(
                "POST",
                "/api/v1/descents/stream",
                json={"surface": "rosenbrock", "start": [-1, 1], "steps": 100_000},
            ) as response,
        ):
            pieces = response.iter_raw()
            next(pieces)
            process.send_signal(signal.SIGINT)
            assert process.wait(LONGEST) in (0, -signal.SIGINT)


def test_a_taken_port_is_said_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with started("--port", str(port)) as (process, line):
            _, errors = process.communicate()
    assert line == ""
    assert process.returncode == 1
    assert errors.count("\n") == 1
    assert f"make run PORT={port + 1}" in errors


def test_the_command_lists_its_settings():
    with started("--settings") as (process, line):
        process.communicate()
    assert process.returncode == 0
    assert line.startswith("FALL_LINE_")
