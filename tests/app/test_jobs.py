"""Long jobs: they share a few threads of their own, and no more of them wait than the settings allow."""

import asyncio
import threading

import pytest

from app.descriptions import descent_of
from app.jobs import JOB_THREADS, check_lanes, in_thread
from app.problems import Problem
from app.schemas.sweeps import SweepBody
from app.settings import Settings
from engine.surfaces import SURFACES, named_surface, typed_surface
from engine.sweeps.sweep import sweep as sweep_over

SWEEP = "/api/v1/learning-rates/sweep"
RUN = {"surface": "himmelblau", "start": [-1, 1], "steps": 20, "count": 5}
PAGE_MAP = 20_000_000  # runs × steps of a stability map of the page

pytestmark = pytest.mark.anyio


@pytest.fixture
def held(monkeypatch):
    """Sweeps that wait until they are let go; how many have begun is `begun`."""
    let_go, lock, begun = threading.Event(), threading.Lock(), []
    monkeypatch.setattr("app.routes.sweeps.sweep_over", _waiting(let_go, lock, begun))
    yield let_go, begun
    let_go.set()


def _waiting(let_go, lock, begun):
    def wait(descent, rates, *, cancelled, **how):
        with lock:
            begun.append(descent)
        let_go.wait()
        return sweep_over(descent, rates, cancelled=cancelled, **how)

    return wait


async def until(true, turns=20_000):
    """Wait, but not for ever, so that what never comes is a failure."""
    for _ in range(turns):
        if true():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("what is waited for has not come")


async def test_long_jobs_have_few_threads_and_leave_the_others_alone(held, make_client):
    let_go, begun = held
    async with make_client() as client:
        asked = [asyncio.create_task(client.post(SWEEP, json=RUN)) for _ in range(JOB_THREADS + 6)]
        await until(lambda: len(begun) == JOB_THREADS)
        assert await in_thread(lambda: "done") == "done"
        short = await client.post(
            "/api/v1/learning-rates/ladder", json={"surface": "himmelblau", "start": [-1, 1]}
        )
        assert short.status_code == 200
        assert len(begun) == JOB_THREADS
        let_go.set()
        assert {(await one).status_code for one in asked} == {200}


async def test_one_job_too_many_is_asked_to_come_again(held, make_client):
    let_go, begun = held
    async with make_client(concurrent_jobs=3) as client:
        asked = [asyncio.create_task(client.post(SWEEP, json=RUN)) for _ in range(3)]
        await until(lambda: len(begun) == JOB_THREADS)
        refused = await client.post(SWEEP, json=RUN)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
        assert refused.json()["errors"][0]["code"] == "busy"
        let_go.set()
        assert {(await one).status_code for one in asked} == {200}
        assert (await client.post(SWEEP, json=RUN)).status_code == 200


@pytest.mark.parametrize("name", SURFACES)
def test_the_maps_of_the_page_are_no_too_much_work(name):
    start = [low + 0.3 * (high - low) for low, high in named_surface(name).window]
    descent = descent_of(SweepBody(surface=name, start=start, steps=500), Settings())
    check_lanes(descent, PAGE_MAP // 500, Settings())


def most_steps(formula):
    body = SweepBody(surface={"formula": formula}, start=[1, 1], steps=100_000)
    with pytest.raises(Problem) as refused:
        check_lanes(descent_of(body, Settings()), 100_000, Settings())
    return refused.value.faults[0].figures["limit"]


def test_functions_cost_more_than_sums():
    """As many operations each: but sin, exp and |x|^1.5 take several times as long as products."""
    plain = "x*y + (x+1)*(y+2)"
    for dear in ("sin(x) + cos(y)", "exp(x) + log(y)", "abs(x)^1.5 + y^1.5"):
        counted = [operations_of(formula) for formula in (plain, dear)]
        per_operation = [
            most_steps(formula) * (count + 40) for formula, count in zip((plain, dear), counted, strict=True)
        ]
        assert per_operation[1] < 0.9 * per_operation[0]


def operations_of(formula):
    return typed_surface(formula).formula.operations
