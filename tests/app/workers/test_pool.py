"""The pool on real processes: warm, replaced, taken back, closed."""

import os
import signal

import pytest
import worker_jobs
from pools import begun
from processes import LONGEST, runs, until

from app.workers.job import Full, Lost
from app.workers.pool import Pool
from engine.sweeps.lanes import Cancelled


def test_a_job_is_done_in_another_process_that_stands_back(make_pool):
    pid, nice = make_pool(nice=3).submit(worker_jobs.where).result(LONGEST)
    assert pid != os.getpid()
    assert nice >= os.nice(0) + 3


def test_a_worker_is_warm_before_its_first_job(make_pool):
    pool = make_pool(warm=("app.stability_maps",))
    until(lambda: pool.members[0].ready)
    pid = pool.members[0].pid
    assert pool.submit(worker_jobs.where).result(LONGEST)[0] == pid
    assert pool.submit(worker_jobs.where).result(LONGEST)[0] == pid


def test_making_a_pool_spawns_nothing():
    assert Pool().members == ()


def test_workers_are_spawned_later_or_for_the_first_job(timers):
    pools = [Pool(make_timer=timers) for _ in range(2)]
    for pool in pools:
        pool.start(after=3.0)
        assert pool.members == ()
    timers.made[0].action()
    assert len(pools[0].members) == 1
    assert pools[1].submit(worker_jobs.where).result(LONGEST)[0] != os.getpid()
    assert timers.made[1].cancelled
    for pool in pools:
        pool.close()


def test_it_is_an_executor(make_pool):
    with make_pool() as pool:
        futures = [pool.submit(worker_jobs.add, number, 1) for number in range(5)]
        pids = [pool.submit(worker_jobs.where)]
    assert [future.result() for future in futures] == [1, 2, 3, 4, 5]
    assert not runs(pids[0].result()[0])
    with pytest.raises(RuntimeError):
        pool.submit(worker_jobs.add, 1, 1)


def test_an_executor_that_is_left_early_ends_without_those_that_wait(make_pool):
    pool = make_pool()
    job, pid = begun(pool, worker_jobs.wait_until_stopped)
    waiting = pool.submit(worker_jobs.add, 1, 1)
    pool.stop(job)
    pool.shutdown(cancel_futures=True)
    assert isinstance(waiting.exception(), Cancelled)
    assert not runs(pid)


def test_a_future_that_is_cancelled_while_it_waits_is_passed_over(make_pool):
    pool = make_pool()
    job, _ = begun(pool, worker_jobs.wait_until_stopped)
    unwanted, wanted = pool.submit(worker_jobs.add, 1, 1), pool.submit(worker_jobs.add, 2, 2)
    assert unwanted.cancel()
    pool.stop(job)
    assert wanted.result(LONGEST) == 4


def test_what_a_function_tells_arrives_in_order_and_what_it_prints_does_no_harm(make_pool):
    told = []
    job = make_pool().offer(worker_jobs.speak, told=told.append)
    assert job.future.result(LONGEST) == "spoken"
    assert told == [0, 1, 2]


@pytest.mark.parametrize(
    ("function", "error"),
    [
        (worker_jobs.fail, ValueError),
        (worker_jobs.fail_alone, RuntimeError),
        (worker_jobs.fail_as_cancelled, RuntimeError),
    ],
)
def test_a_failure_is_told_and_the_worker_goes_on(make_pool, function, error):
    pool = make_pool()
    with pytest.raises(error, match="as it should"):
        pool.submit(function).result(LONGEST)
    assert pool.submit(worker_jobs.add, 1, 1).result(LONGEST) == 2


def test_a_result_that_cannot_be_sent_is_a_failure(make_pool):
    pool = make_pool()
    with pytest.raises(TypeError):
        pool.submit(worker_jobs.unsendable).result(LONGEST)
    assert pool.submit(worker_jobs.add, 1, 1).result(LONGEST) == 2


def test_a_job_that_is_taken_back_looks_up_once_more_at_most_and_the_worker_goes_on(make_pool):
    pool = make_pool()
    job, pid = begun(pool, worker_jobs.wait_until_stopped)
    pool.stop(job)
    with pytest.raises(Cancelled):
        job.future.result(LONGEST)
    assert job.looks_after <= 1
    assert pool.submit(worker_jobs.where).result(LONGEST)[0] == pid


