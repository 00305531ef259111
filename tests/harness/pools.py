"""Pools in the hands of a test: timers that go off when it says so, jobs that have begun."""

import queue

from processes import LONGEST


class HeldTimer:
    """A timer that goes off when a test says so."""

    made: list["HeldTimer"]

    def __init__(self, seconds, action):
        self.seconds, self.action, self.cancelled = seconds, action, False

    def start(self):
        self.made.append(self)

    def cancel(self):
        self.cancelled = True


def begun(pool, function, *arguments, **options):
    """A job that a worker has begun, and what it first told."""
    told = queue.SimpleQueue()
    job = pool.offer(function, arguments, told=told.put, **options)
    return job, told.get(timeout=LONGEST)
