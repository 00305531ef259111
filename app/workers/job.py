"""A job: a function with its arguments on its way to a worker, and what becomes of it."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any


class Overdue(Exception):
    """The job took longer than it was given."""


class Lost(Exception):
    """The worker died under the job, and another one under its second attempt."""


class Closed(RuntimeError):
    """No more jobs are taken."""


class Full(Exception):
    """Too many jobs wait; after `seconds`, which a job takes, there may be room."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Job:
    """One job. `seconds` is what it is predicted to take, `allowed` what it may take before it is told to stop."""

    def __init__(
        self,
        number: int,
        work: bytes,
        *,
        tab: str,
        seconds: float,
        allowed: float,
        told: Callable[[Any], None],
    ) -> None:
        self.number, self.work, self.tab = number, work, tab
        self.seconds, self.allowed, self.told = seconds, allowed, told
        self.future: Future[Any] = Future()
        self.attempts = 0
        self.unwanted = False  # nobody waits for it any more
        self.overdue = False
        self.looks_after: int | None = None  # how often it asked whether to stop after it had been told to
