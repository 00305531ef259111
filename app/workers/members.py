"""Those who do the jobs: a process of its own, or a thread where a server may not have processes."""

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from app.workers.desk import Desk
from app.workers.job import Job
from app.workers.messages import Do, Ready, Stop, read, write

LOG: Final = logging.getLogger(__name__)
MODULE = "app.workers.child"
# no use here for a thread on every core
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Member(Protocol):
    """One who does one job at a time. `hear(member, message)` and `gone(member, error)` are called from its thread."""

    job: Job | None
    ready: bool

    def start(self) -> None:
        """Get ready, in its own time; say so."""

    def do(self, job: Do) -> None:
        """Begin a job."""

    def stop(self, number: int) -> None:
        """Ask to stop a job."""

    def kill(self) -> None:
        """End it, whatever it does; `gone` follows."""

    def join(self) -> None:
        """Wait until nothing is left of it."""


Hear = Callable[[Any, Any], None]
Gone = Callable[[Any, OSError | None], None]


class ProcessMember:
    """A process: spawned, not forked; niced; everything imported before its first job."""

    def __init__(self, nice: int, scheduler: str, warm: Sequence[str], hear: Hear, gone: Gone) -> None:
        self.job: Job | None = None
        self.ready = False
        self._command = [*_interpreter(), "-m", MODULE, str(nice), scheduler, *warm]
        self._hear, self._gone = hear, gone
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._live, name="worker", daemon=True)

    @property
    def pid(self) -> int | None:
        """The number of its process, once there is one."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Spawn the process, in a thread that then listens to it."""
        self._thread.start()

    def do(self, job: Do) -> None:
        """Send a job; a process that is dying does not read it, and `gone` follows."""
        self._send(job)

    def stop(self, number: int) -> None:
        """Send word that nobody waits for a job."""
        self._send(Stop(number))

    def kill(self) -> None:
        """Kill the process."""
        self._killed = True
        if self._process is not None:
            self._process.kill()

    def join(self) -> None:
        """Wait for the end of the process."""
        self._thread.join()

    def _send(self, message: Any) -> None:
        with self._lock, contextlib.suppress(OSError, ValueError):
            assert self._process is not None
            assert self._process.stdin is not None
            write(self._process.stdin, message)  # type: ignore[arg-type]

    def _live(self) -> None:
        try:
            process = self._process = self._spawned()
        except OSError as error:
            self._gone(self, error)
            return
        if self._killed:  # before there was anything to kill
            process.kill()
        assert process.stdout is not None
        try:
            while True:
                self._hear(self, read(process.stdout))  # type: ignore[arg-type]
        except EOFError:
            pass
        except BaseException:  # reading runs what a message brings along, whatever that raises
            LOG.exception("What a worker said is beyond use; another one takes its place.")
        process.kill()  # one that closed its end of the pipe alone is of no use either
        with self._lock, contextlib.suppress(OSError):
            process.stdout.close()
            assert process.stdin is not None
            process.stdin.close()
        process.wait()
        self._gone(self, None)

    def _spawned(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **ONE_THREAD, "PYTHONPATH": path},
            process_group=0 if os.name == "posix" else None,  # a terminal's Ctrl-C is not for it
            creationflags=getattr(
                subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
            ),  # nice, in the words of Windows
        )


def _interpreter() -> list[str]:
    """Return this Python with the flags that decide what it finds and leaves behind."""
    flags = {"-S": sys.flags.no_site, "-B": sys.flags.dont_write_bytecode}
    return [sys.executable, *(flag for flag, is_set in flags.items() if is_set)]


class ThreadMember:
    """A thread for every job."""

    def __init__(self, hear: Hear, gone: Gone) -> None:
        self.job: Job | None = None
        self.ready = False
        self._hear, self._gone = hear, gone
        self._desk = Desk(lambda message: hear(self, message))

    def start(self) -> None:
        """Say that it is ready."""
        self._hear(self, Ready())

    def do(self, job: Do) -> None:
        """Begin a job."""
        threading.Thread(target=self._desk.do, args=(job,), name="worker", daemon=True).start()

    def stop(self, number: int) -> None:
        """Ask to stop a job."""
        self._desk.stop(number)

    def kill(self) -> None:
        """Leave the thread to itself: nothing ends a thread."""
        self._gone(self, None)

    def join(self) -> None:
        """Wait for nothing."""