def test_a_waiting_job_that_is_taken_back_is_never_begun(make_pool, tmp_path):
    pool = make_pool()
    running, _ = begun(pool, worker_jobs.wait_until_stopped)
    waiting = pool.offer(worker_jobs.die)
    pool.stop(waiting)
    assert isinstance(waiting.future.exception(LONGEST), Cancelled)
    pool.stop(running)
    assert pool.submit(worker_jobs.add, 1, 1).result(LONGEST) == 2


def test_a_full_line_refuses(make_pool):
    pool = make_pool(most_waiting=1)
    begun(pool, worker_jobs.wait_until_stopped, tab="a")
    pool.offer(worker_jobs.add, (1, 1), tab="b")
    with pytest.raises(Full):
        pool.offer(worker_jobs.add, (1, 1), tab="c")
    assert pool.waiting == 1


def test_tabs_take_turns(make_pool):
    pool, order = make_pool(), []
    running, _ = begun(pool, worker_jobs.wait_until_stopped)
    jobs = [pool.offer(worker_jobs.add, (0, n), tab=tab) for n, tab in enumerate("aaab")]
    for job in jobs:
        job.future.add_done_callback(lambda future: order.append(future.result()))
    pool.stop(running)
    for job in jobs:
        job.future.result(LONGEST)
    until(lambda: len(order) == 4)
    assert order == [0, 3, 1, 2]


def test_a_job_whose_worker_is_killed_is_done_once_more_and_the_next_ones_are_served(make_pool, tmp_path):
    pool = make_pool()
    before = pool.submit(worker_jobs.where).result(LONGEST)[0]
    again = pool.submit(worker_jobs.die_once, tmp_path / "died")
    after = pool.submit(worker_jobs.where)
    assert again.result(LONGEST) == after.result(LONGEST)[0] != before


def test_a_job_that_kills_two_workers_is_given_up_and_the_next_ones_are_served(make_pool):
    pool = make_pool()
    fatal, harmless = pool.submit(worker_jobs.die), pool.submit(worker_jobs.add, 1, 1)
    with pytest.raises(Lost):
        fatal.result(LONGEST)
    assert harmless.result(LONGEST) == 2


@pytest.mark.parametrize(
    ("function", "error"), [(worker_jobs.unreadable, SystemExit), (worker_jobs.tell_unreadable, KeyError)]
)
def test_a_worker_that_says_what_cannot_be_read_is_replaced_and_its_job_given_up(make_pool, function, error):
    pool = make_pool()
    pid = pool.submit(worker_jobs.where).result(LONGEST)[0]
    with pytest.raises(Lost):
        pool.submit(function, error).result(LONGEST)
    assert pool.submit(worker_jobs.add, 1, 1).result(LONGEST) == 2
    assert not runs(pid)


def test_a_job_whose_result_cannot_be_read_is_done_once_more(make_pool, tmp_path):
    pool = make_pool()
    before = pool.submit(worker_jobs.where).result(LONGEST)[0]
    again = pool.submit(worker_jobs.unreadable, MemoryError, tmp_path / "first")
    assert again.result(LONGEST) == pool.members[0].pid != before


def test_an_idle_worker_that_is_killed_is_replaced_before_it_is_needed(make_pool):
    pool = make_pool()
    pid = pool.submit(worker_jobs.where).result(LONGEST)[0]
    os.kill(pid, signal.SIGKILL)
    until(lambda: pool.members and pool.members[0].ready and pool.members[0].pid != pid)
    assert not runs(pid)


def test_several_workers_work_side_by_side(make_pool, tmp_path):
    pool = make_pool(workers=2)
    first = pool.submit(worker_jobs.wait_for_file, tmp_path / "go", 1)
    pid = pool.submit(worker_jobs.where).result(LONGEST)[0]
    assert not first.done()
    (tmp_path / "go").touch()
    assert first.result(LONGEST) == 1
    assert pid in {member.pid for member in pool.members}


def test_closing_ends_what_runs_and_what_waits_at_once(make_pool):
    pool = make_pool()
    job, pid = begun(pool, worker_jobs.wait_for_ever)
    waiting = pool.submit(worker_jobs.add, 1, 1)
    pool.close()
    assert not runs(pid)
    for future in (job.future, waiting):
        assert isinstance(future.exception(LONGEST), Cancelled)


def test_closing_before_the_process_is_there_leaves_none(make_pool):
    pool = make_pool()
    members = pool.members
    pool.close()
    assert not any(member.pid and runs(member.pid) for member in members)
