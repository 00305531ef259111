"""The line in which jobs wait: short, and fair between tabs."""

from collections import OrderedDict, deque
from collections.abc import Iterator

from app.workers.job import Full, Job


class FairLine:
    """Jobs that wait, at most so many. Tabs take turns; each tab's jobs keep their order.

    When the line is full, a tab that would wait with fewer jobs than another one gets the place of that one's youngest.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._again: deque[Job] = deque()  # those that lost their worker go first
        self._tabs: OrderedDict[str, deque[Job]] = OrderedDict()  # the next one whose turn it is stands first

    def __len__(self) -> int:
        return len(self._again) + sum(map(len, self._tabs.values()))

    def __iter__(self) -> Iterator[Job]:
        yield from self._again
        for jobs in self._tabs.values():
            yield from jobs

    def push(self, job: Job) -> Job | None:
        """Let a job wait, and return the one that leaves for it, if any; raise Full when it is itself."""
        left = None
        if len(self) >= self.most:
            greediest = max(self._tabs, key=lambda tab: len(self._tabs[tab]), default=job.tab)
            own = len(self._tabs.get(job.tab, ()))
            if own + 1 >= len(self._tabs.get(greediest, ())):
                raise Full(sum(one.seconds for one in self) / len(self))
            left = self._tabs[greediest].pop()
        self._tabs.setdefault(job.tab, deque()).append(job)
        return left

    def push_again(self, job: Job) -> None:
        """Let a job that lost its worker be the next."""
        self._again.append(job)

    def pop(self) -> Job | None:
        """Return the job whose turn it is; None when nobody waits."""
        if self._again:
            return self._again.popleft()
        if not self._tabs:
            return None
        tab, jobs = self._tabs.popitem(last=False)
        job = jobs.popleft()
        if jobs:
            self._tabs[tab] = jobs
        return job

    def remove(self, job: Job) -> bool:
        """Take a job out; return whether it was waiting."""
        if job in self._again:
            self._again.remove(job)
            return True
        jobs = self._tabs.get(job.tab, ())
        if job not in jobs:
            return False
        self._tabs[job.tab].remove(job)
        if not self._tabs[job.tab]:
            del self._tabs[job.tab]
        return True
