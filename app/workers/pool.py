"""The pool: an executor whose workers stay warm, keep to deadlines, and are replaced when they die."""

import concurrent.futures
import contextlib
import functools
import itertools
import logging
import pickle
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

from app.workers.job import Closed, Full, Job, Lost, Overdue
from app.workers.line import FairLine
from app.workers.members import Member, ProcessMember, ThreadMember
from app.workers.messages import Do, Done, Failed, Ready, Stopped, Told
from app.workers.timers import Timers
from engine.sweeps.lane_given import Cancelled

ATTEMPTS: Final = 2  # of a job whose worker dies
FALSE_STARTS: Final = 3  # workers in a row that die before they are ready; then threads do the work
STARTING: Final = 60.0  # seconds to get ready
WITHOUT_END: Final = 86_400.0  # seconds that a job may take of which nothing is predicted
LOG: Final = logging.getLogger(__name__)


class Pool(concurrent.futures.Executor):
    """Workers and the line before them.

    A job that is not done within its time is told to stop, and past twice that time its worker is killed and
    replaced. A job whose worker dies otherwise is done once more. Where no process can be spawned, and before
    `start`, threads do the jobs. `make_timer` makes what `threading.Timer` makes.
    """

    def __init__(
        self,
        *,
        workers: int = 1,
        nice: int = 10,
        most_waiting: int = 1_000,
        warm: Sequence[str] = (),
        scheduler: str = "",
        make_timer: Callable[..., threading.Timer] = threading.Timer,
    ) -> None:
        self._count = workers
        self._process = (nice, scheduler, warm)
        self._line = FairLine(most_waiting)
        self._members: list[Member] = []
        self._numbers = itertools.count(1)
        self._threads = True
        self._false_starts = 0
        self._refuses = False
        self._closed = False
        self._lock = threading.RLock()
        self._timers = Timers(make_timer, self._lock)

    def start(self, *, after: float = 0.0) -> None:
        """Spawn the workers after so many seconds, or for the first job if that is sooner; return at once."""
        with self._lock:
            self._threads = False
            if after:
                self._timers.set(self._line, after, self._fill)
            else:
                self._fill()

    @property
    def members(self) -> tuple[Member, ...]:
        """Those who do the jobs."""
        return tuple(self._members)

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return len(self._line)

    def submit(
        self, function: Callable[..., Any], /, *arguments: Any, **named: Any
    ) -> concurrent.futures.Future[Any]:
        """Have a function computed; raise Full when too many jobs wait."""
        return self.offer(function, arguments, named).future

    def offer(
        self,
        function: Callable[..., Any],
        arguments: Sequence[Any] = (),
        named: dict[str, Any] | None = None,
        *,
        tab: str = "",
        seconds: float = 0.0,
        allowed: float = WITHOUT_END,
        told: Callable[[Any], None] = lambda value: None,
    ) -> Job:
        """Have a function computed; raise Full when too many jobs wait, Closed when it takes no more."""
        work = pickle.dumps((function, arguments, named or {}), pickle.HIGHEST_PROTOCOL)
        with self._lock:
            if self._refuses:
                raise Closed("the pool is closed")
            self._fill()
            job = Job(next(self._numbers), work, tab=tab, seconds=seconds, allowed=allowed, told=told)
            left = None
            if self._idle() is None:
                left = self._line.push(job)
            else:
                self._line.push_again(job)
            self._dispatch()
        if left is not None:
            _refuse(left, Full(left.seconds))
        return job

    def stop(self, job: Job) -> None:
        """Take a job back: nobody waits for it any more. One that is over does no harm."""
        with self._lock:
            job.unwanted = True
            waits = self._line.remove(job)
            member = self._member_of(job)
            if member is not None:
                member.stop(job.number)
        if waits:
            _refuse(job, Cancelled())

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs; end when those at hand are done, or at once without those that wait."""
        with self._lock:
            self._refuses = True
            if cancel_futures:
                for job in tuple(self._line):
                    self.stop(job)
            left = [*(job.future for job in self._line), *(m.job.future for m in self._members if m.job)]
        if wait:
            concurrent.futures.wait(left)
            self.close()
        else:
            threading.Thread(target=lambda: self.shutdown(wait=True), daemon=True).start()

    def close(self) -> None:
        """End at once: what is not done is cancelled, and no process is left."""
        with self._lock:
            self._refuses = self._closed = True
            members = self.members
            for job in tuple(self._line):
                self.stop(job)
            for member in members:
                if member.job is not None:
                    self.stop(member.job)
            self._timers.cancel_all()
        for member in members:
            member.kill()
        for member in members:
            member.join()

    def _fill(self) -> None:
        with self._lock:
            self._timers.cancel(self._line)
            while len(self._members) < self._count and not self._closed:
                self._hire()

    def _hire(self) -> None:
        member: Member
        if self._threads:
            member = ThreadMember(self._heard, self._gone)
        else:
            member = ProcessMember(*self._process, self._heard, self._gone)
            self._timers.set(member, STARTING, member.kill)
        self._members.append(member)
        member.start()

    def _idle(self) -> Member | None:
        return next((member for member in self._members if member.ready and member.job is None), None)

    def _member_of(self, job: Job) -> Member | None:
        return next((member for member in self._members if member.job is job), None)

    def _dispatch(self) -> None:
        while (member := self._idle()) is not None and (job := self._line.pop()) is not None:
            if job.attempts == 0 and not job.future.set_running_or_notify_cancel():
                continue
            job.attempts += 1
            member.job = job
            self._timers.set(job, job.allowed, functools.partial(self._overdue, job))
            member.do(Do(job.number, job.work))

    def _heard(self, member: Member, message: Any) -> None:
        with self._lock:
            job = member.job
            if member not in self._members:
                return
            if isinstance(message, Ready):
                self._timers.cancel(member)
                self._false_starts, member.ready = 0, True
                self._dispatch()
                return
            if job is None or job.number != message.number:
                return
            if not isinstance(message, Told):
                self._timers.cancel(job)
                member.job = None
                self._dispatch()
        if isinstance(message, Told):
            with contextlib.suppress(RuntimeError):  # whoever listened has gone, and its loop with it
                job.told(message.value)
        else:
            self._settle(job, message)

    @staticmethod
    def _settle(job: Job, message: Any) -> None:
        if isinstance(message, Done):
            job.future.set_result(message.result)
        elif isinstance(message, Failed):
            job.future.set_exception(message.error)
        elif isinstance(message, Stopped):
            job.looks_after = message.looks
            job.future.set_exception(Overdue() if job.overdue else Cancelled())

    def _gone(self, member: Member, error: OSError | None) -> None:
        """Replace a member, and see to its job."""
        with self._lock:
            if member not in self._members:
                return
            self._members.remove(member)
            self._timers.cancel(member)
            job = member.job
            if job is not None:
                self._timers.cancel(job)
            if not self._closed:
                self._false_starts += not member.ready
                if not self._threads and (error is not None or self._false_starts >= FALSE_STARTS):
                    self._threads = True
                    LOG.warning("No worker process can be started (%s); threads do its work.", error)
                self._hire()
            lost = job is not None and not (job.unwanted or job.overdue)
            again = job is not None and lost and job.attempts < ATTEMPTS and not self._closed
            if again and job is not None:
                self._line.push_again(job)
                self._dispatch()
        if job is not None and not again:
            job.future.set_exception(Overdue() if job.overdue else Lost() if lost else Cancelled())

    def _overdue(self, job: Job) -> None:
        with self._lock:
            member = self._member_of(job)
            if member is not None:
                job.overdue = True
                self._timers.set(job, job.allowed, member.kill)
                member.stop(job.number)


def _refuse(job: Job, error: Exception) -> None:
    with contextlib.suppress(concurrent.futures.InvalidStateError):  # it was cancelled by its future
        job.future.set_exception(error)
