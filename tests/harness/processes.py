"""Processes that a test starts or kills: whether they run, and waiting for what they come to."""

import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

LONGEST = 60  # seconds: a guard against hanging, no measurement


def until(condition: Callable[[], bool]) -> None:
    """Waits for a condition to hold."""
    for _ in range(LONGEST * 200):
        if condition():
            return
        time.sleep(0.005)
    raise AssertionError("it never came to that")


def _listed() -> Iterator[tuple[int, int, str]]:
    """Every process: its number, its parent's, its state."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, parent, *_ = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            yield int(folder.name), int(parent), state
    if not Path("/proc/self").exists():
        listed = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
        )
        for line in listed.stdout.splitlines():
            pid, parent, state = line.split()
            yield int(pid), int(parent), state


def runs(pid: int) -> bool:
    """Whether there is such a process, other than one that has ended and whose parent has not asked for it yet."""
    return any(one == pid and not state.startswith("Z") for one, _, state in _listed())


def children(pid: int) -> list[int]:
    """The processes that a process has spawned."""
    return [one for one, parent, state in _listed() if parent == pid and not state.startswith("Z")]
