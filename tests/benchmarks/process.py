"""Processes that are measured: a server that shares no interpreter with its client, and one core for all of them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def serving(*command: str) -> Iterator[str]:
    """Runs `python command…`, which prints its address, and yields the address."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://[\w.]+:\d+", line)
        if address is None:
            raise RuntimeError(f"the server said {line!r} instead of its address")
        yield address[0].replace("localhost", "127.0.0.1")
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


@contextmanager
def one_core() -> Iterator[None]:
    """Keeps this process, and all processes and threads that it starts from now on, on one core, if the machine can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
