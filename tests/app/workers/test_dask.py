"""Tiles through a Dask cluster of two worker processes: the same map to the bit, and a map all the same without it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import worker_jobs
from processes import LONGEST, until

from app.basins import basins_text
from app.stability_maps import stability_map_text
from app.workers.pool import Pool
from engine import Descent, choose, named_surface
from engine.optimizers import OPTIMIZERS
from engine.sweeps.stability_map import axis_of

ROOT = Path(__file__).resolve().parents[3]
SIDE = 200  # three blocks of lanes
STEPS = 50


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A command of Dask's, without its page, its files or its telling everybody."""
    quiet = {
        "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
        "DASK_LOGGING__DISTRIBUTED": "warning",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests/harness")]),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
        env={**os.environ, **quiet},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two worker processes."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    files = ("--local-directory", str(tmp_path_factory.mktemp("dask")), "--no-dashboard")
    worker = ("dask_worker", address, "--no-nanny", "--nworkers", "1", "--nthreads", "1", *files)
    begin = ("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with running(*begin):
        until(lambda: listens(port))
        with running(*worker), running(*worker):
            yield address


def asked() -> tuple[object, ...]:
    knobs = {knob.name: knob for knob in OPTIMIZERS["momentum"].knobs}
    return (
        Descent(named_surface("himmelblau"), (-1.0, 1.0), choose("momentum"), STEPS),
        axis_of(knobs["learning_rate"], 0.001, 0.1, SIDE),
        axis_of(knobs["momentum"], 0.0, 0.95, SIDE),
    )


def test_tiles_are_made_in_two_other_processes_and_the_map_is_the_same_to_the_bit(make_pool, scheduler):
    pool = make_pool(scheduler=scheduler)
    until(lambda: pool.submit(worker_jobs.cluster_size).result(LONGEST) == 2)
    assert pool.submit(worker_jobs.cluster_hands).result(LONGEST) == 2
    found = pool.submit(stability_map_text, *asked())
    assert found.result(LONGEST) == stability_map_text(*asked())
    window, trial = ((-5.0, 5.0), (-5.0, 5.0)), asked()[0]
    found = pool.submit(basins_text, trial, window, (384, 256), ends=True)
    assert found.result(LONGEST) == basins_text(trial, window, (384, 256), ends=True)
    pids = pool.submit(worker_jobs.tile_processes, 40).result(LONGEST)
    assert len(pids) == 2
    assert pool.members[0].pid not in pids


def test_without_an_answer_from_the_scheduler_the_worker_makes_the_tiles_itself(make_pool, capfd):
    pool = make_pool(scheduler=f"tcp://127.0.0.1:{free_port()}")
    assert pool.submit(worker_jobs.executor_of).result(LONGEST) == "NoneType"
    assert "tiles are made here" in capfd.readouterr().err


def test_without_a_scheduler_the_worker_makes_the_tiles_itself(make_pool):
    assert make_pool().submit(worker_jobs.executor_of).result(LONGEST) == "NoneType"


def test_threads_make_their_tiles_themselves():
    assert Pool(scheduler="tcp://127.0.0.1:1").submit(worker_jobs.executor_of).result(LONGEST) == "NoneType"
