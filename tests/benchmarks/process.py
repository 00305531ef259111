"""A server in a process of its own, so that client and server do not share an interpreter."""

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
