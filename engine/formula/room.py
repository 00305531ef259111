"""Memory that is used over and over: fresh pages cost as much as some ten steps."""

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np

from engine.types import Array


class Room:
    """Numbers for what comes one after the other, by what they are for."""

    def __init__(self) -> None:
        self._numbers: dict[str, Array] = {}
        self._things: dict[Hashable, Any] = {}

    def of(self, use: str, size: int) -> Array:
        """Return so many numbers; what was in those for the same use before is lost."""
        if len(self._numbers.get(use, ())) < size:
            self._numbers[use] = np.empty(size)
        return self._numbers[use][:size]

    def thing(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what was made in this room for a key, made now for a new one."""
        if key not in self._things:
            self._things[key] = make()
        return self._things[key]
