"""A server whose every map is a worker's, and clients who ask it for maps, wait, and go away."""

import queue
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from processes import LONGEST, until
from serving import serve

from app.main import create_app
from app.server import make_server
from app.settings import Settings
from app.workers.workers import Workers

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
def served(**settings) -> Iterator[tuple[httpx.Client, Workers]]:
    """A server whose every map is a worker's, and its workers."""
    chosen = Settings(**EVERYTHING | settings)
    app = create_app(chosen)
    with (
        serve(make_server(app, chosen)) as address,
        httpx.Client(base_url=f"{address}/api/v1", timeout=LONGEST) as client,
    ):
        yield client, app.state.workers


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
    served_by: Workers,
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
