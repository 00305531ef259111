"""A small request while a class asks for large maps: GET /health, idle and beside 24 clients who never stop asking."""

import http.client
import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from process import serving
from race import Row, bound_row

CLIENTS = 24
SIDE = 1024
STEPS = 50  # few, so that answers of megabytes keep coming
PROBES = 2000
GAP = 0.004  # seconds between an answer and the next question
ROUNDS = 3
HEALTH = "/api/v1/health"
MAPS = "/api/v1/basins"
ASKERS = Path(__file__).with_name("map_clients.py")
BODY = {
    "surface": "himmelblau",
    "steps": STEPS,
    "optimizer": {"name": "gradient_descent", "learning_rate": 0.01},
    "resolution": [SIDE, SIDE],
}


def rows() -> list[Row]:
    idle: list[float] = []
    busy: list[float] = []
    tally: Counter[str] = Counter()
    with serving("-m", "app", "--port", "0") as address:
        probed(address, PROBES // 4)
        for _ in range(ROUNDS):
            idle.append(last_percent(probed(address, PROBES)))
            with asking(address, tally):
                busy.append(last_percent(probed(address, PROBES)))
            settle(address)
    quiet, loaded = statistics.median(idle), statistics.median(busy)
    what = f"GET /health beside {CLIENTS} clients who ask for {SIDE}² maps, p99"
    return [
        bound_row("GET /health, idle, p99", ours=1000 * quiet, unit="ms"),
        bound_row(what, ours=1000 * loaded, unit="ms"),
        bound_row("the same over idle", ours=loaded / quiet, unit="×", at_most=3),
        bound_row("maps that arrived meanwhile", ours=tally["arrived"], unit="maps"),
        bound_row("refused with Retry-After", ours=tally["refused"], unit="maps"),
        bound_row("neither", ours=tally["other"], unit="maps", at_most=0),
    ]


def probed(address: str, count: int) -> list[float]:
    """How long each of so many small requests took, one after the other on one connection."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    found = []
    for _ in range(count):
        time.sleep(GAP)
        begin = time.perf_counter()
        connection.request("GET", HEALTH)
        answer = connection.getresponse()
        answer.read()
        found.append(time.perf_counter() - begin)
        assert answer.status == 200
    connection.close()
    return found


def last_percent(times: list[float]) -> float:
    """The 99th percentile."""
    return statistics.quantiles(times, n=100)[-1]


@contextmanager
def asking(address: str, tally: Counter[str]) -> Iterator[None]:
    """Clients in a process of their own who ask for maps; what became of these is added to the tally."""
    command = [sys.executable, str(ASKERS), address, MAPS, str(CLIENTS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as askers:
        assert askers.stdin is not None
        assert askers.stdout is not None
        print(json.dumps(BODY), file=askers.stdin, flush=True)
        askers.stdout.readline()
        try:
            yield
            print(file=askers.stdin, flush=True)
            tally.update(json.loads(askers.stdout.readline()))
        finally:
            askers.kill()


def settle(address: str) -> None:
    """Waits until the server has seen that those clients are gone."""
    probed(address, PROBES // 4)
