"""Deadlines: told to stop, killed past twice the time, replaced when it does not get ready."""

import os
import signal

import pytest
import worker_jobs
from pools import begun
from processes import LONGEST, runs, until

from app.workers.job import Overdue
from app.workers.pool import Pool
from engine.sweeps.lanes import Cancelled


def overdue_in(pool, timers):
    """Let a job pass its time, and return the worker's process: it listened, and stays."""
    job, pid = begun(pool, worker_jobs.wait_until_stopped, allowed=7.0)
    (deadline,) = [timer for timer in timers.made if timer.seconds == 7.0]
    deadline.action()
    with pytest.raises(Overdue):
        job.future.result(LONGEST)
    return pid


def test_a_job_past_its_time_is_told_to_stop(make_pool, timers):
    pool = make_pool(make_timer=timers)
    pid = overdue_in(pool, timers)
    assert pool.submit(worker_jobs.where).result(LONGEST)[0] == pid, "the worker listened, and stays"


def test_a_worker_past_twice_the_time_is_killed_and_replaced(make_pool, timers):
    pool = make_pool(make_timer=timers)
    job, pid = begun(pool, worker_jobs.wait_for_ever, allowed=7.0)
    next_one = pool.submit(worker_jobs.where)
    next(timer for timer in timers.made if timer.seconds == 7.0).action()
    assert runs(pid)
    assert not job.future.done()
    _, twice = [timer for timer in timers.made if timer.seconds == 7.0]
    twice.action()
    with pytest.raises(Overdue):
        job.future.result(LONGEST)
    assert next_one.result(LONGEST)[0] != pid
    assert not runs(pid)
    assert job.attempts == 1, "what takes too long is not tried again"


def test_a_job_that_is_done_is_no_longer_timed(make_pool, timers):
    pool = make_pool(make_timer=timers)
    pool.offer(worker_jobs.add, (1, 1), allowed=7.0).future.result(LONGEST)
    assert all(timer.cancelled for timer in timers.made)


def test_a_worker_that_does_not_get_ready_is_killed_and_another_one_tries(make_pool, timers):
    pool = make_pool(make_timer=timers)
    first = pool.members[0]
    starting = timers.made[0]
    until(lambda: first.pid is not None)
    starting.action()
    assert pool.submit(worker_jobs.add, 1, 1).result(LONGEST) == 2


def test_a_thread_past_twice_the_time_is_left_to_itself(timers):
    pool = Pool(make_timer=timers)
    job, _ = begun(pool, worker_jobs.wait_for_ever, allowed=7.0)
    timers.made[0].action()
    timers.made[1].action()
    with pytest.raises(Overdue):
        job.future.result(LONGEST)
    assert pool.submit(worker_jobs.add, 1, 1).result(LONGEST) == 2


def test_a_timer_that_went_off_too_late_leaves_the_next_job_alone(make_pool, timers):
    pool = make_pool(make_timer=timers)
    pid = overdue_in(pool, timers)
    _, twice = [timer for timer in timers.made if timer.seconds == 7.0]
    following, _ = begun(pool, worker_jobs.wait_until_stopped, allowed=8.0)
    twice.action()
    assert runs(pid)
    pool.stop(following)
    with pytest.raises(Cancelled):
        following.future.result(LONGEST)
    assert pool.submit(worker_jobs.where).result(LONGEST)[0] == pid


def test_a_deadline_of_the_first_attempt_is_none_of_the_second(make_pool, timers):
    pool = make_pool(make_timer=timers)
    job, pid = begun(pool, worker_jobs.wait_until_stopped, allowed=7.0)
    (first,) = [timer for timer in timers.made if timer.seconds == 7.0]
    os.kill(pid, signal.SIGKILL)
    until(lambda: job.attempts == 2)
    first.action()
    assert not job.overdue


def test_a_worker_that_got_ready_is_not_killed_for_having_been_slow(make_pool, timers):
    pool = make_pool(make_timer=timers)
    starting = timers.made[0]
    pid = pool.submit(worker_jobs.where).result(LONGEST)[0]
    starting.action()
    assert pool.submit(worker_jobs.where).result(LONGEST)[0] == pid
