"""Where no process can be had, threads do the work."""

import logging
import os
import subprocess

import pytest
import worker_jobs
from pools import begun
from processes import LONGEST

from app.workers.pool import Pool
from engine.sweeps.lanes import Cancelled


def test_without_permission_to_spawn_threads_do_the_work_and_it_is_said_once(monkeypatch, make_pool, caplog):
    def refuse(*arguments, **options):
        raise PermissionError("not here")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with caplog.at_level(logging.WARNING):
        pool = make_pool(workers=2)
        pids = [pool.submit(worker_jobs.where).result(LONGEST)[0] for _ in range(3)]
    assert pids == [os.getpid()] * 3
    assert (
        [record.getMessage() for record in caplog.records].count(
            "No worker process can be started (not here); threads do its work."
        )
        == len(caplog.records)
        == 1
    )


def test_workers_that_die_before_they_are_ready_give_way_to_threads(make_pool, caplog, capfd):
    with caplog.at_level(logging.WARNING):
        pool = make_pool(warm=("there_is_no_such_module",))
        assert pool.submit(worker_jobs.where).result(LONGEST)[0] == os.getpid()
    assert len(caplog.records) == 1
    assert "there_is_no_such_module" in capfd.readouterr().err


def test_a_pool_that_nobody_started_works_in_threads_without_a_word(caplog):
    pool = Pool()
    assert pool.submit(worker_jobs.where).result(LONGEST)[0] == os.getpid()
    job, _ = begun(pool, worker_jobs.wait_until_stopped)
    pool.stop(job)
    with pytest.raises(Cancelled):
        job.future.result(LONGEST)
    pool.close()
    assert not caplog.records
