"""Timers by what they are for, at most one each."""

import threading
from collections.abc import Callable


class Timers:
    """Timers that go off in threads of their own. `make` makes what `threading.Timer` makes."""

    def __init__(self, make: Callable[..., threading.Timer]) -> None:
        self._make = make
        self._set: dict[object, threading.Timer] = {}

    def set(self, key: object, seconds: float, action: Callable[[], None]) -> None:
        """Do something after so many seconds."""
        timer = self._set[key] = self._make(seconds, action)
        timer.daemon = True
        timer.start()

    def cancel(self, key: object) -> None:
        """Do it no more; one that has gone off does no harm."""
        timer = self._set.pop(key, None)
        if timer is not None:
            timer.cancel()

    def cancel_all(self) -> None:
        """Do nothing more."""
        for key in tuple(self._set):
            self.cancel(key)
