"""Timers by what they are for, at most one each."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any


class Timers:
    """Timers that go off in threads of their own, under a lock: one that is cancelled under it does nothing more.

    `make` makes what `threading.Timer` makes.
    """

    def __init__(self, make: Callable[..., threading.Timer], lock: AbstractContextManager[Any]) -> None:
        self._make, self._lock = make, lock
        self._set: dict[object, threading.Timer] = {}

    def set(self, key: object, seconds: float, action: Callable[[], None]) -> None:
        """Do something after so many seconds."""

        def go_off() -> None:
            with self._lock:
                if (
                    self._set.get(key) is timer
                ):  # else it came too late, while whoever cancelled it had the lock
                    del self._set[key]
                    action()

        timer = self._set[key] = self._make(seconds, go_off)
        timer.daemon = True
        timer.start()

    def cancel(self, key: object) -> None:
        """Do it no more."""
        timer = self._set.pop(key, None)
        if timer is not None:
            timer.cancel()

    def cancel_all(self) -> None:
        """Do nothing more."""
        for key in tuple(self._set):
            self.cancel(key)
