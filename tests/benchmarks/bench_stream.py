"""The stream of one long run, over a real connection, beside one event a step."""

import json
import time
from pathlib import Path

import httpx
from process import serving
from race import Row, race, ratio_row

STEPS = 10_000
START = (-1.0, 1.0)
LEARNING_RATE = 0.01
ROUNDS = 5
DESCENT = {
    "surface": "himmelblau",
    "start": START,
    "steps": STEPS,
    "optimizer": {"name": "gradient_descent", "learning_rate": LEARNING_RATE},
}
PEER = Path(__file__).with_name("event_per_step.py")


def rows() -> list[Row]:
    with (
        serving("-m", "app", "--port", "0") as ours,
        serving(str(PEER)) as peer,
        httpx.Client(timeout=60) as client,
    ):
        query = {"x": START[0], "y": START[1], "learning_rate": LEARNING_RATE, "steps": STEPS}

        def ours_a_second() -> float:
            seconds, body = read_stream(client, f"{ours}/api/v1/descents/stream", json=DESCENT)
            assert points_of(body) == STEPS + 1
            return STEPS / seconds

        def peer_a_second() -> float:
            seconds, body = read_stream(client, f"{peer}/descents/stream", params=query)
            assert body.count(b"data:") == STEPS + 1
            return STEPS / seconds

        speeds = race({"ours": ours_a_second, "peer": peer_a_second}, rounds=ROUNDS)
    return [
        ratio_row(
            f"stream of {STEPS:,} steps",
            ours=speeds["ours"],
            peer=speeds["peer"],
            peer_name="fastapi.sse, one event a step",
            unit="steps/s",
            at_least=30,
        )
    ]


def read_stream(client: httpx.Client, address: str, **request: object) -> tuple[float, bytes]:
    """The time from the request to the end of its answer, and the answer, which is looked at afterwards."""
    begin = time.perf_counter()
    with client.stream("POST", address, **request) as response:
        response.raise_for_status()
        body = b"".join(response.iter_raw())
    return time.perf_counter() - begin, body


def points_of(body: bytes) -> int:
    """How many points the events carry; the last event must say that the run is done."""
    events = [event.split("\n") for event in body.decode().strip().split("\n\n")]
    assert events[-1][0] == "event: done", events[-1]
    return sum(len(json.loads(event[1].removeprefix("data: "))["points"]) for event in events[:-1])
