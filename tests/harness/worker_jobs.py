"""What the tests of the workers have done: functions that a worker's process can import."""

import os
import signal
import threading
import time
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path

from app import basins, progress
from engine.sweeps.lane_block import LaneBlock
from engine.sweeps.lanes import Cancelled
from engine.sweeps.tiles import hands_of, through


def add(first, second, *, cancelled):
    return first + second


def where(*, cancelled):
    """The process and how far it stands back."""
    return os.getpid(), os.nice(0)


def executor_of(*, cancelled, executor):
    return type(executor).__name__


def fail(*, cancelled):
    raise ValueError("as it should")


def fail_alone(*, cancelled):
    """Raises what cannot travel."""
    error = ValueError("as it should")
    error.lock = threading.Lock()
    raise error


def unsendable(*, cancelled):
    return threading.Lock()


def fail_as_cancelled(*, cancelled):
    raise CancelledError("as it should")


class Unreadable:
    """Raises an error where it arrives."""

    def __init__(self, error):
        self.error = error

    def __reduce__(self):
        return throw, (self.error,)


def throw(error):
    raise error("as it should")


def unreadable(error, path=None, *, cancelled):
    """Returns what cannot be read; with a path, at the first attempt alone."""
    if path is not None and Path(path).exists():
        return os.getpid()
    if path is not None:
        Path(path).touch()
    return Unreadable(error)


def tell_unreadable(error, *, cancelled, on_progress):
    on_progress(Unreadable(error))


def speak(*, cancelled, on_progress):
    """Prints where answers go, and tells in three words."""
    print("said by a job")
    for number in range(3):
        on_progress(number)
    return "spoken"


def wait_until_stopped(*, cancelled, on_progress):
    """Looks up after every block of work, says that it has begun, and tells of every block."""
    on_progress(os.getpid())
    while not cancelled():
        time.sleep(0.001)
    raise Cancelled


def wait_for_ever(*, cancelled, on_progress):
    """Never looks up."""
    on_progress(os.getpid())
    threading.Event().wait()


def wait_for_file(path, result, *, cancelled):
    while not Path(path).exists():
        if cancelled():
            raise Cancelled
        time.sleep(0.001)
    return result


@contextmanager
def counting():
    """Makes the file $BLOCKS longer by a byte with every block of lanes that is begun."""
    walk = LaneBlock.run

    def run(block, *given):
        with Path(os.environ["BLOCKS"]).open("ab") as begun:
            begun.write(b".")
        return walk(block, *given)

    LaneBlock.run = run
    try:
        yield
    finally:
        LaneBlock.run = walk


def counted_map(*given, ends, cancelled):
    with counting():
        return basins.basins_text(*given, ends=ends, cancelled=cancelled)


def counted_shares(*given, cancelled):
    with counting():
        return basins.shares_text(*given, cancelled=cancelled)


def talkative_map(*given, ends, cancelled, on_progress):
    """Makes a map, and tells how far it is as often as it knows."""
    progress.TOLD_AFTER = 0
    return basins.basins_text(*given, ends=ends, cancelled=cancelled, on_progress=on_progress)


def talkative_shares(*given, cancelled, on_progress):
    """Counts shares, and tells how far it is as often as it knows."""
    progress.TOLD_AFTER = 0
    return basins.shares_text(*given, cancelled=cancelled, on_progress=on_progress)


def die_once(path, *, cancelled):
    """Is killed at the first attempt."""
    if not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def die(*, cancelled):
    os.kill(os.getpid(), signal.SIGKILL)


def cluster_size(*, cancelled, executor):
    """How many workers the cluster behind an executor has; 0 without one."""
    return len(executor._client.scheduler_info(n_workers=-1)["workers"]) if executor is not None else 0


def cluster_hands(*, cancelled, executor):
    """How many tiles the cluster behind an executor makes at the same time."""
    return hands_of(executor)


def own_process(tile):
    return os.getpid()


def tile_processes(count, *, cancelled, executor):
    """The processes that make so many tiles."""
    return sorted(set(through(executor, own_process, range(count), cancelled=cancelled)))
