"""Pools of their own, each ended with its test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pools import HeldTimer

from app.workers.pool import Pool


@pytest.fixture
def make_pool() -> Iterator[Callable[..., Pool]]:
    """Makes started pools."""
    made = []

    def make(**options: Any) -> Pool:
        pool = Pool(**{"nice": 1} | options)  # further back, a machine that is busy keeps a test waiting
        made.append(pool)
        pool.start()
        return pool

    yield make
    for pool in made:
        pool.close()


@pytest.fixture
def timers():
    """The timers of a pool that is made with `make_timer=timers`, the class whose `made` has them."""
    return type("Timers", (HeldTimer,), {"made": []})
