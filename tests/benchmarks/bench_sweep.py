"""Many runs in one request, over a real connection: learning rates on rosenbrock, a stability map, naive NumPy beside.

The API's time holds everything: judging every run by the one rule, naming minima, JSON there and back. Naive NumPy
makes the steps and looks at the ends; it judges nothing.
"""

from collections.abc import Callable

import httpx
import numpy as np
from process import serving
from race import Row, bound_row, race, ratio_row, seconds_of

START = (-1.2, 1.0)
STEPS = 500
RATES = 400
COARSE = 80
SIDE = 200
CURVATURES = (1.0, 20.0)
ROUNDS = 9
SWEEP = {"surface": "rosenbrock", "start": START, "steps": STEPS, "lowest": 1e-5, "highest": 10}
MAP = {
    "surface": {"name": "quadratic", "condition_number": CURVATURES[1]},
    "start": [4, 1],
    "steps": STEPS,
    "optimizer": "momentum",
    "x": {"knob": "learning_rate", "lowest": 0.01, "highest": 0.4, "count": SIDE},
    "y": {"knob": "momentum", "lowest": 0, "highest": 0.99, "count": SIDE},
}


def rows() -> list[Row]:
    with serving("-m", "app", "--port", "0") as address, httpx.Client(timeout=60) as client:
        sweep, needed, stability = (
            f"{address}/api/v1{path}"
            for path in ("/learning-rates/sweep", "/learning-rates/steps-needed", "/stability-map")
        )
        noisy = SWEEP | {"count": 200, "lowest": 1e-4, "highest": 0.01, "gradient": "noisy"}
        times = race(
            {
                "sweep": asked(client, sweep, SWEEP | {"count": RATES}),
                "one array": timed(all_rates_at_once),
                "one by one": timed(one_rate_after_the_other),
                "coarse": asked(client, sweep, SWEEP | {"count": COARSE}),
                "bouncing": asked(
                    client, sweep, SWEEP | {"surface": "himmelblau", "start": [-1, 1], "count": RATES}
                ),
                "needed": asked(client, needed, noisy),
            },
            rounds=ROUNDS,
        )
        maps = race({"map": asked(client, stability, MAP), "naive map": timed(heavy_ball_map)}, rounds=3)
    made, cells = RATES * STEPS, SIDE * SIDE * STEPS
    what = f"sweep of {RATES} rates × {STEPS} steps, rosenbrock, over HTTP"
    return [
        bound_row(what, ours=1000 * times["sweep"], unit="ms", at_most=60),
        *(
            ratio_row(
                what,
                ours=made / times["sweep"],
                peer=made / times[name],
                peer_name=peer,
                unit="steps/s",
                at_least=None,
            )
            for name, peer in (
                ("one array", "naive NumPy, all rates at once"),
                ("one by one", "naive NumPy, one by one"),
            )
        ),
        bound_row(f"the same with {COARSE} rates", ours=1000 * times["coarse"], unit="ms", at_most=100),
        bound_row("the same on himmelblau, valleys named", ours=1000 * times["bouncing"], unit="ms"),
        bound_row("steps needed, 200 rates × 16 noisy runs", ours=1000 * times["needed"], unit="ms"),
        bound_row(
            f"stability map, {SIDE} × {SIDE} × {STEPS}", ours=1000 * maps["map"], unit="ms", at_most=2000
        ),
        ratio_row(
            "the same",
            ours=cells / maps["map"],
            peer=cells / maps["naive map"],
            peer_name="naive NumPy",
            unit="steps/s",
            at_least=None,
        ),
    ]


def asked(client: httpx.Client, address: str, body: dict[str, object]) -> Callable[[], float]:
    """A measure of one request; its answer is read to the end."""

    def ask() -> None:
        client.post(address, json=body).raise_for_status().json()

    return timed(ask)


def timed(action: Callable[[], object]) -> Callable[[], float]:
    return lambda: seconds_of(action, at_least=0.1)


def all_rates_at_once() -> None:
    """What a careful person would write in NumPy."""
    rates = np.geomspace(1e-5, 10, RATES)
    x, y = np.full(RATES, START[0]), np.full(RATES, START[1])
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            off = y - x**2
            x, y = x - rates * (-2 * (1 - x) - 400 * x * off), y - rates * 200 * off
        assert np.isfinite(x).any()


def one_rate_after_the_other() -> None:
    """The loop of every tutorial, once for each rate; it ends early where a run has left."""
    for rate in np.geomspace(1e-5, 10, RATES):
        point = np.array(START)
        for _ in range(STEPS):
            off = point[1] - point[0] ** 2
            point = point - rate * np.array([-2 * (1 - point[0]) - 400 * point[0] * off, 200 * off])
            if not np.abs(point).max() < 1e9:
                break


def heavy_ball_map() -> None:
    """Heavy ball on a quadratic at every pair of rate and momentum."""
    rates, momenta = np.meshgrid(np.geomspace(0.01, 0.4, SIDE), np.linspace(0, 0.99, SIDE))
    x, y, u, v = (np.full((SIDE, SIDE), value) for value in (4.0, 1.0, 0.0, 0.0))
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            u, v = momenta * u + CURVATURES[0] * x, momenta * v + CURVATURES[1] * y
            x, y = x - rates * u, y - rates * v
        assert np.isfinite(x).any()
