"""Memory that is used over and over: fresh pages cost as much as some ten steps."""

import numpy as np

from engine.types import Array


class Room:
    """Numbers for what comes one after the other, by what they are for."""

    def __init__(self) -> None:
        self._numbers: dict[str, Array] = {}

    def of(self, use: str, size: int) -> Array:
        """Return so many numbers; what was in those for the same use before is lost."""
        if len(self._numbers.get(use, ())) < size:
            self._numbers[use] = np.empty(size)
        return self._numbers[use][:size]
